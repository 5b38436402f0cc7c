"""The statements of a list in one sequence: queues merged level by level, with their reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import TypeVar

from reviewforum.meetings.messages import Message, message
from reviewforum.meetings.order.credit import ZERO, Ledger
from reviewforum.meetings.order.history import History
from reviewforum.meetings.order.levels import Cut, Level, Path
from reviewforum.meetings.order.queueing import Turn, queue
from reviewforum.meetings.order.requests import Request
from reviewforum.meetings.order.rules import Alternation

Tie = tuple[datetime, str] | int


@dataclass(frozen=True)
class Dated:
    """A turn of one child with the moment at which it is due; `number` counts from 1, with the
    turns that were taken before.
    """

    due: Fraction
    tie: Tie
    child: str
    number: int
    turn: Turn

    @property
    def since(self) -> tuple[datetime, str]:
        """The order of asking."""
        return self.turn.since


Timed = TypeVar("Timed", Turn, Dated)


def sequence(requests: Iterable[Request], history: History, above: Path = ()) -> list[Turn]:
    """The requests under a path in order. Children are put in order first, then merged by the
    moments at which their turns are due; the moments of a child depend on no other child.
    """
    kept = list(requests)
    if len(above) == len(history.levels) or not kept:
        return queue(kept, history)
    level, ledger = history.levels[len(above)], history.ledger(above)
    dated = [
        one
        for child, members in divided(kept, level).items()
        for one in date(child, sequence(members, history, (*above, child)), level, history, ledger)
    ]
    dated.sort(key=lambda one: (one.due, one.tie))
    return explained(dated, level, ledger)


def divided(requests: Iterable[Request], level: Level) -> Mapping[str, list[Request]]:
    """The requests by the child of a level into which they fall."""
    parts: dict[str, list[Request]] = {}
    for request in requests:
        parts.setdefault(level.child(request), []).append(request)
    return parts


def date(
    child: str, turns: Sequence[Turn], level: Level, history: History, ledger: Ledger
) -> list[Dated]:
    """When each turn of a child is due. On a tie the child goes first in which someone has waited
    longest, whoever of it speaks: so who speaks in a child bears on no other child.
    """
    before, dated = ZERO, list[Dated]()
    rank = list(ledger.shares).index(child)
    longest = earliest_left(turns)
    for number, turn in enumerate(turns, ledger.turns[child] + 1):
        tie: Tie = longest[len(dated)].since if level.ties_by_time else rank
        dated.append(Dated(ledger.due(child, before), tie, child, number, turn))
        before += history.rules.cost(turn.request)
    return dated


def explained(dated: Sequence[Dated], level: Level, ledger: Ledger) -> list[Turn]:
    """The turns, each with the reason for which this child came before the one that asked first."""
    turns = []
    for index, first in enumerate(earliest_left(dated)):
        one = dated[index]
        why: tuple[Message, ...] = ()
        if first.child != one.child:
            taken = ledger.turns[first.child] + sum(
                other.child == first.child for other in dated[:index]
            )
            why = reasons(level, one, first.child, taken)
        turns.append(replace(one.turn, reasons=(*why, *one.turn.reasons)))
    return turns


def earliest_left(turns: Sequence[Timed]) -> list[Timed]:
    """For each place, who of those not yet placed asked first."""
    earliest: list[Timed] = []
    for one in reversed(turns):
        earliest.append(one if not earliest or one.since < earliest[-1].since else earliest[-1])
    return earliest[::-1]


def reasons(level: Level, one: Dated, other: str, taken: int) -> tuple[Message, ...]:
    """Why a child comes before another whose request is older, and what that one has had."""
    if level.cut is Cut.SIDE:
        return (side_reason(one.child, level.rules.alternation or Alternation()),)
    if level.cut is Cut.GROUP:
        return group_reasons(one, other, taken)
    return region_reasons(one, other, taken)


def side_reason(side: str, rule: Alternation) -> Message:
    """A side before the other."""
    return message("alternation", side=side, states=rule.states, stakeholders=rule.stakeholders)


def group_reasons(one: Dated, other: str, taken: int) -> tuple[Message, ...]:
    """A group before another."""
    if one.number == 1:
        mine = message("first-of-group", group=one.child)
    else:
        mine = message("share", group=one.child, number=one.number)
    return (mine, message("share-used", group=other, turns=taken))


def region_reasons(one: Dated, other: str, taken: int) -> tuple[Message, ...]:
    """A region before another."""
    if one.number == 1:
        mine = message("first-of-region", region=one.child)
    else:
        mine = message("region", region=one.child, number=one.number)
    return (mine, message("region-heard", region=other, turns=taken))


def parting(one: Path, other: Path, levels: Sequence[Level]) -> str:
    """The level at which two requests part: what decided between them."""
    for level, mine, theirs in zip(levels, one, other, strict=True):
        if mine != theirs:
            return str(level.cut)
    return "standing"
