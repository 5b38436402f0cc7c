"""The part of a translation that stands beside a passage of the original."""

from __future__ import annotations

import re

_BREAK = re.compile(r"\n\s*\n")


def beside(original: str, start: int, end: int, translation: str) -> str:
    """The translation of `original[start:end]`, by the order of paragraphs.

    All of it when the passage is all of the original; the paragraphs of the same numbers when both
    texts have as many and the passage holds whole ones. Otherwise empty: rather no translation than
    a wrong one.
    """
    if not original[:start].strip() and not original[end:].strip():
        return translation.strip()
    here, there = paragraphs(original), paragraphs(translation)
    if len(here) != len(there):
        return ""
    inside = [place for place, (a, b) in enumerate(here) if a < end and b > start]
    if not inside or not _whole(original, start, end, [here[place] for place in inside]):
        return ""
    return translation[there[inside[0]][0] : there[inside[-1]][1]]


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The spans between empty lines, without the blanks around them."""
    spans, at = [], 0
    for gap in [*_BREAK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        piece = text[at:end]
        if piece.strip():
            spans.append((at + len(piece) - len(piece.lstrip()), at + len(piece.rstrip())))
        at = gap.end() if gap else end
    return spans


def _whole(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """The passage cuts through none of the paragraphs it touches."""
    before = text[spans[0][0] : max(start, spans[0][0])]
    after = text[min(end, spans[-1][1]) : spans[-1][1]]
    return not before.strip() and not after.strip()
