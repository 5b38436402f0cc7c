"""Who may do what with the evidence."""

from __future__ import annotations

from typing import Any

from reviewforum.evidence.models import Contribution, ImportBatch, Level
from reviewforum.forums.models import Forum
from reviewforum.forums.rules import at_desk, is_rapporteur, is_secretariat


def may_import(user: Any, forum: Forum) -> bool:
    """Brings documents in."""
    return at_desk(user, forum)


def may_see_import(user: Any, batch: ImportBatch) -> bool:
    """Looks into an import, with every name in it: who started it, and the secretariat."""
    if is_secretariat(user, batch.forum):
        return True
    return batch.by_id == getattr(user, "pk", 0) and may_import(user, batch.forum)


def may_open_original(user: Any, contribution: Contribution) -> bool:
    """Opens the file a contribution came in. It may name anyone, so that it is for the secretariat;
    for the rest of the desk only where each of its contributors is named and it is a document,
    which unlike a message or a table carries no address.
    """
    source = contribution.source
    if source is None:
        return False
    if is_secretariat(user, contribution.forum):
        return True
    if source.format in {"EML", "CSV", "XLSX"} or not at_desk(user, contribution.forum):
        return False
    return not source.contributions.exclude(level=Level.NAMED).exists()


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
