"""Verbs of coding: decide, finish, undo, adjudicate, set a passage aside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from reviewforum.common.errors import NotPossible, require
from reviewforum.common.log import record
from reviewforum.evidence.actions.status import held, settle
from reviewforum.evidence.models import (
    Code,
    Decision,
    Passage,
    Reading,
    SetAside,
    Status,
    Suggestion,
)
from reviewforum.evidence.offers import standing
from reviewforum.evidence.rules import may_adjudicate, may_set_aside
from reviewforum.evidence.states import STATUS_MOVES, may_move
from reviewforum.forums.rules import may_code

PASSAGE_REASONS = (
    SetAside.NO_SUBSTANCE,
    SetAside.OFF_TOPIC,
    SetAside.DUPLICATE,
    SetAside.CONDUCT,
    SetAside.CONSENT,
)
"""Why a single passage may be set aside. Withdrawing is the contributor's, of the whole; a reason
in one's own words is given for a whole contribution, where its author reads it.
"""


@transaction.atomic
def decide(
    *, by: Any, passage: Passage, code: Code, applies: bool, suggestion: Suggestion | None = None
) -> Decision:
    """Say that a code applies to a passage or does not. A later decision counts instead.

    Raises Refused; NotPossible for a passage cut anew or set aside, for a code of another framework
    and a suggestion of something else.
    """
    row = _to_code(by, passage)
    _check_codes(row, [code])
    if suggestion and (suggestion.passage_id, suggestion.code_id) != (row.pk, code.pk):
        raise NotPossible(_("This suggestion was made for something else."))
    decision = Decision.objects.create(
        passage=row, code=code, by=by, applies=applies, suggestion=suggestion
    )
    settle([row])
    _log(by, "evidence.decide", row, code=code.pk, applies=applies, decisions=[decision.pk])
    return decision


@transaction.atomic
def decide_all(*, by: Any, passage: Passage, applied: Iterable[Code]) -> None:
    """One coder's whole reading of a passage: these codes apply; whatever else was suggested, or
    they said before, does not. Raises as `decide`.
    """
    row = _to_code(by, passage)
    wanted = {code.pk: code for code in applied}
    _check_codes(row, wanted.values())
    shown = standing(row)
    before = _words(by, row)
    made = Decision.objects.bulk_create(
        Decision(passage=row, code_id=pk, by=by, applies=pk in wanted, suggestion=shown.get(pk))
        for pk in sorted({*wanted, *shown, *before})
    )
    began = _finished(by, row)
    settle([row])
    _log(
        by, "evidence.decide_all", row,
        codes=sorted(wanted), decisions=[decision.pk for decision in made], began=began,
    )  # fmt: skip


@transaction.atomic
def finish(*, by: Any, passage: Passage) -> None:
    """The coder is done with the passage: what they did not mark is a no. Raises as `decide`."""
    row = _to_code(by, passage)
    began = _finished(by, row)
    settle([row])
    _log(by, "evidence.finish", row, began=began)


@transaction.atomic
def adjudicate(*, by: Any, passage: Passage, code: Code, applies: bool) -> None:
    """End a disagreement between coders; the decisions of both stay in the record.

    Raises Refused; NotPossible where coders do not differ on this code.
    """
    (row,) = held(passage)
    require(
        may_adjudicate(by, row.forum), _("The rapporteur or the secretariat ends disagreements.")
    )
    _check_stands(row)
    disputed = row.codings.filter(code=code, disputed=True).exists()
    if not disputed and not row.decisions.filter(code=code, adjudication=True).exists():
        raise NotPossible(_("Coders do not differ on this. Code the passage instead."))
    Decision.objects.create(passage=row, code=code, by=by, applies=applies, adjudication=True)
    settle([row])
    _log(by, "evidence.adjudicate", row, code=code.pk, applies=applies)


@transaction.atomic
def set_aside_passage(*, by: Any, passage: Passage, code: str) -> None:
    """The passage goes no further: greetings, logistics, a repetition.

    Raises Refused; NotPossible without one of PASSAGE_REASONS, or when it is set aside already.
    """
    (row,) = held(passage)
    require(may_set_aside(by, row.forum), _("Only the desk of this forum sets passages aside."))
    if not may_move(STATUS_MOVES, row.status, Status.SET_ASIDE):
        raise NotPossible(_("It is set aside already. Take it up again to give another reason."))
    if code not in PASSAGE_REASONS:
        raise NotPossible(_("Choose a reason for setting it aside."))
    _stand(row, Status.SET_ASIDE, code, by)
    _log(by, "evidence.set_aside_passage", row, code=code)


@transaction.atomic
def restore_passage(*, by: Any, passage: Passage) -> None:
    """Take a passage up again, with the codes it had.

    Raises Refused; NotPossible when it is not set aside, or only with its whole contribution.
    """
    (row,) = held(passage)
    require(may_set_aside(by, row.forum), _("Only the desk of this forum takes passages up again."))
    _restore(row)
    _log(by, "evidence.restore_passage", row)


def _restore(row: Passage) -> None:
    if row.contribution.set_aside_at:
        raise NotPossible(_("Its whole contribution is set aside. Restore the contribution first."))
    if row.status != Status.SET_ASIDE:
        raise NotPossible(_("It is not set aside."))
    _stand(row, Status.PENDING, "", None)


def _stand(row: Passage, status: str, code: str, by: Any) -> None:
    row.status, row.set_aside_code, row.set_aside_by = status, code, by
    row.save(update_fields=["status", "set_aside_code", "set_aside_by"])
    settle([row])


def take_back(*, by: Any, row: Passage, decisions: Sequence[int], began: bool) -> None:
    """Undo these decisions of a coder: as new decisions, with what they had said before, or no."""
    before = _words(by, row, until=min(decisions, default=0))
    undone = row.decisions.filter(pk__in=decisions, by=by)
    Decision.objects.bulk_create(
        Decision(passage=row, code_id=code, by=by, applies=before.get(code, False))
        for code in sorted(undone.values_list("code_id", flat=True))
    )
    if began:
        Reading.objects.filter(passage=row, by=by).delete()
    settle([row])


def _words(by: Any, row: Passage, until: int | None = None) -> dict[int, bool]:
    """Code → what this coder last said of it, before decision `until` where given."""
    said = row.decisions.filter(by=by, adjudication=False).order_by("pk")
    if until is not None:
        said = said.filter(pk__lt=until)
    return dict(said.values_list("code_id", "applies"))


def _finished(by: Any, row: Passage) -> bool:
    """Note that the coder has read it; True when they had not before."""
    return Reading.objects.get_or_create(passage=row, by=by)[1]


def _to_code(by: Any, passage: Passage) -> Passage:
    (row,) = held(passage)
    require(may_code(by, row.forum), _("Only the desk of this forum codes passages."))
    _check_stands(row)
    return row


def _check_stands(row: Passage) -> None:
    if row.contribution.set_aside_at:
        raise NotPossible(_("Its whole contribution is set aside. Restore the contribution first."))
    if row.status == Status.SET_ASIDE:
        raise NotPossible(_("This passage is set aside. Take it up again before coding it."))


def _check_codes(row: Passage, codes: Iterable[Code]) -> None:
    framework = row.forum.framework.pk
    if any(code.framework_id != framework for code in codes):
        raise NotPossible(_("This code belongs to another framework."))


def _log(by: Any, verb: str, passage: Passage, **data: Any) -> None:
    record(by=by, verb=verb, target=passage, chain=passage.forum.chain, **data)
