"""What a Word paragraph is: heading, list item with its number, or plain text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

#: Longest chain of styles based on one another that is followed.
_CHAIN = 20
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """Heading level (0: none), and the list and level a paragraph belongs to (``""``: none)."""

    heading_level: int = 0
    list_id: str = ""
    list_level: int = 0
    is_contents_line: bool = False


class Styles:
    """The paragraph styles of a document, with what they are based on worked in."""

    def __init__(self, root: Any | None) -> None:
        self._elements = {
            style.get(f"{W}styleId"): style
            for style in (root.iter(f"{W}style") if root is not None else ())
        }
        self._named: dict[str, ParagraphStyle] = {}

    def of(self, paragraph: Any) -> ParagraphStyle:
        """The style of a paragraph; what it says itself goes before its named style."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return _PLAIN
        named = self._by_id(_value(properties, "pStyle"))
        return _merged(properties, named)

    def _by_id(self, style_id: str) -> ParagraphStyle:
        if not style_id:
            return _PLAIN
        if style_id not in self._named:
            self._named[style_id] = self._resolve(style_id, _CHAIN)
        return self._named[style_id]

    def _resolve(self, style_id: str, left: int) -> ParagraphStyle:
        element = self._elements.get(style_id)
        if element is None or left == 0:
            return _PLAIN
        parent = _value(element, "basedOn")
        base = self._resolve(parent, left - 1) if parent else _PLAIN
        properties = element.find(f"{W}pPr")
        style = base if properties is None else _merged(properties, base)
        return _named_style(_value(element, "name").lower(), style)


_PLAIN = ParagraphStyle()


def _named_style(name: str, style: ParagraphStyle) -> ParagraphStyle:
    level = style.heading_level
    if name == "title":
        level = 1
    elif name.startswith("heading ") and name[8:].isdecimal():
        level = min(9, int(name[8:10]))
    contents = name.startswith("toc ") or style.is_contents_line
    return ParagraphStyle(level, style.list_id, style.list_level, contents)


def _merged(properties: Any, base: ParagraphStyle) -> ParagraphStyle:
    outline = _value(properties, "outlineLvl")
    level = base.heading_level
    if outline.isdecimal():
        level = int(outline) + 1 if int(outline) < 9 else 0
    list_id, list_level = base.list_id, base.list_level
    numbering = properties.find(f"{W}numPr")
    if numbering is not None:
        list_id = _value(numbering, "numId") or list_id
        own = _value(numbering, "ilvl")
        list_level = min(8, int(own)) if own.isdecimal() else list_level
    return ParagraphStyle(level, "" if list_id == "0" else list_id, list_level)


def _value(element: Any, name: str) -> str:
    child = element.find(f"{W}{name}")
    return (child.get(f"{W}val") or "") if child is not None else ""


@dataclass(frozen=True, slots=True)
class _Level:
    format: str = "bullet"
    pattern: str = ""
    start: int = 1


class Numbering:
    """Counts numbered paragraphs as Word shows them."""

    def __init__(self, root: Any | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._list_of: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if root is not None:
            self._load(root)

    def _load(self, root: Any) -> None:
        for abstract in root.iter(f"{W}abstractNum"):
            key = abstract.get(f"{W}abstractNumId") or ""
            self._levels[key] = dict(_level(element) for element in abstract.iter(f"{W}lvl"))
        for number in root.iter(f"{W}num"):
            self._list_of[number.get(f"{W}numId") or ""] = _value(number, "abstractNumId")

    def mark(self, list_id: str, level: int) -> str | None:
        """The bullet or number of the next paragraph of a list; ``None`` outside lists."""
        if not list_id:
            return None
        abstract = self._list_of.get(list_id, "")
        levels = self._levels.get(abstract, {})
        kind = levels.get(level, _Level())
        # Lists that share a definition continue each other's numbers, as in Word.
        counts = self._counts[abstract or list_id]
        counts[level] = counts.get(level, kind.start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        if kind.format == "bullet":
            return _BULLET
        if kind.format == "none":
            return ""
        return _filled(kind.pattern, level, levels, counts)


def _level(element: Any) -> tuple[int, _Level]:
    number, start = element.get(f"{W}ilvl") or "0", _value(element, "start")
    level = _Level(
        format=_value(element, "numFmt") or "decimal",
        pattern=_value(element, "lvlText")[:40],
        start=int(start) if start.isdecimal() and len(start) < 7 else 1,
    )
    return (int(number) if number.isdecimal() else 0), level


def _filled(pattern: str, level: int, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    for number in range(level + 1):
        kind = levels.get(number, _Level("decimal"))
        count = counts.get(number, kind.start)
        pattern = pattern.replace(f"%{number + 1}", _numeral(kind.format, count))
    return pattern.strip()


@lru_cache(maxsize=1024)
def _numeral(format_: str, count: int) -> str:
    if format_ in {"lowerLetter", "upperLetter"} and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * min(5, (count - 1) // 26 + 1)
        return letter.upper() if format_ == "upperLetter" else letter
    if format_ in {"lowerRoman", "upperRoman"} and 0 < count < 4000:
        numeral = _roman(count)
        return numeral if format_ == "upperRoman" else numeral.lower()
    return str(count)


def _roman(count: int) -> str:
    result = ""
    for value, sign in _ROMAN:
        times, count = divmod(count, value)
        result += sign * times
    return result


_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
