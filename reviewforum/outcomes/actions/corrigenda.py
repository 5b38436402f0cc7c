"""Correcting what is published: a numbered corrigendum; the original stays."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from reviewforum.common.errors import NotPossible, require
from reviewforum.common.log import record
from reviewforum.outcomes import rules
from reviewforum.outcomes.models import (
    Corrigendum,
    FrozenSentence,
    Report,
    ReportVersion,
    VersionKind,
)


@transaction.atomic
def correct(*, by: Any, sentence: FrozenSentence, now: str, reason: str) -> Corrigendum:
    """Correct a sentence of a published version. Its citations stay as they are.

    Raises Refused for all but rapporteur and secretariat; NotPossible for a draft, without words or
    reason, or when nothing changes.
    """
    version = sentence.version
    require(rules.may_write_draft(by, version.report.forum), str(rules.ONLY_WRITERS))
    Report.objects.select_for_update().get(pk=version.report_id)
    was = reads_now(sentence)
    words = " ".join(now.split())
    _check(version, was, words, reason)
    made = Corrigendum.objects.create(
        version=version,
        number=version.corrigenda.count() + 1,
        sentence=sentence,
        was=was,
        now=words,
        reason=" ".join(reason.split()),
        by=by if getattr(by, "pk", None) else None,
    )
    record(
        by=by,
        verb="outcomes.correct",
        target=version,
        chain=version.report.forum.chain,
        number=made.number,
        sentence=sentence.key,
    )
    return made


def reads_now(sentence: FrozenSentence) -> str:
    """The sentence with its corrections so far."""
    last = sentence.corrigenda.order_by("number").last()
    return last.now if last else sentence.text


def _check(version: ReportVersion, was: str, now: str, reason: str) -> None:
    if version.kind != VersionKind.PUBLISHED:
        raise NotPossible(_("A draft is changed at the desk; only what is published is corrected."))
    if not now:
        raise NotPossible(
            _("A sentence cannot be corrected to nothing. Publish a new version to leave it out.")
        )
    if now == was:
        raise NotPossible(_("The sentence reads so already."))
    if not reason.strip():
        raise NotPossible(_("Give the reason; it is printed beside the correction."))
