"""Files kept under their digest, and never served from a public folder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from reviewforum.common.models import StoredFile


def digest_of(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def keep(data: bytes, media_type: str) -> StoredFile:
    """Store the bytes once, however often they come in."""
    stored, made = StoredFile.objects.get_or_create(
        digest=digest_of(data), defaults={"size": len(data), "media_type": media_type}
    )
    if made or not default_storage.exists(stored.path):
        default_storage.save(stored.path, ContentFile(data))
    return stored


def read(stored: StoredFile) -> bytes:
    """The bytes as received. Raises FileNotFoundError when the storage lost them."""
    with default_storage.open(stored.path) as handle:
        return bytes(handle.read())


def verify() -> Iterator[tuple[str, str]]:
    """Yields (digest, problem) for each file that is missing or no longer what it was."""
    for stored in StoredFile.objects.order_by("pk").iterator():
        try:
            if digest_of(read(stored)) != stored.digest:
                yield stored.digest, "the content changed"
        except FileNotFoundError:
            yield stored.digest, "the file is missing"
