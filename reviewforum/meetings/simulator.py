"""What fits into a session: "56 States × 3 min + 12 stakeholders × 3 min in 360 minutes".

The same order and the same forecast as on the day, on speakers who do not have names yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from reviewforum.meetings.clock import Cuts, Expected, Forecast, Planned, forecast, to_reach_all
from reviewforum.meetings.messages import Misstep
from reviewforum.meetings.order import Kind, Place, Request, Rules, order

DOORS = datetime(2000, 1, 1, tzinfo=UTC)
"""A day on which nothing depends."""


@dataclass(frozen=True)
class Party:
    """So many speakers of one category with so many seconds each."""

    category: str
    speakers: int
    seconds: int


@dataclass(frozen=True)
class Slot:
    """A simulated turn: seconds after the beginning at which it begins and ends."""

    category: str
    begins: int
    ends: int
    reached: bool


@dataclass(frozen=True)
class Share:
    """How a category fares. `wait` is until its last speaker that is reached begins, `first_wait`
    until its first; None where none is reached. `speaking` counts the seconds of those reached.
    """

    category: str
    asked: int
    reached: int
    speaking: int
    first_wait: int | None
    wait: int | None


@dataclass(frozen=True)
class Simulation:
    """What would come of a plan; times in seconds. `needed` is for everyone, with changeovers."""

    fits: bool
    needed: int
    available: int
    slots: tuple[Slot, ...]
    shares: tuple[Share, ...]
    cuts: Cuts

    @property
    def not_reached(self) -> int:
        """How many would not be heard."""
        return sum(not slot.reached for slot in self.slots)

    @property
    def longest_wait(self) -> int:
        """Until the last speaker that is reached begins."""
        return max((share.wait or 0 for share in self.shares), default=0)


def simulate(
    parties: Sequence[Party], minutes: int, changeover: int = 0, rules: Rules | None = None
) -> Simulation:
    """The session as it would run. Raises Misstep for numbers that make no sense."""
    check(parties, minutes, changeover)
    chosen = with_seconds(rules or Rules(), parties)
    places = order(requests_of(parties), chosen, closed=True)
    planned = [Planned(one.request.id, chosen.seconds(one.request)) for one in places]
    ends = DOORS + timedelta(minutes=minutes)
    seen = forecast(planned, DOORS, ends, changeover)
    slots = slots_of(places, seen)
    return Simulation(
        fits=not seen.not_reached,
        needed=seconds_of(seen.ends_at - DOORS),
        available=minutes * 60,
        slots=slots,
        shares=tuple(share_of(party.category, slots) for party in parties),
        cuts=to_reach_all(planned, DOORS, ends, changeover),
    )


def check(parties: Sequence[Party], minutes: int, changeover: int) -> None:
    """Refuses what cannot be simulated."""
    if minutes < 1:
        raise Misstep("not-positive", setting="minutes")
    if changeover < 0:
        raise Misstep("negative", setting="changeover")
    for party in parties:
        if party.speakers < 0:
            raise Misstep("negative", setting=f"speakers.{party.category}")
    for category, times in Counter(party.category for party in parties).items():
        if times > 1:
            raise Misstep("category-twice", category=category)


def with_seconds(rules: Rules, parties: Sequence[Party]) -> Rules:
    """The rules with the lengths of the plan."""
    lengths = {party.category: party.seconds for party in parties}
    return replace(rules, seconds_by_category={**rules.seconds_by_category, **lengths})


def requests_of(parties: Sequence[Party]) -> list[Request]:
    """Speakers who all ask at the doors; their numbers keep the order of the plan."""
    names = [party.category for party in parties for _ in range(party.speakers)]
    return [
        Request(f"{at:06}", f"{category} {at}", Kind.STATEMENT, category, DOORS)
        for at, category in enumerate(names, 1)
    ]


def slots_of(places: Sequence[Place], seen: Forecast) -> tuple[Slot, ...]:
    """The forecast, by category and in seconds from the beginning."""
    reached = {one.id for one in seen.reached}
    expected: dict[str, Expected] = {one.id: one for one in (*seen.reached, *seen.not_reached)}
    return tuple(
        Slot(
            place.request.category,
            seconds_of(expected[place.request.id].begins - DOORS),
            seconds_of(expected[place.request.id].ends - DOORS),
            place.request.id in reached,
        )
        for place in places
    )


def share_of(category: str, slots: Sequence[Slot]) -> Share:
    """The figures of one category."""
    mine = [slot for slot in slots if slot.category == category]
    heard = [slot for slot in mine if slot.reached]
    return Share(
        category=category,
        asked=len(mine),
        reached=len(heard),
        speaking=sum(slot.ends - slot.begins for slot in heard),
        first_wait=min((slot.begins for slot in heard), default=None),
        wait=max((slot.begins for slot in heard), default=None),
    )


def seconds_of(span: timedelta) -> int:
    """A span in whole seconds."""
    return int(span.total_seconds())
