"""Publishing a report: immutable, numbered, and only with nothing left to settle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reviewforum.common.errors import NotPossible
from reviewforum.common.log import record
from reviewforum.evidence.models import Passage
from reviewforum.outcomes.actions.counting import recount
from reviewforum.outcomes.actions.drafts import begin
from reviewforum.outcomes.assembly import Assembled, Blocker, assemble, blockers
from reviewforum.outcomes.freezing import freeze
from reviewforum.outcomes.models import Report, ReportVersion, VersionKind


class NotReady(NotPossible):
    """Something stands in the way of publishing; `blockers` says what and where."""

    def __init__(self, blockers: Sequence[Blocker]) -> None:
        self.blockers = tuple(blockers)
        super().__init__(
            ngettext(
                "%(count)s matter is still to be settled. Nothing was published.",
                "%(count)s matters are still to be settled. Nothing was published.",
                len(self.blockers),
            )
            % {"count": len(self.blockers)}
        )


@transaction.atomic
def publish(*, by: Any, report: Report, revision: int | None = None) -> ReportVersion:
    """Freeze the draft and open it to everyone. `revision`: the report's as the person read it.

    Raises Refused for all but rapporteur and secretariat; NotReady with what stands in the way;
    NotPossible when the draft changed since it was read, or nothing changed since it was published.
    """
    held = begin(by, report)
    check_read(held, revision)
    draft = assemble(held)
    found = blockers(held, draft)
    if found:
        raise NotReady(found)
    version = freeze(draft, kind=VersionKind.PUBLISHED, number=next_number(held), by=by)
    _refuse_the_same(version)
    _open_quotations(draft)
    log_version(by, "outcomes.publish", version)
    return version


def check_read(report: Report, revision: int | None) -> None:
    """Raise NotPossible when the draft is no longer the one the person read."""
    if revision is not None and revision != report.revision:
        raise NotPossible(
            _("The draft changed since you opened this page. Read it once more; nothing was done.")
        )


def next_number(report: Report) -> int:
    """Versions are numbered through, drafts for comment too."""
    return (report.versions.aggregate(last=Max("number"))["last"] or 0) + 1


def _refuse_the_same(version: ReportVersion) -> None:
    """The same words twice would give one text two numbers. Undone with the transaction."""
    earlier = version.report.versions.filter(kind=VersionKind.PUBLISHED).exclude(pk=version.pk)
    last = earlier.order_by("number").last()
    if last is not None and _words(last) == _words(version):
        raise NotPossible(
            _("Nothing changed since version %(number)s was published.") % {"number": last.number}
        )


def _words(version: ReportVersion) -> list[tuple[Any, ...]]:
    rows = version.sentences.order_by("position", "citations__number")
    places = ("section_number", "section_heading", "paragraph_number", "key", "text")
    cited = ("citations__passage_id", "citations__stance")
    return [(version.title,), *rows.values_list(*places, *cited)]


def _open_quotations(draft: Assembled) -> None:
    """What is cited in public may be read in public, as far as its attribution allows."""
    cited = sorted({citation.passage_id for citation in draft.citations})
    Passage.objects.filter(pk__in=cited).update(quoted_publicly=True)
    recount(cited)


def log_version(by: Any, verb: str, version: ReportVersion, **data: Any) -> None:
    """Log that a version was made, under its digest. Last call of an action."""
    record(
        by=by,
        verb=verb,
        target=version,
        chain=version.report.forum.chain,
        report=version.report_id,
        number=version.number,
        digest=version.digest,
        **data,
    )
