"""Reading the files of an import, one after the other, each result saved by itself."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from reviewforum.common import files
from reviewforum.common.models import StoredFile
from reviewforum.evidence.actions.receive import text_digest
from reviewforum.evidence.models import (
    BatchState,
    ImportBatch,
    ImportItem,
    Source,
    TextVersion,
)
from reviewforum.evidence.reading import Attachment, Limits, ReadError, Reading, read
from reviewforum.evidence.staging import Defaults, Outcome, Plan, Staged, Vocabulary, message, stage
from reviewforum.evidence.staging.tables import ERRORS_KEPT
from reviewforum.evidence.staging.words_said import from_reading
from reviewforum.forums.models import Forum

logger = logging.getLogger(__name__)
CHUNK = 500
FIRST_WORDS = 240


@dataclass(frozen=True)
class Seen:
    """A file looked at: what it gives, and what was attached to it."""

    outcome: Outcome
    attachments: tuple[Attachment, ...] = ()


def read_files(*, batch_id: int) -> int:
    """Read what is not read yet, until all is or someone pauses; returns how many files.

    A crash loses at most the file being read; calling it again goes on from there.
    """
    done = 0
    vocabulary: Vocabulary | None = None
    while (item := _next(batch_id)) is not None:
        vocabulary = vocabulary or Vocabulary.of(item.batch.forum)
        keep_seen(item, _seen(item, vocabulary), vocabulary)
        done += 1
    finish(batch_id)
    return done


def _next(batch_id: int) -> ImportItem | None:
    unread = ImportItem.objects.filter(
        batch_id=batch_id,
        read_at=None,
        batch__state=BatchState.READING,
        batch__stop_requested=False,
    )
    return unread.select_related("file", "batch__forum__cycle__framework").first()


@transaction.atomic
def finish(batch_id: int) -> None:
    """The preview is ready once no file is left to read."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    if batch.state == BatchState.READING and not batch.items.filter(read_at=None).exists():
        batch.state = BatchState.READY
        batch.save(update_fields=["state"])


def _seen(item: ImportItem, vocabulary: Vocabulary) -> Seen:
    try:
        data = files.read(item.file)
    except FileNotFoundError:
        return Seen(Outcome(errors=[message("lost")]))
    try:
        return look(data, item.filename, settings_of(item.batch), vocabulary, item.mapping)
    except Exception as error:
        # One file must not stop the others; its words must not reach the log either.
        logger.error("Import item %s was not read: %s", item.pk, type(error).__name__)
        return Seen(Outcome(errors=[message("read_failed")]))


def look(
    data: bytes, name: str, defaults: Defaults, vocabulary: Vocabulary, plan: Plan | None = None
) -> Seen:
    """What a file gives under a plan; one that cannot be read gives the reason."""
    try:
        reading = read(data, name, Limits(size=settings.MAX_UPLOAD_BYTES))
    except ReadError as error:
        return Seen(Outcome(errors=[from_reading(error)], plan=dict(plan or {})))
    return Seen(stage(reading, defaults, vocabulary, plan), reading.attachments)


@transaction.atomic
def keep_seen(item: ImportItem, seen: Seen, vocabulary: Vocabulary) -> None:
    """Save what reading a file gave, and what was attached to it as files of their own; once."""
    batch = ImportBatch.objects.select_for_update().get(pk=item.batch_id)
    row = ImportItem.objects.get(pk=item.pk)
    if row.read_at is not None or batch.state in {BatchState.STORED, BatchState.DISCARDED}:
        return
    row.batch = item.batch
    keep_outcome(row, seen.outcome)
    for place, (attachment, inner) in enumerate(_all_attached(seen.attachments), start=1):
        _keep_attachment(row, place, attachment, inner, vocabulary)
    batch.done = batch.items.filter(read_at__isnull=False, summary__attached__isnull=True).count()
    batch.save(update_fields=["done"])


def _all_attached(found: Sequence[Attachment]) -> Iterator[tuple[Attachment, Reading | None]]:
    """Attachments, and what is attached to attached messages."""
    for attachment in found:
        yield attachment, attachment.reading
        if attachment.reading is not None:
            yield from _all_attached(attachment.reading.attachments)


def _keep_attachment(
    parent: ImportItem,
    place: int,
    attachment: Attachment,
    reading: Reading | None,
    vocabulary: Vocabulary,
) -> None:
    media_type = reading.media_type if reading else "application/octet-stream"
    stored = files.keep(attachment.data, media_type)
    known = is_known(parent.batch, stored)
    item = ImportItem(
        batch=parent.batch,
        file=stored,
        filename=attachment.name[:255],
        position=parent.position + place,
        known=known,
        left_out=known or reading is None or parent.left_out,
        summary={"attached": parent.pk},
    )
    if reading is not None:
        outcome = stage(reading, settings_of(parent.batch), vocabulary)
    else:
        # A picture in a signature must not hold up the import: said, and left out.
        outcome = Outcome(warnings=[message("unreadable_attachment")])
        if attachment.error is not None:
            outcome.errors = [from_reading(attachment.error)]
    keep_outcome(item, outcome)


def is_known(batch: ImportBatch, stored: StoredFile) -> bool:
    """Was the file received before, or does it come twice in this import?"""
    received = Source.objects.filter(forum_id=batch.forum_id, file=stored)
    return received.exists() or batch.items.filter(file=stored).exists()


def keep_outcome(item: ImportItem, outcome: Outcome) -> None:
    """Put what reading gave on the item."""
    mark_repeats(item.batch.forum, outcome.entries)
    item.format, item.title = outcome.format, outcome.title[:300]
    item.columns, item.mapping = outcome.columns, outcome.plan
    item.entries = [entry.as_json() for entry in outcome.entries]
    item.warnings, item.errors = outcome.warnings, outcome.errors[:ERRORS_KEPT]
    attached = {key: item.summary[key] for key in ("attached",) if key in item.summary}
    item.summary = {
        **attached,
        "kind": outcome.kind,
        "errors": len(outcome.errors),
        "unknown": outcome.unknown,
        "samples": outcome.samples,
        **summary_of(outcome.entries),
    }
    item.read_at = timezone.now()
    item.save()


def summary_of(entries: Sequence[Staged]) -> dict[str, Any]:
    """What a list shows of the entries."""
    kept = [entry for entry in entries if not entry.left_out]
    languages = Counter(entry.language for entry in kept)
    return {
        "entries": len(entries),
        "kept": len(kept),
        "passages": sum(len(entry.pieces) for entry in kept),
        "languages": [code for code, _count in languages.most_common(8)],
        "ungrouped": sum(not entry.group for entry in kept),
        "repeats": sum(entry.repeats is not None for entry in entries),
        "first": kept[0].text[:FIRST_WORDS] if kept else "",
        "first_language": kept[0].language if kept else "",
    }


def mark_repeats(forum: Forum, entries: Sequence[Staged]) -> None:
    """Leave out what the same contributor said before in the same words; say under which number.

    A new export of a questionnaire holds the old answers again.
    """
    by_digest: dict[str, list[Staged]] = {}
    for entry in entries:
        by_digest.setdefault(text_digest(entry.text), []).append(entry)
    digests = sorted(by_digest)
    for at in range(0, len(digests), CHUNK):
        stored = TextVersion.objects.filter(
            contribution__forum=forum, number=1, digest__in=digests[at : at + CHUNK]
        ).order_by("contribution__number")
        fields = ("digest", "contribution__number", *_WHO)
        for digest, number, *who in stored.values_list(*fields):
            for entry in by_digest[digest]:
                if entry.repeats is None and _same(entry, who):
                    entry.repeats, entry.left_out = number, True


_WHO = tuple(f"contribution__contributor__{field}" for field in ("name", "body", "email"))


def _same(entry: Staged, who: Sequence[str]) -> bool:
    mine = (entry.name, entry.body, entry.email)
    return [one.casefold().strip() for one in mine] == [one.casefold().strip() for one in who]


def settings_of(batch: ImportBatch) -> Defaults:
    """The settings that hold for every file of an import."""
    return Defaults.from_json(batch.settings)


def restaged(item: ImportItem, plan: Plan) -> Outcome:
    """A file read again under another plan."""
    seen = look(
        files.read(item.file),
        item.filename,
        settings_of(item.batch),
        Vocabulary.of(item.batch.forum),
        plan,
    )
    return seen.outcome
