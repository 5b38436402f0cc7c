"""Which reports and versions a person may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from reviewforum.forums.querysets import DESK_ROLES, forums_with

if TYPE_CHECKING:
    from reviewforum.outcomes.models import Report, ReportVersion  # noqa: F401 — named in the class below


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports."""

    def visible_to(self, user: Any) -> ReportQuerySet:
        """At the desk every report; to all others those that have been published."""
        if getattr(user, "is_superuser", False):
            return self
        from reviewforum.outcomes.models import ReportVersion  # a model needs its queryset first

        published = Exists(ReportVersion.objects.filter(report=OuterRef("pk"), kind="published"))
        return self.filter(
            Q(published, forum__published=True) | Q(forum_id__in=forums_with(user, DESK_ROLES))
        )


class VersionQuerySet(models.QuerySet["ReportVersion"]):
    """Frozen versions."""

    def visible_to(self, user: Any) -> VersionQuerySet:
        """Published ones; drafts for comment at the desk (reviewers come by their own link)."""
        if getattr(user, "is_superuser", False):
            return self
        return self.filter(
            Q(kind="published", report__forum__published=True)
            | Q(report__forum_id__in=forums_with(user, DESK_ROLES))
        )
