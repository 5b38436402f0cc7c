"""The annex of a version: its contributors by stakeholder group, as everyone may see them today."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Min

from reviewforum.evidence.attribution import Clearance, fields_shown, public_label
from reviewforum.evidence.models import Contribution, Level, Status
from reviewforum.outcomes.export.document import Group
from reviewforum.outcomes.languages import speaking
from reviewforum.outcomes.method import say, smallest
from reviewforum.outcomes.models import ReportVersion
from reviewforum.outcomes.speakers import attach

NAMING = [
    level for level in Level.values if fields_shown(level, Clearance.PUBLIC) & {"name", "body"}
]
"""Levels at which everyone reads who spoke."""


_SHOWN = ("name", "body", "group_id", "country_id")


@dataclass
class _Tally:
    """A group's contributors: labels of those who may be listed, and how many are counted only."""

    labels: list[str] = field(default_factory=list)
    counted: int = 0
    confidential: int = 0


def annex(version: ReportVersion, language: str) -> tuple[Group, ...]:
    """Who contributed to the version's stages until it was made, without what was withdrawn or set
    aside since. Each contributor once, by the most open of their contributions.

    Fewer confidential contributors of a group than the forum shows are counted without their group,
    and if these are too few themselves, not at all. Five queries.
    """
    tallies = _tallies(version, language)
    limit = smallest(version)
    rows = []
    pooled = 0
    for key, name in _names(version, language).items():
        tally = tallies.get(key, _Tally())
        told = tally.confidential if tally.confidential >= limit else 0
        pooled += tally.confidential - told
        count = len(tally.labels) + tally.counted + told
        if count:
            rows.append(Group(name, tuple(sorted(tally.labels)), count))
    if pooled >= limit:
        rows.append(Group(say("pooled", language), (), pooled))
    return tuple(rows)


def _names(version: ReportVersion, language: str) -> dict[int | None, str]:
    with speaking(language):
        groups = {row.pk: str(row) for row in version.report.forum.framework.groups.all()}
    return {**groups, None: say("ungrouped", language)}


def _scope(version: ReportVersion) -> Any:
    facts = version.facts
    rows = Contribution.objects.filter(
        forum_id=version.report.forum_id, pk__lte=facts.get("last_contribution", 0)
    ).exclude(status=Status.SET_ASIDE)
    stages = facts.get("stages")
    return (rows.filter(stage__in=stages) if stages else rows).order_by()


def _tallies(version: ReportVersion, language: str) -> Mapping[int | None, _Tally]:
    scope = _scope(version)
    named = _labels(scope, language)
    tallies: dict[int | None, _Tally] = defaultdict(_Tally)
    for who, group, open_group in _contributors(scope):
        tally = tallies[group]
        if who in named:
            tally.labels.append(named[who])
        elif open_group:
            tally.counted += 1
        else:
            tally.confidential += 1
    return tallies


def _contributors(scope: Any) -> list[tuple[int, int | None, bool]]:
    """Contributor, group, and whether everyone may know the group of one of their contributions."""
    open_group: Counter[tuple[int, int | None]] = Counter()
    for who, group, level in scope.values_list(
        "contributor_id", "contributor__group_id", "level"
    ).distinct():
        open_group[(who, group)] += "group" in fields_shown(level, Clearance.PUBLIC)
    return [
        (who, group, bool(shown)) for (who, group), shown in sorted(open_group.items(), key=str)
    ]


def _labels(scope: Any, language: str) -> dict[int, str]:
    """Contributor → the label of their first contribution that names them."""
    first = scope.filter(level__in=NAMING).values("contributor_id").annotate(first=Min("pk"))
    rows = list(
        Contribution.objects.filter(pk__in=first.values("first"))
        .select_related("contributor")
        .only("level", *(f"contributor__{name}" for name in _SHOWN))
    )
    attach(rows, places=False)
    with speaking(language):
        return {
            row.contributor_id: public_label(row)
            for row in rows
            if row.contributor.body or (row.level == Level.NAMED and row.contributor.name)
        }
