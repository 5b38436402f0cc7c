"""A draft and its evidence as plain rows: what the checks, the desk and publication work on.

Reads everything in a fixed number of queries, whatever the size of the report and the forum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from reviewforum.evidence.models import Status
from reviewforum.outcomes.models import Citation, Report, Sentence, Waiver
from reviewforum.outcomes.scope import (
    Names,
    Objectives,
    as_waiver,
    cell_name,
    names_of,
    objectives_of,
    voices,
)
from reviewforum.outcomes.support import checks, unheard
from reviewforum.outcomes.support.findings import Finding, Severity, blocking
from reviewforum.outcomes.support.length import count_pages, count_words
from reviewforum.outcomes.support.levels import Thresholds
from reviewforum.outcomes.support.voices import Voice
from reviewforum.outcomes.tree import (
    ALL,
    ParagraphRow,
    SectionRow,
    SentenceRow,
    citations_of,
    tree_of,
)

__all__ = [
    "ALL",
    "Assembled",
    "Blocker",
    "ParagraphRow",
    "SectionRow",
    "SentenceRow",
    "assemble",
    "blockers",
    "must_settle",
    "place_of",
]

WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Assembled:
    """A draft held beside its evidence. The findings are worked out when they are first asked for.

    `voices`: one row for each contributor, group and set of codes in the report's stages.
    """

    report: Report
    sections: tuple[SectionRow, ...]
    lines: tuple[checks.Line, ...]
    voices: tuple[Voice, ...]
    waivers: tuple[unheard.Waiver, ...]
    waiver_rows: tuple[Waiver, ...]
    thresholds: Thresholds = field(default_factory=Thresholds)

    @cached_property
    def evidence(self) -> checks.Evidence:
        """Distinct contributors by objective and by group."""
        by_objective: dict[str, set[str]] = defaultdict(set)
        groups: dict[str, set[str]] = defaultdict(set)
        for voice in self.voices:
            groups[voice.group].add(voice.contributor)
            for key in voice.objectives:
                by_objective[key].add(voice.contributor)
        self._with_cited(groups)
        return checks.Evidence(_frozen(by_objective), _frozen(groups))

    def _with_cited(self, groups: dict[str, set[str]]) -> None:
        """Who is cited counts in their group even when the stages in scope do not hold them."""
        for citation in self.citations:
            who = citation.passage.contribution.contributor
            if who.group is not None:
                groups[who.group.key].add(str(who.pk))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the support check finds, sentence by sentence, the length last."""
        found = checks.check_report(
            self.lines, self.evidence, self.thresholds, self.report.word_limit
        )
        return tuple(found)

    @cached_property
    def cells(self) -> tuple[unheard.Cell, ...]:
        """Cells of the evidence that no sentence cites, or not wholly, the most pressing first."""
        return tuple(unheard.unheard(self.voices, self.waivers))

    @cached_property
    def readiness(self) -> unheard.Readiness:
        """Whether the checks and the unheard list let the report be published. Built on `cells`, so
        that the evidence of a large forum is gone through once.
        """
        cells = (_cell_finding(cell) for cell in self.cells if must_settle(cell))
        return unheard.Readiness((*blocking(self.findings), *cells))

    @property
    def sentences(self) -> Iterator[SentenceRow]:
        """All sentences in order."""
        for _section, paragraph in self.paragraphs:
            yield from paragraph.sentences

    @property
    def paragraphs(self) -> Iterator[tuple[SectionRow, ParagraphRow]]:
        """All paragraphs with their sections, in order."""
        for section in self.sections:
            for paragraph in section.paragraphs:
                yield section, paragraph

    @property
    def citations(self) -> Iterator[Citation]:
        """All citations in the order of the text."""
        for row in self.sentences:
            yield from row.citations

    @cached_property
    def suggestions(self) -> tuple[Sentence, ...]:
        """Sentences that still wait for a person."""
        return tuple(row.sentence for row in self.sentences if not row.sentence.accepted)

    @cached_property
    def words(self) -> int:
        """Length of the text in words (Chinese: characters)."""
        return sum(count_words(line.text, self.report.language) for line in self.lines)

    @property
    def pages(self) -> float:
        """Estimated pages."""
        return count_pages(self.words, self.report.language)


def must_settle(cell: unheard.Cell) -> bool:
    """Whether a cell must be cited or waived before publication (`unheard.Required` says which)."""
    required = unheard.Required()
    among = required.places if cell.objective is None else required.cells
    return cell.dimension in among and not cell.settled


def _cell_finding(cell: unheard.Cell) -> Finding:
    given = {"dimension": cell.dimension, "value": cell.value, "objective": cell.objective}
    return Finding("cell_unheard", Severity.BLOCKS, {**given, "cell": "", "count": cell.spoke})


def _frozen(sets: dict[str, set[str]]) -> dict[Any, frozenset[str]]:
    return {key: frozenset(members) for key, members in sets.items()}


def assemble(report: Report, *, quotes: str = "") -> Assembled:
    """The report's draft with all that is checked against it. `quotes` loads cited words too: of
    ALL, or of the sentence with this key.

    A fixed number of queries. Raises ValueError when stored thresholds do not hold together.
    """
    citations = citations_of(report, quotes)
    by_sentence: dict[int, list[Citation]] = defaultdict(list)
    for citation in citations:
        by_sentence[citation.sentence_id].append(citation)
    sections = tree_of(report, by_sentence)
    codes = objectives_of(report)
    rows = [row for part in sections for item in part.paragraphs for row in item.sentences]
    waivers = tuple(report.waivers.select_related("group", "code", "contributor"))
    return Assembled(
        report=report,
        sections=sections,
        lines=tuple(_line(row, report.language, codes) for row in rows),
        voices=voices(report, [item.passage for item in citations], waivers, codes),
        waivers=tuple(item for item in map(as_waiver, waivers) if item is not None),
        waiver_rows=waivers,
        thresholds=Thresholds.from_settings(report.thresholds),
    )


def _line(row: SentenceRow, language: str, codes: Objectives) -> checks.Line:
    cited = tuple(_cited(citation, codes) for citation in row.citations)
    return checks.Line(row.sentence.key, row.sentence.text, language, cited)


def _cited(citation: Citation, codes: Objectives) -> checks.Cited:
    passage = citation.passage
    contribution = passage.contribution
    withdrawn = WITHDRAWN in (passage.set_aside_code, contribution.set_aside_code)
    return checks.Cited(
        key=str(citation.pk),
        passage=str(passage.pk),
        contributor=str(contribution.contributor_id),
        objectives=codes.get(passage.pk, frozenset()),
        digest=citation.digest,
        digest_now=passage.digest,
        withdrawn=withdrawn,
        set_aside=not withdrawn and Status.SET_ASIDE in (passage.status, contribution.status),
        confidential=contribution.level == "confidential",
        stance=citation.stance,
    )


# --- what stands in the way of publication ----------------------------------------------------


@dataclass(frozen=True)
class Blocker:
    """One thing to settle before publication, and the address of its place at the desk."""

    message: str
    url: str
    code: str


def blockers(
    report: Report, assembled: Assembled | None = None, names: Names | None = None
) -> list[Blocker]:
    """What stands in the way of publishing the draft, in the reader's language; empty when nothing
    does. Hand over what is read already: the draft, and the names of groups and codes.
    """
    draft = assembled or assemble(report)
    known = names if names is not None else names_of(report)
    desk = reverse("desk", args=[report.forum.slug, report.slug])
    found = [*_empty(draft, desk), *_open_suggestions(draft, desk), *_too_many_pages(draft, desk)]
    numbers = {
        row.sentence.key: item.number for _part, item in draft.paragraphs for row in item.sentences
    }
    told = (_told(item, desk, known, numbers) for item in draft.readiness.blockers)
    return [*found, *told]


def _empty(draft: Assembled, desk: str) -> Iterator[Blocker]:
    if not draft.lines:
        yield Blocker(_("The report has no sentence yet."), desk, "empty")


def _open_suggestions(draft: Assembled, desk: str) -> Iterator[Blocker]:
    count = len(draft.suggestions)
    if count:
        message = ngettext(
            "%(count)s suggested sentence waits to be accepted or removed.",
            "%(count)s suggested sentences wait to be accepted or removed.",
            count,
        ) % {"count": count}
        yield Blocker(message, place_of(desk, draft.suggestions[0].key), "suggestions")


def _too_many_pages(draft: Assembled, desk: str) -> Iterator[Blocker]:
    limit = draft.report.page_limit
    if limit is not None and draft.pages > limit:
        message = _("The report has about %(pages)s pages; the limit is %(limit)s. Shorten it.")
        yield Blocker(message % {"pages": draft.pages, "limit": limit}, desk, "pages")


def _told(finding: Finding, desk: str, names: Names, numbers: Mapping[str, int]) -> Blocker:
    if finding.code == "cell_unheard":
        given = finding.params
        cell = cell_name(given["dimension"], given["value"], given["objective"], names)
        finding = replace(finding, params={**given, "cell": cell})
    message = finding.message(get_language() or "en")
    if finding.sentence is None:
        return Blocker(message, f"{desk}#missing", finding.code)
    numbered = f"§ {numbers[finding.sentence]}: {message}"
    return Blocker(numbered, place_of(desk, finding.sentence), finding.code)


def place_of(desk: str, sentence: str) -> str:
    """The address of a sentence at the desk, selected."""
    return f"{desk}?s={sentence}#s-{sentence}"
