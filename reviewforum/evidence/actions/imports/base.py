"""What every verb of an import begins and ends with."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from reviewforum.common.errors import NotPossible, require
from reviewforum.common.log import record
from reviewforum.evidence.models import BatchState, ImportBatch, ImportItem
from reviewforum.evidence.rules import may_see_import
from reviewforum.evidence.states import IMPORT_MOVES, may_move

#: What a list needs of a file once its preview is emptied.
KEPT = ("kind", "entries", "kept", "passages", "attached")


def allow(by: Any, batch: ImportBatch) -> None:
    """Raises Refused unless the person may work on this import."""
    require(
        by is None or may_see_import(by, batch),
        _("Only the person who started this import, and the secretariat, may look into it."),
    )


def locked(by: Any, batch: ImportBatch) -> ImportBatch:
    """The import, locked, for whoever may work on it. Raises Refused."""
    rows = ImportBatch.objects.select_for_update(of=("self",))
    row = rows.select_related("forum__cycle__framework", "stage", "session").get(pk=batch.pk)
    allow(by, row)
    return row


def locked_item(by: Any, item: ImportItem) -> ImportItem:
    """A file of an import whose preview may be changed. Raises Refused, NotPossible."""
    batch = locked(by, item.batch)
    require_ready(batch)
    row = ImportItem.objects.select_for_update(of=("self",)).select_related("file").get(pk=item.pk)
    row.batch = batch
    return row


def require_ready(batch: ImportBatch) -> None:
    """Raises NotPossible unless every file is read and nothing is stored yet."""
    if batch.state != BatchState.READY:
        raise NotPossible(
            _("The preview can be changed once every file is read, and until it is stored.")
        )


def move(batch: ImportBatch, then: str) -> None:
    """Another state, if the table of moves has it. Raises NotPossible."""
    if not may_move(IMPORT_MOVES, batch.state, then):
        raise NotPossible(
            _("This import is in the state “%(now)s”; that can no longer be done to it.")
            % {"now": batch.get_state_display()}
        )
    batch.state = then


def is_blocked(item: ImportItem) -> bool:
    """Does the file stand in the way of confirming, until it is corrected or left out?"""
    if item.left_out:
        return False
    if not item.summary.get("kind"):
        return True
    return bool(item.errors) and not item.mapping.get("skip_errors")


def forget(batch: ImportBatch) -> None:
    """Empty the preview: names and words stand in the evidence, or nowhere."""
    items = list(ImportItem.objects.filter(batch=batch).only("summary"))
    for item in items:
        item.summary = {key: item.summary[key] for key in KEPT if key in item.summary}
    ImportItem.objects.bulk_update(items, ["summary"], batch_size=500)
    batch.items.update(entries=[], mapping={}, errors=[], warnings=[], columns=[], title="")


def log(by: Any, verb: str, batch: ImportBatch, **data: Any) -> None:
    """A link in the forum's chain."""
    record(by=by, verb=verb, target=batch, chain=batch.forum.chain, **data)
