"""Waiving: leaving evidence uncited on purpose, with a reason its contributors can read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from reviewforum.common.errors import NotPossible
from reviewforum.evidence.models import Code, Contributor
from reviewforum.frameworks.models import StakeholderGroup
from reviewforum.outcomes.actions.drafts import begin, done
from reviewforum.outcomes.models import Report, Waiver


@dataclass(frozen=True)
class Cell:
    """What is left uncited: a group's words on a code, a language, a country, one contributor."""

    group: StakeholderGroup | None = None
    code: Code | None = None
    language: str = ""
    contributor: Contributor | None = None

    @property
    def named(self) -> bool:
        """Whether it says what is left out."""
        return bool(self.contributor or self.language or self.code)


@transaction.atomic
def waive(*, by: Any, report: Report, cell: Cell, reason: str) -> Waiver:
    """Leave a cell uncited. The reason is shown on the receipts of those concerned. Waiving it
    again replaces the reason. Raises Refused; NotPossible without a reason or without a cell.
    """
    held = begin(by, report)
    words = " ".join(reason.split())
    if not words:
        raise NotPossible(_("Give a reason: whoever contributed this will read it on the receipt."))
    _check(held, cell)
    waiver, _made = Waiver.objects.update_or_create(
        report=held,
        group=cell.group,
        code=cell.code,
        language=cell.language,
        contributor=cell.contributor,
        defaults={"reason": words, "by": by},
    )
    done(by, held, "waive", held, waiver=waiver.pk)
    return waiver


def _check(report: Report, cell: Cell) -> None:
    if not cell.named:
        raise NotPossible(
            _("Say what is left uncited: a group's evidence on an objective, or one contributor.")
        )
    if cell.contributor and cell.contributor.forum_id != report.forum_id:
        raise NotPossible(_("This contributor did not contribute to this forum."))
    framework = report.forum.cycle.framework_id
    if any(part and part.framework_id != framework for part in (cell.group, cell.code)):
        raise NotPossible(_("Choose a group and an objective of this forum's framework."))


@transaction.atomic
def unwaive(*, by: Any, waiver: Waiver) -> None:
    """Take a waiver back: its evidence is on the unheard list again. Raises Refused."""
    report = begin(by, waiver.report)
    number = waiver.pk
    waiver.delete()
    done(by, report, "unwaive", report, waiver=number)
