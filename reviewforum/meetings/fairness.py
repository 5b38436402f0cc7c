"""How the floor was shared: pure figures, computed from the turns taken and the requests.

Nothing here names a person; but a row that counts one turn can point at who took it. The page that
shows the figures decides how small a row it prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median_low

from reviewforum.meetings.order import Kind, Override, Request, Rules, Spoken

NOT_GIVEN = "not-given"


@dataclass(frozen=True)
class Figure:
    """A row: what a group had. Times are seconds, parts are of all statements.

    `planned` is the time by the limits of the turns taken, `over` what went beyond them.
    `planned_part` is the part its share gives it, None where no share is set. `asked` counts
    requests for statements, heard or not. Waits run from asking to beginning; None if nobody spoke.
    """

    key: str
    asked: int
    turns: int
    not_reached: int
    seconds: int
    planned: int
    over: int
    part_of_turns: Fraction
    part_of_time: Fraction
    planned_part: Fraction | None
    median_wait: int | None
    longest_wait: int | None


@dataclass(frozen=True)
class NotReached:
    """A request that was not heard, and for how many seconds it had waited at the end."""

    request: Request
    waited: int


@dataclass(frozen=True)
class Fairness:
    """The figures of an item or a session."""

    total: Figure
    by_group: tuple[Figure, ...]
    by_region: tuple[Figure, ...]
    by_gender: tuple[Figure, ...]
    by_first_timer: tuple[Figure, ...]
    by_kind: tuple[tuple[str, int, int], ...]
    not_reached: tuple[NotReached, ...]
    overrules: tuple[Override, ...]


@dataclass(frozen=True)
class Floor:
    """What the figures are computed from: statements taken and not reached, and the rules."""

    spoken: Sequence[Spoken]
    missed: Sequence[Request]
    rules: Rules


def fairness(
    spoken: Iterable[Spoken],
    not_reached: Iterable[NotReached],
    rules: Rules,
    overrules: Iterable[Override] = (),
) -> Fairness:
    """All figures. Groups, regions and genders count statements alone; `by_kind` gives turns and
    seconds of every kind.
    """
    turns = sorted(spoken, key=lambda one: (one.started_at, one.request.id))
    missed = sorted(not_reached, key=lambda one: (one.request.requested_at, one.request.id))
    floor = Floor(
        [one for one in turns if is_statement(one.request)],
        [one.request for one in missed if is_statement(one.request)],
        rules,
    )
    return Fairness(
        total=figure("total", lambda _: "total", floor),
        by_group=figures(lambda one: one.category, floor, planned_parts(rules)),
        by_region=figures(lambda one: one.region or NOT_GIVEN, floor),
        by_gender=figures(lambda one: one.gender or NOT_GIVEN, floor),
        by_first_timer=figures(lambda one: yes_no(one.first_timer), floor),
        by_kind=kinds(turns),
        not_reached=tuple(missed),
        overrules=tuple(sorted(overrules, key=lambda one: (one.at, one.request))),
    )


def is_statement(request: Request) -> bool:
    """Only statements are shared out."""
    return request.kind is Kind.STATEMENT


def yes_no(value: bool | None) -> str:
    """The key of a yes, a no, or nothing said."""
    if value is None:
        return NOT_GIVEN
    return "yes" if value else "no"


def figures(
    key: Callable[[Request], str], floor: Floor, planned: dict[str, Fraction] | None = None
) -> tuple[Figure, ...]:
    """A row for each key that asked, or that has a share; by key."""
    parts = planned or {}
    asked = {key(one.request) for one in floor.spoken} | {key(one) for one in floor.missed}
    return tuple(figure(name, key, floor, parts.get(name)) for name in sorted(asked | set(parts)))


def figure(
    name: str, key: Callable[[Request], str], floor: Floor, part: Fraction | None = None
) -> Figure:
    """One row."""
    mine = [one for one in floor.spoken if key(one.request) == name]
    missed = sum(key(one) == name for one in floor.missed)
    limits = [floor.rules.seconds(one.request) for one in mine]
    seconds = sum(one.seconds for one in mine)
    waits = [wait(one) for one in mine]
    return Figure(
        key=name,
        asked=len(mine) + missed,
        turns=len(mine),
        not_reached=missed,
        seconds=seconds,
        planned=sum(limits),
        over=sum(max(0, one.seconds - most) for one, most in zip(mine, limits, strict=True)),
        part_of_turns=part_of(len(mine), len(floor.spoken)),
        part_of_time=part_of(seconds, sum(one.seconds for one in floor.spoken)),
        planned_part=part,
        median_wait=median_low(waits) if waits else None,
        longest_wait=max(waits, default=None),
    )


def wait(turn: Spoken) -> int:
    """Seconds from asking to beginning."""
    return max(0, int((turn.started_at - turn.request.requested_at).total_seconds()))


def part_of(some: int, everything: int) -> Fraction:
    """A part; of nothing, none."""
    return Fraction(some, everything) if everything else Fraction(0)


def planned_parts(rules: Rules) -> dict[str, Fraction]:
    """The part of the floor that each group named in the rules has while all of them ask."""
    total = sum(rules.shares.values())
    parts = {group: Fraction(share, total) for group, share in rules.shares.items()}
    if rules.alternation is None:
        return parts
    both = rules.alternation.states + rules.alternation.stakeholders
    stakeholders = Fraction(rules.alternation.stakeholders, both)
    states = {"states": Fraction(rules.alternation.states, both)}
    return {**states, **{group: part * stakeholders for group, part in parts.items()}}


def kinds(turns: Iterable[Spoken]) -> tuple[tuple[str, int, int], ...]:
    """(kind, turns, seconds) of every kind that was used."""
    kept = list(turns)
    rows = ((kind, [one.seconds for one in kept if one.request.kind is kind]) for kind in Kind)
    return tuple((str(kind), len(spent), sum(spent)) for kind, spent in rows if spent)
