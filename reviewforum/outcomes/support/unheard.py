"""Evidence that no sentence cites: by group, country and language, down to the contributor.

A cell is a place along one dimension and an objective ("trade unions × objective 6"), or the
place alone ("Armenian"). It is silent when contributors spoke to it and none is cited there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reviewforum.outcomes.support.findings import Finding, Severity, blocking
from reviewforum.outcomes.support.voices import Dimension, Voice

Key = tuple[Dimension, str, str | None]


@dataclass(frozen=True)
class Waiver:
    """Evidence left uncited on purpose: a cell, a whole row of cells (`objective` None and
    `whole` true) or one contributor. Raises ValueError without a reason.
    """

    reason: str
    dimension: Dimension | None = None
    value: str | None = None
    objective: str | None = None
    contributor: str | None = None
    whole: bool = False

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError("A waiver needs a reason; the contributor's receipt shows it.")
        if (self.dimension is None) == (self.contributor is None):
            raise ValueError("A waiver is for a cell or for a contributor: name one of them.")

    def covers(self, key: Key) -> bool:
        """Whether it lets this cell stay silent."""
        dimension, value, objective = key
        same = (self.dimension, self.value) == (dimension, value)
        return same and (self.whole or self.objective == objective)


@dataclass(frozen=True)
class Silent:
    """One contributor without a citation in a cell. `ever_cited`: elsewhere in the report."""

    contributor: str
    label: str
    ever_cited: bool
    waived: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell with at least one contributor uncited in it."""

    dimension: Dimension
    value: str
    objective: str | None
    spoke: int
    cited: int
    contributors: tuple[Silent, ...]
    waiver: Waiver | None = None

    @property
    def silent(self) -> bool:
        """Nobody in it is cited."""
        return self.cited == 0

    @property
    def settled(self) -> bool:
        """Cited, waived, or each of its contributors waived."""
        return (
            not self.silent or self.waiver is not None or all(c.waived for c in self.contributors)
        )


@dataclass(frozen=True)
class Required:
    """What must be settled before publication: along which dimensions each cell with an
    objective, along which the place as a whole, and whether each contributor.
    """

    cells: frozenset[Dimension] = frozenset({"group"})
    places: frozenset[Dimension] = frozenset({"country", "language"})
    contributors: bool = False


@dataclass(frozen=True)
class Readiness:
    """Whether the report may be published, and if not what stands in the way."""

    blockers: tuple[Finding, ...]

    @property
    def ready(self) -> bool:
        """Nothing stands in the way."""
        return not self.blockers


@dataclass
class _Tally:
    spoke: dict[str, str] = field(default_factory=dict)
    cited: set[str] = field(default_factory=set)

    def add(self, voice: Voice) -> None:
        self.spoke.setdefault(voice.contributor, voice.label)
        if voice.cited:
            self.cited.add(voice.contributor)


def unheard(
    voices: Iterable[Voice],
    waivers: Sequence[Waiver] = (),
    dimensions: Sequence[Dimension] = ("group", "country", "language"),
) -> list[Cell]:
    """The cells where someone spoke uncited: silent ones first, those unsettled before the
    waived, the fuller before the emptier; then those where only some are uncited.
    """
    rows = list(voices)
    ever = {voice.contributor for voice in rows if voice.cited}
    waived = {voice.contributor for voice in rows if voice.waived}
    waived |= {waiver.contributor for waiver in waivers if waiver.contributor}
    tallies = _tallies(rows, dimensions)
    cells = (_cell(key, tally, ever, waived, waivers) for key, tally in tallies.items())
    return sorted((cell for cell in cells if cell.contributors), key=_rank)


def _tallies(voices: Iterable[Voice], dimensions: Sequence[Dimension]) -> dict[Key, _Tally]:
    tallies: dict[Key, _Tally] = {}
    for voice in voices:
        for key in _keys(voice, dimensions):
            tallies.setdefault(key, _Tally()).add(voice)
    return tallies


def _keys(voice: Voice, dimensions: Sequence[Dimension]) -> Iterator[Key]:
    for dimension in dimensions:
        for value in voice.values(dimension):
            yield dimension, value, None
            for objective in sorted(voice.objectives):
                yield dimension, value, objective


def _cell(
    key: Key, tally: _Tally, ever: set[str], waived: set[str], waivers: Sequence[Waiver]
) -> Cell:
    silent = (
        Silent(who, label, who in ever, who in waived)
        for who, label in tally.spoke.items()
        if who not in tally.cited
    )
    ordered = tuple(sorted(silent, key=lambda one: (one.waived, one.ever_cited, one.contributor)))
    waiver = next((waiver for waiver in waivers if waiver.covers(key)), None)
    return Cell(*key, len(tally.spoke), len(tally.cited), ordered, waiver)


def _rank(cell: Cell) -> tuple[object, ...]:
    never = sum(not one.ever_cited for one in cell.contributors)
    place = (cell.dimension, cell.value, cell.objective is not None, _natural(cell.objective))
    return (not cell.silent, cell.settled, -never, -cell.spoke, place)


def _natural(objective: str | None) -> tuple[int, str]:
    text = objective or ""
    return (int(text) if text.isdecimal() else 0, text)


def never_cited(voices: Iterable[Voice], waivers: Sequence[Waiver] = ()) -> list[Silent]:
    """Contributors cited nowhere, the waived last, by their key."""
    rows = list(voices)
    ever = {voice.contributor for voice in rows if voice.cited}
    waived = {voice.contributor for voice in rows if voice.waived}
    waived |= {waiver.contributor for waiver in waivers if waiver.contributor}
    labels = {voice.contributor: voice.label for voice in reversed(rows)}
    silent = (Silent(who, labels[who], False, who in waived) for who in labels if who not in ever)
    return sorted(silent, key=lambda one: (one.waived, one.contributor))


def readiness(
    voices: Iterable[Voice],
    waivers: Sequence[Waiver] = (),
    findings: Iterable[Finding] = (),
    required: Required | None = None,
) -> Readiness:
    """Whether the report may be published: no blocking finding, nobody unheard without a reason."""
    rows, asked = list(voices), required or Required()
    blockers = [*blocking(findings), *_cells_blocking(rows, waivers, asked)]
    if asked.contributors:
        blockers += [_contributor(one) for one in never_cited(rows, waivers) if not one.waived]
    return Readiness(tuple(blockers))


def _cells_blocking(
    rows: list[Voice], waivers: Sequence[Waiver], asked: Required
) -> Iterator[Finding]:
    dimensions: list[Dimension] = sorted(asked.cells | asked.places)
    for cell in unheard(rows, waivers, dimensions):
        among = asked.places if cell.objective is None else asked.cells
        if cell.dimension in among and not cell.settled:
            yield _blocker(cell)


def _blocker(cell: Cell) -> Finding:
    name = cell.value if cell.objective is None else f"{cell.value} × {cell.objective}"
    params = {
        "cell": name,
        "count": cell.spoke,
        "dimension": cell.dimension,
        "value": cell.value,
        "objective": cell.objective,
    }
    return Finding("cell_unheard", Severity.BLOCKS, params)


def _contributor(one: Silent) -> Finding:
    params = {"label": one.label or one.contributor, "contributor": one.contributor}
    return Finding("contributor_unheard", Severity.BLOCKS, params)
