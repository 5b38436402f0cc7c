"""Verbs on a whole contribution: set aside, restore, attribution, withdrawal, translation."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from reviewforum.common.errors import NotPossible, require
from reviewforum.common.localized import plain
from reviewforum.common.log import record
from reviewforum.evidence.actions.receive import text_digest
from reviewforum.evidence.actions.status import refresh_contributions, settle
from reviewforum.evidence.models import (
    Contribution,
    Level,
    Passage,
    SetAside,
    Status,
    TextKind,
    TextVersion,
)
from reviewforum.evidence.receipts import digest_of_code
from reviewforum.evidence.rules import may_lower, may_raise, may_set_aside
from reviewforum.evidence.states import lowers
from reviewforum.forums.rules import at_desk


def _locked(contribution: Contribution) -> Contribution:
    rows = Contribution.objects.select_for_update(of=("self",))
    related = rows.select_related("forum__cycle__framework", "contributor")
    return related.get(pk=contribution.pk)


def _log(by: Any, verb: str, row: Contribution, **data: Any) -> None:
    record(by=by, verb=verb, target=row, chain=row.forum.chain, **data)


def holds_receipt(contribution: Contribution, code: str) -> bool:
    """Does this receipt code belong to the contribution?"""
    return bool(code) and contribution.receipt_digest == digest_of_code(code)


@transaction.atomic
def set_aside(*, by: Any, contribution: Contribution, code: str, reason: str = "") -> None:
    """A contribution goes no further; its author reads the reason on their receipt.

    Raises Refused; NotPossible without a reason, or when it was set aside already.
    """
    row = _locked(contribution)
    require(
        may_set_aside(by, row.forum), _("Only the desk of this forum sets contributions aside.")
    )
    _check_reason(row, code, reason)
    _put_aside(row, by, code, reason)
    _log(by, "evidence.set_aside", row, code=code)


def _check_reason(row: Contribution, code: str, reason: str) -> None:
    if row.set_aside_at:
        raise NotPossible(_("It is set aside already. Restore it first to give another reason."))
    if code not in SetAside.values or code == SetAside.WITHDRAWN:
        raise NotPossible(_("Choose a reason for setting it aside."))
    if code == SetAside.OTHER and not reason.strip():
        raise NotPossible(_("Say the reason in words its author can understand."))


def _put_aside(row: Contribution, by: Any, code: str, reason: str) -> None:
    row.status, row.set_aside_code, row.set_aside_reason = Status.SET_ASIDE, code, reason.strip()
    row.set_aside_by = by if getattr(by, "pk", None) else None
    row.set_aside_at = timezone.now()
    row.save()
    passages = _locked_passages(row)
    # Nobody set these aside one by one (`set_aside_by` stays empty): they follow the whole, and
    # come back with it.
    with_it = [p for p in passages if p.status != Status.SET_ASIDE or p.set_aside_by_id is None]
    for passage in with_it:
        passage.status, passage.set_aside_code = Status.SET_ASIDE, code
    Passage.objects.bulk_update(with_it, ["status", "set_aside_code"])
    settle(with_it)


def _locked_passages(row: Contribution) -> list[Passage]:
    rows = Passage.objects.select_for_update(of=("self",)).current()
    return list(rows.filter(contribution=row).order_by("pk"))


@transaction.atomic
def restore(*, by: Any, contribution: Contribution) -> None:
    """Take a contribution up again, with its passages and their codes; those that were set aside
    one by one stay so. Raises Refused; NotPossible when it was withdrawn, or is not set aside.
    """
    row = _locked(contribution)
    require(may_set_aside(by, row.forum), _("Only the desk of this forum restores contributions."))
    _check_restorable(row)
    row.status, row.set_aside_code, row.set_aside_reason = Status.PENDING, "", ""
    row.set_aside_by, row.set_aside_at = None, None
    row.save()
    passages = [p for p in _locked_passages(row) if p.set_aside_by_id is None]
    for passage in passages:
        passage.status, passage.set_aside_code = Status.PENDING, ""
    Passage.objects.bulk_update(passages, ["status", "set_aside_code"])
    settle(passages)
    refresh_contributions([row.pk])
    _log(by, "evidence.restore", row)


def _check_restorable(row: Contribution) -> None:
    if row.set_aside_code == SetAside.WITHDRAWN:
        raise NotPossible(
            _("Its contributor withdrew it; only a new contribution can bring it back.")
        )
    if not row.set_aside_at:
        raise NotPossible(_("It is not set aside as a whole. Restore its passages one by one."))


@transaction.atomic
def withdraw(*, by: Any, contribution: Contribution, receipt: str = "") -> None:
    """Its contributor takes it back: its words leave every public page and export at once.

    By the contributor (account or receipt code), or the secretariat at their request.
    """
    row = _locked(contribution)
    require(
        holds_receipt(row, receipt) or may_lower(by, row),
        _("Only its contributor, or the secretariat at their request, withdraws a contribution."),
    )
    if row.set_aside_code == SetAside.WITHDRAWN:
        raise NotPossible(_("It is withdrawn already."))
    _put_aside(row, by, SetAside.WITHDRAWN, "")
    _log(by, "evidence.withdraw", row)


@transaction.atomic
def lower_attribution(
    *, by: Any, contribution: Contribution, level: str, receipt: str = ""
) -> None:
    """Show less of the speaker, everywhere, at once. Raises Refused, NotPossible."""
    row = _locked(contribution)
    require(
        holds_receipt(row, receipt) or may_lower(by, row),
        _("Only its contributor, or the secretariat at their request, changes the attribution."),
    )
    _check_level(level)
    if not lowers(row.level, level):
        raise NotPossible(_("This level shows as much as now, or more."))
    _set_level(by, row, level)


@transaction.atomic
def raise_attribution(
    *, by: Any, contribution: Contribution, level: str, receipt: str = ""
) -> None:
    """Show more of the speaker: the contributor alone may say so. Raises Refused, NotPossible."""
    row = _locked(contribution)
    require(
        holds_receipt(row, receipt) or may_raise(by, row),
        _(
            "Only the contributor may let more of themselves be shown; "
            "ask them to do it with their receipt."
        ),
    )
    _check_level(level)
    if not lowers(level, row.level):
        raise NotPossible(_("This level shows as little as now, or less."))
    _set_level(by, row, level)


def _check_level(level: str) -> None:
    if level not in Level.values:
        raise NotPossible(_("There is no such level of attribution."))


def _set_level(by: Any, row: Contribution, level: str) -> None:
    before, row.level = row.level, level
    row.save(update_fields=["level"])
    _log(by, "evidence.attribution", row, before=before, after=level)


@transaction.atomic
def open_to_readers(*, by: Any, contribution: Contribution, published: bool) -> None:
    """Let readers find a contribution, or stop it. Confidential ones are never shown anyway."""
    row = _locked(contribution)
    require(
        at_desk(by, row.forum), _("Only the desk of this forum opens contributions to readers.")
    )
    row.published = published
    row.save(update_fields=["published"])
    _log(by, "evidence.open_to_readers", row, published=published)


@transaction.atomic
def add_translation(
    *, by: Any, contribution: Contribution, language: str, body: str, model: str = ""
) -> TextVersion:
    """Add a text in another language. The original never changes."""
    row = _locked(contribution)
    require(at_desk(by, row.forum), _("Only the desk of this forum adds translations."))
    if not body.strip():
        raise NotPossible(_("A translation needs words."))
    if plain(language) == row.language:
        raise NotPossible(_("This is the language of the original."))
    last = row.texts.aggregate(Max("number"))["number__max"] or 0
    text = TextVersion.objects.create(
        contribution=row, number=last + 1, language=plain(language), body=body, model=model,
        kind=TextKind.MACHINE if model else TextKind.HUMAN, digest=text_digest(body),
    )  # fmt: skip
    _log(by, "evidence.add_translation", row, number=text.number, digest=text.digest)
    return text
