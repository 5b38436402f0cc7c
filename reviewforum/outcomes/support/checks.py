"""The whole report held against its evidence, in one pass over plain rows.

Everything is set operations over contributors; supports are cached by the set of objectives,
so the time grows with the number of citations, not with the size of the evidence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from typing import Any

from reviewforum.outcomes.support import length, quantifiers
from reviewforum.outcomes.support.findings import Finding, Severity
from reviewforum.outcomes.support.folding import quotations
from reviewforum.outcomes.support.levels import Thresholds
from reviewforum.outcomes.support.lexicon import lexicon_for
from reviewforum.outcomes.support.quantifiers import Support

SUPPORTS = "supports"
DISSENTS = "dissents"
QUOTATION_WORDS = 3
"""A quotation of fewer words is a term in quotation marks, not someone's voice."""


@dataclass(frozen=True)
class Cited:
    """One citation: the passage, who said it, and how both stand today.

    `digest` is the passage's when it was cited, `digest_now` its digest today. A contributor may
    belong to several groups: groups are looked up in the evidence, not here.
    """

    key: str
    passage: str
    contributor: str
    objectives: frozenset[Hashable] = frozenset()
    digest: str = ""
    digest_now: str = ""
    withdrawn: bool = False
    set_aside: bool = False
    confidential: bool = False
    stance: str = SUPPORTS

    @property
    def stands(self) -> bool:
        """Whether it may carry the sentence: neither withdrawn, set aside nor changed."""
        return not (self.withdrawn or self.set_aside or self.changed)

    @property
    def changed(self) -> bool:
        """Whether the passage reads otherwise than when it was cited."""
        return self.digest != self.digest_now


@dataclass(frozen=True)
class Line:
    """One sentence with its citations. Empty `objectives`: those of its standing citations."""

    key: str
    text: str
    language: str
    citations: tuple[Cited, ...] = ()
    objectives: frozenset[Hashable] = frozenset()

    @property
    def matter(self) -> frozenset[Hashable]:
        """The objectives the sentence is about."""
        if self.objectives:
            return self.objectives
        return frozenset().union(*(item.objectives for item in self.citations if item.stands))


@dataclass(frozen=True)
class Evidence:
    """Who spoke: distinct contributors by objective, and the members of each group."""

    by_objective: Mapping[Hashable, frozenset[str]] = field(default_factory=dict)
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)


class Supports:
    """Works out who stands behind a sentence; remembers who spoke to which objectives."""

    def __init__(self, evidence: Evidence) -> None:
        everyone = frozenset[str]().union(*evidence.by_objective.values())
        places = {who: place for place, who in enumerate(sorted(everyone))}
        self._spoke = _masks(evidence.by_objective, places)
        self._groups = _masks(evidence.groups, places)
        self._groups_of: dict[str, list[str]] = {}
        for group, members in evidence.groups.items():
            for who in members:
                self._groups_of.setdefault(who, []).append(group)
        self._known: dict[frozenset[Hashable], tuple[int, dict[str, int]]] = {}

    def behind(self, line: Line, stance: str = SUPPORTS) -> Support:
        """The support of a sentence from its standing citations of one stance."""
        who = frozenset(
            item.contributor for item in line.citations if item.stance == stance and item.stands
        )
        if not who:
            return Support()
        total, by_group = self._denominators(line.matter)
        return Support(who, self._split(who), max(total, len(who)), by_group)

    def _split(self, who: frozenset[str]) -> dict[str, frozenset[str]]:
        parts: dict[str, set[str]] = {}
        for contributor in who:
            for group in self._groups_of.get(contributor, ()):
                parts.setdefault(group, set()).add(contributor)
        return {group: frozenset(part) for group, part in sorted(parts.items())}

    def _denominators(self, matter: frozenset[Hashable]) -> tuple[int, dict[str, int]]:
        if matter not in self._known:
            spoke = reduce(or_, (self._spoke.get(key, 0) for key in matter), 0)
            sizes = {group: (spoke & mask).bit_count() for group, mask in self._groups.items()}
            self._known[matter] = spoke.bit_count(), sizes
        return self._known[matter]


def _masks(sets: Mapping[Any, frozenset[str]], places: Mapping[str, int]) -> dict[Any, int]:
    """Sets of contributors as numbers with a bit each: their unions and sizes cost next to nothing.

    Bits are set in bytes first, since adding them one by one would copy the number each time.
    """
    found: dict[Any, int] = {}
    for key, members in sets.items():
        mask = bytearray(len(places) // 8 + 1)
        for who in members:
            if (place := places.get(who)) is not None:
                mask[place >> 3] |= 1 << (place & 7)
        found[key] = int.from_bytes(mask, "little")
    return found


def check_sentence(line: Line, supports: Supports, thresholds: Thresholds) -> list[Finding]:
    """All findings of one sentence, in the order: citations, words, dissent, quotation."""
    support, against = supports.behind(line), supports.behind(line, DISSENTS)
    dissent = against if against.contributors else None
    findings = [
        *_uncited(line),
        *_citations(line),
        *quantifiers.check(line.text, line.language, support, thresholds, dissent),
        *_dissent(line, against),
        *_quotation(line),
    ]
    return [replace(finding, sentence=line.key) for finding in findings]


def check_report(
    lines: Sequence[Line],
    evidence: Evidence,
    thresholds: Thresholds | None = None,
    word_limit: int | None = None,
) -> list[Finding]:
    """All findings of a report, sentence by sentence, the word limit last."""
    supports = Supports(evidence)
    asked = thresholds or Thresholds()
    findings = [found for line in lines for found in check_sentence(line, supports, asked)]
    return [*findings, *_length(lines, word_limit)]


def _uncited(line: Line) -> Iterator[Finding]:
    if line.text.strip() and not any(item.stands for item in line.citations):
        yield Finding("sentence_uncited", Severity.BLOCKS)


def _citations(line: Line) -> Iterator[Finding]:
    for item in line.citations:
        code, severity = _state(item, line)
        if code:
            yield Finding(code, severity, citation=item.key)
    for passage, count in Counter(item.passage for item in line.citations).items():
        if count > 1:
            params = {"count": count, "passage": passage}
            yield Finding("citation_duplicate", Severity.WARNS, params)


def _state(item: Cited, line: Line) -> tuple[str, Severity]:
    if item.withdrawn:
        return "citation_withdrawn", Severity.BLOCKS
    if item.changed:
        return "citation_changed", Severity.BLOCKS
    if item.set_aside:
        return "citation_set_aside", Severity.WARNS
    if line.objectives and not item.objectives & line.objectives:
        return "citation_idle", Severity.NOTES
    return "", Severity.NOTES


def _dissent(line: Line, against: Support) -> Iterator[Finding]:
    if not against.contributors or _speaks_of_dissent(line):
        return
    params = {"count": len(against.contributors), "groups": against.groups}
    yield Finding("dissent_missing", Severity.NOTES, params)


def _speaks_of_dissent(line: Line) -> bool:
    return bool(lexicon_for(line.language).dissenting.search(line.text))


def _quotation(line: Line) -> Iterator[Finding]:
    standing = [item for item in line.citations if item.stands]
    if not standing or not all(item.confidential for item in standing):
        return
    quoted = quotations(line.text)
    if any(length.count_words(words, line.language) >= QUOTATION_WORDS for words in quoted):
        yield Finding("quotation_confidential", Severity.BLOCKS)


def _length(lines: Iterable[Line], limit: int | None) -> Iterator[Finding]:
    if limit is None:
        return
    count = sum(length.count_words(line.text, line.language) for line in lines)
    if count > limit:
        params = {"count": count, "limit": limit, "excess": count - limit}
        yield Finding("report_too_long", Severity.BLOCKS, params)
