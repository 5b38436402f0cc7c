"""The voices matrix of a forum: who was received, coded and cited, along two dimensions.

The desk counts everyone, and what drafts cite. The public counts what published reports cite. Of
confidential contributors it sees those of a cell where there are enough of them, and nothing where
there are not: fewer than the forum's smallest number look like none. Totals are sums of what is
shown, so that nothing can be had by subtraction; for the same reason confidential contributors
count in one table alone, that of groups and objectives over all stages. (Hiding the small cells and
as many others as protect them, as `support.suppression` does, left hardly a cell to be read in
forums of the usual size, where confidential voices are spread thin.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviewforum.common.charts import Mark, Svg, matrix_svg
from reviewforum.common.charts.canvas import Direction
from reviewforum.common.languages import language_name
from reviewforum.evidence.attribution import Clearance, fields_shown
from reviewforum.evidence.models import Coding, Contributor, Level, Passage, Status
from reviewforum.evidence.models import Dimension as Coded
from reviewforum.forums.models import Forum, Stage
from reviewforum.outcomes.support.matrix import MEASURES, Cell, Count, Matrix, cross
from reviewforum.outcomes.support.suppression import TOTAL
from reviewforum.outcomes.support.voices import Dimension, Voice

NO_OBJECTIVE = "none"
"""The column of what speaks to no objective yet: without it, what is pending would vanish."""

Pair = tuple[Dimension, Dimension]
PAIRS: dict[str, Pair] = {
    "group-objective": ("group", "objective"),
    "group-country": ("group", "country"),
    "group-language": ("group", "language"),
    "country-objective": ("country", "objective"),
    "language-objective": ("language", "objective"),
    "country-language": ("country", "language"),
}
"""Rows and columns by name; the first is shown unless another is asked for."""

NAMES: dict[str, Any] = {
    "group": gettext_lazy("Stakeholder group"),
    "objective": gettext_lazy("Objective"),
    "country": gettext_lazy("Country of the contributor"),
    "language": gettext_lazy("Language"),
}


@dataclass(frozen=True)
class Question:
    """What is asked: the forum, the two dimensions, one stage or all, and who asks."""

    forum: Forum
    pair: str = "group-objective"
    stage: Stage | None = None
    desk: bool = False

    @property
    def dimensions(self) -> Pair:
        """Rows and columns."""
        return PAIRS[self.pair]

    @property
    def with_confidential(self) -> bool:
        """Whether confidential contributors are counted."""
        return self.desk or (self.pair == "group-objective" and self.stage is None)


@dataclass(frozen=True)
class Place:
    """A row or column: its key, its short mark in the picture, its name."""

    key: str
    short: str
    name: str


@dataclass(frozen=True)
class CellView:
    """A crossing or total for the page: received, coded, cited."""

    row: str
    column: str
    numbers: tuple[int, int, int]

    @property
    def empty(self) -> bool:
        """Whether nobody spoke, as far as may be told."""
        return not self.numbers[0]


NAMED = 24
"""Columns named in one sentence about what was not heard; the rest are counted."""


@dataclass(frozen=True)
class Silence:
    """A row and the columns nobody of it spoke to; `whole`: it was not heard at all."""

    row: Place
    columns: tuple[Place, ...]
    whole: bool

    @property
    def named(self) -> tuple[Place, ...]:
        """As many of the columns as a sentence bears."""
        return self.columns[:NAMED]

    @property
    def more(self) -> int:
        """How many are left."""
        return len(self.columns) - len(self.named)


@dataclass(frozen=True)
class VoicesTable:
    """The matrix ready to be shown."""

    question: Question
    rows: tuple[Place, ...]
    columns: tuple[Place, ...]
    values: Mapping[tuple[str, str], CellView]
    people: int | None = field(default=None)

    def line(self, row: str) -> list[CellView]:
        """A row's cells, its total last."""
        return [self.values[row, column.key] for column in (*self.columns, _ALL)]

    @property
    def lines(self) -> list[tuple[Place, list[CellView]]]:
        """The rows with their cells."""
        return [(row, self.line(row.key)) for row in self.rows]

    @property
    def totals(self) -> list[CellView]:
        """The last line."""
        return self.line(TOTAL)

    @property
    def heard(self) -> bool:
        """Whether anyone spoke at all."""
        return not self.values[TOTAL, TOTAL].empty

    @cached_property
    def silences(self) -> tuple[Silence, ...]:
        """What to say of the empty cells, row by row; rows not heard at all come last."""
        found = [self._silence(row) for row in self.rows]
        return tuple(sorted((one for one in found if one), key=lambda one: one.whole))

    def _silence(self, row: Place) -> Silence | None:
        asked = [column for column in self.columns if column.key != NO_OBJECTIVE]
        empty = tuple(col for col in asked if self.values[row.key, col.key].empty)
        whole = self.values[row.key, TOTAL].empty
        return Silence(row, empty, whole) if empty or whole else None

    def picture(self, direction: Direction) -> Svg:
        """The matrix drawn; the table beside it says the same."""
        marks = {
            (i, j): Mark(*self.values[row.key, column.key].numbers)
            for i, row in enumerate(self.rows)
            for j, column in enumerate(self.columns)
        }
        return matrix_svg(
            [row.name for row in self.rows],
            [column.short for column in self.columns],
            marks,
            title=_("Voices"),
            description=_("The same as the table that follows, drawn."),
            series=(_("received"), _("coded"), _("cited")),
            empty_word=_("nobody") if self.question.desk else _("nobody, or too few to show"),
            hidden_word="",
            direction=direction,
        )


_ALL = Place(TOTAL, "", "")


# --- counting -----------------------------------------------------------------------------------


def voices_table(question: Question) -> VoicesTable:
    """The matrix of a forum. A fixed number of queries, whatever was received."""
    rows, columns = question.dimensions
    names = _Names(question.forum)
    expected = (names.expected(rows), names.expected(columns))
    expected = (names.expected(rows), names.expected(columns))
    found: Iterable[Voice] = _voices(question)
    if question.desk:
        matrix = cross(found, rows, columns, *expected)
    else:
        apart = openly_first(list(found), rows, columns)
        matrix = without_few(
            cross(apart, rows, columns, *expected), max(question.forum.small_cell, 2)
        )
    return VoicesTable(
        question=question,
        rows=tuple(names.place(rows, key) for key in matrix.rows),
        columns=tuple(names.place(columns, key) for key in matrix.columns),
        values={(cell.row, cell.column): cell for cell in _cells(matrix)},
        people=matrix.people if question.desk else None,
    )


def openly_first(voices: Sequence[Voice], rows: Dimension, columns: Dimension) -> list[Voice]:
    """The voices without what was said in confidence by those who spoke in the same cell openly:
    they count there as what everyone knows of them, and no more.
    """

    def places(voice: Voice) -> set[tuple[str, str, str]]:
        cells = product(voice.values(rows), voice.values(columns))
        return {(voice.contributor, row, column) for row, column in cells}

    opened = {place for one in voices if not one.confidential for place in places(one)}
    return [one for one in voices if not one.confidential or not places(one) & opened]


def without_few(matrix: Matrix, minimum: int) -> Matrix:
    """The matrix as everyone may see it: confidential contributors count in a cell only where it
    has at least `minimum` of them.
    """
    cells = {place: _shown(cell, minimum) for place, cell in matrix.cells.items()}
    return replace(matrix, cells=cells)


def _shown(cell: Cell, minimum: int) -> Cell:
    return Cell(*(_enough(cell.count(measure), minimum) for measure in MEASURES))


def _enough(count: Count, minimum: int) -> Count:
    if count.confidential >= minimum:
        return count
    return Count(count.total - count.confidential)


def _cells(matrix: Matrix) -> Iterator[CellView]:
    for row in matrix.rows:
        for column in matrix.columns:
            yield _view(row, column, matrix.cell(row, column))
        yield _view(row, TOTAL, matrix.row_total(row))
    for column in matrix.columns:
        yield _view(TOTAL, column, matrix.column_total(column))
    yield _view(TOTAL, TOTAL, matrix.total)


def _view(row: str, column: str, cell: Cell) -> CellView:
    return CellView(row, column, (cell.received.total, cell.coded.total, cell.cited.total))


_WHO = "contribution__contributor"


def _voices(question: Question) -> Iterator[Voice]:
    """One row for each different combination of what is counted, grouped by the database."""
    also = _also(question) if "group" in question.dimensions else {}
    viewer = Clearance.DESK if question.desk else Clearance.PUBLIC
    placed = {level for level in Level.values if "country" in fields_shown(level, viewer)}
    for row in _rows(question):
        country = row.get("its_country") if row["level"] in placed else None
        for group in (row.get("its_group"), *also.get(row["who"], ())):
            yield Voice(
                contributor=str(row["who"]),
                group=group or "other",
                objectives=frozenset({row.get("objective", NO_OBJECTIVE)}),
                countries=frozenset({country}) if country else frozenset(),
                language=row.get("its_language", ""),
                coded=row["coded"],
                cited=row["cited"],
                confidential=row["level"] == Level.CONFIDENTIAL,
            )


def _also(question: Question) -> dict[int, list[str]]:
    """Contributor → the further groups they belong to."""
    rows = Contributor.also.through.objects.filter(contributor__forum=question.forum)
    found: dict[int, list[str]] = defaultdict(list)
    for who, key in rows.order_by("contributor_id", "stakeholdergroup_id").values_list(
        "contributor_id", "stakeholdergroup__key"
    ):
        found[who].append(key)
    return found


def _rows(question: Question) -> Iterator[dict[str, Any]]:
    """Who, level, coded, cited, and of the rest what the table is about."""
    passages = _passages(question)
    if "objective" not in question.dimensions:
        yield from _grouped(question, passages, "")
        return
    codings = Coding.objects.filter(code__dimension=Coded.OBJECTIVE, disputed=False)
    within = codings.filter(passage__in=passages.values("pk"))
    yield from _grouped(question, within, "passage__", objective=F("code__key"))
    given = codings.filter(passage=OuterRef("pk"))
    yield from _grouped(question, passages.filter(~Exists(given)), "")


def _passages(question: Question) -> Any:
    """The standing passages that count for this reader."""
    rows = Passage.objects.filter(forum=question.forum).current().order_by()
    rows = rows.exclude(status=Status.SET_ASIDE).exclude(contribution__status=Status.SET_ASIDE)
    if not question.with_confidential:
        rows = rows.exclude(contribution__level=Level.CONFIDENTIAL)
    return rows.filter(contribution__stage=question.stage) if question.stage else rows


_OF = {
    "group": f"{_WHO}__group__key",
    "country": f"{_WHO}__country__iso3",
    "language": "language",
}


def _grouped(question: Question, rows: Any, prefix: str, **more: Any) -> Iterable[dict[str, Any]]:
    """The different combinations among passages, or among codings of them."""
    cited = Q(**{f"{prefix}quoted_publicly": True})
    if question.desk:
        cited |= Q(**{f"{prefix}citations_count__gt": 0})
    columns = {
        f"its_{name}": F(f"{prefix}{_OF[name]}") for name in question.dimensions if name in _OF
    }
    found: Iterable[dict[str, Any]] = (
        rows.order_by()
        .values(
            who=F(f"{prefix}{_WHO}_id"),
            level=F(f"{prefix}contribution__level"),
            coded=_flag(Q(**{f"{prefix}status": Status.CODED})),
            cited=_flag(cited),
            **columns,
            **more,
        )
        .distinct()
    )
    return found


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False))


# --- names --------------------------------------------------------------------------------------


class _Names:
    """What the keys of the dimensions are called, in the reader's language. Two queries."""

    def __init__(self, forum: Forum) -> None:
        self.groups = {group.key: str(group) for group in forum.framework.groups.all()}
        codes = forum.framework.codes.filter(dimension__in=[Coded.OBJECTIVE, Coded.COUNTRY])
        self.codes = {(str(code.dimension), code.key): str(code) for code in codes}

    def expected(self, dimension: Dimension) -> Sequence[str]:
        """The places that stand in the table even when nobody is there."""
        if dimension == "group":
            return list(self.groups)
        if dimension == "objective":
            numbers = [key for kind, key in self.codes if kind == "objective"]
            return [*sorted(numbers, key=_by_number), NO_OBJECTIVE]
        return []

    def place(self, dimension: Dimension, key: str) -> Place:
        """A row or column with its names."""
        if dimension == "group":
            return Place(key, key, self.groups.get(key, key))
        if dimension == "language":
            return Place(key, key, language_name(key))
        if key == NO_OBJECTIVE:
            return Place(key, "–", _("no objective yet"))
        name = self.codes.get((dimension, key), key)
        return Place(key, key, f"{key} {name}" if dimension == "objective" else name)


def _by_number(key: str) -> tuple[int, str]:
    return (int(key) if key.isdecimal() else 1 << 30, key)
