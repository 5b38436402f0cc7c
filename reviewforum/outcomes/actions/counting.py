"""How often a passage is cited: a stored counter, always recounted, never stepped."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from reviewforum.evidence.models import Passage
from reviewforum.outcomes.models import Citation


def recount(passages: Iterable[int]) -> None:
    """Set `citations_count` of these passages to the citations there are in drafts."""
    counted = (
        Citation.objects.filter(passage=OuterRef("pk"))
        .order_by()
        .values("passage")
        .annotate(number=Count("pk"))
        .values("number")
    )
    Passage.objects.filter(pk__in=sorted(set(passages))).update(
        citations_count=Coalesce(Subquery(counted), 0)
    )
