"""The coverage check: which objectives no session of a stage takes up."""

from __future__ import annotations

from dataclasses import dataclass

from reviewforum.forums.models import Forum, Stage
from reviewforum.frameworks.models import Objective


@dataclass(frozen=True)
class Coverage:
    """A stage, the objectives its sessions take up, and those that none does."""

    stage: Stage
    covered: dict[Objective, tuple[str, ...]]
    missing: tuple[Objective, ...]


def coverage(forum: Forum) -> list[Coverage]:
    """One row for each stage that has sessions with objectives. Four queries at any size."""
    objectives = list(forum.framework.objectives.all())
    stages = forum.stages.prefetch_related("sessions__objectives")
    return [_of(stage, objectives) for stage in stages if _has_objectives(stage)]


def _has_objectives(stage: Stage) -> bool:
    return any(session.objectives.all() for session in stage.sessions.all())


def _of(stage: Stage, objectives: list[Objective]) -> Coverage:
    places: dict[int, list[str]] = {}
    for session in stage.sessions.all():
        for objective in session.objectives.all():
            places.setdefault(objective.pk, []).append(str(session))
    covered = {item: tuple(places[item.pk]) for item in objectives if item.pk in places}
    return Coverage(stage, covered, tuple(item for item in objectives if item.pk not in places))
