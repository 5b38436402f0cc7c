"""Verbs of coding: decide, finish, adjudicate, set a passage aside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from reviewforum.common.errors import NotPossible, require
from reviewforum.common.log import record
from reviewforum.evidence.actions.status import refresh_contributions, refresh_passage
from reviewforum.evidence.models import (
    Code,
    Coding,
    Decision,
    Passage,
    Reading,
    SetAside,
    Status,
    Suggestion,
)
from reviewforum.evidence.rules import may_adjudicate
from reviewforum.forums.rules import may_code


def _locked(passage: Passage) -> Passage:
    """The passage, locked until the action ends. Raises NotPossible when it was cut anew."""
    held = Passage.objects.select_for_update().select_related("forum").get(pk=passage.pk)
    if held.retired_at:
        raise NotPossible(_("This passage was cut anew meanwhile. Code its successors."))
    return held


def _require_coder(by: Any, passage: Passage) -> None:
    require(may_code(by, passage.forum), _("Only the desk of this forum codes passages."))


@transaction.atomic
def decide(
    *, by: Any, passage: Passage, code: Code, applies: bool, suggestion: Suggestion | None = None
) -> Decision:
    """Say that a code applies to a passage or does not. A later decision counts instead.

    Raises Refused, and NotPossible for a passage cut anew or a code of another framework.
    """
    held = _locked(passage)
    _require_coder(by, held)
    if code.framework_id != held.forum.framework.pk:
        raise NotPossible(_("This code belongs to another framework."))
    decision = Decision.objects.create(
        passage=held, code=code, by=by, applies=applies, suggestion=suggestion
    )
    _settle(held, [code.pk])
    _log(by, "evidence.decide", held, code=code.pk, applies=applies)
    return decision


@transaction.atomic
def decide_all(*, by: Any, passage: Passage, applied: Sequence[Code], done: bool = True) -> None:
    """One pass of a coder over a passage: these codes apply, every other suggestion does not."""
    held = _locked(passage)
    _require_coder(by, held)
    wanted = {code.pk for code in applied}
    shown = {row.code_id: row for row in held.suggestions.all()}
    before = set(held.codings.values_list("code_id", flat=True))
    Decision.objects.bulk_create(
        Decision(passage=held, code_id=pk, by=by, applies=pk in wanted, suggestion=shown.get(pk))
        for pk in sorted(wanted | set(shown) | before)
    )
    if done:
        Reading.objects.get_or_create(passage=held, by=by)
    _settle(held, wanted | set(shown) | before)
    _log(by, "evidence.decide_all", held, codes=sorted(wanted))


@transaction.atomic
def finish(*, by: Any, passage: Passage) -> None:
    """The coder is done with the passage: what they did not mark is a no."""
    held = _locked(passage)
    _require_coder(by, held)
    Reading.objects.get_or_create(passage=held, by=by)
    _settle(held, set(held.decisions.values_list("code_id", flat=True)))
    _log(by, "evidence.finish", held)


@transaction.atomic
def reopen(*, by: Any, passage: Passage) -> None:
    """The coder takes their pass back: the last decisions stay, the passage is theirs to read again."""
    held = _locked(passage)
    _require_coder(by, held)
    Reading.objects.filter(passage=held, by=by).delete()
    _settle(held, set(held.decisions.values_list("code_id", flat=True)))
    _log(by, "evidence.reopen", held)


@transaction.atomic
def adjudicate(*, by: Any, passage: Passage, code: Code, applies: bool) -> None:
    """End a disagreement between coders; the decisions of both stay in the record."""
    held = _locked(passage)
    require(
        may_adjudicate(by, held.forum), _("The rapporteur or the secretariat ends disagreements.")
    )
    Decision.objects.create(passage=held, code=code, by=by, applies=applies, adjudication=True)
    _settle(held, [code.pk])
    _log(by, "evidence.adjudicate", held, code=code.pk, applies=applies)


@transaction.atomic
def set_aside_passage(*, by: Any, passage: Passage, code: str) -> None:
    """The passage goes no further: greetings, logistics, a repetition."""
    held = _locked(passage)
    _require_coder(by, held)
    if code not in SetAside.values:
        raise NotPossible(_("Choose a reason for setting it aside."))
    held.status, held.set_aside_code, held.set_aside_by = Status.SET_ASIDE, code, by
    held.save(update_fields=["status", "set_aside_code", "set_aside_by"])
    refresh_contributions([held.contribution_id])
    _log(by, "evidence.set_aside_passage", held, code=code)


@transaction.atomic
def restore_passage(*, by: Any, passage: Passage) -> None:
    """Take a passage up again."""
    held = _locked(passage)
    _require_coder(by, held)
    held.status, held.set_aside_code, held.set_aside_by = Status.PENDING, "", None
    held.save(update_fields=["status", "set_aside_code", "set_aside_by"])
    refresh_passage(held)
    refresh_contributions([held.contribution_id])
    _log(by, "evidence.restore_passage", held)


def _log(by: Any, verb: str, passage: Passage, **data: Any) -> None:
    record(by=by, verb=verb, target=passage, chain=passage.forum.chain, **data)


def _settle(passage: Passage, codes: Iterable[int]) -> None:
    """Recompute which codes hold from the decisions, then the statuses that follow."""
    codes = set(codes)
    verdicts = outcome(passage, codes)
    Coding.objects.filter(passage=passage, code__in=codes).delete()
    Coding.objects.bulk_create(
        Coding(passage=passage, code_id=pk, disputed=verdicts[pk] is None)
        for pk in sorted(codes)
        if verdicts[pk] is not False
    )
    refresh_passage(passage)
    refresh_contributions([passage.contribution_id])


def outcome(passage: Passage, codes: set[int]) -> dict[int, bool | None]:
    """For each code: holds, does not, or None where coders differ and nobody has adjudicated.

    A coder's latest decision counts; a coder who finished without marking a code said no to it. An
    adjudication counts over all that came before it.
    """
    coders = set(passage.readings.values_list("by_id", flat=True))
    votes: dict[int, dict[int, bool]] = {pk: {} for pk in codes}
    settled: dict[int, bool] = {}
    for row in passage.decisions.filter(code__in=codes).order_by("pk"):
        if row.adjudication:
            settled[row.code_id] = row.applies
        else:
            votes[row.code_id][row.by_id] = row.applies
    return {pk: settled.get(pk, _verdict(votes[pk], coders)) for pk in codes}


def _verdict(votes: dict[int, bool], finished: set[int]) -> bool | None:
    said = {votes.get(coder, False) for coder in finished | set(votes)}
    return said.pop() if len(said) == 1 else None if said else False
