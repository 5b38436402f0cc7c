"""Undo: a coder takes back their last step on a passage. The log says what that step was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from reviewforum.common.errors import NotPossible, require
from reviewforum.common.log import record, target_name
from reviewforum.common.models import LogEntry
from reviewforum.evidence.actions.coding import restore_passage, take_back
from reviewforum.evidence.actions.status import held
from reviewforum.evidence.models import Passage
from reviewforum.forums.rules import may_code


@transaction.atomic
def undo(*, by: Any, passage: Passage) -> set[int]:
    """Take back one's own last step on this passage: a decision, a reading, a setting aside. Gives
    the codes that the step had said yes to, so that a page can show it as it was.

    Nothing is erased: what was said before is said again, as new decisions. One step back, not
    more. Raises Refused, NotPossible when there is no step of one's own that can be taken back.
    """
    (row,) = held(passage)
    require(may_code(by, row.forum), _("Only the desk of this forum codes passages."))
    entry = _last_step(by, row)
    how = UNDOING.get(entry.verb) if entry else None
    if entry is None or how is None:
        raise NotPossible(_("There is no last step of yours here that can be taken back."))
    said = row.decisions.filter(pk__in=entry.data.get("decisions", []), applies=True)
    codes = set(said.values_list("code_id", flat=True))
    how(by, row, entry.data)
    record(by=by, verb="evidence.undo", target=row, chain=row.forum.chain, sequence=entry.sequence)
    return codes


def _last_step(by: Any, row: Passage) -> LogEntry | None:
    steps = LogEntry.objects.filter(
        chain=row.forum.chain, target=target_name(row), actor=by.pk, verb__startswith="evidence."
    )
    return steps.order_by("-sequence").first()


def _decisions(by: Any, row: Passage, data: dict[str, Any]) -> None:
    decisions = data.get("decisions", [])
    take_back(by=by, row=row, decisions=decisions, began=data.get("began", False))


def _set_aside(by: Any, row: Passage, data: dict[str, Any]) -> None:
    if row.set_aside_by_id != by.pk:
        raise NotPossible(_("Somebody else has dealt with this passage since."))
    restore_passage(by=by, passage=row)


UNDOING: dict[str, Callable[[Any, Passage, dict[str, Any]], None]] = {
    "evidence.decide": _decisions,
    "evidence.decide_all": _decisions,
    "evidence.finish": _decisions,
    "evidence.set_aside_passage": _set_aside,
}
