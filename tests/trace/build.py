"""Published reports, built row by row, so that these tests depend on no desk."""

from __future__ import annotations

from typing import Any

from reviewforum.evidence.models import Code, Coding, Contribution, Decision, Passage
from reviewforum.outcomes.models import (
    Corrigendum,
    FrozenCitation,
    FrozenSentence,
    Report,
    ReportVersion,
)
from tests import build

TEXT = "Several trade unions asked for contracts that workers can read."


def report(forum: Any, slug: str = "summary", **fields: Any) -> Report:
    """A report that accounts for all stages."""
    return Report.objects.create(
        forum=forum, slug=slug, titles={"en": f"Working title {slug}"}, language="en", **fields
    )


def publish(report: Report, number: int = 1, kind: str = "published") -> ReportVersion:
    """A frozen version without sentences."""
    return ReportVersion.objects.create(
        report=report, number=number, kind=kind, title="Summary of the inputs", language="en",
        digest="0" * 64,
    )  # fmt: skip


def sentence(
    version: ReportVersion, *passages: Passage, key: str = "abc123abc123", place: int = 1,
    text: str = TEXT, stance: str = "supports",
) -> FrozenSentence:  # fmt: skip
    """A sentence in § 14 that cites the passages."""
    made = FrozenSentence.objects.create(
        version=version, key=key, section_number=2, section_key="s", section_heading="Work",
        paragraph_number=14, paragraph_key="p", position=place, text=text,
    )  # fmt: skip
    for number, passage in enumerate(passages, start=1):
        FrozenCitation.objects.create(
            sentence=made, passage=passage, stance=stance, number=number, digest=passage.digest
        )
        Passage.objects.filter(pk=passage.pk).update(quoted_publicly=True)
    return made


def correct(sentence: FrozenSentence, now: str, number: int = 1) -> Corrigendum:
    """A correction of it."""
    return Corrigendum.objects.create(
        version=sentence.version, number=number, sentence=sentence, was=sentence.text, now=now,
        reason="A figure was wrong.",
    )  # fmt: skip


def first(contribution: Contribution) -> Passage:
    """Its first passage."""
    return contribution.passages.order_by("position")[0]


def code(contribution: Contribution, *objectives: int) -> Passage:
    """Code all its passages to objectives, as a rapporteur would."""
    coder = build.user(
        contribution.forum, "rapporteur", email=f"coder{contribution.pk}@example.org"
    )
    codes = Code.objects.filter(
        framework=contribution.forum.framework, dimension="objective", key__in=map(str, objectives)
    )
    for passage in contribution.passages.all():
        for one in codes:
            Coding.objects.create(passage=passage, code=one)
            Decision.objects.create(passage=passage, code=one, by=coder, applies=True)
    contribution.passages.update(status="coded")
    Contribution.objects.filter(pk=contribution.pk).update(status="coded")
    contribution.refresh_from_db()
    return first(contribution)
