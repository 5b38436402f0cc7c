"""Finds the States a passage names: by name, by adjective, by the name of their people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from babel import Locale

from reviewforum.people.reader import read_states

from .answers import Reason
from .files import DATA, Phrase, read_lexicon
from .lexicon import Hit, Lexicon
from .reading import Reading

NAMED, IMPLIED = 0.95, 0.7
"""Confidence of a name, and of an adjective (which may also be a language or a dish)."""

SHORT = 6
"""Letters below which a word without a capital is taken for another."""

SMALL = 0.35
"""Weight of a name written without its capital."""

_CASELESS = frozenset({"ar", "zh", "ja", "fa", "he", "ka"})


class Countries:
    """Names and adjectives of States in the languages of the data files."""

    def __init__(self) -> None:
        adjectives = read_lexicon(DATA / "countries")
        phrases = [*_names(), *adjectives]
        self.keys = sorted({phrase.key for phrase in phrases})
        self._lexicon = Lexicon(phrases, self.keys)

    def find(self, reading: Reading) -> list[tuple[str, float, tuple[Reason, ...]]]:
        """ISO 3166-1 alpha-3 code, confidence and places of each State named, surest first."""
        written = (_as_written(hit, reading) for hit in self._lexicon.find(reading))
        hits = [hit for hit in written if hit is not None]
        by_key: dict[str, list[Hit]] = {}
        for hit in _not_inside_another(hits):
            by_key.setdefault(hit.key, []).append(hit)
        found = [(key, _confidence(own), _reasons(own, reading)) for key, own in by_key.items()]
        return sorted(found, key=lambda entry: (-entry[1], entry[2][0].start or 0, entry[0]))


@lru_cache(maxsize=1)
def countries() -> Countries:
    """The States of the installation, read once."""
    return Countries()


FURTHER_LANGUAGES = ("uk", "tr", "de", "it", "pt", "ro", "pl", "nl")
"""Common in the region: names of States in these come from CLDR."""


def _names() -> Iterator[Phrase]:
    states = read_states()
    for language in FURTHER_LANGUAGES:
        territories = Locale.parse(language).territories
        for state in states:
            yield Phrase(language, state.iso3, territories[state.iso2], 1.0)
    for state in states:
        for language, name in state.names.items():
            for words in (name, *state.aliases.get(language, ())):
                yield Phrase(language, state.iso3, words, 1.0)


def _as_written(hit: Hit, reading: Reading) -> Hit | None:
    """The hit, weaker where it has no capital, or None where it is then another word.

    French, Spanish and Russian write adjectives of States small; in English polish, turkey and
    us are no States, and an abbreviation is all capitals.
    """
    said = reading.text[hit.start : hit.end]
    if reading.language in _CASELESS:
        return hit
    if len(said) <= 3:
        return hit if said.isupper() else None
    if said[0].isupper():
        return hit
    # Short words share their stem with too many others: Russian сама is no Samoa.
    other_word = reading.language == "en" or len(said) < SHORT
    return None if other_word else hit._replace(weight=min(hit.weight, SMALL))


def _not_inside_another(hits: Sequence[Hit]) -> list[Hit]:
    """Guinea is not meant in Papua New Guinea."""
    return [
        hit
        for hit in hits
        if not any(
            other.start <= hit.start
            and hit.end <= other.end
            and other.end - other.start > hit.end - hit.start
            for other in hits
        )
    ]


def _confidence(hits: Sequence[Hit]) -> float:
    strongest = max(hit.weight for hit in hits)
    return float(np.round(NAMED if strongest >= 1 else IMPLIED, 4))


def _reasons(hits: Sequence[Hit], reading: Reading) -> tuple[Reason, ...]:
    return tuple(
        Reason("words", reading.text[hit.start : hit.end], hit.start, hit.end) for hit in hits[:4]
    )
