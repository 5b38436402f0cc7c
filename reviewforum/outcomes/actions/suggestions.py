"""Suggested paragraphs: verbatim from passages or written by a model, always cited, never standing
before a person accepts them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from reviewforum.common.errors import NotPossible, require
from reviewforum.evidence.models import Level, Passage, Status
from reviewforum.outcomes import rules, states
from reviewforum.outcomes.actions.counting import recount
from reviewforum.outcomes.actions.drafts import begin, done
from reviewforum.outcomes.actions.sentences import clean, place_sentences
from reviewforum.outcomes.actions.structure import place_paragraph
from reviewforum.outcomes.drafting import Drafter
from reviewforum.outcomes.models import Citation, Origin, Paragraph, Report, Section, Sentence
from reviewforum.outcomes.support import passages as rows
from reviewforum.outcomes.support import suggest, wording
from reviewforum.outcomes.support.levels import Thresholds
from reviewforum.outcomes.support.written import Verdict, verify_written

SIZE = 4
EXTRACT_MODEL = "extract: facility location"
MARKS = {"en": "“”", "fr": "«»", "ru": "«»", "es": "«»", "ar": "«»", "zh": "“”"}


@dataclass(frozen=True)
class Part:
    """A sentence to be suggested, and the passages it rests on."""

    text: str
    passages: tuple[int, ...]


@dataclass(frozen=True)
class Suggested:
    """What came of asking for a paragraph: it, and the sentences refused with their reasons."""

    paragraph: Paragraph | None
    refused: tuple[Verdict, ...] = ()


def row_of(passage: Passage) -> rows.Passage:
    """A passage as the suggestions see it: its words, who (a number) and of which group."""
    contributor = passage.contribution.contributor
    return rows.Passage(
        key=str(passage.pk),
        text=passage.quote,
        language=passage.language,
        contributor=str(contributor.pk),
        group=contributor.group.key if contributor.group else "other",
        start=passage.start,
    )


def quotable(passages: Sequence[Passage]) -> list[Passage]:
    """Those whose words may be read by others: a confidential contribution is paraphrased."""
    return [item for item in passages if item.contribution.level != Level.CONFIDENTIAL]


@transaction.atomic
def suggest_extract(
    *, by: Any, section: Section, passages: Sequence[Passage], after: Paragraph | None = None
) -> Paragraph:
    """Suggest a paragraph: an opening that counts who spoke and cites them all, then sentences
    quoted word for word, each citing its passage. Confidential words are counted, not quoted.

    Raises Refused; NotPossible without passages that stand.
    """
    report = begin(by, section.report)
    check_passages(report, passages)
    parts = _extracted(report, passages)
    paragraph = _place(by, report, section, after, parts, Origin.EXTRACT, EXTRACT_MODEL)
    done(by, report, "suggest_extract", paragraph, passages=[item.pk for item in passages])
    return paragraph


def check_passages(report: Report, passages: Sequence[Passage]) -> None:
    """Raise NotPossible unless there are passages and all of them may be cited here."""
    if not passages:
        raise NotPossible(_("Choose at least one passage to suggest a paragraph from."))
    if any(not _stands(report, item) for item in passages):
        raise NotPossible(
            _("Some of these passages were set aside, withdrawn or replaced. Search again.")
        )


def _stands(report: Report, passage: Passage) -> bool:
    gone = Status.SET_ASIDE in (passage.status, passage.contribution.status)
    return passage.forum_id == report.forum_id and passage.retired_at is None and not gone


def _extracted(report: Report, passages: Sequence[Passage]) -> list[Part]:
    thresholds = Thresholds.from_settings(report.thresholds)
    everyone = [row_of(item) for item in passages]
    opening = wording.lead_in(_counts(everyone), report.language, thresholds)
    parts = [Part(clean(opening), tuple(item.pk for item in passages))] if opening else []
    for excerpt in _excerpts(report, passages, thresholds):
        text = quoted(clean(excerpt.text), report.language)
        parts.append(Part(text, (int(excerpt.passage),)))
    return parts


def _excerpts(
    report: Report, passages: Sequence[Passage], thresholds: Thresholds
) -> Sequence[suggest.Excerpt]:
    """From passages in the report's language where there are any, else from all."""
    open_rows = [row_of(item) for item in quotable(passages)]
    own = [row for row in open_rows if row.language == report.language]
    return suggest.extract(own or open_rows, report.language, SIZE, thresholds).excerpts


def _counts(everyone: Sequence[rows.Passage]) -> Mapping[str, int]:
    who: dict[str, set[str]] = {}
    for row in everyone:
        who.setdefault(row.group, set()).add(row.contributor)
    return {group: len(members) for group, members in who.items()}


def quoted(text: str, language: str) -> str:
    """The text in the quotation marks of the report's language."""
    marks = MARKS.get(language, "“”")
    space = "\u00a0" if language == "fr" else ""
    return f"{marks[0]}{space}{text}{space}{marks[1]}"


def suggest_written(
    *,
    by: Any,
    section: Section,
    passages: Sequence[Passage],
    drafter: Drafter | None,
    after: Paragraph | None = None,
) -> Suggested:
    """Let the configured model write over the passages; only sentences whose support is found are
    suggested, the others come back with the reasons. Nothing confidential is sent.

    Raises Refused; NotPossible without a drafter, without passages, or when it does not answer.
    """
    require(rules.may_write_draft(by, section.report.forum), str(rules.ONLY_WRITERS))
    if drafter is None:
        raise NotPossible(
            _("Written suggestions are not available: this site has no drafting service.")
        )
    check_passages(section.report, passages)
    open_rows = [row_of(item) for item in quotable(passages)]
    if not open_rows:
        raise NotPossible(
            _("All these passages are confidential: their words are sent to no drafting service.")
        )
    # Asked outside the transaction: a slow answer must not hold the report's lock.
    written = drafter.draft(open_rows, section.report.language, SIZE)
    thresholds = Thresholds.from_settings(section.report.thresholds)
    verdicts = verify_written(written, open_rows, thresholds)
    refused = tuple(verdict for verdict in verdicts if not verdict.accepted)
    paragraph = _store_written(by, section, after, verdicts, drafter.model)
    return Suggested(paragraph, refused)


@transaction.atomic
def _store_written(
    by: Any, section: Section, after: Paragraph | None, verdicts: Sequence[Verdict], model: str
) -> Paragraph | None:
    report = begin(by, section.report)
    parts = [
        Part(
            clean(item.written.text), tuple(int(key) for key in dict.fromkeys(item.written.claims))
        )
        for item in verdicts
        if item.accepted
    ]
    paragraph = None
    if parts:
        paragraph = _place(by, report, section, after, parts, Origin.MODEL, model)
    done(
        by,
        report,
        "suggest_written",
        paragraph or section,
        accepted=len(parts),
        refused=len(verdicts) - len(parts),
        model=model,
    )
    return paragraph


def _place(
    by: Any,
    report: Report,
    section: Section,
    after: Paragraph | None,
    parts: Sequence[Part],
    origin: str,
    model: str,
) -> Paragraph:
    paragraph = place_paragraph(section, after)
    fresh = [
        Sentence(
            paragraph=paragraph,
            position=0,
            text=part.text,
            origin=origin,
            accepted=False,
            model=model[:160],
        )
        for part in parts
    ]
    made = place_sentences(by, report, fresh)
    _cite(by, list(zip(made, parts, strict=True)))
    return paragraph


def _cite(by: Any, pairs: Sequence[tuple[Sentence, Part]]) -> None:
    wanted = {number for _sentence, part in pairs for number in part.passages}
    digests = dict(Passage.objects.filter(pk__in=wanted).values_list("pk", "digest"))
    Citation.objects.bulk_create(
        [
            Citation(sentence=sentence, passage_id=number, digest=digests[number], by=by)
            for sentence, part in pairs
            for number in part.passages
        ]
    )
    recount(wanted)


@transaction.atomic
def accept_sentence(*, by: Any, sentence: Sentence) -> None:
    """Take a suggested sentence as one's own. Raises Refused; NotPossible if it stands."""
    report = begin(by, sentence.paragraph.section.report)
    states.allow(sentence, "accept", _("This sentence stands already."))
    _accept([sentence])
    done(by, report, "accept_sentence", sentence)


@transaction.atomic
def accept_paragraph(*, by: Any, paragraph: Paragraph) -> None:
    """Take all suggested sentences of a paragraph. Raises Refused; NotPossible without any."""
    report = begin(by, paragraph.section.report)
    waiting = list(paragraph.sentences.filter(accepted=False))
    if not waiting:
        raise NotPossible(_("No sentence of this paragraph waits to be accepted."))
    _accept(waiting)
    done(by, report, "accept_paragraph", paragraph, sentences=len(waiting))


def _accept(sentences: Sequence[Sentence]) -> None:
    for sentence in sentences:
        sentence.accepted = True
    Sentence.objects.bulk_update(sentences, ["accepted"])
