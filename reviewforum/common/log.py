"""The audit log: one entry an action, in the action's own transaction, chained by hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from reviewforum.common.models import LogEntry, LogHead

SITE = "site"
GENESIS = "0" * 64


def target_name(target: models.Model | str) -> str:
    """How the log names a thing: `app.model:id`."""
    if isinstance(target, str):
        return target
    return f"{target._meta.label_lower}:{target.pk}"


def link_digest(
    *,
    chain: str,
    sequence: int,
    at: datetime,
    actor: int | None,
    verb: str,
    target: str,
    data: dict[str, Any],
    previous: str,
) -> str:
    """SHA-256 over the entry and the digest before it, in one canonical JSON form."""
    body = json.dumps(
        [chain, sequence, at.astimezone(UTC).isoformat(), actor, verb, target, data, previous],
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(body.encode()).hexdigest()


def record(
    *, by: Any, verb: str, target: models.Model | str, chain: str = SITE, **data: Any
) -> LogEntry:
    """Add a link to the chain. Call it last in an action: the chain stays locked until commit.

    `data` must be ids, counts or digests. Raises TransactionManagementError outside a transaction,
    since an entry that could be kept while its action is rolled back would be a lie.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "record() belongs inside the action's transaction."
        )
    LogHead.objects.get_or_create(chain=chain)
    head = LogHead.objects.select_for_update().get(chain=chain)
    plain = json.loads(json.dumps(data, sort_keys=True))
    fields: dict[str, Any] = {
        "chain": chain,
        "sequence": head.sequence + 1,
        "at": timezone.now(),
        "actor": getattr(by, "pk", None),
        "verb": verb,
        "target": target_name(target),
        "data": plain,
        "previous": head.digest,
    }
    entry = LogEntry(**fields, digest=link_digest(**fields))
    entry.save()
    LogHead.objects.filter(chain=chain).update(sequence=entry.sequence, digest=entry.digest)
    return entry


@dataclass(frozen=True)
class Broken:
    """A link that does not hold, and what is wrong with it."""

    chain: str
    sequence: int
    problem: str


def verify() -> Iterator[Broken]:
    """Recompute every chain from its first link; yields what does not hold."""
    heads = {head.chain: head for head in LogHead.objects.all()}
    last: dict[str, tuple[int, str]] = {}
    for entry in LogEntry.objects.order_by("chain", "sequence").iterator(chunk_size=2000):
        sequence, digest = last.get(entry.chain, (0, GENESIS))
        if problem := _problem(entry, sequence, digest):
            yield Broken(entry.chain, entry.sequence, problem)
        last[entry.chain] = (entry.sequence, entry.digest)
    for chain, head in heads.items():
        if last.get(chain, (0, GENESIS)) != (head.sequence, head.digest):
            yield Broken(chain, head.sequence, "the end of the chain is missing")


def _problem(entry: LogEntry, sequence: int, digest: str) -> str | None:
    """What is wrong with a link, given the one before it."""
    if entry.sequence != sequence + 1:
        return f"link {sequence + 1} is missing"
    if entry.previous != digest:
        return "does not follow the link before it"
    computed = link_digest(
        chain=entry.chain,
        sequence=entry.sequence,
        at=entry.at,
        actor=entry.actor,
        verb=entry.verb,
        target=entry.target,
        data=entry.data,
        previous=entry.previous,
    )
    return None if computed == entry.digest else "was changed after it was written"
