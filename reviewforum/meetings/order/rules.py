"""The rules a forum chooses for a speakers' list. Each is one setting, and each can be printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from reviewforum.meetings.messages import Message, Misstep, message
from reviewforum.meetings.order.requests import STAKEHOLDERS, STATES, Kind, Request

OTHER = "other"
"""The group of all whose group the rules do not name."""

NOWHERE = "none"
"""The region of all whose region is not given or not named in the rules."""


class Measure(StrEnum):
    """What shares are counted in."""

    TURNS = "turns"
    SECONDS = "seconds"


SHARE_WORDS = {
    Measure.TURNS: ("rule-share-turns", "share"),
    Measure.SECONDS: ("rule-share-minutes", "minutes"),
}


class Replies(StrEnum):
    """When rights of reply are taken."""

    AT_ONCE = "at-once"
    AT_END = "at-end"


@dataclass(frozen=True)
class Limit:
    """Seconds for one turn, and how many turns of the kind a body may have on the item."""

    seconds: int
    times: int | None = None


@dataclass(frozen=True)
class Alternation:
    """So many States to so many stakeholders; on a tie `opens_with_states` decides."""

    states: int = 1
    stakeholders: int = 1
    opens_with_states: bool = True

    def in_words(self) -> Message:
        """The rule as it is printed."""
        opens = STATES if self.opens_with_states else STAKEHOLDERS
        return message(
            "rule-alternation", states=self.states, stakeholders=self.stakeholders, opens=opens
        )


LIMITS: Mapping[Kind, Limit] = {
    Kind.STATEMENT: Limit(180),
    Kind.RIGHT_OF_REPLY: Limit(180, times=2),
    Kind.POINT_OF_ORDER: Limit(60),
    Kind.REPLY: Limit(120),
    Kind.MODERATOR_QUESTION: Limit(60),
}


@dataclass(frozen=True)
class Rules:
    """How a list is ordered. Raises Misstep for a setting that makes no sense.

    `shares` gives each group its part of the turns, or with `Measure.SECONDS` its minutes; without
    shares the groups stand in one queue. With an alternation they divide the stakeholders' part,
    and States are not named among them. `catch_up` is how many turns of silence a group may make
    good; None, all of them. `patience` is how often a request may be passed by one of its own queue
    that was asked later. What was asked before `advance_until` counts as asked at that moment.
    """

    alternation: Alternation | None = Alternation()
    shares: Mapping[str, int] = field(default_factory=dict)
    measure: Measure = Measure.TURNS
    catch_up: int | None = 1
    regions: tuple[str, ...] = ()
    unspoken_first: bool = True
    group_statements_first: bool = False
    first_timers_first: bool = False
    protocol_order: bool = False
    patience: int = 5
    advance_until: datetime | None = None
    replies: Replies = Replies.AT_END
    limits: Mapping[Kind, Limit] = field(default_factory=lambda: LIMITS)
    seconds_by_category: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, value in positive_settings(self):
            if value < 1:
                raise Misstep("not-positive", setting=name)
        if self.patience < 0:
            raise Misstep("negative", setting="patience")
        if self.alternation and STATES in self.shares:
            raise Misstep("states-by-alternation")
        if self.advance_until and self.advance_until.tzinfo is None:
            raise Misstep("no-time-zone", setting="advance_until")

    def limit(self, kind: Kind) -> Limit:
        """What one turn of this kind may take, whoever speaks."""
        return self.limits.get(kind, LIMITS[kind])

    def seconds(self, request: Request) -> int:
        """The seconds planned for a request."""
        usual = self.limit(request.kind).seconds
        if request.kind is not Kind.STATEMENT:
            return usual
        return self.seconds_by_category.get(request.category, usual)

    def asked(self, request: Request) -> datetime:
        """When the request counts as asked."""
        if self.advance_until is None:
            return request.requested_at
        return max(request.requested_at, self.advance_until)

    @property
    def has_preferences(self) -> bool:
        """Whether anyone can pass someone of the same queue who asked before."""
        return (
            self.unspoken_first
            or self.group_statements_first
            or self.first_timers_first
            or self.protocol_order
        )

    def may_be_passed(self, request: Request, turn: int) -> bool:
        """Whether a later request of the same queue can stand better, for the body's turn counted
        from 0. Protocol concerns States, and those who share a queue with them.
        """
        protocol = self.protocol_order and (request.is_state or self.alternation is None)
        return (
            (self.unspoken_first and turn > 0)
            or (self.group_statements_first and request.on_behalf_of is None)
            or (self.first_timers_first and not request.first_timer)
            or (protocol and request.protocol_rank != 1)
        )

    def cost(self, request: Request) -> Fraction:
        """What a turn is planned to be charged: 1, or its seconds."""
        return Fraction(1 if self.measure is Measure.TURNS else self.seconds(request))

    def charge(self, request: Request, seconds: int) -> Fraction:
        """What a turn taken is charged: 1, or the seconds used, but at least half its limit and at
        most twice: so nobody talks their whole group off the list, and a bound can be computed.
        """
        cost = self.cost(request)
        if self.measure is Measure.TURNS:
            return cost
        return min(max(Fraction(seconds), cost / 2), cost * 2)

    @property
    def planned_costs(self) -> tuple[Fraction, Fraction]:
        """The least and the most a turn can be planned to be charged."""
        if self.measure is Measure.TURNS:
            return Fraction(1), Fraction(1)
        every = [self.limit(Kind.STATEMENT).seconds, *self.seconds_by_category.values()]
        return Fraction(min(every)), Fraction(max(every))

    @property
    def half_turn(self) -> Fraction:
        """Half of the longest turn that can be planned."""
        return self.planned_costs[1] / 2

    @property
    def charges(self) -> tuple[Fraction, Fraction]:
        """The least and the most a turn can be charged in the end."""
        least, most = self.planned_costs
        return (least, most) if self.measure is Measure.TURNS else (least / 2, most * 2)

    def in_words(self) -> tuple[Message, ...]:
        """The rules in the order in which they decide."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[Message]:
        yield message("rule-points-of-order")
        yield message(f"rule-replies-{self.replies}")
        yield from self._shares_in_words()
        yield from self._preferences_in_words()
        yield from self._limits_in_words()

    def _shares_in_words(self) -> Iterator[Message]:
        if self.alternation:
            yield self.alternation.in_words()
        code, unit = SHARE_WORDS[self.measure]
        of = sum(self.shares.values())
        for group, share in self.shares.items():
            params: dict[str, str | int] = {"group": group, unit: share, "of": of}
            yield message(code, **params)
        if self.regions:
            yield message("rule-regions", regions=", ".join(self.regions))
        if self.catch_up is None:
            yield message("rule-catch-up-all")
        else:
            yield message("rule-catch-up", turns=self.catch_up)

    def _preferences_in_words(self) -> Iterator[Message]:
        for code, on in (
            ("rule-not-spoken", self.unspoken_first),
            ("rule-group-statements", self.group_statements_first),
            ("rule-first-timers", self.first_timers_first),
            ("rule-protocol", self.protocol_order),
            ("rule-time", True),
        ):
            if on:
                yield message(code)
        if self.advance_until:
            yield message("rule-advance", until=self.advance_until.isoformat())
        if self.has_preferences:
            yield message("rule-patience", times=self.patience)

    def _limits_in_words(self) -> Iterator[Message]:
        for kind in Kind:
            limit = self.limit(kind)
            if limit.times is None:
                yield message("rule-limit", kind=kind, seconds=limit.seconds)
            else:
                yield message(
                    "rule-limit-times", kind=kind, seconds=limit.seconds, times=limit.times
                )
        for group, seconds in self.seconds_by_category.items():
            yield message("rule-limit-group", group=group, seconds=seconds)


def positive_settings(rules: Rules) -> Iterator[tuple[str, int]]:
    """The settings that must be at least 1, by name."""
    if rules.alternation:
        yield "alternation", min(rules.alternation.states, rules.alternation.stakeholders)
    if rules.catch_up is not None:
        yield "catch_up", rules.catch_up
    for name, values in (
        ("shares", rules.shares),
        ("seconds_by_category", rules.seconds_by_category),
    ):
        yield from ((f"{name}.{key}", value) for key, value in values.items())
    for kind, limit in rules.limits.items():
        yield f"limits.{kind}", limit.seconds
        if limit.times is not None:
            yield f"limits.{kind}.times", limit.times
