"""Which column of a questionnaire's table is what, and from its rows to entries."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from reviewforum.evidence.reading.errors import RowError
from reviewforum.evidence.reading.mapping_words import LEVELS, WORDS
from reviewforum.evidence.reading.model import Row, Table

_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;.]+(?:\.[^\s@<>,;.]+)+")
_EMAIL_MAX = 254
_TOKENS = re.compile(r"[^\W_]+")
_DATE = re.compile(r"(\d{1,4})[-./年](\d{1,2})[-./月](\d{1,4})日?\.?(?:[T ,].*)?")
#: Mean length, in characters, from which cells are statements and not labels.
LONG_CELLS = 40
#: Rows looked at to guess which columns hold statements.
SAMPLE = 200


@dataclass(frozen=True, slots=True)
class Mapping:
    """Names of a table's columns by what they hold; ``None`` where there is no such column.

    Several ``texts`` are several questions.
    """

    texts: tuple[str, ...]
    name: str | None = None
    organisation: str | None = None
    group: str | None = None
    country: str | None = None
    language: str | None = None
    email: str | None = None
    level: str | None = None
    date: str | None = None

    def missing(self, table: Table) -> tuple[str, ...]:
        """The columns named here that the table does not have."""
        named = [*self.texts, *(getattr(self, role) for role in ROLES)]
        return tuple(column for column in named if column and column not in table.columns)


#: The roles a column may have besides holding a text.
ROLES = tuple(one.name for one in fields(Mapping) if one.name != "texts")


@dataclass(frozen=True, slots=True)
class Entry:
    """One text of a table with what its row says of it; values are as written, trimmed.

    ``row`` is the row in the file.  ``question`` is set where each question is its own entry.
    ``level`` is ``named``, ``organisation``, ``group``, ``confidential`` or empty.
    """

    row: int
    text: str
    question: str = ""
    name: str = ""
    organisation: str = ""
    group: str = ""
    country: str = ""
    language: str = ""
    email: str = ""
    level: str = ""
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a table and the rows that give none, with the reasons."""

    entries: tuple[Entry, ...]
    errors: tuple[RowError, ...]


# --- guessing ---------------------------------------------------------------------------------


def guess_mapping(table: Table) -> Mapping:
    """A first mapping by the words of the headings, in English, French, Spanish, Russian,
    Arabic and Chinese; a person confirms it.

    Columns with long cells, or whose heading says so, hold texts.
    """
    taken: dict[str, str] = {}
    for role in ROLES:
        column = _best(table, role, frozenset(taken.values()))
        if column is not None:
            taken[role] = column
    free = [column for column in table.columns if column not in taken.values()]
    texts = tuple(column for column in free if _holds_texts(table, column))
    texts = texts or tuple(column for column in free if _score(column, "texts"))
    return Mapping(texts=texts or tuple(free[:1]), **taken)


def _best(table: Table, role: str, taken: frozenset[str]) -> str | None:
    scored = [
        (_score(column, role), -at, column)
        for at, column in enumerate(table.columns)
        if column not in taken and not _is_question(column)
    ]
    score, _, column = max(scored, default=(0, 0, ""))
    return column if score and not (role != "email" and _is_long(table, column)) else None


def _score(column: str, role: str) -> int:
    """How well a heading names a role: 3 for the word itself, 2 at its start, 1 inside."""
    words = _TOKENS.findall(column.lower())
    joined = " ".join(words)
    best = 0
    for term in WORDS[role]:
        if joined == term:
            return 3
        if joined.startswith(term):
            best = max(best, 2)
        elif term in words or (" " in term and term in joined) or _dense(term, joined):
            best = max(best, 1)
    return best


def _dense(term: str, joined: str) -> bool:
    """Chinese headings are not written in words: any place counts."""
    return term > "\u3400" and term in joined


def _is_question(column: str) -> bool:
    return column.rstrip().endswith(("?", "？", "؟")) and len(column) > LONG_CELLS


def _holds_texts(table: Table, column: str) -> bool:
    return _is_question(column) or _is_long(table, column)


def _is_long(table: Table, column: str) -> bool:
    at = table.columns.index(column)
    cells = [row.cells[at] for row in table.rows[:SAMPLE] if row.cells[at]]
    # A Chinese or Japanese character says about as much as two letters.
    lengths = [len(cell) + sum(char > "\u2e80" for char in cell) for cell in cells]
    return bool(lengths) and sum(lengths) / len(lengths) >= LONG_CELLS


# --- rows to entries --------------------------------------------------------------------------


def rows_to_entries(table: Table, mapping: Mapping, *, separate: bool = False) -> Entries:
    """The entries of a table under a mapping, and an error for each row that gives none.

    Several texts of a row become one, each under its question; with ``separate`` each is an
    entry of its own, and an unanswered question is no error as long as another is answered.
    Raises :class:`ValueError` where the mapping names a column the table does not have, or no
    text at all.
    """
    if missing := mapping.missing(table):
        raise ValueError(f"no such column: {', '.join(missing)}")
    if not mapping.texts:
        raise ValueError("no column holds the text")
    places = {column: at for at, column in enumerate(table.columns)}
    entries: list[Entry] = []
    errors: list[RowError] = []
    for row in table.rows:
        found, wrong = _row_entries(row, mapping, places, separate=separate)
        entries += found
        errors += wrong
    return Entries(tuple(entries), tuple(errors))


def _row_entries(
    row: Row, mapping: Mapping, places: dict[str, int], *, separate: bool
) -> tuple[list[Entry], list[RowError]]:
    answers = [(column, row.cells[places[column]].strip()) for column in mapping.texts]
    answers = [(column, text) for column, text in answers if any(map(str.isalnum, text))]
    values, errors = _values(row, mapping, places)
    if not answers:
        named = ", ".join(f"“{column}”" for column in mapping.texts)
        errors.insert(0, RowError("row_without_text", row.number, {"column": named}))
    if errors:
        return [], errors
    several = len(mapping.texts) > 1
    if separate:
        return [Entry(row.number, text, column, **values) for column, text in answers], []
    parts = (f"{column}\n\n{text}" if several else text for column, text in answers)
    return [Entry(row.number, "\n\n".join(parts), **values)], []


def _values(
    row: Row, mapping: Mapping, places: dict[str, int]
) -> tuple[dict[str, Any], list[RowError]]:
    values: dict[str, Any] = {}
    errors: list[RowError] = []
    for role in ROLES:
        column = getattr(mapping, role)
        raw = " ".join(row.cells[places[column]].split()) if column else ""
        if not raw:
            continue
        try:
            values[role] = _READ.get(role, str)(raw)
        except ValueError:
            shown = {"column": f"“{column}”", "value": raw[:80]}
            errors.append(RowError(f"row_{role}", row.number, shown))
    return values, errors


def _email(raw: str) -> str:
    if len(raw) > _EMAIL_MAX or not _EMAIL.fullmatch(raw):
        raise ValueError(raw)
    return raw


def _level(raw: str) -> str:
    folded = " ".join(_TOKENS.findall(raw.lower()))
    for level, words in LEVELS.items():
        if folded in words:
            return level
    raise ValueError(raw)


def _date(raw: str) -> datetime.date:
    """A date with the year first or last; ``03/04`` is the third of April unless that fails."""
    match = _DATE.fullmatch(raw.strip())
    if match is None:
        raise ValueError(raw)
    first, middle, last = map(int, match.groups())
    if len(match[1]) == 4:
        return datetime.date(first, middle, last)
    if middle > 12 >= first:
        first, middle = middle, first
    return datetime.date(_full_year(last), middle, first)


def _full_year(year: int) -> int:
    return year + 2000 if year < 100 else year


_READ: dict[str, Callable[[str], Any]] = {"email": _email, "level": _level, "date": _date}


def columns_of(mapping: Mapping) -> Iterator[tuple[str, str]]:
    """Pairs of role and column, for showing or saving a mapping."""
    yield from (("text", column) for column in mapping.texts)
    yield from ((role, column) for role in ROLES if (column := getattr(mapping, role)))
