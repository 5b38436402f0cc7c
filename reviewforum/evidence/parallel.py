"""The part of a translation that stands beside a passage of the original."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewforum.common.text.sentences import split

Spans = Sequence[tuple[int, int]]
_PARAGRAPH = re.compile(r"\S(?:.*?\S)??(?=\s*(?:\n\s*\n|\Z))", re.DOTALL)


def beside(
    original: str, start: int, end: int, translation: str, languages: tuple[str, str] = ("en", "en")
) -> str:
    """The translation of `original[start:end]`, or nothing: rather none than a wrong one.

    All of it for a passage that is all of the original. Else whole paragraphs by their order where
    both texts have as many; else, within such a paragraph, whole sentences by their order.
    """
    if not original[:start].strip() and not original[end:].strip():
        return translation.strip()
    here, there = paragraphs(original), paragraphs(translation)
    found = _matching(original, start, end, here, there)
    if found is None:
        found = _by_sentences(original, start, end, (here, there), translation, languages)
    return translation[found[0] : found[1]].strip() if found else ""


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The spans between empty lines, without the blanks around them."""
    return [found.span() for found in _PARAGRAPH.finditer(text)]


def _matching(text: str, start: int, end: int, here: Spans, there: Spans) -> tuple[int, int] | None:
    """The span that answers to the parts the passage holds whole; None where it cuts one."""
    inside = [place for place, (a, b) in enumerate(here) if a < end and b > start]
    if len(here) != len(there) or not inside:
        return None
    first, last = inside[0], inside[-1]
    cut = text[here[first][0] : max(start, here[first][0])] + text[end : max(here[last][1], end)]
    return None if cut.strip() else (there[first][0], there[last][1])


def _by_sentences(
    text: str,
    start: int,
    end: int,
    spans: tuple[Spans, Spans],
    translation: str,
    languages: tuple[str, str],
) -> tuple[int, int] | None:
    here, there = spans
    inside = [place for place, (a, b) in enumerate(here) if a < end and b > start]
    if len(here) != len(there) or len(inside) != 1:
        return None
    own, other = here[inside[0]], there[inside[0]]
    return _matching(
        text, start, end,
        _sentences(text, own, languages[0]), _sentences(translation, other, languages[1]),
    )  # fmt: skip


def _sentences(text: str, span: tuple[int, int], language: str) -> list[tuple[int, int]]:
    start, end = span
    return [(start + a, start + b) for a, b in split(text[start:end], language)]
