"""The middle pane: the draft with its citations as chips and its findings as short notes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from reviewforum.common.templatetags.ui import group_icon
from reviewforum.evidence.attribution import Clearance, shown
from reviewforum.evidence.models import Passage
from reviewforum.outcomes.assembly import Assembled, ParagraphRow, SectionRow, SentenceRow
from reviewforum.outcomes.models import Citation, Sentence
from reviewforum.outcomes.support.findings import Finding, Severity

ICONS = {Severity.BLOCKS: "error", Severity.WARNS: "warning", Severity.NOTES: "info"}
REPLACES = frozenset({"quantifier_too_strong", "quantifier_too_weak", "quantifier_understates"})


@dataclass(frozen=True)
class Chip:
    """A citation behind a sentence: its number through the report, and who speaks in it."""

    citation: Citation
    number: int
    group: str
    label: str
    icon: str
    url: str
    gone: bool


@dataclass(frozen=True)
class Note:
    """A finding in the reader's language; `word` is the one offered in its place, if any."""

    finding: Finding
    sentence: str
    message: str
    icon: str
    word: str
    revision: int = 0


@dataclass(frozen=True)
class SentenceView:
    """A sentence as it stands on the page."""

    sentence: Sentence
    chips: tuple[Chip, ...]
    notes: tuple[Note, ...]
    uncited: bool

    @property
    def key(self) -> str:
        """The sentence's key."""
        return self.sentence.key


@dataclass(frozen=True)
class ParagraphView:
    """A numbered paragraph."""

    key: str
    number: int
    sentences: tuple[SentenceView, ...]

    @property
    def notes(self) -> list[Note]:
        """The notes of its sentences in order; what is the same of several is said once."""
        notes = [note for view in self.sentences for note in view.notes]
        return list({(note.message, note.word): note for note in reversed(notes)}.values())[::-1]

    @property
    def waiting(self) -> int:
        """How many of its sentences are suggestions."""
        return sum(not view.sentence.accepted for view in self.sentences)


@dataclass(frozen=True)
class SectionView:
    """A section with its heading."""

    key: str
    number: int
    heading: str
    paragraphs: tuple[ParagraphView, ...]


@dataclass(frozen=True)
class DraftView:
    """The draft, and which sentence is selected."""

    sections: tuple[SectionView, ...]
    asked: str = ""
    order: tuple[SentenceView, ...] = field(default=())

    @cached_property
    def selected(self) -> SentenceView | None:
        """The sentence asked for, else the last one: where writing goes on."""
        found = [view for view in self.order if view.key == self.asked] or self.order[-1:]
        return found[0] if found else None

    @cached_property
    def paragraph(self) -> ParagraphView | None:
        """The paragraph of the selected sentence."""
        for section in self.sections:
            for item in section.paragraphs:
                if any(view is self.selected for view in item.sentences):
                    return item
        return None

    @property
    def before(self) -> str:
        """The key of the sentence before the selected one."""
        return self._near(-1)

    @property
    def after(self) -> str:
        """The key of the sentence after the selected one."""
        return self._near(1)

    def _near(self, step: int) -> str:
        keys = [view.key for view in self.order]
        place = keys.index(self.selected.key) + step if self.selected else -1
        return keys[place] if 0 <= place < len(keys) else ""


def draft_view(draft: Assembled, asked: str) -> DraftView:
    """The draft's rows for the page."""
    maker = _Maker(draft)
    sections = tuple(maker.section(row) for row in draft.sections)
    order = tuple(view for part in sections for item in part.paragraphs for view in item.sentences)
    return DraftView(sections, asked, order)


class _Maker:
    def __init__(self, draft: Assembled) -> None:
        self.forum = draft.report.forum
        self.language = draft.report.language
        self.numbers = iter(range(1, 10_000_000))
        self.icons: dict[str, str] = {}
        self.findings: dict[str, list[Finding]] = defaultdict(list)
        for finding in draft.findings:
            self.findings[finding.sentence or ""].append(finding)

    def section(self, row: SectionRow) -> SectionView:
        paragraphs = tuple(self.paragraph(item) for item in row.paragraphs)
        return SectionView(row.section.key, row.number, row.section.heading, paragraphs)

    def paragraph(self, row: ParagraphRow) -> ParagraphView:
        sentences = tuple(self.sentence(item) for item in row.sentences)
        return ParagraphView(row.paragraph.key, row.number, sentences)

    def sentence(self, row: SentenceRow) -> SentenceView:
        found = self.findings[row.sentence.key]
        return SentenceView(
            row.sentence,
            tuple(self.chip(item) for item in row.citations),
            tuple(note_of(item, self.language, row.sentence.revision) for item in found),
            any(item.code == "sentence_uncited" for item in found),
        )

    def chip(self, citation: Citation) -> Chip:
        passage = citation.passage
        speaker = shown(passage.contribution, Clearance.DESK)
        gone = "set-aside" in (passage.status, passage.contribution.status)
        url = reverse("passage", args=[self.forum.slug, passage.pk])
        group = speaker.group_key or ""
        icon = self.icon(group) if group else ""
        return Chip(citation, next(self.numbers), group, speaker.label, icon, url, gone)

    def icon(self, group: str) -> str:
        """The group's shape, drawn once for all its chips."""
        if group not in self.icons:
            self.icons[group] = group_icon(group)
        return self.icons[group]


def note_of(finding: Finding, language: str, revision: int = 0) -> Note:
    """The finding as a note in the reader's language; the word offered is in the report's."""
    word = finding.suggested_word(language) if finding.code in REPLACES else ""
    message = finding.message(get_language() or "en")
    return Note(finding, finding.sentence or "", message, ICONS[finding.severity], word, revision)


def quotes_of(view: SentenceView | None) -> list[dict[str, Any]]:
    """The selected sentence's citations with the words they cite. A query only where they were not
    loaded with the draft, because no sentence was asked for.
    """
    if view is None:
        return []
    passages = [chip.citation.passage for chip in view.chips]
    wanted = [passage.pk for passage in passages if "quoted" not in passage.__dict__]
    if wanted:
        rows = Passage.objects.filter(pk__in=wanted).with_quote()
        loaded = {row.pk: row.quote for row in rows}
        for passage in passages:
            passage.__dict__["quoted"] = loaded[passage.pk]
    return [{"chip": chip, "quote": chip.citation.passage.quote} for chip in view.chips]
