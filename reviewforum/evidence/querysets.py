"""Which contributions and passages a person may see: the only source of it, for lists and for
single objects alike. *What* they see of the speaker is `attribution.shown`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Substr

from reviewforum.forums.querysets import DESK_ROLES, forums_with

if TYPE_CHECKING:
    from reviewforum.evidence.models import Contribution, Passage  # noqa: F401 — named in the class below

CONFIDENTIAL = "confidential"
SET_ASIDE = "set-aside"


def at_desk(user: Any, prefix: str = "") -> Q:
    """Rows of forums at whose desk the person works."""
    return Q(**{f"{prefix}forum_id__in": forums_with(user, DESK_ROLES)})


def own(user: Any, prefix: str = "") -> Q:
    """The person's own contributions."""
    if not getattr(user, "is_authenticated", False):
        return Q(pk__in=[])
    return Q(**{f"{prefix}contributor__user": user})


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """Contributions."""

    def public(self) -> ContributionQuerySet:
        """What anyone may read: published, neither confidential nor set aside."""
        return self.filter(published=True, forum__published=True).exclude(
            Q(level=CONFIDENTIAL) | Q(status=SET_ASIDE)
        )

    def visible_to(self, user: Any) -> ContributionQuerySet:
        """Public ones, one's own, and all of them at the forum's desk."""
        if getattr(user, "is_superuser", False):
            return self
        open_to_all = (
            Q(published=True, forum__published=True) & ~Q(level=CONFIDENTIAL) & ~Q(status=SET_ASIDE)
        )
        return self.filter(open_to_all | at_desk(user) | own(user))


class PassageQuerySet(models.QuerySet["Passage"]):
    """Passages."""

    def visible_to(self, user: Any) -> PassageQuerySet:
        """Passages of contributions one may see, and those quoted in a published report.

        A confidential or withdrawn contribution's words are never public, quoted or not.
        """
        if getattr(user, "is_superuser", False):
            return self
        shown = Q(forum__published=True) & (
            Q(contribution__published=True, retired_at=None) & ~Q(status=SET_ASIDE)
            | Q(quoted_publicly=True)
        )
        open_to_all = (
            shown & ~Q(contribution__level=CONFIDENTIAL) & ~Q(contribution__status=SET_ASIDE)
        )
        return self.filter(open_to_all | at_desk(user) | own(user, "contribution__"))

    def visible_in(self, forum: Any, user: Any) -> PassageQuerySet:
        """As `visible_to`, within one forum: at its desk that is all of it, and no condition on
        each row is needed, which matters where a whole forum is counted.
        """
        rows = self.filter(forum=forum)
        if forum.pk in forums_with(user, DESK_ROLES):
            return rows
        return rows.visible_to(user)

    def current(self) -> PassageQuerySet:
        """Those not replaced by a split or a join."""
        return self.filter(retired_at=None)

    def with_quote(self) -> PassageQuerySet:
        """Load the words alone, not the whole text they stand in."""
        length = models.F("end") - models.F("start")
        return self.annotate(quoted=Substr("text__body", models.F("start") + 1, length))
