"""Confirming an import: everything is stored, or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks.backends.immediate import ImmediateBackend

from reviewforum.common.errors import NotPossible
from reviewforum.evidence.actions import suggestions
from reviewforum.evidence.actions.imports.base import allow, forget, is_blocked, locked, log, move
from reviewforum.evidence.actions.imports.reading import settings_of
from reviewforum.evidence.actions.receive import Received, receive
from reviewforum.evidence.intake import Entry, Piece, Who
from reviewforum.evidence.models import BatchState, ImportBatch, ImportItem, Source
from reviewforum.evidence.staging import Defaults, Staged
from reviewforum.evidence.staging.stage import piece_values
from reviewforum.forums.models import Forum

#: Passages suggested for within a request where there is no worker: a few seconds.
AT_ONCE = 128


def confirm(*, by: Any, batch: ImportBatch) -> list[Received]:
    """Store every contribution of the preview, all or none, each with its receipt code.

    Raises Refused; NotPossible while a file is broken, when nothing is left to store, or when a
    file was received from elsewhere since the preview was made.
    """
    allow(by, batch)
    if _leave_late_out(batch):
        raise NotPossible(
            _("A file of this import was stored by another import meanwhile, and is left out now. "
              "Look at the preview again and confirm.")
        )  # fmt: skip
    return _store(by, batch)


@transaction.atomic
def _leave_late_out(batch: ImportBatch) -> bool:
    """Files that another import stored in the meantime are known now. Done apart, so that it
    outlives the refusal that follows and the preview says so.
    """
    stored = Source.objects.filter(forum=batch.forum).values("file_id")
    late = batch.items.filter(
        known=False, left_out=False, file_id__in=stored, batch__state=BatchState.READY
    )
    return bool(late.update(known=True, left_out=True))


@transaction.atomic
def _store(by: Any, batch: ImportBatch) -> list[Received]:
    row = locked(by, batch)
    move(row, BatchState.STORED)
    items = _checked(row)
    received = _received(by, row, items)
    row.stored_at = timezone.now()
    row.save()
    forget(row)
    log(
        by,
        "evidence.import_store",
        row,
        files=[item.file.digest for item in items],
        first=received[0].contribution.number,
        count=len(received),
    )
    # Robust: the receipt codes in the answer must not be lost to a failing suggestion.
    transaction.on_commit(partial(_suggest, row.forum), robust=True)
    return received


def _checked(batch: ImportBatch) -> list[ImportItem]:
    """The files to store. Raises NotPossible with the names of those in the way."""
    items = [item for item in batch.items.select_related("file") if not item.left_out]
    if broken := [item.filename for item in items if is_blocked(item)]:
        raise NotPossible(
            _("Nothing was stored. Correct these files or leave them out: %(files)s")
            % {"files": ", ".join(broken)}
        )
    return items


def _received(by: Any, batch: ImportBatch, items: Sequence[ImportItem]) -> list[Received]:
    defaults, zone = settings_of(batch), ZoneInfo(batch.forum.timezone)
    kept = {item.pk: _kept(item) for item in items}
    sources = _sources(by, batch, [item for item in items if kept[item.pk]])
    entries = [
        entry_of(entry, defaults, sources[item.file_id], zone)
        for item in items
        for entry in kept[item.pk]
    ]
    if not entries:
        raise NotPossible(_("Every contribution is left out, so there is nothing to store."))
    return receive(
        by=by, forum=batch.forum, stage=batch.stage, session=batch.session, entries=entries
    )


def _kept(item: ImportItem) -> list[Staged]:
    return [entry for entry in map(Staged.from_json, item.entries) if not entry.left_out]


def _sources(by: Any, batch: ImportBatch, items: Sequence[ImportItem]) -> dict[int, Source]:
    """file → its source: one there was, of a file received before, or a new one."""
    files = [item.file_id for item in items]
    found = {
        source.file_id: source
        for source in Source.objects.filter(forum=batch.forum, file_id__in=files)
    }
    fresh = {
        item.file_id: Source(
            forum=batch.forum,
            file=item.file,
            filename=item.filename,
            format=item.format[:16],
            title=item.title,
            imported_by=by,
        )
        for item in items
        if item.file_id not in found
    }
    Source.objects.bulk_create(fresh.values(), batch_size=500)
    return {**found, **fresh}


def entry_of(staged: Staged, defaults: Defaults, source: Source, zone: dt.tzinfo) -> Entry:
    """A contribution of the preview in the form that is received."""
    return Entry(
        text=staged.text,
        who=Who(
            name=staged.name,
            body=staged.body,
            email=staged.email,
            group=staged.group,
            also=tuple(staged.also),
            country=staged.country,
        ),
        language=staged.language,
        level=staged.level,
        kind=staged.kind,
        title=staged.title,
        received_at=moment(staged.at, zone),
        published=defaults.published,
        illustrative=defaults.illustrative,
        pieces=tuple(Piece(**piece_values(piece)) for piece in staged.pieces),
        source=source,
    )


def moment(written: str, zone: dt.tzinfo) -> dt.datetime | None:
    """When it was said; a date alone is noon at the forum, so that no time zone shifts the day."""
    if not written:
        return None
    found = dt.datetime.fromisoformat(written)
    if len(written) == len("2024-03-11"):
        found = found.replace(hour=12)
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _suggest(forum: Forum) -> None:
    """Begin to suggest codes: all in the background; without a worker only so many that the answer,
    with its receipt codes, is not held up. The coding desk goes on with the rest.
    """
    from reviewforum.evidence.tasks import suggest_pending  # the queue's door stands above

    if isinstance(suggest_pending.get_backend(), ImmediateBackend):
        suggestions.suggest_pending(forum=forum, most=AT_ONCE)
    else:
        suggest_pending.enqueue(forum.pk)
