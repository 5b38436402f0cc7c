"""From the lines of PDF pages to paragraphs.

A PDF knows places on a page, not paragraphs.  A new paragraph is seen by a wider gap, a short
last line, an indent, a change of size, or the mark of a list item.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from ctypes import c_double
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import hypot
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium_c
from pypdfium2 import PdfiumError

from reviewforum.evidence.reading.building import Builder, normalise, one_line
from reviewforum.evidence.reading.pdf_bidi import (
    RTL,
    brackets_are_mirrored,
    in_reading_order,
    mirrored,
)

#: PDFium writes this where a word is broken by a hyphen at the end of a line.
_BROKEN_WORD = "\ufffe"

_ITEM = re.compile(r"(?:[-–—*•◦‣▪]|\(?(?:\d{1,3}(?:\.\d+)*|[a-zA-Z]|[ivx]{1,5})[.)])\s")
_ENDED = re.compile(r"[.!?:;。！？：；؟؛…]['\"”’»）)\]」』]*$")
_DENSE = re.compile("[぀-ヿ㐀-䶿一-鿿豈-﫿、。，；：！？（）「」『』《》“”]")
_FIGURES = re.compile(r"\d+|\b[ivxlc]+\b")
_WORD = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_BREAKS = re.compile(rf"(\w*){_BROKEN_WORD}+(\w*)")


@dataclass(slots=True)
class Line:
    """A line of a page: text, edges, baseline and size of letters, in points (y grows up)."""

    text: str
    size: float = 0.0
    left: float = 0.0
    right: float = 0.0
    baseline: float = 0.0


@dataclass(slots=True)
class _Paragraph:
    page: int
    lines: list[Line] = field(default_factory=list)
    size: float = 0.0


def lines_of(textpage: Any) -> list[Line]:
    """The lines of a page in the order of the text."""
    text = textpage.get_text_range()
    # Boxes are asked for by the index of a UTF-16 unit; where the counts differ there are none.
    units = len(text) + sum(char > "\uffff" for char in text)
    placed = units == textpage.count_chars()
    lines, at = [], 0
    for raw in re.split(r"(\r\n|\r|\n)", text):
        if normalise(raw).strip():
            lines.append(_line(textpage, raw, at) if placed else Line(_marked(raw)))
        at += len(raw) + sum(char > "\uffff" for char in raw)
    return lines


def _marked(raw: str) -> str:
    """The line's text; broken words stay marked until they are joined."""
    return _BROKEN_WORD.join(one_line(part) for part in raw.split(_BROKEN_WORD))


def _line(textpage: Any, raw: str, at: int) -> Line:
    """A line with the box around its first, last and two inner characters."""
    shown = [index for index, char in enumerate(raw) if not char.isspace()]
    wide = [index for index, char in enumerate(raw) if char > "\uffff"]
    chosen = {shown[0], shown[len(shown) // 3], shown[len(shown) // 2], shown[-1]}

    def unit_of(index: int) -> int:
        return at + index + sum(place < index for place in wide)

    def left_of(index: int) -> float:
        return float(textpage.get_charbox(unit_of(index), loose=True)[0])

    try:
        boxes = [textpage.get_charbox(unit_of(index), loose=True) for index in sorted(chosen)]
        text = _marked(in_reading_order(raw, left_of))
    except PdfiumError:
        return Line(_marked(raw))
    return Line(
        text,
        size=_size(textpage, unit_of(shown[len(shown) // 2])),
        left=min(box[0] for box in boxes),
        right=max(box[2] for box in boxes),
        baseline=_baseline(textpage, unit_of(shown[len(shown) // 2])),
    )


def _size(textpage: Any, unit: int) -> float:
    """Size of a character as shown: that of its font, scaled by the text's matrix."""
    matrix = pdfium_c.FS_MATRIX()
    size = float(pdfium_c.FPDFText_GetFontSize(textpage, unit))
    if pdfium_c.FPDFText_GetMatrix(textpage, unit, matrix):
        size *= hypot(matrix.c, matrix.d) or 1.0
    return round(size, 1)


def _baseline(textpage: Any, unit: int) -> float:
    """Where a character stands; its box would depend on the font."""
    x, y = c_double(), c_double()
    pdfium_c.FPDFText_GetCharOrigin(textpage, unit, x, y)
    return y.value


def add_pages(builder: Builder, pages: list[list[Line]]) -> None:
    """Adds the paragraphs of all pages; one that runs over a page end is joined."""
    kept = _without_running_lines(builder, pages)
    if brackets_are_mirrored(line.text for lines in kept for line in lines):
        kept = [[replace(line, text=mirrored(line.text)) for line in lines] for lines in kept]
    usual = median([line.size for lines in kept for line in lines] or [0.0])
    compounds = _compounds(kept)
    for paragraph in _joined_over_pages(_paragraphs(kept)):
        _add(builder, paragraph, usual, compounds)


def _add(builder: Builder, paragraph: _Paragraph, usual: float, compounds: frozenset[str]) -> None:
    text = one_line(_join(paragraph.lines, compounds))
    large = paragraph.size > 1.15 * usual > 0 and len(text) < 200
    if large and not text.endswith((".", "。", ",", ";")):
        level = 1 if paragraph.size > 1.5 * usual else 2
        builder.add_ready(text, "heading", level=level, page=paragraph.page)
    elif _ITEM.match(text):
        builder.add_ready(text, "item", level=1, page=paragraph.page)
    else:
        builder.add_ready(text, page=paragraph.page)


# --- lines repeated on every page -------------------------------------------------------------


def _without_running_lines(builder: Builder, pages: list[list[Line]]) -> list[list[Line]]:
    """Pages without headers, footers and page numbers: two lines at each end are looked at."""
    filled = [lines for lines in pages if lines]
    seen = Counter(key for lines in filled for key in {_key(line) for line in _ends(lines)})
    # On two pages a line must be the same to the letter; on more its figures may count.
    least = max(3, 0.6 * len(filled))
    often = {key for key, count in seen.items() if count >= least}
    if len(filled) == 2:
        first, second = ({line.text for line in _ends(lines)} for lines in filled)
        often = {_key(Line(text)) for text in first & second}
    result = [_stripped(lines, often) for lines in pages]
    if sum(map(len, result)) < sum(map(len, pages)):
        builder.notice("running_lines")
    return result


def _ends(lines: list[Line]) -> list[Line]:
    return lines if len(lines) <= 4 else [*lines[:2], *lines[-2:]]


def _key(line: Line) -> str:
    return _FIGURES.sub("#", line.text.lower())


def _stripped(lines: list[Line], often: set[str]) -> list[Line]:
    # A page of hardly more than such lines is left alone: they may be its content.
    if len(lines) <= 2:
        return [line for line in lines if len(lines) > 1 and not line.text.isdecimal()] or lines
    ends = {id(line) for line in _ends(lines)}
    return [
        line
        for line in lines
        if id(line) not in ends or not (_key(line) in often or _is_page_number(line, lines))
    ]


def _is_page_number(line: Line, lines: list[Line]) -> bool:
    alone = line is lines[-1] or line is lines[0]
    return alone and len(line.text) <= 4 and line.text.isdecimal()


# --- paragraphs -------------------------------------------------------------------------------


def _paragraphs(pages: list[list[Line]]) -> Iterator[_Paragraph]:
    for number, lines in enumerate(pages, start=1):
        edges = _edges(lines)
        current: _Paragraph | None = None
        for line in lines:
            if current is None or _starts_new(current.lines[-1], line, edges):
                if current is not None:
                    yield current
                current = _Paragraph(number, size=line.size)
            current.lines.append(line)
        if current is not None:
            yield current


@dataclass(frozen=True, slots=True)
class _Edges:
    left: float
    right: float
    gap: float


def _edges(lines: list[Line]) -> _Edges:
    gaps = [
        above.baseline - below.baseline
        for above, below in pairwise(lines)
        if above.baseline > below.baseline
    ]
    # The usual distance of lines is a lower quartile: short paragraphs make wide gaps common.
    gap = sorted(gaps)[len(gaps) // 4] if gaps else 0.0
    left = min((line.left for line in lines), default=0.0)
    return _Edges(left, max((line.right for line in lines), default=0.0), gap)


def _starts_new(above: Line, line: Line, edges: _Edges) -> bool:
    # "15) and" after "(objective" closes a bracket; it is no item.
    if _ITEM.match(line.text) and above.text.count("(") <= above.text.count(")"):
        return True
    if line.size <= 0 or above.size <= 0:
        return bool(_ENDED.search(above.text)) and len(above.text) < 60
    if abs(line.size - above.size) > 0.15 * max(line.size, above.size):
        return True
    step = above.baseline - line.baseline
    if step < -2 * line.size:  # further up: the next column
        return bool(_ENDED.search(above.text))
    if step > 1.35 * edges.gap > 0:
        return True
    return _ends_short(above, edges) and bool(_ENDED.search(above.text))


def _ends_short(line: Line, edges: _Edges) -> bool:
    """The last line of a paragraph leaves room where a line ends: left in Arabic."""
    room = line.left - edges.left if RTL.search(line.text) else edges.right - line.right
    return room > 0.12 * (edges.right - edges.left)


def _joined_over_pages(paragraphs: Iterable[_Paragraph]) -> Iterator[_Paragraph]:
    before: _Paragraph | None = None
    for paragraph in paragraphs:
        if before is not None and _continues(before, paragraph):
            before.lines += paragraph.lines
            continue
        if before is not None:
            yield before
        before = paragraph
    if before is not None:
        yield before


def _continues(before: _Paragraph, after: _Paragraph) -> bool:
    last, first = before.lines[-1].text, after.lines[0].text
    if before.page == after.page or _ENDED.search(last) or _ITEM.match(first):
        return False
    same_size = abs(before.size - after.size) <= 0.15 * max(before.size, 1.0)
    unbroken = first[0].islower() or RTL.match(first) or _DENSE.match(first)
    return same_size and bool(unbroken)


# --- words over line ends ---------------------------------------------------------------------


def _compounds(pages: list[list[Line]]) -> frozenset[str]:
    """Words with a hyphen that stand inside a line: where one breaks, its hyphen stays."""
    found = (_WORD.findall(line.text) for lines in pages for line in lines)
    return frozenset(word.lower() for words in found for word in words)


def _join(lines: list[Line], compounds: frozenset[str]) -> str:
    parts = [lines[0].text]
    for above, line in pairwise(lines):
        parts += ("" if _runs_on(above.text, line.text) else " ", line.text)
    return _BREAKS.sub(lambda match: _whole(match, compounds), "".join(parts))


def _runs_on(above: str, below: str) -> bool:
    """Whether no space stands for the line end: in a broken word, or in Chinese."""
    dense = _DENSE.match(above[-1:]) and _DENSE.match(below)
    return above.endswith(_BROKEN_WORD) or bool(dense)


def _whole(match: re.Match[str], compounds: frozenset[str]) -> str:
    left, right = match[1], match[2]
    hyphen = "-" if f"{left}-{right}".lower() in compounds else ""
    return f"{left}{hyphen}{right}"
