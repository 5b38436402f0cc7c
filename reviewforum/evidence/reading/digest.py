"""The name under which a file's bytes are kept."""

from __future__ import annotations

from hashlib import sha256


def digest(data: bytes) -> str:
    """The SHA-256 of the bytes, in lower-case hexadecimal."""
    return sha256(data).hexdigest()
