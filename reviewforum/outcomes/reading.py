"""A frozen version as everyone may read it today: its words as they were frozen, its notes as far
as the contributors let them be shown at this moment, whoever is reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from django.db.models import F, Q
from django.db.models.functions import Substr

from reviewforum.common.localized import plain
from reviewforum.evidence.attribution import Clearance, Shown, shown
from reviewforum.evidence.models import Level, Passage, SetAside, Status, TextKind, TextVersion
from reviewforum.evidence.parallel import beside
from reviewforum.outcomes.export.text import needs_space
from reviewforum.outcomes.languages import speaking
from reviewforum.outcomes.method import say
from reviewforum.outcomes.models import (
    Corrigendum,
    FrozenCitation,
    FrozenSentence,
    ReportVersion,
    Stance,
    VersionKind,
)
from reviewforum.outcomes.speakers import attach
from reviewforum.outcomes.support.editing import Op, diff


class State(StrEnum):
    """How far the words behind a note may be shown."""

    OPEN = "open"
    CONFIDENTIAL = "confidential"
    SET_ASIDE = "set-aside"
    WITHDRAWN = "withdrawn"


def state_of(passage: Passage) -> State:
    """The rule for words behind a note; for what is published the same as `visible_to` has it."""
    contribution = passage.contribution
    if SetAside.WITHDRAWN in (passage.set_aside_code, contribution.set_aside_code):
        return State.WITHDRAWN
    if contribution.level == Level.CONFIDENTIAL:
        return State.CONFIDENTIAL
    if Status.SET_ASIDE in (passage.status, contribution.status):
        return State.SET_ASIDE
    return State.OPEN


@dataclass(frozen=True)
class Translation:
    """A quotation in another language, and whether a person made or reviewed it."""

    text: str
    language: str
    machine: bool


@dataclass(frozen=True)
class NoteView:
    """The evidence behind a note. What may not be shown is not in here."""

    number: int
    state: State
    dissents: bool
    attribution: str = ""
    group: str = ""
    source: str = ""
    quotation: str = ""
    language: str = ""
    translation: Translation | None = None
    passage: int | None = None
    paragraphs: tuple[int, ...] = ()


@dataclass(frozen=True)
class SentenceView:
    """A sentence as it reads now. `spaced`: a space stands before it."""

    key: str
    text: str
    notes: tuple[int, ...]
    original: str
    spaced: bool
    corrections: tuple[int, ...] = ()

    @property
    def changes(self) -> list[Op]:
        """What its corrections changed in it."""
        return diff(self.original, self.text)


@dataclass(frozen=True)
class ParagraphView:
    """A numbered paragraph."""

    number: int
    key: str
    sentences: tuple[SentenceView, ...]


@dataclass(frozen=True)
class SectionView:
    """A heading and what stands under it."""

    number: int
    key: str
    heading: str
    paragraphs: tuple[ParagraphView, ...]


@dataclass(frozen=True)
class Reading:
    """A version read in a language: that of its labels; the text stays in its own."""

    version: ReportVersion
    language: str
    sections: tuple[SectionView, ...]
    notes: tuple[NoteView, ...]
    corrigenda: tuple[Corrigendum, ...] = field(default=())

    @property
    def published(self) -> bool:
        """Whether everyone may read it."""
        return self.version.kind == VersionKind.PUBLISHED

    @cached_property
    def sentences(self) -> dict[str, SentenceView]:
        """Sentences by key."""
        parts = (part for section in self.sections for part in section.paragraphs)
        return {row.key: row for part in parts for row in part.sentences}


def read(version: ReportVersion, language: str | None = None) -> Reading:
    """Read a version; labels in `language`, by default the version's. Eight queries at any size."""
    spoken = plain(language or version.language)
    sentences = list(version.sentences.order_by("position"))
    citations = _citations(version)
    corrigenda = tuple(version.corrigenda.select_related("sentence").order_by("number"))
    by_sentence: dict[int, list[int]] = defaultdict(list)
    for citation in citations:
        by_sentence[citation.sentence_id].append(citation.number)
    return Reading(
        version=version,
        language=spoken,
        sections=_sections(version, sentences, by_sentence, corrigenda),
        notes=_notes(citations, sentences, spoken),
        corrigenda=corrigenda,
    )


def _citations(version: ReportVersion) -> list[FrozenCitation]:
    rows = FrozenCitation.objects.filter(sentence__version=version).select_related(
        "passage__contribution__contributor"
    )
    # The words alone: a long document that is cited often would be loaded as often.
    length = F("passage__end") - F("passage__start")
    quoted = Substr("passage__text__body", F("passage__start") + 1, length)
    found: list[FrozenCitation] = list(
        rows.annotate(quoted=quoted).order_by("number", "sentence__position")
    )
    for row in found:
        row.passage.__dict__["quoted"] = row.__dict__["quoted"]
    attach(row.passage.contribution for row in found)
    return found


# --- the text -----------------------------------------------------------------------------------


def _sections(
    version: ReportVersion,
    sentences: Sequence[FrozenSentence],
    notes: Mapping[int, list[int]],
    corrigenda: Sequence[Corrigendum],
) -> tuple[SectionView, ...]:
    corrected: dict[int, list[Corrigendum]] = defaultdict(list)
    for one in corrigenda:
        corrected[one.sentence_id].append(one)
    made = []
    for number, rows in groupby(sentences, key=lambda row: row.section_number):
        inside = list(rows)
        paragraphs = tuple(
            _paragraph(version.language, list(part), notes, corrected)
            for _number, part in groupby(inside, key=lambda row: row.paragraph_number)
        )
        first = inside[0]
        made.append(SectionView(number, first.section_key, first.section_heading, paragraphs))
    return tuple(made)


def _paragraph(
    language: str,
    rows: Sequence[FrozenSentence],
    notes: Mapping[int, list[int]],
    corrected: Mapping[int, list[Corrigendum]],
) -> ParagraphView:
    before, made = "", []
    for row in rows:
        found = corrected.get(row.pk, [])
        text = found[-1].now if found else row.text
        made.append(
            SentenceView(
                key=row.key,
                text=text,
                notes=tuple(sorted(notes.get(row.pk, []))),
                original=row.text,
                spaced=needs_space(language, before),
                corrections=tuple(one.number for one in found),
            )
        )
        before = text
    return ParagraphView(rows[0].paragraph_number, rows[0].paragraph_key, tuple(made))


# --- the notes ----------------------------------------------------------------------------------


def _notes(
    citations: Sequence[FrozenCitation], sentences: Sequence[FrozenSentence], language: str
) -> tuple[NoteView, ...]:
    places = {row.pk: row.paragraph_number for row in sentences}
    translations = _translations([one.passage for one in citations], language)
    made = []
    with speaking(language):
        for number, rows in groupby(citations, key=lambda row: row.number):
            same = list(rows)
            paragraphs = dict.fromkeys(places[row.sentence_id] for row in same)
            made.append(_note(number, same[0], tuple(paragraphs), translations, language))
    return tuple(made)


def _note(
    number: int,
    citation: FrozenCitation,
    paragraphs: tuple[int, ...],
    translations: Mapping[int, Translation],
    language: str,
) -> NoteView:
    passage = citation.passage
    state, dissents = state_of(passage), citation.stance == Stance.DISSENTS
    if state != State.OPEN:
        attribution = _instead(state, language)
        return NoteView(number, state, dissents, attribution, paragraphs=paragraphs)
    speaker = shown(passage.contribution, Clearance.PUBLIC)
    return NoteView(
        number=number,
        state=state,
        dissents=dissents,
        attribution=speaker.label,
        group=speaker.group_key or "",
        source=_source(passage, speaker),
        quotation=passage.quote.strip(),
        language=passage.language,
        translation=translations.get(passage.pk),
        passage=passage.pk,
        paragraphs=paragraphs,
    )


def _instead(state: State, language: str) -> str:
    """What stands where the speaker would; of a withdrawn one nothing, the mark says it all."""
    if state == State.WITHDRAWN:
        return ""
    return say("confidential" if state == State.CONFIDENTIAL else "set_aside", language)


def _source(passage: Passage, speaker: Shown) -> str:
    """Where it was said. Whoever shows no more than a group is not to be found by the minute."""
    contribution = passage.contribution
    parts = [str(contribution.stage)]
    if speaker.body or speaker.name:
        if contribution.session:
            parts.append(str(contribution.session))
        if passage.start_seconds is not None:
            parts.append(_clock(passage.start_seconds))
    return ", ".join(part for part in parts if part)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{rest:02d}"


def _translations(passages: Iterable[Passage], language: str) -> dict[int, Translation]:
    """Passage → its words in the language read in, where they differ and there is a translation."""
    wanted = {
        row.pk: row
        for row in passages
        if plain(row.language) != language and state_of(row) == State.OPEN
    }
    originals, texts = _texts(list(wanted.values()), language)
    found = {}
    for pk, row in wanted.items():
        original, text = originals.get(row.text_id), texts.get(row.contribution_id)
        if original is None or text is None or text.pk == row.text_id:
            continue
        languages = (row.language, text.language)
        words = beside(original.body, row.start, row.end, text.body, languages)
        if words:
            found[pk] = Translation(words, text.language, text.kind == TextKind.MACHINE)
    return found


def _texts(
    passages: Sequence[Passage], language: str
) -> tuple[dict[int, TextVersion], dict[int, TextVersion]]:
    """The texts the passages stand in, and the translation of each contribution into a language: a
    person's before a machine's, the newest of each.
    """
    contributions = sorted({row.contribution_id for row in passages})
    own = {row.text_id for row in passages}
    rows = TextVersion.objects.filter(contribution_id__in=contributions)
    texts = list(rows.filter(Q(language=language) | Q(pk__in=sorted(own))))
    order = {TextKind.MACHINE: 0, TextKind.HUMAN: 1}
    translations = [row for row in texts if row.kind in order and row.language == language]
    translations.sort(key=lambda row: (order[TextKind(row.kind)], row.number))
    return (
        {row.pk: row for row in texts if row.pk in own},
        {row.contribution_id: row for row in translations},
    )
