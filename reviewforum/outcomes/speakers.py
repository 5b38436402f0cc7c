"""Contributions with what is needed to show who spoke where, in a few queries.

A join would make a group, a country, a stage and a session anew for each of thousands of rows; they
are few, so they are read once and shared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reviewforum.evidence.models import Contribution
from reviewforum.forums.models import Session, Stage
from reviewforum.frameworks.models import StakeholderGroup
from reviewforum.people.models import State


def attach(contributions: Iterable[Contribution], places: bool = True) -> None:
    """Give the contributions, loaded with their contributor, group and country; with `places` also
    stage and session. Two to four queries.
    """
    rows = list(contributions)
    people = [row.contributor for row in rows]
    groups = StakeholderGroup.objects.in_bulk(_keys(one.group_id for one in people))
    countries = State.objects.in_bulk(_keys(one.country_id for one in people))
    for one in people:
        one.group = groups.get(one.group_id) if one.group_id else None
        one.country = countries.get(one.country_id) if one.country_id else None
    if places:
        _places(rows)


def _places(rows: Sequence[Contribution]) -> None:
    stages = Stage.objects.in_bulk(_keys(row.stage_id for row in rows))
    sessions = Session.objects.in_bulk(_keys(row.session_id for row in rows))
    for row in rows:
        row.stage = stages[row.stage_id]
        row.session = sessions.get(row.session_id) if row.session_id else None


def _keys(given: Iterable[int | None]) -> list[int]:
    return sorted({key for key in given if key is not None})
