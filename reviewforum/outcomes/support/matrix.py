"""The voices matrix: who was received, coded and cited, along two dimensions.

Cells count distinct contributors. A contributor who speaks to several objectives stands in
several cells, so totals are sums of cells ("voices heard per objective"), not numbers of people;
`Matrix.people` gives the latter and is for the desk, never for the public.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from reviewforum.outcomes.support.voices import Dimension, Voice

MEASURES = ("received", "coded", "cited")


@dataclass(frozen=True)
class Count:
    """Distinct contributors, and how many of them are confidential."""

    total: int = 0
    confidential: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.total + other.total, self.confidential + other.confidential)


@dataclass(frozen=True)
class Cell:
    """One crossing: received ≥ coded ≥ cited."""

    received: Count = Count()
    coded: Count = Count()
    cited: Count = Count()

    def __add__(self, other: Cell) -> Cell:
        return Cell(
            self.received + other.received,
            self.coded + other.coded,
            self.cited + other.cited,
        )

    def count(self, measure: str) -> Count:
        """The count of one measure, by its name."""
        found: Count = getattr(self, measure)
        return found


EMPTY = Cell()


class Absence(StrEnum):
    """Why a row has no voice: nobody was asked, nobody answered, or they chose silence."""

    MISSING = "missing"
    UNANSWERED = "unanswered"
    DECLINED = "declined"


@dataclass(frozen=True)
class Matrix:
    """Two dimensions crossed. `rows` and `columns` hold every place expected, heard or not."""

    row_dimension: Dimension
    column_dimension: Dimension
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]
    absences: Mapping[str, Absence] = field(default_factory=dict)
    people: int = 0

    def cell(self, row: str, column: str) -> Cell:
        """A crossing; empty where nobody spoke."""
        return self.cells.get((row, column), EMPTY)

    def row_total(self, row: str) -> Cell:
        """The sum of a row's cells."""
        return _sum(self.cell(row, column) for column in self.columns)

    def column_total(self, column: str) -> Cell:
        """The sum of a column's cells."""
        return _sum(self.cell(row, column) for row in self.rows)

    @property
    def total(self) -> Cell:
        """The sum of all cells."""
        return _sum(self.row_total(row) for row in self.rows)

    @property
    def empty(self) -> list[tuple[str, str]]:
        """The crossings nobody spoke to, row by row."""
        return [
            (row, column)
            for row in self.rows
            for column in self.columns
            if not self.cell(row, column).received.total
        ]

    @property
    def silent_rows(self) -> dict[str, Absence]:
        """Rows without any voice, each with why: `missing` unless something else is known."""
        empty = (row for row in self.rows if not self.row_total(row).received.total)
        return {row: self.absences.get(row, Absence.MISSING) for row in empty}


def _sum(cells: Iterable[Cell]) -> Cell:
    return sum(cells, EMPTY)


def cross(
    voices: Iterable[Voice],
    rows: Dimension,
    columns: Dimension,
    expected_rows: Sequence[str] = (),
    expected_columns: Sequence[str] = (),
    absences: Mapping[str, Absence] | None = None,
) -> Matrix:
    """Count voices along two dimensions.

    Expected places keep their order and are shown even when empty; others follow, sorted.
    Raises ValueError when a dimension is crossed with itself.
    """
    if rows == columns:
        raise ValueError("A matrix crosses two different dimensions.")
    tallies: dict[tuple[str, str], _Tally] = {}
    people: set[str] = set()
    for voice in voices:
        people.add(voice.contributor)
        for key in _keys(voice, rows, columns):
            tallies.setdefault(key, _Tally()).add(voice)
    cells = {key: tallies[key].cell() for key in sorted(tallies)}
    return Matrix(
        rows,
        columns,
        _ordered(expected_rows, (row for row, _ in cells)),
        _ordered(expected_columns, (column for _, column in cells)),
        cells,
        dict(absences or {}),
        len(people),
    )


def _keys(voice: Voice, rows: Dimension, columns: Dimension) -> Iterator[tuple[str, str]]:
    for row in voice.values(rows):
        for column in voice.values(columns):
            yield row, column


def _ordered(expected: Sequence[str], found: Iterable[str]) -> tuple[str, ...]:
    known = set(expected)
    rest = sorted(set(found) - known, key=lambda key: (int(key) if key.isdecimal() else -1, key))
    return (*expected, *rest)


@dataclass
class _Tally:
    received: set[str] = field(default_factory=set)
    coded: set[str] = field(default_factory=set)
    cited: set[str] = field(default_factory=set)
    confidential: set[str] = field(default_factory=set)

    def add(self, voice: Voice) -> None:
        self.received.add(voice.contributor)
        # What is cited was coded by the very act: the books must not show more cited than coded.
        if voice.coded or voice.cited:
            self.coded.add(voice.contributor)
        if voice.cited:
            self.cited.add(voice.contributor)
        if voice.confidential:
            self.confidential.add(voice.contributor)

    def cell(self) -> Cell:
        return Cell(*(self._count(who) for who in (self.received, self.coded, self.cited)))

    def _count(self, who: set[str]) -> Count:
        return Count(len(who), len(who & self.confidential))
