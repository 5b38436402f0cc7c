"""The order inside one queue: bodies of the same side, group and region.

Preferences are a lexicographic standing. Patience bounds them: whoever has been passed that often
by later requests is passed no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from reviewforum.meetings.messages import Message, message
from reviewforum.meetings.order.history import History
from reviewforum.meetings.order.requests import Request
from reviewforum.meetings.order.rules import Rules

LAST = 10**9
"""The rank of those who have none."""


@dataclass
class Waiting:
    """A request in its queue; `turn` is which turn of its body it would be, counted from 0."""

    request: Request
    asked: datetime
    turn: int
    passed: int
    standing: tuple[int, int, int, int]

    @property
    def since(self) -> tuple[datetime, str]:
        """The order of asking; ids settle what was asked at the same moment."""
        return self.asked, self.request.id

    @property
    def key(self) -> tuple[tuple[int, int, int, int], tuple[datetime, str]]:
        """The order by preference, then by asking."""
        return self.standing, self.since


@dataclass(frozen=True)
class Turn:
    """A request in a sequence, with the reasons why it stands there, the deciding one first."""

    request: Request
    asked: datetime
    reasons: tuple[Message, ...] = ()

    @property
    def since(self) -> tuple[datetime, str]:
        """The order of asking."""
        return self.asked, self.request.id


def queue(requests: Iterable[Request], history: History) -> list[Turn]:
    """The requests of one queue in order."""
    waiting = enrol(requests, history)
    turns = []
    while waiting:
        chosen = choose(waiting, history.rules.patience)
        turns.append(Turn(chosen.request, chosen.asked, why(chosen, waiting, history.rules)))
        waiting.remove(chosen)
        count_passed(waiting, chosen)
    return turns


def enrol(requests: Iterable[Request], history: History) -> list[Waiting]:
    """The requests with what the queue goes by."""
    rules = history.rules
    before: Counter[str] = Counter()
    waiting = []
    for request in sorted(requests, key=lambda one: (rules.asked(one), one.id)):
        turn = history.had[history.path(request), request.voice] + before[request.voice]
        before[request.voice] += 1
        asked, passed = rules.asked(request), history.passed(request)
        waiting.append(Waiting(request, asked, turn, passed, standing(request, turn, rules)))
    return waiting


def standing(request: Request, turn: int, rules: Rules) -> tuple[int, int, int, int]:
    """What gives precedence, by the preferences that are switched on; lower goes first."""
    rank = (request.protocol_rank if request.is_state else None) or LAST
    return (
        turn if rules.unspoken_first else 0,
        int(request.on_behalf_of is None) if rules.group_statements_first else 0,
        int(not request.first_timer) if rules.first_timers_first else 0,
        rank if rules.protocol_order else 0,
    )


def choose(waiting: Sequence[Waiting], patience: int) -> Waiting:
    """The best standing among those who pass nobody that may not be passed."""
    spent = min((one.asked for one in waiting if one.passed >= patience), default=None)
    free = [one for one in waiting if spent is None or one.asked <= spent]
    return min(free, key=lambda one: one.key)


def count_passed(waiting: Iterable[Waiting], chosen: Waiting) -> None:
    """Everyone who asked before the one chosen has been passed once more."""
    for one in waiting:
        if one.asked < chosen.asked:
            one.passed += 1


def why(chosen: Waiting, waiting: Sequence[Waiting], rules: Rules) -> tuple[Message, ...]:
    """Why this one and not the one who asked first, or who stands best; empty if it is both."""
    if chosen.key != min(one.key for one in waiting):
        return (message("passed-often", times=rules.patience),)
    first = min(waiting, key=lambda one: one.since)
    for index, (mine, theirs) in enumerate(zip(chosen.standing, first.standing, strict=True)):
        if mine != theirs:
            return (preference(index, chosen, first),)
    return ()


def preference(index: int, chosen: Waiting, first: Waiting) -> Message:
    """The preference that decided, by its place in the standing."""
    request = chosen.request
    return (
        lambda: message("not-spoken", turns=chosen.turn, other_turns=first.turn),
        lambda: message("group-statement", group=request.voice),
        lambda: message("first-timer"),
        lambda: message("protocol", rank=request.protocol_rank or LAST),
    )[index]()
