"""How long a text is, in words and in pages.

Words are counted as word processors do: what stands between spaces, if it holds a letter or a
digit ("l'accord" is one word, an Arabic particle written onto its word is part of it). Chinese
has no spaces: each Chinese character is one, a run of other letters or digits is one, and signs
are none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from reviewforum.outcomes.support.folding import base

WORDS_PER_PAGE: Mapping[str, int] = {
    "en": 530,
    "fr": 530,
    "es": 530,
    "ru": 430,
    "ar": 480,
    "zh": 850,
}
"""Assumed words (Chinese: characters) on a single-spaced A4 page of running text. The figure for
English is the one behind the usual limit of 8,500 words for sixteen pages; the others follow
from the usual length of the same text in these languages. A forum may set its own."""

_WORD = re.compile(r"\S*\w\S*")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN_OR_RUN = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+(?:[.,:'’-][^\W_{_HAN}]+)*")


def count_words(text: str, language: str) -> int:
    """Words of a text, for Chinese its characters, by the convention above."""
    pattern = _HAN_OR_RUN if base(language) == "zh" else _WORD
    return sum(1 for _ in pattern.finditer(text))


def count_pages(words: int, language: str, per_page: int | None = None) -> float:
    """Pages those words fill, rounded up to a tenth. Raises ValueError if `per_page` is below 1."""
    size = WORDS_PER_PAGE[base(language)] if per_page is None else per_page
    if size < 1:
        raise ValueError("A page holds at least one word.")
    return -(-words * 10 // size) / 10
