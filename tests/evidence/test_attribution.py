"""One function decides what a viewer sees of a speaker."""

import itertools

import pytest

from reviewforum.evidence.attribution import Clearance, clearance, fields_shown, shown
from reviewforum.evidence.models import Level
from tests import build

PUBLIC, DESK, OFFICER = Clearance.PUBLIC, Clearance.DESK, Clearance.OFFICER


@pytest.mark.parametrize(
    ("level", "viewer", "parts"),
    [
        ("named", PUBLIC, "name body group country"),
        ("organisation", PUBLIC, "body group country"),
        ("group", PUBLIC, "group"),
        ("confidential", PUBLIC, ""),
        ("organisation", DESK, "body group country"),
        ("group", DESK, "group country"),
        ("confidential", DESK, "group"),
        ("confidential", OFFICER, "name body group country"),
    ],
)
def test_the_table_of_the_rule(level, viewer, parts):
    assert fields_shown(level, viewer) == frozenset(parts.split())


def test_more_clearance_never_shows_less_and_a_lower_level_never_more():
    for level in Level.values:
        assert (
            fields_shown(level, PUBLIC) <= fields_shown(level, DESK) <= fields_shown(level, OFFICER)
        )
    for viewer in Clearance:
        sets = [fields_shown(level, viewer) for level in Level.values]
        assert all(closed <= opened for opened, closed in itertools.pairwise(sets))


def test_clearance_follows_the_role(forum, secretariat, rapporteur, outsider):
    assert clearance(secretariat, forum.pk) == OFFICER
    assert clearance(rapporteur, forum.pk) == DESK
    assert clearance(outsider, forum.pk) == PUBLIC


@pytest.mark.parametrize("viewer", [PUBLIC, DESK])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_confidential_label_holds_nothing_of_the_speaker(forum, viewer, language):
    seen = shown(build.secret(forum), viewer, language)
    for secret in (build.SECRET_NAME, build.SECRET_BODY, build.SECRET_EMAIL, "Spain", "إسبانيا"):
        assert secret not in repr(seen)


def test_printing_an_object_prints_no_person(forum):
    made = build.secret(forum)
    text = f"{made} {made!r} {made.contributor} {made.contributor!r} {made.passages.all()}"
    assert build.SECRET_NAME not in text and build.SECRET_BODY not in text
