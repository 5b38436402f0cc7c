"""Lists and single objects agree on what may be seen, for every role and every state."""

import itertools

import pytest
from django.contrib.auth.models import AnonymousUser

from reviewforum.evidence.models import Contribution, Level, Passage
from reviewforum.forums.models import RoleName
from tests import build


@pytest.fixture
def world(forum):
    """A contribution in each combination of level, publication and status."""
    cases = itertools.product(Level.values, (True, False), ("pending", "coded", "set-aside"))
    for number, (level, published, status) in enumerate(cases):
        made = build.contribution(forum, f"Words number {number}.", body=f"B{number}", level=level)
        reason = "off-topic" if status == "set-aside" else ""
        Contribution.objects.filter(pk=made.pk).update(
            published=published, status=status, set_aside_code=reason
        )
    return forum


def viewers(forum):
    yield "anonymous", AnonymousUser()
    yield "outsider", build.user(email="o@example.org")
    for role in RoleName.values:
        yield role, build.user(forum, role, email=f"{role}@example.org")


DESK = {"secretariat", "rapporteur", "moderator"}


def test_every_page_of_a_contribution_agrees_with_the_list(client, world):
    for name, user in viewers(world):
        if name != "anonymous":
            client.force_login(user)
        seen = set(Contribution.objects.visible_to(user).values_list("number", flat=True))
        for row in Contribution.objects.all():
            answer = client.get(f"/f/{world.slug}/contributions/{row.number}/")
            assert (answer.status_code == 200) == (row.number in seen), (
                name,
                row.level,
                row.status,
            )


def test_every_page_of_a_passage_agrees_with_the_list(client, world):
    for name, user in viewers(world):
        if name != "anonymous":
            client.force_login(user)
        seen = set(Passage.objects.visible_to(user).values_list("pk", flat=True))
        for row in Passage.objects.all():
            answer = client.get(f"/f/{world.slug}/passages/{row.pk}/")
            assert (answer.status_code == 200) == (row.pk in seen), (name, row.pk)


def test_who_sees_what(world):
    """The rule itself, written out once more by hand."""
    for name, user in viewers(world):
        for row in Contribution.objects.all():
            allowed = name in DESK or (
                row.published and row.level != "confidential" and row.status != "set-aside"
            )
            assert Contribution.objects.visible_to(user).filter(pk=row.pk).exists() == allowed


def test_within_a_forum_and_overall_are_the_same(world):
    for name, user in viewers(world):
        overall = set(Passage.objects.visible_to(user).filter(forum=world))
        assert overall == set(Passage.objects.visible_in(world, user)), name
