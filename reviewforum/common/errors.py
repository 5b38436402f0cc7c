"""A refusal has a reason, and the person refused can read it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied


class Refused(PermissionDenied):
    """The person may not do this; the message says why and who may. Shown on the 403 page."""


class Conflict(Exception):
    """The thing changed while the person worked on it; nothing was overwritten."""


class NotPossible(ValueError):
    """The move is not allowed from this state; the message says why and what to do instead."""


def require(allowed: bool, reason: str) -> None:
    """Raise Refused with the reason unless allowed."""
    if not allowed:
        raise Refused(reason)
