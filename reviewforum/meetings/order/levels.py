"""The tree of a list: sides, groups in a side, regions in a group.

A rule that is switched off has no level.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from reviewforum.meetings.order.requests import STAKEHOLDERS, STATES, Request
from reviewforum.meetings.order.rules import NOWHERE, OTHER, Alternation, Rules

Path = tuple[str, ...]
Shares = Mapping[str, Fraction]


class Cut(StrEnum):
    """What a level divides by."""

    SIDE = "alternation"
    GROUP = "share"
    REGION = "region"


@dataclass(frozen=True)
class Level:
    """One level of the tree: into which child a request falls, and the children's shares."""

    cut: Cut
    rules: Rules

    def child(self, request: Request) -> str:
        """The child of this level to which the request belongs."""
        if self.cut is Cut.SIDE:
            return STATES if request.is_state else STAKEHOLDERS
        if self.cut is Cut.GROUP:
            return self._group(request)
        return request.region if request.region in self.rules.regions else NOWHERE

    def _group(self, request: Request) -> str:
        if self.rules.alternation and request.is_state:
            return STATES
        return request.category if request.category in self.rules.shares else OTHER

    def shares(self, above: Path) -> Shares:
        """The shares of all children there can be under a path, in the order that breaks ties."""
        if self.cut is Cut.SIDE:
            return sides(self.rules)
        if self.cut is Cut.GROUP:
            return {STATES: Fraction(1)} if above == (STATES,) else groups(self.rules)
        return {region: Fraction(1) for region in (*self.rules.regions, NOWHERE)}

    @property
    def ties_by_time(self) -> bool:
        """On a tie the opening side goes first; of groups or regions, where one waits longest."""
        return self.cut is not Cut.SIDE


def levels_of(rules: Rules) -> tuple[Level, ...]:
    """The levels that the rules switch on, from the top."""
    return tuple(Level(cut, rules) for cut in cuts(rules))


def cuts(rules: Rules) -> Iterator[Cut]:
    """What the list is divided by, from the top."""
    if rules.alternation:
        yield Cut.SIDE
    if rules.shares:
        yield Cut.GROUP
    if rules.regions:
        yield Cut.REGION


def path_of(request: Request, levels: tuple[Level, ...]) -> Path:
    """The children to which a request belongs, level by level: its queue."""
    return tuple(level.child(request) for level in levels)


def sides(rules: Rules) -> Shares:
    """The two sides of an alternation; the side named first opens."""
    chosen = rules.alternation or Alternation()
    both = {STATES: Fraction(chosen.states), STAKEHOLDERS: Fraction(chosen.stakeholders)}
    names = list(both) if chosen.opens_with_states else list(reversed(both))
    return {name: both[name] for name in names}


def groups(rules: Rules) -> Shares:
    """The shares of the groups; those not named have the smallest together."""
    shares = {group: Fraction(share) for group, share in rules.shares.items()}
    return {**shares, OTHER: shares.get(OTHER, min(shares.values()))}
