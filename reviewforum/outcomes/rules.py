"""Who may do what with a report."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from reviewforum.forums.models import Forum
from reviewforum.forums.rules import at_desk, may_write

ONLY_WRITERS = _(
    "Only the rapporteur and the secretariat write in this forum's reports. "
    "Ask the secretariat for the rapporteur's role."
)
ONLY_DESK = gettext_noop(
    "The report desk is open to the rapporteur, the secretariat and the moderators of this forum. "
    "Published reports are open to everyone."
)


def may_read_draft(user: Any, forum: Forum) -> bool:
    """Reads drafts: everyone at the forum's desk, moderators too."""
    return at_desk(user, forum)


def may_write_draft(user: Any, forum: Forum) -> bool:
    """Changes drafts: rapporteur and secretariat."""
    return may_write(user, forum)
