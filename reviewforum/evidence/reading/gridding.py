"""Rows of cells to a table: heading found, columns named, empty rows dropped."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice

from reviewforum.evidence.reading.building import one_line, tidy_lines
from reviewforum.evidence.reading.errors import Notice, ReadError
from reviewforum.evidence.reading.model import Limits, Row, Table

#: Rows among which the heading is looked for; titles and notes may stand above it.
TOP = 20


def to_table(records: Iterable[tuple[str, ...]], limits: Limits) -> tuple[Table, list[Notice]]:
    """The table in ``records``, the first of which is row 1.

    The heading is the first row that fills most of the columns in use.  Raises
    :class:`ReadError` ``no_rows``, ``too_many_rows`` or ``too_many_columns``.
    """
    numbered = enumerate(records, start=1)
    top = list(islice(numbered, TOP))
    heading_at = _heading([cells for _, cells in top])
    heading = top[heading_at][1] if top else ()
    columns = _names(_without_tail(heading))
    if len(columns) > limits.columns:
        raise ReadError("too_many_columns", limit=limits.columns)
    rows: list[Row] = []
    uneven: list[int] = []
    for number, cells in chain(top[heading_at + 1 :], numbered):
        cleaned = [tidy_lines(cell) if cell else "" for cell in cells]
        if not any(cleaned):
            continue
        if any(cleaned[len(columns) :]):
            uneven.append(number)
        padding = [""] * (len(columns) - len(cleaned))
        rows.append(Row(number, tuple([*cleaned, *padding][: len(columns)])))
        if len(rows) > limits.rows:
            raise ReadError("too_many_rows", limit=limits.rows)
    if not rows:
        raise ReadError("no_rows")
    notices = [Notice("uneven_rows", {"count": len(uneven), "row": uneven[0]})] if uneven else []
    return Table(columns, tuple(rows)), notices


def _heading(top: list[tuple[str, ...]]) -> int:
    filled = [sum(bool(cell.strip()) for cell in cells) for cells in top]
    most = max(filled, default=0)
    return next((at for at, count in enumerate(filled) if count and count >= 0.6 * most), 0)


def _without_tail(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _names(heading: Iterable[str]) -> tuple[str, ...]:
    """Each name once: an empty one is called by its letter, a repeated one is numbered."""
    names: dict[str, None] = {}
    for at, raw in enumerate(heading):
        name = one_line(raw)[:500] or f"Column {_letters(at)}"
        unique, count = name, 2
        while unique in names:
            unique, count = f"{name} ({count})", count + 1
        names[unique] = None
    return tuple(names)


def _letters(at: int) -> str:
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
