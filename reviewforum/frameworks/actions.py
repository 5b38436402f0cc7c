"""Putting a framework's data file into the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import transaction

from reviewforum.common.log import record
from reviewforum.frameworks.models import Framework, Objective, Principle, StakeholderGroup
from reviewforum.frameworks.reader import FrameworkData, read_framework


@transaction.atomic
def load_framework(*, by: Any, source: str | Path) -> Framework:
    """Load or refresh a framework from its file; names change, numbers and keys keep their rows.

    Raises FrameworkDataError for a file that is not as it should be; then nothing is stored.
    """
    data = read_framework(source)
    framework, _made = Framework.objects.update_or_create(
        slug=data.slug,
        defaults={
            "names": dict(data.names),
            "reference": data.reference,
            "adopted": data.adopted,
            "clusters": [
                {"key": c.key, "names": dict(c.names), "objectives": list(c.objectives)}
                for c in data.clusters
            ],
        },
    )
    _objectives(framework, data)
    _principles(framework, data)
    _groups(framework, data)
    record(by=by, verb="frameworks.load", target=framework, slug=data.slug)
    return framework


def _objectives(framework: Framework, data: FrameworkData) -> None:
    for item in data.objectives:
        Objective.objects.update_or_create(
            framework=framework,
            number=item.number,
            defaults={
                "key": str(item.number),
                "names": dict(item.short),
                "titles": dict(item.title),
                "official": list(item.official),
            },
        )


def _principles(framework: Framework, data: FrameworkData) -> None:
    for number, item in enumerate(data.principles, start=1):
        Principle.objects.update_or_create(
            framework=framework,
            key=item.key,
            defaults={"number": number, "names": dict(item.names), "meanings": dict(item.meaning)},
        )


def _groups(framework: Framework, data: FrameworkData) -> None:
    states = {"names": dict(data.states.plural), "singulars": dict(data.states.singular)}
    _group(framework, "states", {"number": 0, "stakeholder": False, **states})
    for number, item in enumerate(data.stakeholder_groups, start=1):
        names = {"names": dict(item.names), "singulars": dict(item.singular)}
        _group(framework, item.key, {"number": number, "stakeholder": True, **names})


def _group(framework: Framework, key: str, fields: dict[str, Any]) -> None:
    StakeholderGroup.objects.update_or_create(framework=framework, key=key, defaults=fields)
