"""Builders for what is published, over those of `tests/outcomes/desk.py`."""

from __future__ import annotations

from typing import Any

from reviewforum.outcomes.actions import citing
from reviewforum.outcomes.actions.publication import publish
from reviewforum.outcomes.models import Report, ReportVersion
from tests import build
from tests.outcomes import desk

FEES = "Recruiters must never charge migrant workers fees, in any country of the region."
SAID = "A trade union asked for an end to fees."


def ready(by: Any, forum: Any, text: str = SAID, **contribution: Any) -> Report:
    """A report of one cited sentence, with nothing in the way of publication."""
    report = desk.draft(by, forum, text)
    cite(by, report, build.contribution(forum, FEES, **contribution))
    return report


def cite(by: Any, report: Report, contribution: Any, place: int = 0) -> None:
    """Let a sentence of the draft cite the contribution's first passage."""
    said = desk.code(contribution, 6)
    citing.cite(by=by, sentence=desk.sentences(report)[place], passage=said)


def published(by: Any, forum: Any, text: str = SAID, **contribution: Any) -> ReportVersion:
    """Version 1 of such a report."""
    return publish(by=by, report=ready(by, forum, text, **contribution))
