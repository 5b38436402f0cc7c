"""Correcting the preview of an import before it is stored."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from reviewforum.common.errors import NotPossible
from reviewforum.evidence.actions.imports.base import (
    is_blocked,
    locked,
    locked_item,
    log,
    require_ready,
)
from reviewforum.evidence.actions.imports.reading import (
    keep_outcome,
    restaged,
    summary_of,
)
from reviewforum.evidence.models import ImportBatch, ImportItem
from reviewforum.evidence.staging import Plan, Staged, recut


@transaction.atomic
def leave_out(*, by: Any, item: ImportItem, left_out: bool) -> None:
    """Leave a file out of the import, or take it in again (also one received before).

    Raises Refused; NotPossible to take in what could not be read.
    """
    row = locked_item(by, item)
    if not left_out and not row.summary.get("kind"):
        raise NotPossible(_("This file could not be read, so it can only be left out."))
    row.left_out = left_out
    row.save(update_fields=["left_out"])
    log(by, "evidence.import_leave_out", row.batch, item=row.pk, left_out=left_out)


@transaction.atomic
def leave_broken_out(*, by: Any, batch: ImportBatch) -> int:
    """Leave out every file that could not be read and every row with an error; returns how many."""
    row = locked(by, batch)
    require_ready(row)
    blocked = [item for item in row.items.defer("entries") if is_blocked(item)]
    count = sum(_leave_broken_out(item) for item in blocked)
    log(by, "evidence.import_leave_broken_out", row, count=count)
    return count


def _leave_broken_out(item: ImportItem) -> int:
    if item.summary.get("entries"):
        item.mapping["skip_errors"] = True
        item.save(update_fields=["mapping"])
        return int(item.summary.get("errors", 0))
    item.left_out = True
    item.save(update_fields=["left_out"])
    return 1


@transaction.atomic
def change_plan(*, by: Any, item: ImportItem, **changes: Any) -> None:
    """Read a file in another way: `columns`, `separate`, `values` of a table, `speakers` of a
    transcript. What was corrected in single contributions of it starts anew.
    """
    row = locked_item(by, item)
    plan: Plan = {**row.mapping, **changes}
    plan.pop("skip_errors", None)  # other errors need another look
    keep_outcome(row, restaged(row, plan))
    log(by, "evidence.import_change_plan", row.batch, item=row.pk, what=sorted(changes))


@transaction.atomic
def describe(*, by: Any, item: ImportItem, place: int, **fields: Any) -> None:
    """Correct one contribution of the preview: `staging.model.FIELDS`, and `left_out`. Group and
    country are keys. Raises Refused; NotPossible for a contribution that is not there.
    """
    row = locked_item(by, item)
    if not 0 <= place < len(row.entries):
        raise NotPossible(_("This contribution is no longer in the preview. Go back to the file."))
    before = Staged.from_json(row.entries[place])
    entry = replace(before, **fields)
    if entry.language != before.language and not entry.speaker:
        pages = [(piece[0], piece[2]) for piece in entry.pieces if piece[2] is not None]
        recut(entry, pages)
    row.entries[place] = entry.as_json()
    row.summary = {**row.summary, **summary_of([Staged.from_json(one) for one in row.entries])}
    row.save(update_fields=["entries", "summary"])
    log(by, "evidence.import_describe", row.batch, item=row.pk, place=place)
