"""Tables as text: CSV and its relatives with other separators."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from reviewforum.evidence.reading.errors import ReadError
from reviewforum.evidence.reading.gridding import to_table
from reviewforum.evidence.reading.model import Limits, Reading

SEPARATORS = ",;\t|"
#: Records looked at to find the separator.
SAMPLE = 50


def read_csv(text: str, limits: Limits) -> Reading:
    """A table with a heading; the separator is found, quoted cells may hold line ends."""
    declared, text = _declared_separator(text.replace("\x00", ""))
    separator = declared or _separator(text[:65_536])[0]
    table, notices = to_table(_records(text, separator, limits), limits)
    return Reading("CSV", "text/csv", table=table, warnings=tuple(notices))


def _declared_separator(text: str) -> tuple[str, str]:
    """Spreadsheet programs write ``sep=;`` on a line of its own before the table."""
    first, _, rest = text.partition("\n")
    first = first.strip().lstrip("\ufeff")
    if first.lower().startswith("sep=") and len(first) == len("sep=") + 1:
        # The line counts as a row: numbers must be those a spreadsheet shows.
        return first[-1], "\n" + rest
    return "", text


def _records(text: str, separator: str, limits: Limits) -> Iterator[tuple[str, ...]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    number = 0
    while True:
        number += 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise ReadError("broken_table", row=number) from error
        if len(record) > limits.columns:
            raise ReadError("too_many_columns", limit=limits.columns)
        yield tuple(record)


def looks_like_table(head: str, *, whole: bool, named: bool) -> bool:
    """Whether a text is a table: rows of equal width, at least three columns unless so named.

    ``whole`` says that ``head`` is all of the text; otherwise its last line is not counted.
    """
    if named:
        return True
    separator, share, width, records = _separator(head if whole else head.rpartition("\n")[0])
    # In prose a comma is followed by a space, a separator in a table hardly ever is.
    prose = head.count(f"{separator} ") > 0.5 * head.count(separator)
    return width >= 3 and records >= 3 and share >= 0.9 and not prose


def _separator(sample: str) -> tuple[str, float, int, int]:
    """The separator that gives the most even rows, their evenness, width and number."""
    scored = (_scored(sample, separator) for separator in SEPARATORS)
    return max(scored, key=lambda one: (one[2] > 1, one[1] * min(one[2], 8), one[1]))


def _scored(sample: str, separator: str) -> tuple[str, float, int, int]:
    reader = csv.reader(StringIO(sample, newline=""), delimiter=separator)
    widths: Counter[int] = Counter()
    try:
        for record, _ in zip(reader, range(SAMPLE), strict=False):
            if any(record):
                widths[len(record)] += 1
    except csv.Error:
        return separator, 0.0, 1, 0
    if not widths:
        return separator, 0.0, 1, 0
    width, count = widths.most_common(1)[0]
    return separator, count / widths.total(), width, widths.total()
