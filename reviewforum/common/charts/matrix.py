"""The voices matrix as a picture: a square for what was received, in it a diamond for what was
coded, in that a disc for what was cited. Their areas grow with the number; they nest because
nothing is cited that was not coded, nor coded that was not received.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewforum.common.charts.canvas import (
    Canvas,
    Direction,
    Number,
    Svg,
    breadth,
    element,
    tooltip,
)

CELL = 34
RADIUS = 15
LETTER = 7


@dataclass(frozen=True)
class Mark:
    """The numbers of a crossing. `hidden`: suppressed, so nothing is drawn but that it is."""

    received: int = 0
    coded: int = 0
    cited: int = 0
    hidden: bool = False

    def __post_init__(self) -> None:
        if not self.received >= self.coded >= self.cited >= 0:
            raise ValueError("Received, coded and cited must not grow along the way.")


def matrix_svg(
    rows: Sequence[str],
    columns: Sequence[str],
    marks: Mapping[tuple[int, int], Mark],
    *,
    title: str,
    description: str,
    series: tuple[str, str, str],
    empty_word: str,
    hidden_word: str,
    key: str = "matrix",
    direction: Direction = "ltr",
) -> Svg:
    """Draw a matrix. `marks` by row and column number; a crossing left out is empty.

    `series` names received, coded and cited; `empty_word` and `hidden_word` the other two signs; a
    sign without a word is not in the legend.
    """
    margin = 16 + LETTER * max((breadth(row) for row in rows), default=0)
    legend = (*series, empty_word, hidden_word)
    width = max(margin + CELL * len(columns) + 8, _legend_width(legend))
    canvas = Canvas(width, direction)
    largest = max((mark.received for mark in marks.values()), default=0)
    body = _headings(canvas, rows, columns, margin)
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            mark = marks.get((i, j), Mark())
            told = f"{row} × {column}: {_told(mark, legend)}"
            x, y = margin + CELL * (j + 0.5), CELL * (i + 1.5)
            sign = _sign(canvas, mark, x, y, largest)
            body += element("g", tooltip(told) + sign, class_=f"matrix__cell {_kind(mark)}")
    bottom = CELL * (len(rows) + 1) + 28
    body += _legend(canvas, legend, bottom)
    return canvas.figure(
        bottom + 20, body, key=key, title=title, description=description, class_="matrix"
    )


def _kind(mark: Mark) -> str:
    if mark.hidden:
        return "matrix__cell--hidden"
    if not mark.received:
        return "matrix__cell--empty"
    return "matrix__cell--cited" if mark.cited else "matrix__cell--silent"


def _told(mark: Mark, words: Sequence[str]) -> str:
    if mark.hidden:
        return words[4]
    if not mark.received:
        return words[3]
    numbers = (mark.received, mark.coded, mark.cited)
    return ", ".join(f"{word} {value}" for word, value in zip(words, numbers, strict=False))


def _headings(canvas: Canvas, rows: Sequence[str], columns: Sequence[str], margin: Number) -> str:
    body = ""
    for j, column in enumerate(columns):
        x = margin + CELL * (j + 0.5)
        body += canvas.text(x, CELL - 10, column, "matrix__column", "middle")
    for i, row in enumerate(rows):
        y = CELL * (i + 2)
        body += canvas.text(margin - 10, y - CELL / 2 + 4, row, "matrix__row", "end")
        body += canvas.line(margin, y, margin + CELL * len(columns), y, "matrix__rule")
    return body


def _sign(canvas: Canvas, mark: Mark, x: Number, y: Number, largest: int) -> str:
    if mark.hidden:
        return _dots(canvas, x, y)
    if not mark.received:
        return _nothing(canvas, x, y)
    received, coded, cited = (
        RADIUS * math.sqrt(value / largest) for value in (mark.received, mark.coded, mark.cited)
    )
    received, coded = max(received, 5), max(coded, 4) if coded else 0
    body = canvas.rect(x - received, y - received, 2 * received, 2 * received, "matrix__received")
    if coded:
        body += canvas.diamond(x, y, min(coded, received), "matrix__coded")
    if cited:
        body += canvas.circle(x, y, max(cited * 0.62, 2), "matrix__cited")
    return body


_SPACE = 34


def _legend_width(words: Sequence[str]) -> Number:
    return 16 + sum(_SPACE + LETTER * breadth(word) for word in words if word)


def _legend(canvas: Canvas, words: Sequence[str], y: Number) -> str:
    body, x = "", 16.0
    for place, word in enumerate(words):
        if not word:
            continue
        body += _legend_sign(canvas, place, x, y)
        body += canvas.text(x + 14, y + 4, word, "matrix__legend")
        x += _SPACE + LETTER * breadth(word)
    return element("g", body, class_="matrix__key")


def _legend_sign(canvas: Canvas, place: int, x: Number, y: Number) -> str:
    if place == 0:
        return canvas.rect(x - 7, y - 7, 14, 14, "matrix__received")
    if place == 1:
        return canvas.diamond(x, y, 8, "matrix__coded")
    if place == 2:
        return canvas.circle(x, y, 5, "matrix__cited")
    return _nothing(canvas, x, y) if place == 3 else _dots(canvas, x, y)


def _nothing(canvas: Canvas, x: Number, y: Number) -> str:
    return canvas.line(x - 4, y, x + 4, y, "matrix__empty")


def _dots(canvas: Canvas, x: Number, y: Number) -> str:
    return "".join(canvas.circle(x + dx, y, 1.5, "matrix__hidden") for dx in (-6, 0, 6))
