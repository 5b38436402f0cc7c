"""Builders for drafts, over those of `tests/build.py`."""

from __future__ import annotations

from typing import Any

from reviewforum.evidence.models import Code, Coding, Contribution, Passage
from reviewforum.outcomes.actions.reports import Frame, create_report
from reviewforum.outcomes.actions.structure import add_paragraph, add_section
from reviewforum.outcomes.models import Report, Sentence


def report(by: Any, forum: Any, **frame: Any) -> Report:
    """A report without sections."""
    return create_report(by=by, forum=forum, frame=Frame(**{"title": "Summary report", **frame}))


def draft(by: Any, forum: Any, *texts: str, **frame: Any) -> Report:
    """A report with one section, and one paragraph for each text."""
    made = report(by, forum, **frame)
    section = add_section(by=by, report=made, heading="Fair recruitment")
    for text in texts:
        add_paragraph(by=by, section=section, text=text)
    return made


def sentences(report: Report) -> list[Sentence]:
    """All sentences of a draft in order."""
    return list(
        Sentence.objects.filter(paragraph__section__report=report).order_by(
            "paragraph__section__position", "paragraph__position", "position"
        )
    )


def texts(report: Report) -> list[list[list[str]]]:
    """The draft's words: sections → paragraphs → sentences."""
    return [
        [
            [sentence.text for sentence in paragraph.sentences.all()]
            for paragraph in section.paragraphs.all()
        ]
        for section in report.sections.all()
    ]


def passage(contribution: Contribution) -> Passage:
    """Its first passage."""
    return contribution.passages.order_by("position")[0]


def code(contribution: Contribution, *objectives: int) -> Passage:
    """Its first passage, coded to objectives."""
    first = passage(contribution)
    for number in objectives:
        objective = Code.objects.get(
            framework=contribution.forum.framework, dimension="objective", key=str(number)
        )
        Coding.objects.create(passage=first, code=objective)
    first.status = "coded"
    first.save(update_fields=["status"])
    return first
