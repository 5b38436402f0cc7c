"""Who may do what in a forum: one predicate a verb, over the roles held."""

from __future__ import annotations

from typing import Any

from reviewforum.forums.models import Forum, RoleName
from reviewforum.forums.querysets import DESK_ROLES, held_roles


def roles_in(user: Any, forum: Forum) -> frozenset[str]:
    """The person's roles here; whoever runs the site holds every role."""
    if getattr(user, "is_superuser", False):
        return frozenset(RoleName.values)
    return held_roles(user).get(forum.pk, frozenset())


def is_secretariat(user: Any, forum: Forum) -> bool:
    """Runs the forum: people, calendar, imports, publication."""
    return RoleName.SECRETARIAT in roles_in(user, forum)


def is_rapporteur(user: Any, forum: Forum) -> bool:
    """Writes the report."""
    return RoleName.RAPPORTEUR in roles_in(user, forum)


def at_desk(user: Any, forum: Forum) -> bool:
    """Works with the evidence: secretariat, rapporteur, moderator."""
    return bool(DESK_ROLES & roles_in(user, forum))


def may_code(user: Any, forum: Forum) -> bool:
    """Codes passages."""
    return at_desk(user, forum)


def may_write(user: Any, forum: Forum) -> bool:
    """Writes in the report: rapporteur, and the secretariat that serves them."""
    return is_rapporteur(user, forum) or is_secretariat(user, forum)
