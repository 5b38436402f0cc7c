"""The first pane: passages found, and clusters of passages that say alike."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Count
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from reviewforum.evidence.attribution import Clearance, Shown, shown
from reviewforum.evidence.models import Passage, PassageVector
from reviewforum.evidence.search import search
from reviewforum.outcomes.actions.suggestions import row_of
from reviewforum.outcomes.models import Report
from reviewforum.outcomes.scope import passages_in_scope
from reviewforum.outcomes.support.clusters import Cluster, cluster

PER_PAGE = 12
MOST = 400
"""Passages clustered at most: the distances of more would make a person wait."""
QUOTED = 3


@dataclass(frozen=True)
class Quoted:
    """A passage of a cluster, as the desk may see its speaker."""

    passage: Passage
    speaker: Shown


@dataclass(frozen=True)
class ClusterView:
    """Passages that say alike: the words they share, who says it, and the first of them."""

    label: str
    size: int
    contributors: int
    groups: tuple[tuple[str, int], ...]
    quotes: tuple[Quoted, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True)
class ClustersView:
    """The clusters of an objective; `left_out` passages were too many to compare."""

    clusters: tuple[ClusterView, ...]
    single: int
    left_out: int


def found(request: HttpRequest, report: Report) -> Any:
    """What the search beside the draft gives, without its facets: of the report's stages first,
    since those it must account for; of the whole forum with `?where=all`.
    """
    params = request.GET.copy()
    stages = [stage.slug for stage in report.stages.all()]
    if stages and params.get("where") != "all" and not params.get("stage"):
        params.setlist("stage", stages)
    return search(report.forum, request.user, params, per_page=PER_PAGE, with_facets=False)


def clusters_view(report: Report, params: QueryDict) -> ClustersView:
    """The standing passages of an objective, brought together by what they say."""
    rows = passages_in_scope(report).filter(
        codings__code__dimension="objective", codings__code__key=params.get("objective", "")
    )
    passages = list(
        rows.with_quote()
        .select_related("contribution__contributor__group", "contribution__contributor__country")
        .order_by("contribution__number", "position", "pk")
        .distinct()[: MOST + 1]
    )
    known = {str(passage.pk): passage for passage in passages[:MOST]}
    grouped = cluster([row_of(passage) for passage in known.values()], _vectors(known))
    several = [item for item in grouped if len(item.passages) > 1]
    return ClustersView(
        clusters=tuple(_view(item, known) for item in several),
        single=len(grouped) - len(several),
        left_out=max(len(passages) - MOST, 0),
    )


def _vectors(known: dict[str, Passage]) -> dict[str, Any] | None:
    """The passages' vectors by the model that has most of them; None unless it has all."""
    held = PassageVector.objects.filter(passage_id__in=[int(key) for key in known])
    model = held.values("model").annotate(number=Count("pk")).order_by("-number", "model").first()
    if not model or model["number"] < len(known):
        return None
    rows = held.filter(model=model["model"]).values_list("passage_id", "vector")
    return {
        str(passage): np.frombuffer(bytes(vector), dtype=np.float16).astype(np.float64)
        for passage, vector in rows
    }


def _view(item: Cluster, known: dict[str, Passage]) -> ClusterView:
    members = [known[key] for key in item.passages]
    contributors = {row.contribution.contributor_id: row.contribution for row in members}
    groups = Counter(
        shown(row, Clearance.DESK).group or _("No group given") for row in contributors.values()
    )
    return ClusterView(
        label=", ".join(item.label),
        size=len(members),
        contributors=len(contributors),
        groups=tuple(sorted(groups.items(), key=lambda pair: (-pair[1], pair[0]))),
        quotes=tuple(
            Quoted(row, shown(row.contribution, Clearance.DESK)) for row in members[:QUOTED]
        ),
        keys=item.passages,
    )
