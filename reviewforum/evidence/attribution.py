"""What a viewer sees of a speaker. Pages, search, logs, exports and trace all go through here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from reviewforum.forums.querysets import held_roles

if TYPE_CHECKING:
    from reviewforum.evidence.models import Contribution


class Clearance(IntEnum):
    """How much of speakers a viewer may see."""

    PUBLIC = 0
    DESK = 1  # rapporteur, moderator: as the public, and the country behind a group
    OFFICER = 2  # secretariat: everything, since it answers to the contributor


@dataclass(frozen=True)
class Shown:
    """The parts of a speaker that may be shown; None where they may not."""

    name: str | None
    body: str | None
    group: str | None
    group_key: str | None
    country: str | None
    label: str
    level: str


def clearance(user: Any, forum_id: int) -> Clearance:
    """The viewer's clearance in a forum."""
    if getattr(user, "is_superuser", False):
        return Clearance.OFFICER
    roles = held_roles(user).get(forum_id, frozenset())
    if "secretariat" in roles:
        return Clearance.OFFICER
    return Clearance.DESK if roles & {"rapporteur", "moderator"} else Clearance.PUBLIC


def fields_shown(level: str, viewer: Clearance) -> frozenset[str]:
    """Which of name, body, group, country a level opens to a viewer. The one table of the rule."""
    if viewer == Clearance.OFFICER or level == "named":
        return frozenset({"name", "body", "group", "country"})
    if level == "organisation":
        return frozenset({"body", "group", "country"})
    if level == "group":
        return frozenset({"group", "country"} if viewer == Clearance.DESK else {"group"})
    return frozenset({"group"} if viewer == Clearance.DESK else ())


def shown(contribution: Contribution, viewer: Clearance, language: str | None = None) -> Shown:
    """What this viewer sees of the contribution's speaker, with a label in their language."""
    may = fields_shown(contribution.level, viewer)
    who = contribution.contributor
    if language:
        with override(language):
            return _shown(contribution, who, may)
    return _shown(contribution, who, may)


def _shown(contribution: Contribution, who: Any, may: frozenset[str]) -> Shown:
    name = (who.name or None) if "name" in may else None
    body = (who.body or None) if "body" in may else None
    group = who.group if "group" in may else None
    country = str(who.country) if "country" in may and who.country else None
    parts = [
        part
        for part in (name, body, group.singular if group and not body else None, country)
        if part
    ]
    return Shown(
        name=name,
        body=body,
        group=str(group) if group else None,
        group_key=group.key if group else None,
        country=country,
        label=", ".join(parts) or _nameless(contribution.level),
        level=contribution.level,
    )


def _nameless(level: str) -> str:
    return (
        _("A confidential contributor") if level == "confidential" else _("A contributor not named")
    )


def title_shown(contribution: Contribution, viewer: Clearance) -> str:
    """The contribution's title, to those who may know the speaker's name; otherwise empty. The
    subject of a message and the title of a document often say who sends it.
    """
    return contribution.title if "name" in fields_shown(contribution.level, viewer) else ""


def public_label(contribution: Contribution, language: str | None = None) -> str:
    """The speaker as everyone may read it."""
    return shown(contribution, Clearance.PUBLIC, language).label
