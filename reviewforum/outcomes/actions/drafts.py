"""What every change of a draft shares: may they, the lock on the report, the count of changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from reviewforum.common.errors import require
from reviewforum.common.log import record
from reviewforum.outcomes import rules
from reviewforum.outcomes.models import Report, Sentence, SentenceRevision


def begin(by: Any, report: Report) -> Report:
    """The report, locked until commit, so that two changes of one draft never interleave.

    Raises Refused for whoever may not write.
    """
    require(rules.may_write_draft(by, report.forum), str(rules.ONLY_WRITERS))
    return Report.objects.select_for_update(of=("self",)).select_related("forum").get(pk=report.pk)


def done(by: Any, report: Report, verb: str, target: models.Model | str, **data: Any) -> None:
    """Count the change and log it. Last call of an action."""
    Report.objects.filter(pk=report.pk).update(revision=models.F("revision") + 1)
    record(by=by, verb=f"outcomes.{verb}", target=target, chain=report.forum.chain, **data)


def keep_revision(
    by: Any, report: Report, sentences: Iterable[Sentence], deleted: bool = False
) -> None:
    """Keep the sentences' words as they stand now under their revision numbers."""
    SentenceRevision.objects.bulk_create(
        [
            SentenceRevision(
                report=report,
                sentence_key=sentence.key,
                revision=sentence.revision,
                text=sentence.text,
                deleted=deleted,
                by=by,
            )
            for sentence in sentences
        ]
    )
