"""What a person typed, as clauses of analysed terms: the same for both databases.

Words must all occur; "words in quotation marks" follow each other; -without leaves out; begin*
finds what begins so. A word is read in each of the six languages: nobody says which they type.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reviewforum.common.localized import UN_LANGUAGES
from reviewforum.evidence.search.words import words

LONGEST_QUERY = 300
MOST_CLAUSES = 12
_TOKEN = re.compile(r'(-?)(?:["“„«](.+?)["”»]|(\S+))')


@dataclass(frozen=True)
class Clause:
    """One thing to find: any of the sequences of terms; `without` turns it round."""

    sequences: tuple[tuple[str, ...], ...]
    without: bool = False
    prefix: bool = False


@dataclass(frozen=True)
class Query:
    """A query as typed, and its clauses."""

    text: str
    clauses: tuple[Clause, ...]

    @property
    def wanted(self) -> tuple[Clause, ...]:
        """What must be found."""
        return tuple(clause for clause in self.clauses if not clause.without)

    @property
    def unwanted(self) -> tuple[Clause, ...]:
        """What must not be there."""
        return tuple(clause for clause in self.clauses if clause.without)


def parse(text: str, languages: tuple[str, ...] = UN_LANGUAGES) -> Query:
    """Read a query. Never fails: what has no word in it is passed over."""
    text = " ".join(text.split())[:LONGEST_QUERY]
    found = [_clause(match, languages) for match in _TOKEN.finditer(text)]
    clauses = tuple(clause for clause in found if clause.sequences)[:MOST_CLAUSES]
    return Query(text, clauses)


def _clause(match: re.Match[str], languages: tuple[str, ...]) -> Clause:
    minus, phrase, word = match.groups()
    text = phrase or word or ""
    prefix = phrase is None and text.endswith("*") and len(text) > 3
    return Clause(_sequences(text.rstrip("*"), languages, prefix), bool(minus), prefix)


def _sequences(text: str, languages: tuple[str, ...], prefix: bool) -> tuple[tuple[str, ...], ...]:
    """The distinct readings. A beginning is not stemmed: its end is not known."""
    codes = ("",) if prefix else ("", *languages)
    readings = {tuple(found.term for found in words(text, code)) for code in codes}
    return tuple(sorted(reading for reading in readings if reading))
