"""The clock of a turn, and what is left of a session.

Only moments are stored: nothing ticks, so a restart, a lost connection or a sleeping phone cannot
change what the clock says. Whoever knows the moments and the time can compute the state.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from reviewforum.meetings.messages import Misstep

NONE = timedelta(0)


class Phase(StrEnum):
    """Where a turn stands."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"


class Mark(StrEnum):
    """What the speaker is shown."""

    IN_TIME = "in-time"
    WARNING = "warning"
    OVER = "over"


@dataclass(frozen=True)
class Pause:
    """The clock stood from `began` until `ended`; None while it still stands."""

    began: datetime
    ended: datetime | None = None


@dataclass(frozen=True)
class Extension:
    """Seconds granted at a moment; negative where the chair cuts the time."""

    at: datetime
    seconds: int


@dataclass(frozen=True)
class State:
    """What a clock says at a moment. `left` is negative when over; `ends_at` is when the limit is
    reached if the clock runs on, None unless it runs.
    """

    phase: Phase
    mark: Mark
    used: timedelta
    left: timedelta
    paused: timedelta
    ends_at: datetime | None


@dataclass(frozen=True)
class Clock:
    """A turn's limit in seconds, the seconds before its end at which to warn, and what happened.

    Every move gives a new clock. Moves raise Misstep when the clock is not in the state for them,
    or when they are dated before the last one.
    """

    limit: int
    warning: int = 30
    started: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()
    stopped: datetime | None = None

    def __post_init__(self) -> None:
        if self.limit < 1:
            raise Misstep("not-positive", setting="limit")
        if self.warning < 0:
            raise Misstep("negative", setting="warning")

    @property
    def is_paused(self) -> bool:
        """Whether a pause is still open."""
        return bool(self.pauses) and self.pauses[-1].ended is None

    @property
    def last_move(self) -> datetime | None:
        """The moment of the latest move on this clock."""
        moments = [self.started, self.stopped, *(one.at for one in self.extensions)]
        for pause in self.pauses:
            moments += [pause.began, pause.ended]
        return max((one for one in moments if one is not None), default=None)

    def start(self, now: datetime) -> Clock:
        """The floor is given."""
        if self.started is not None:
            raise Misstep("clock-started")
        return replace(self._moved(now), started=now)

    def pause(self, now: datetime) -> Clock:
        """The clock stands, for a point of order or a broken microphone."""
        self._must_run()
        return replace(self._moved(now), pauses=(*self.pauses, Pause(now)))

    def resume(self, now: datetime) -> Clock:
        """The clock goes on."""
        if self.stopped is not None or not self.is_paused:
            raise Misstep("clock-not-paused")
        return replace(self._moved(now), pauses=self._ended(now))

    def extend(self, now: datetime, seconds: int) -> Clock:
        """More time, or with negative seconds less."""
        if self.stopped is not None:
            raise Misstep("clock-stopped")
        extensions = (*self.extensions, Extension(now, seconds))
        return replace(self._moved(now), extensions=extensions)

    def stop(self, now: datetime) -> Clock:
        """The turn is over; an open pause ends with it."""
        if self.started is None or self.stopped is not None:
            raise Misstep("clock-not-running")
        return replace(self._moved(now), pauses=self._ended(now), stopped=now)

    def state(self, now: datetime) -> State:
        """What the clock says; before the start, the whole limit is left."""
        used, paused = self.used(now), self.paused_for(now)
        left = self.allowed(now) - used
        phase = self.phase(now)
        ends = now + left if phase is Phase.RUNNING else None
        return State(phase, self._mark(left), used, left, paused, ends)

    def phase(self, now: datetime) -> Phase:
        """Waiting, running, paused or stopped, at a moment."""
        if self.started is None or now < self.started:
            return Phase.WAITING
        if self.stopped is not None and now >= self.stopped:
            return Phase.STOPPED
        if any(p.began <= now and (p.ended is None or now < p.ended) for p in self.pauses):
            return Phase.PAUSED
        return Phase.RUNNING

    def allowed(self, now: datetime) -> timedelta:
        """The limit with what was granted until then."""
        granted = sum(one.seconds for one in self.extensions if one.at <= now)
        return timedelta(seconds=self.limit + granted)

    def used(self, now: datetime) -> timedelta:
        """The time spoken: since the start, without pauses."""
        if self.started is None:
            return NONE
        return max(NONE, self._until(now) - self.started) - self.paused_for(now)

    def paused_for(self, now: datetime) -> timedelta:
        """The time the clock stood."""
        until = self._until(now)
        spans = (min(p.ended or until, until) - p.began for p in self.pauses)
        return sum((max(NONE, span) for span in spans), NONE)

    def _until(self, now: datetime) -> datetime:
        return now if self.stopped is None else min(now, self.stopped)

    def _mark(self, left: timedelta) -> Mark:
        if left <= NONE:
            return Mark.OVER
        return Mark.WARNING if left <= timedelta(seconds=self.warning) else Mark.IN_TIME

    def _ended(self, now: datetime) -> tuple[Pause, ...]:
        if not self.is_paused:
            return self.pauses
        return (*self.pauses[:-1], replace(self.pauses[-1], ended=now))

    def _must_run(self) -> None:
        if self.started is None or self.stopped is not None or self.is_paused:
            raise Misstep("clock-not-running")

    def _moved(self, now: datetime) -> Clock:
        if now.tzinfo is None:
            raise Misstep("no-time-zone", setting="now")
        if self.last_move is not None and now < self.last_move:
            raise Misstep("clock-backwards")
        return self


@dataclass(frozen=True)
class Planned:
    """A turn to come and the seconds planned for it."""

    id: str
    seconds: int


@dataclass(frozen=True)
class Expected:
    """When a turn is expected to begin and to end."""

    id: str
    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class Forecast:
    """How a session will end if everyone uses their time. Who cannot finish is not reached.

    `ends_at` is when the last one on the list would finish; `over` the time that is missing.
    """

    ends_at: datetime
    over: timedelta
    reached: tuple[Expected, ...]
    not_reached: tuple[Expected, ...]


@dataclass(frozen=True)
class Cuts:
    """What would reach everyone: each of these alone is enough.

    `limit`: no turn longer than so many seconds, None if even the shortest limit would not do;
    `extend`: the session longer by so much; `drop`: so many fewer speakers, from the end.
    """

    limit: int | None
    extend: timedelta
    drop: int


def forecast(
    planned: Iterable[Planned],
    now: datetime,
    session_ends: datetime,
    changeover: int = 0,
    current: Clock | None = None,
) -> Forecast:
    """When each turn is expected, one after the other with `changeover` seconds before each."""
    free, expected = free_from(now, current), []
    for turn in planned:
        begins = free + timedelta(seconds=changeover)
        free = begins + timedelta(seconds=turn.seconds)
        expected.append(Expected(turn.id, begins, free))
    return Forecast(
        ends_at=free,
        over=max(NONE, free - session_ends),
        reached=tuple(one for one in expected if one.ends <= session_ends),
        not_reached=tuple(one for one in expected if one.ends > session_ends),
    )


def free_from(now: datetime, current: Clock | None) -> datetime:
    """When the floor is free: now, or when the one speaking has used the time left."""
    if current is None or current.phase(now) in (Phase.WAITING, Phase.STOPPED):
        return now
    return now + max(NONE, current.state(now).left)


def to_reach_all(
    planned: Sequence[Planned],
    now: datetime,
    session_ends: datetime,
    changeover: int = 0,
    current: Clock | None = None,
    *,
    shortest: int = 60,
    step: int = 5,
) -> Cuts:
    """What to cut so that everyone on the list can speak.

    The limit is the highest one that fits, in steps of `step` seconds and not under `shortest`: the
    longest turns are cut first and nobody below another (max-min fairness).
    """
    seen = forecast(planned, now, session_ends, changeover, current)
    room = session_ends - free_from(now, current) - timedelta(seconds=changeover * len(planned))
    cap = highest_cap([one.seconds for one in planned], int(room.total_seconds()))
    limit = max(0, cap) // step * step
    return Cuts(limit if limit >= shortest else None, seen.over, len(seen.not_reached))


def highest_cap(lengths: Sequence[int], room: int) -> int:
    """The highest whole limit L with Σ min(length, L) ≤ room; the longest length if all fit."""
    left = room
    for count, length in zip(range(len(lengths), 0, -1), sorted(lengths), strict=True):
        if length * count > left:
            return left // count
        left -= length
    return max(lengths, default=0)
