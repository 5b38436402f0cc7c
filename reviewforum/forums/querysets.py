"""Which forums a person may see, and with which roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from reviewforum.forums.models import Forum  # noqa: F401 — named in the class below

DESK_ROLES = frozenset({"secretariat", "rapporteur", "moderator"})


def held_roles(user: Any) -> dict[int, frozenset[str]]:
    """forum id → the person's roles; read once per user object, so once per request."""
    if not getattr(user, "is_authenticated", False):
        return {}
    if not hasattr(user, "_held_roles"):
        held: dict[int, set[str]] = {}
        for forum, role in user.roles.values_list("forum_id", "role"):
            held.setdefault(forum, set()).add(role)
        user._held_roles = {forum: frozenset(roles) for forum, roles in held.items()}
    roles: dict[int, frozenset[str]] = user._held_roles
    return roles


def forums_with(user: Any, roles: frozenset[str]) -> list[int]:
    """Ids of the forums in which the person holds one of these roles."""
    return sorted(forum for forum, held in held_roles(user).items() if held & roles)


class ForumQuerySet(models.QuerySet["Forum"]):
    """Forums."""

    def visible_to(self, user: Any) -> ForumQuerySet:
        """Published forums, and those in which the person has a role."""
        if getattr(user, "is_superuser", False):
            return self
        return self.filter(Q(published=True) | Q(pk__in=list(held_roles(user))))
