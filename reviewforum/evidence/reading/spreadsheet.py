"""Spreadsheets (XLSX, XLSM): the first visible sheet that holds a table."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import openpyxl

from reviewforum.evidence.reading.errors import Notice, ReadError
from reviewforum.evidence.reading.gridding import to_table
from reviewforum.evidence.reading.model import Limits, Reading
from reviewforum.evidence.reading.packed import Package, parse_xml

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: Rows without any cell after which a sheet is taken to have ended.
GAP = 10_000


def read_xlsx(data: bytes, package: Package, limits: Limits) -> Reading:
    """A sheet's values as they were last computed; dates as ISO, formulas are not run."""
    for name in package.names:
        if name.endswith(".xml") and b"<!DOCTYPE" in package.read(name)[:4_096]:
            parse_xml(package.read(name), "XLSX")  # raises what is wrong with it
            raise ReadError("xml_entities", format="XLSX")
    book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        return _read_book(book, package, limits)
    finally:
        book.close()


def _read_book(book: Any, package: Package, limits: Limits) -> Reading:
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in sheets:
        try:
            table, notices = to_table(_records(sheet, limits), limits)
        except ReadError as error:
            if error.code != "no_rows":
                raise
            continue
        others = [other.title for other in sheets if other is not sheet]
        if others:
            notices.append(
                Notice("other_sheets", {"sheet": sheet.title, "others": ", ".join(others[:20])})
            )
        if any(name.lower().endswith("vbaproject.bin") for name in package.names):
            notices.append(Notice("macros_ignored"))
        return Reading("XLSX", XLSX, table=table, warnings=tuple(notices))
    raise ReadError("no_rows")


def _records(sheet: Any, limits: Limits) -> Iterator[tuple[str, ...]]:
    """Rows as text.  The size a sheet claims is not believed: it may be a million columns."""
    sheet.reset_dimensions()
    empty = 0
    for cells in sheet.iter_rows(values_only=True, max_col=limits.columns + 1):
        row = tuple("" if value is None else _as_text(value) for value in cells)
        if len(row) > limits.columns and any(row[limits.columns :]):
            raise ReadError("too_many_columns", limit=limits.columns)
        empty = 0 if any(row) else empty + 1
        if empty > GAP:
            return
        yield row


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime.datetime):
        day = value.time() == datetime.time()
        return value.date().isoformat() if day else value.isoformat(" ", "seconds")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)
