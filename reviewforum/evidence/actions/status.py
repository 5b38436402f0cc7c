"""Status follows from what was decided; nobody sets it by hand."""

from __future__ import annotations

from collections.abc import Iterable

from reviewforum.evidence.models import Coding, Contribution, Passage, Reading, Status


def refresh_passage(passage: Passage) -> None:
    """A passage is coded once a code holds, or once a coder has read it and found none to hold."""
    if passage.status == Status.SET_ASIDE:
        return
    done = (
        Coding.objects.filter(passage=passage).exists()
        or Reading.objects.filter(passage=passage).exists()
    )
    passage.status = Status.CODED if done else Status.PENDING
    passage.save(update_fields=["status"])


def refresh_contributions(ids: Iterable[int]) -> None:
    """Contributions follow their current passages: coded when none is pending and one is coded, set
    aside when all are. One set aside as a whole stays so until it is restored.
    """
    rows = Contribution.objects.filter(pk__in=set(ids)).exclude(set_aside_at__isnull=False)
    found: dict[int, set[str]] = {row.pk: set() for row in rows}
    passages = Passage.objects.filter(contribution__in=found, retired_at=None)
    for pk, status in passages.values_list("contribution_id", "status"):
        found[pk].add(status)
    changed = []
    for row in rows:
        status, code = status_of(found[row.pk])
        if (row.status, row.set_aside_code) != (status, code):
            row.status, row.set_aside_code = status, code
            changed.append(row)
    Contribution.objects.bulk_update(changed, ["status", "set_aside_code"])


def status_of(statuses: set[str]) -> tuple[str, str]:
    """(status, why set aside) of a contribution whose passages have these statuses."""
    if not statuses or Status.PENDING in statuses:
        return Status.PENDING, ""
    if Status.CODED in statuses:
        return Status.CODED, ""
    return Status.SET_ASIDE, "no-substance"
