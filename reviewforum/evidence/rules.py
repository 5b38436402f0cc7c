"""Who may do what with the evidence."""

from __future__ import annotations

from typing import Any

from reviewforum.evidence.models import Contribution
from reviewforum.forums.models import Forum
from reviewforum.forums.rules import at_desk, is_rapporteur, is_secretariat


def may_import(user: Any, forum: Forum) -> bool:
    """Brings documents in."""
    return at_desk(user, forum)


def may_set_aside(user: Any, forum: Forum) -> bool:
    """Decides that a contribution or passage goes no further."""
    return at_desk(user, forum)


def may_adjudicate(user: Any, forum: Forum) -> bool:
    """Ends a disagreement between coders."""
    return is_rapporteur(user, forum) or is_secretariat(user, forum)


def is_contributor(user: Any, contribution: Contribution) -> bool:
    """The person whose contribution it is, when they have an account."""
    return bool(getattr(user, "pk", None)) and contribution.contributor.user_id == user.pk


def may_lower(user: Any, contribution: Contribution) -> bool:
    """Shows less of the speaker: the contributor, and the secretariat at their request."""
    return is_contributor(user, contribution) or is_secretariat(user, contribution.forum)


def may_raise(user: Any, contribution: Contribution) -> bool:
    """Shows more of the speaker: nobody but the contributor."""
    return is_contributor(user, contribution)
