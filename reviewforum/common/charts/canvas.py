"""SVG elements, mirrored where one reads from right to left."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from html import escape
from typing import Literal

Direction = Literal["ltr", "rtl"]
Number = float | int

# What XML 1.0 cannot hold even when escaped.
_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Svg(str):
    """A finished drawing; every text in it was escaped, so templates may print it as it is."""

    def __html__(self) -> str:
        return str(self)


def shown(text: str) -> str:
    """Text made safe for an element or a quoted attribute."""
    return escape(_UNPRINTABLE.sub("\ufffd", text))


def number(value: Number) -> str:
    """A coordinate with at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(name: str, content: str = "", **attributes: Number | str | None) -> str:
    """An element; `content` must be markup already. `class_` and `_` in names become HTML's."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def _value(value: Number | str) -> str:
    return shown(value) if isinstance(value, str) else number(value)


def tooltip(text: str) -> str:
    """What a pointer reads over an element."""
    return element("title", shown(text))


@dataclass(frozen=True)
class Canvas:
    """A drawing of a width; x runs from the side where reading starts."""

    width: Number
    direction: Direction = "ltr"

    def x(self, x: Number) -> Number:
        """A place measured from the reading side."""
        return self.width - x if self.direction == "rtl" else x

    def rect(self, x: Number, y: Number, width: Number, height: Number, class_: str) -> str:
        """A rectangle by the corner nearest to the start of reading."""
        left = self.x(x + width) if self.direction == "rtl" else x
        return element("rect", class_=class_, x=left, y=y, width=width, height=height)

    def circle(self, x: Number, y: Number, radius: Number, class_: str) -> str:
        """A circle by its centre."""
        return element("circle", class_=class_, cx=self.x(x), cy=y, r=radius)

    def diamond(self, x: Number, y: Number, radius: Number, class_: str) -> str:
        """A square on its corner, by its centre and half diagonal."""
        corners = ((0, -radius), (radius, 0), (0, radius), (-radius, 0))
        points = " ".join(f"{number(self.x(x) + dx)},{number(y + dy)}" for dx, dy in corners)
        return element("polygon", class_=class_, points=points)

    def line(self, x1: Number, y1: Number, x2: Number, y2: Number, class_: str) -> str:
        """A straight line."""
        return element("line", class_=class_, x1=self.x(x1), y1=y1, x2=self.x(x2), y2=y2)

    def curve(self, points: list[tuple[Number, Number]], class_: str) -> str:
        """A path: the first point, then two handles and an end for each bend."""
        pairs = [f"{number(self.x(x))} {number(y)}" for x, y in points]
        bends = "".join(f" C{', '.join(pairs[i : i + 3])}" for i in range(1, len(pairs), 3))
        return element("path", class_=class_, d=f"M{pairs[0]}{bends}")

    def text(self, x: Number, y: Number, text: str, class_: str, anchor: str = "start") -> str:
        """One line of text. `start` and `end` follow the direction of reading."""
        return element("text", shown(text), class_=class_, x=self.x(x), y=y, text_anchor=anchor)

    def lines(
        self, x: Number, y: Number, lines: list[str], class_: str, step: Number, anchor: str
    ) -> str:
        """Lines of text under each other."""
        return "".join(
            self.text(x, y + place * step, line, class_, anchor) for place, line in enumerate(lines)
        )

    def figure(
        self, height: Number, body: str, *, key: str, title: str, description: str, class_: str
    ) -> Svg:
        """The whole drawing, named and described for those who do not see it."""
        names = element("title", shown(title), id=f"{key}-title")
        names += element("desc", shown(description), id=f"{key}-desc")
        return Svg(
            element(
                "svg",
                names + body,
                xmlns="http://www.w3.org/2000/svg",
                class_=class_,
                role="img",
                aria_labelledby=f"{key}-title {key}-desc",
                viewBox=f"0 0 {number(self.width)} {number(height)}",
                width=self.width,
                height=height,
                direction=self.direction,
            )
        )


def breadth(text: str) -> int:
    """About how wide a text is, in units of an average Latin letter."""
    return sum(0 if unicodedata.combining(c) else 2 if _wide(c) else 1 for c in text)


def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def wrapped(text: str, units: int) -> list[str]:
    """A text in lines of at most `units`: broken at spaces, within Chinese and overlong words."""
    lines: list[str] = []
    for piece in _pieces(text, units):
        joined = f"{lines[-1]}{piece}" if lines else piece.lstrip()
        if lines and breadth(joined.rstrip()) <= units:
            lines[-1] = joined
        elif piece.strip():
            lines.append(piece.lstrip())
    return [line.rstrip() for line in lines]


def _pieces(text: str, units: int) -> list[str]:
    words = re.findall(
        r"\s*(?:[\u3040-\u30ff\u3400-\u9fff][，。、；：）」』》]*|[^\s\u3040-\u30ff\u3400-\u9fff]+)",
        text,
    )
    half = max(units // 2, 1)
    return [
        word[at : at + half] if breadth(word) > units else word
        for word in words
        for at in (range(0, len(word), half) if breadth(word) > units else (0,))
    ]
