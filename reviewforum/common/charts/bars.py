"""Bars within bars: each series is slimmer than the one it is a part of, so that received, coded
and cited read apart without colour.
"""

from __future__ import annotations

from collections.abc import Sequence
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

ROW = 30
LETTER = 7
HEIGHTS = (18, 10, 4)


@dataclass(frozen=True)
class Bar:
    """A label and one number a series, none negative."""

    label: str
    values: tuple[int, ...]


def bars_svg(
    bars: Sequence[Bar],
    *,
    title: str,
    description: str,
    series: Sequence[str],
    key: str = "bars",
    direction: Direction = "ltr",
    length: int = 360,
) -> Svg:
    """Draw horizontal bars; `length` is that of the largest.

    Raises ValueError for more than three series, a bar with another number of values than
    series, or a negative number.
    """
    _refuse_bad(bars, series)
    margin = 16 + LETTER * max((breadth(bar.label) for bar in bars), default=0)
    figures = LETTER * max((breadth(_figures(bar)) for bar in bars), default=0)
    legend = 16 + sum(40 + LETTER * breadth(word) for word in series)
    canvas = Canvas(max(margin + length + figures + 20, legend), direction)
    largest = max((value for bar in bars for value in bar.values), default=0) or 1
    body = "".join(
        _bar(canvas, bar, series, margin, ROW * place, length / largest)
        for place, bar in enumerate(bars)
    )
    bottom = ROW * len(bars) + 24
    body += _legend(canvas, series, bottom)
    return canvas.figure(
        bottom + 20, body, key=key, title=title, description=description, class_="bars"
    )


def _refuse_bad(bars: Sequence[Bar], series: Sequence[str]) -> None:
    if not 1 <= len(series) <= len(HEIGHTS):
        raise ValueError(f"Bars show one to {len(HEIGHTS)} series.")
    if any(len(bar.values) != len(series) or min(bar.values) < 0 for bar in bars):
        raise ValueError("Each bar needs one number, not negative, for each series.")


def _figures(bar: Bar) -> str:
    return " / ".join(map(str, bar.values))


def _bar(
    canvas: Canvas, bar: Bar, series: Sequence[str], margin: Number, top: Number, scale: float
) -> str:
    middle = top + ROW / 2
    told = ", ".join(f"{word} {value}" for word, value in zip(series, bar.values, strict=True))
    body = tooltip(f"{bar.label}: {told}")
    body += canvas.text(margin - 10, middle + 4, bar.label, "bars__label", "end")
    for place, value in enumerate(bar.values):
        height = HEIGHTS[place]
        y = middle - height / 2
        body += canvas.rect(margin, y, value * scale, height, f"bars__bar bars__bar--{place + 1}")
    end = margin + max(bar.values) * scale + 8
    body += canvas.text(end, middle + 4, _figures(bar), "bars__figures")
    return element("g", body, class_="bars__row")


def _legend(canvas: Canvas, series: Sequence[str], y: Number) -> str:
    body, x = "", 8.0
    for place, word in enumerate(series):
        height = HEIGHTS[place]
        body += canvas.rect(x, y - height / 2, 22, height, f"bars__bar bars__bar--{place + 1}")
        body += canvas.text(x + 28, y + 4, word, "bars__legend")
        x += 40 + LETTER * breadth(word)
    return element("g", body, class_="bars__key")
