"""Putting States and regions into the database; what one says about oneself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from reviewforum.common.errors import NotPossible
from reviewforum.common.log import record
from reviewforum.people.models import Region, State, User
from reviewforum.people.reader import StateData, read_regions, read_states


@transaction.atomic
def load_states(*, by: Any) -> None:
    """Load or refresh States and regions from the data files. Raises StateDataError."""
    known = {state.iso3: state for state in State.objects.all()}
    rows = [_state(data, known.get(data.iso3)) for data in read_states()]
    State.objects.bulk_create([row for row in rows if row.pk is None])
    State.objects.bulk_update(
        [row for row in rows if row.pk], ["names", "formal", "sort_names", "footnotes", "member"]
    )
    _regions()
    record(by=by, verb="people.load_states", target="people.state", count=len(rows))


def _state(data: StateData, row: State | None) -> State:
    row = row or State(iso3=data.iso3)
    row.iso2, row.m49, row.formal = data.iso2, data.m49, data.formal or ""
    row.names, row.sort_names = dict(data.names), dict(data.sort)
    row.footnotes = {note.key: dict(note.text) for note in data.footnotes}
    row.member = data.status == "member"
    return row


def _regions() -> None:
    states = {state.iso3: state for state in State.objects.all()}
    for data in read_regions():
        region, _made = Region.objects.update_or_create(
            slug=data.key,
            defaults={"names": dict(data.region), "source": (data.source or "")[:200]},
        )
        region.members.set([states[iso3] for iso3 in data.members or ()])


@transaction.atomic
def set_preferences(*, by: User, name: str, language: str) -> None:
    """Change one's own name and language. Raises NotPossible for a language the site lacks."""
    if language and language not in dict(settings.LANGUAGES):
        raise NotPossible(_("The site is not offered in this language."))
    User.objects.filter(pk=by.pk).update(name=name.strip(), language=language)
    record(by=by, verb="people.set_preferences", target=by)
