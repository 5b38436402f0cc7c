"""Starting an import, pausing, going on, giving it up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reviewforum.common import files
from reviewforum.common.errors import NotPossible, require
from reviewforum.evidence.actions.imports.base import forget, locked, log, move
from reviewforum.evidence.actions.imports.reading import is_known
from reviewforum.evidence.models import BatchState, ImportBatch, ImportItem
from reviewforum.evidence.rules import may_import
from reviewforum.evidence.staging import Defaults
from reviewforum.forums.models import Forum, Session, Stage

#: Uploads are placed so far apart; what is attached to one stands behind it.
STEP = 1000


@dataclass(frozen=True)
class Upload:
    """A file as it came in."""

    name: str
    data: bytes
    media_type: str = "application/octet-stream"


@transaction.atomic
def start_import(
    *,
    by: Any,
    forum: Forum,
    stage: Stage,
    uploads: Iterable[Upload],
    defaults: Defaults,
    session: Session | None = None,
    in_background: bool = True,
) -> ImportBatch:
    """Keep the files and begin to read them. Raises Refused; NotPossible without a file, or for a
    stage of another forum or a session of another stage.
    """
    require(
        by is None or may_import(by, forum), _("Only the desk of this forum imports documents.")
    )
    _check_place(forum, stage, session)
    batch = ImportBatch.objects.create(forum=forum, stage=stage, session=session, by=by)
    batch.settings = completed(defaults, forum, session).as_json()
    items = [_item(batch, place, upload) for place, upload in enumerate(uploads)]
    if not items:
        raise NotPossible(_("Choose at least one file."))
    batch.total = len(items)
    batch.save()
    log(by, "evidence.import_start", batch, files=[item.file.digest for item in items])
    if in_background:
        transaction.on_commit(partial(_read_in_background, batch.pk))
    return batch


def _check_place(forum: Forum, stage: Stage, session: Session | None) -> None:
    if stage.forum_id != forum.pk:
        raise NotPossible(_("This stage belongs to another forum."))
    if session is not None and session.stage_id != stage.pk:
        raise NotPossible(
            _("This session belongs to another stage. Choose the stage it is part of.")
        )


def completed(defaults: Defaults, forum: Forum, session: Session | None) -> Defaults:
    """With what follows from forum and session: the time of speaking, the languages to expect."""
    held = session is not None and session.starts_at <= timezone.now()
    moment = session.starts_at.isoformat() if session is not None and held else ""
    return replace(defaults, spoken_at=moment, expected=tuple(forum.languages))


def _item(batch: ImportBatch, place: int, upload: Upload) -> ImportItem:
    stored = files.keep(upload.data, upload.media_type[:120])
    known = is_known(batch, stored)
    return ImportItem.objects.create(
        batch=batch,
        file=stored,
        filename=short_name(upload.name),
        position=place * STEP,
        known=known,
        left_out=known,
    )


def short_name(name: str) -> str:
    """A file name that the database can hold, with its ending."""
    plain = name.encode("utf-8", "replace").decode().replace("\x00", "")
    stem, dot, ending = plain.rpartition(".")
    if len(plain) <= 255 or not dot or len(ending) > 12:
        return plain[:255]
    return f"{stem[: 254 - len(ending)]}.{ending}"


def _read_in_background(batch_id: int) -> None:
    from reviewforum.evidence.tasks import read_import  # the queue's door stands above the actions

    read_import.enqueue(batch_id)


@transaction.atomic
def pause(*, by: Any, batch: ImportBatch) -> None:
    """Stop after the file being read. Raises Refused; NotPossible when nothing is being read."""
    row = locked(by, batch)
    move(row, BatchState.PAUSED)
    row.stop_requested = True
    row.save()
    log(by, "evidence.import_pause", row, done=row.done)


@transaction.atomic
def resume(*, by: Any, batch: ImportBatch) -> None:
    """Go on with the files not read yet: after a pause, or where reading broke off.

    It may be asked for twice: two readers of one import store the same work once. Raises Refused;
    NotPossible when every file is read, or the import is at its end.
    """
    row = locked(by, batch)
    if row.state != BatchState.READING:
        if row.state == BatchState.READY:
            raise NotPossible(_("Every file is read. Look at the preview and confirm it."))
        move(row, BatchState.READING)
    row.stop_requested = False
    row.save()
    log(by, "evidence.import_resume", row, done=row.done)
    transaction.on_commit(partial(_read_in_background, row.pk))


@transaction.atomic
def discard(*, by: Any, batch: ImportBatch) -> None:
    """Give an import up: nothing of it is stored, its preview is emptied.

    Raises Refused; NotPossible once it is stored.
    """
    row = locked(by, batch)
    move(row, BatchState.DISCARDED)
    row.stop_requested = True
    row.save()
    forget(row)
    log(by, "evidence.import_discard", row)
