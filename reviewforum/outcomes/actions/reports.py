"""Beginning a report and changing what frames it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from reviewforum.common.errors import NotPossible, require
from reviewforum.common.localized import UN_LANGUAGES
from reviewforum.forums.models import Forum, Stage
from reviewforum.outcomes import rules
from reviewforum.outcomes.actions.drafts import begin, done
from reviewforum.outcomes.models import Report, ReportKind
from reviewforum.outcomes.support.levels import Thresholds


@dataclass(frozen=True)
class Frame:
    """What frames a report: title, language, the stages it accounts for, limits, what words say."""

    title: str
    language: str = "en"
    kind: str = ReportKind.SUMMARY
    stages: tuple[Stage, ...] = ()
    word_limit: int | None = None
    page_limit: int | None = None
    due_at: datetime | None = None
    thresholds: Mapping[str, float] = field(default_factory=dict)


@transaction.atomic
def create_report(*, by: Any, forum: Forum, frame: Frame) -> Report:
    """Begin a report. Raises Refused; NotPossible for a frame that does not hold."""
    require(rules.may_write_draft(by, forum), str(rules.ONLY_WRITERS))
    _check(forum, frame)
    Forum.objects.select_for_update().get(pk=forum.pk)
    report = Report(forum=forum, slug=free_slug(forum, frame.title))
    _apply(report, frame)
    done(by, report, "create_report", report, stages=sorted(s.pk for s in frame.stages))
    return report


@transaction.atomic
def change_report(*, by: Any, report: Report, frame: Frame) -> Report:
    """Change title, stages, limits, thresholds; the address stays. Raises Refused, NotPossible."""
    held = begin(by, report)
    _check(held.forum, frame)
    _apply(held, frame)
    done(by, held, "change_report", held, stages=sorted(s.pk for s in frame.stages))
    return held


def _check(forum: Forum, frame: Frame) -> None:
    if not frame.title.strip():
        raise NotPossible(_("A report needs a title."))
    if frame.language not in UN_LANGUAGES:
        raise NotPossible(_("A report is written in one of the six UN languages."))
    if any(stage.forum_id != forum.pk for stage in frame.stages):
        raise NotPossible(_("Choose among the stages of this forum."))
    try:
        Thresholds.from_settings(frame.thresholds)
    except ValueError as problem:
        raise NotPossible(str(problem)) from problem


def _apply(report: Report, frame: Frame) -> None:
    report.titles = {**report.titles, frame.language: frame.title.strip()}
    report.language, report.kind = frame.language, frame.kind
    report.word_limit, report.page_limit = frame.word_limit, frame.page_limit
    report.due_at, report.thresholds = frame.due_at, dict(frame.thresholds)
    report.save()
    report.stages.set(frame.stages)


def free_slug(forum: Forum, title: str) -> str:
    """An address part from the title that no other report of the forum has."""
    stem = slugify(title)[:40].strip("-") or "report"
    taken = set(forum.reports.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken.add("new")  # the address of the form that begins one
    return next(slug for slug in _candidates(stem) if slug not in taken)


def _candidates(stem: str) -> Iterable[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1
