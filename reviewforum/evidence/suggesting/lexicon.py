"""Words that point to a code, found by their stems in order, in the language of the passage."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from reviewforum.common.text.terms import terms

from .files import Phrase
from .reading import Reading

Scores = npt.NDArray[np.float64]

FALLBACK = "en"
"""Read for languages without a lexicon: they borrow words, names and abbreviations."""

PER_WORD = 0.3
"""What each further word of a phrase adds to its weight: longer phrases mistake less."""


class Hit(NamedTuple):
    """A phrase found in a passage: its key, its weight, and the code points it covers."""

    key: str
    weight: float
    start: int
    end: int


_Stems = tuple[str, ...]
_Index = dict[str, dict[_Stems, dict[str, float]]]


class Lexicon:
    """Phrases by language, looked up by the stem of their first word."""

    def __init__(self, phrases: Iterable[Phrase], keys: Sequence[str]) -> None:
        self._place = {key: column for column, key in enumerate(keys)}
        self._phrases: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            if phrase.key in self._place:
                self._phrases.setdefault(phrase.language, []).append(phrase)
        self._read: dict[str, _Index] = {}

    @property
    def phrases(self) -> dict[str, list[Phrase]]:
        """All phrases, by language."""
        return self._phrases

    def _index(self, language: str) -> _Index:
        """The phrases of a language by first stem; made when a passage first needs it."""
        code = language if language in self._phrases else FALLBACK
        if code not in self._read:
            self._read[code] = _indexed(self._phrases.get(code, ()))
        return self._read[code]

    def find(self, reading: Reading) -> list[Hit]:
        """Every phrase in the passage, in the order of the text; overlaps are kept."""
        index = self._index(reading.language)
        words = reading.words
        hits: list[Hit] = []
        for place, word in enumerate(words):
            for stems, keys in index.get(word, {}).items():
                last = place + len(stems)
                if len(stems) == 1 or tuple(words[place:last]) == stems:
                    start, end = reading.terms[place].start, reading.terms[last - 1].end
                    hits += _hits(keys, len(stems), start, end)
        return hits

    def weigh(self, hits: Iterable[Hit], reading: Reading) -> Scores:
        """How strongly each key is named; the same words count once however often they stand."""
        seen: dict[tuple[str, str], float] = {}
        for hit in hits:
            said = reading.text[hit.start : hit.end].casefold()
            seen[hit.key, said] = max(hit.weight, seen.get((hit.key, said), 0.0))
        sums = np.zeros(len(self._place))
        for (key, _), weight in seen.items():
            sums[self._place[key]] += weight
        return sums


def _indexed(phrases: Iterable[Phrase]) -> _Index:
    index: _Index = {}
    for phrase in phrases:
        found = terms(phrase.words, phrase.language, drop_stop_words=True)
        stems = tuple(term.term for term in found)
        if stems:
            keys = index.setdefault(stems[0], {}).setdefault(stems, {})
            keys[phrase.key] = max(phrase.weight, keys.get(phrase.key, 0.0))
    return index


def _hits(keys: Mapping[str, float], length: int, start: int, end: int) -> list[Hit]:
    # A phrase that several codes share says less for each of them.
    factor = (1 + PER_WORD * (length - 1)) / math.sqrt(len(keys))
    return [Hit(key, weight * factor, start, end) for key, weight in keys.items()]


def shares(sums: Scores) -> Scores:
    """Each key's part of all that a passage names (rows), kept below 1 where little is named."""
    total: Scores = sums / (0.5 + sums.sum(axis=1, keepdims=True))
    return total
