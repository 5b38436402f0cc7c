"""The words of a passage with what was searched for marked."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from reviewforum.evidence.search.query import Query
from reviewforum.evidence.search.words import words

LENGTH = 420


@dataclass(frozen=True)
class Part:
    """A stretch of the snippet, marked or not."""

    text: str
    hit: bool


def snippet(quote: str, language: str, query: Query, length: int = LENGTH) -> SafeString:
    """Safe HTML of the passage, or of the stretch of it that holds the first hit."""
    hits = _hits(quote, language, query)
    start, end = _window(quote, hits, length)
    return render(_parts(quote, hits, start, end), before=start > 0, after=end < len(quote))


def render(parts: list[Part], *, before: bool, after: bool) -> SafeString:
    """Escape each part; hits stand in <mark>."""
    pieces = [Part("… ", False)] * before + parts + [Part(" …", False)] * after
    # Each part is escaped by format_html; joining safe strings gives a plain one.
    return mark_safe(
        "".join(format_html("<mark>{}</mark>" if part.hit else "{}", part.text) for part in pieces)
    )


def _hits(quote: str, language: str, query: Query) -> list[tuple[int, int]]:
    exact = {term for c in query.wanted if not c.prefix for seq in c.sequences for term in seq}
    begins = tuple(term for c in query.wanted if c.prefix for seq in c.sequences for term in seq)
    spans = [
        (found.start, found.end)
        for found in words(quote, language)
        if found.term in exact or (begins and found.term.startswith(begins))
    ]
    return _merged(spans)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _window(quote: str, hits: list[tuple[int, int]], length: int) -> tuple[int, int]:
    """A stretch of about `length` code points around the first hit, cut at spaces."""
    if len(quote) <= length * 1.3:
        return 0, len(quote)
    middle = hits[0][0] if hits else 0
    start = max(0, middle - length // 3)
    end = min(len(quote), start + length)
    if start:
        start = quote.find(" ", start, start + 30) + 1 or start
    if end < len(quote):
        end = max(quote.rfind(" ", end - 30, end), end - 30)
    return start, end


def _parts(quote: str, hits: list[tuple[int, int]], start: int, end: int) -> list[Part]:
    parts, place = [], start
    for left, right in hits:
        if right <= start or left >= end:
            continue
        left, right = max(left, start), min(right, end)
        parts += [Part(quote[place:left], False), Part(quote[left:right], True)]
        place = right
    return [part for part in [*parts, Part(quote[place:end], False)] if part.text]
