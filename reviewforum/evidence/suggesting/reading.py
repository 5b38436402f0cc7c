"""A passage as the engine reads it: its language and its terms, worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviewforum.common.text.languages import UNDETERMINED, base, detect
from reviewforum.common.text.terms import Term, analyser_for

LONGEST_PASSAGE = 20_000
"""Code points of a passage that are read; a longer one is a document and should be cut first."""

KNOWN = ("ar", "de", "en", "es", "fr", "it", "pt", "ro", "ru", "tr", "uk", "zh")
"""Languages with a lexicon. Others are read as the nearest of them or, where the script is
another, as English: for coding that costs nothing, and short texts are told apart better."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage, its language and its terms without stop words (offsets into the passage)."""

    text: str
    language: str
    terms: list[Term]

    @property
    def words(self) -> list[str]:
        """The terms alone."""
        return [term.term for term in self.terms]


def read(text: str, language: str | None = None) -> Reading:
    """Reads a passage; finds its language where none is given."""
    head = text[:LONGEST_PASSAGE]
    code = base(language) if language else detect(head, KNOWN).code
    if code == UNDETERMINED:
        code = "en"
    analyser = analyser_for(code)
    return Reading(text, code, list(analyser.read(head, drop_stop_words=True)))


def read_all(texts: Sequence[str], languages: Sequence[str | None] | None) -> list[Reading]:
    """Reads passages; `languages`, where given, has one entry a text (None: find out)."""
    if languages is None:
        return [read(text) for text in texts]
    if len(languages) != len(texts):
        raise ValueError(f"{len(texts)} texts but {len(languages)} languages: give one for each.")
    return [read(text, code) for text, code in zip(texts, languages, strict=True)]
