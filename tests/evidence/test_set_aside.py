"""Verbs on a whole contribution: set aside, restore, withdraw, attribution, translation."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from reviewforum.common.errors import NotPossible
from reviewforum.common.models import LogEntry
from reviewforum.evidence.actions.coding import decide_all, set_aside_passage
from reviewforum.evidence.actions.contributions import (
    add_translation,
    lower_attribution,
    open_to_readers,
    raise_attribution,
    restore,
    set_aside,
    withdraw,
)
from reviewforum.evidence.models import Contribution
from tests import build
from tests.evidence.coders import code, holds, passage, status
from tests.evidence.test_passages import two


@pytest.fixture
def contributor(forum):
    """Has an account and a contribution."""
    return build.user(forum, "contributor")


def level(row):
    row.refresh_from_db()
    return row.level


# --- set aside, restore -------------------------------------------------------------------------
def test_set_aside_with_its_passages_and_back(forum, rapporteur):
    row = passage(forum)
    decide_all(by=rapporteur, passage=row, applied=[code(forum, 6)])
    made = row.contribution
    set_aside(by=rapporteur, contribution=made, code="duplicate", reason=" See no. 4. ")
    assert status(made) == status(row) == "set-aside" and holds(row) == {}
    assert (made.set_aside_reason, made.set_aside_by) == ("See no. 4.", rapporteur)
    restore(by=rapporteur, contribution=made)
    assert status(made) == status(row) == "coded" and holds(row) == {"6": False}
    assert (made.set_aside_code, made.set_aside_at) == ("", None)


def test_passages_set_aside_one_by_one_stay_so(forum, rapporteur):
    first, second = two(forum)
    set_aside_passage(by=rapporteur, passage=first, code="no-substance")
    made = first.contribution
    set_aside(by=rapporteur, contribution=made, code="off-topic")
    assert (status(first), first.set_aside_code) == ("set-aside", "no-substance")
    restore(by=rapporteur, contribution=made)
    assert (status(first), status(second), status(made)) == ("set-aside", "pending", "pending")


def test_setting_aside_is_refused(forum, rapporteur, outsider, contributor):
    made = build.contribution(forum, user=contributor)
    for stranger in (outsider, contributor, AnonymousUser()):
        with pytest.raises(PermissionDenied, match="desk"):
            set_aside(by=stranger, contribution=made, code="off-topic")
    for reason in ("", "nonsense", "withdrawn"):
        with pytest.raises(NotPossible, match="Choose a reason"):
            set_aside(by=rapporteur, contribution=made, code=reason)
    with pytest.raises(NotPossible, match="in words"):
        set_aside(by=rapporteur, contribution=made, code="other", reason="  ")
    assert status(made) == "pending"
    set_aside(by=rapporteur, contribution=made, code="other", reason="Sent by mistake.")
    with pytest.raises(NotPossible, match="already"):
        set_aside(by=rapporteur, contribution=made, code="off-topic")


def test_restoring_is_refused(forum, rapporteur, secretariat, outsider):
    row = passage(forum)
    made = row.contribution
    with pytest.raises(NotPossible, match="not set aside"):
        restore(by=rapporteur, contribution=made)
    set_aside_passage(by=rapporteur, passage=row, code="off-topic")
    with pytest.raises(NotPossible, match="one by one"):
        restore(by=rapporteur, contribution=made)
    with pytest.raises(PermissionDenied, match="desk"):
        restore(by=outsider, contribution=made)
    withdraw(by=secretariat, contribution=made)
    with pytest.raises(NotPossible, match="withdrew"):
        restore(by=rapporteur, contribution=made)


# --- withdraw -----------------------------------------------------------------------------------
def test_withdrawing_takes_the_words_away_at_once(forum, contributor, secretariat):
    for row, by, receipt in (
        (build.contribution(forum, "One.", body="A", user=contributor), contributor, ""),
        (build.contribution(forum, "Two.", body="B"), secretariat, ""),
        (received := build.contribution(forum, "Three.", body="C"), AnonymousUser(), None),
    ):
        code = received.code if receipt is None else receipt
        withdraw(by=by, contribution=row, receipt=code)
        assert (status(row), row.set_aside_code) == ("set-aside", "withdrawn")
        assert not row.passages.visible_to(AnonymousUser()).exists()


def test_withdrawing_is_the_contributors(forum, rapporteur, outsider, secretariat):
    made = build.contribution(forum, "One.", body="A")
    other = build.contribution(forum, "Two.", body="B")
    for stranger, receipt in (
        (rapporteur, ""), (outsider, ""), (AnonymousUser(), ""), (AnonymousUser(), other.code),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied, match="contributor"):
            withdraw(by=stranger, contribution=made, receipt=receipt)
    withdraw(by=secretariat, contribution=made)
    with pytest.raises(NotPossible, match="already"):
        withdraw(by=secretariat, contribution=made)


def test_what_the_desk_set_aside_can_still_be_withdrawn(forum, secretariat):
    row = passage(forum)
    set_aside(by=secretariat, contribution=row.contribution, code="off-topic")
    withdraw(by=secretariat, contribution=row.contribution)
    assert (status(row), row.set_aside_code) == ("set-aside", "withdrawn")


# --- attribution --------------------------------------------------------------------------------
def test_less_is_shown_at_once(forum, secretariat, contributor):
    made = build.contribution(forum, user=contributor)
    lower_attribution(by=secretariat, contribution=made, level="organisation")
    assert level(made) == "organisation"
    lower_attribution(by=contributor, contribution=made, level="group")
    assert level(made) == "group"
    lower_attribution(
        by=AnonymousUser(), contribution=made, level="confidential", receipt=made.code
    )
    assert level(made) == "confidential"


def test_showing_less_is_refused(forum, rapporteur, secretariat, outsider):
    made = build.contribution(forum, level="group")
    for stranger in (rapporteur, outsider, AnonymousUser()):
        with pytest.raises(PermissionDenied, match="contributor"):
            lower_attribution(by=stranger, contribution=made, level="confidential")
    for wrong in ("group", "named"):
        with pytest.raises(NotPossible, match="as much as now"):
            lower_attribution(by=secretariat, contribution=made, level=wrong)
    with pytest.raises(NotPossible, match="no such level"):
        lower_attribution(by=secretariat, contribution=made, level="secret")
    assert level(made) == "group"


def test_more_is_shown_by_the_contributor_alone(forum, secretariat, rapporteur, contributor):
    made = build.contribution(forum, level="confidential", user=contributor)
    for stranger in (secretariat, rapporteur, AnonymousUser()):
        with pytest.raises(PermissionDenied, match="Only the contributor"):
            raise_attribution(by=stranger, contribution=made, level="named")
    raise_attribution(by=contributor, contribution=made, level="group")
    raise_attribution(by=AnonymousUser(), contribution=made, level="named", receipt=made.code)
    assert level(made) == "named"
    with pytest.raises(NotPossible, match="as little as now"):
        raise_attribution(by=contributor, contribution=made, level="group")
    with pytest.raises(NotPossible, match="no such level"):
        raise_attribution(by=contributor, contribution=made, level="")


# --- readers, translations ----------------------------------------------------------------------
def test_opening_to_readers(forum, rapporteur, outsider):
    made = build.contribution(forum, published=False)
    open_to_readers(by=rapporteur, contribution=made, published=True)
    assert Contribution.objects.public().filter(pk=made.pk).exists()
    with pytest.raises(PermissionDenied, match="desk"):
        open_to_readers(by=outsider, contribution=made, published=False)


def test_a_translation_is_added_beside_the_original(forum, rapporteur, outsider):
    made = build.contribution(forum, "Los salarios no se pagan.", language="es")
    human = add_translation(by=rapporteur, contribution=made, language="en", body="Not paid.")
    machine = add_translation(
        by=rapporteur, contribution=made, language="fr", body="Pas payé.", model="m1"
    )
    assert [(t.number, t.kind) for t in (human, machine)] == [(2, "human"), (3, "machine")]
    assert made.texts.get(number=1).body == "Los salarios no se pagan."
    with pytest.raises(PermissionDenied, match="desk"):
        add_translation(by=outsider, contribution=made, language="ru", body="Нет.")
    with pytest.raises(NotPossible, match="needs words"):
        add_translation(by=rapporteur, contribution=made, language="ru", body=" ")
    with pytest.raises(NotPossible, match="language of the original"):
        add_translation(by=rapporteur, contribution=made, language="es", body="Otra vez.")


def test_the_log_tells_no_words(forum, secretariat):
    made = build.secret(forum)
    set_aside(by=secretariat, contribution=made, code="other", reason=build.SECRET_NAME)
    restore(by=secretariat, contribution=made)
    add_translation(by=secretariat, contribution=made, language="fr", body=build.SECRET_BODY)
    withdraw(by=secretariat, contribution=made)
    entries = LogEntry.objects.filter(target=f"evidence.contribution:{made.pk}")
    assert entries.count() == 4
    told = str(list(entries.values_list("data", flat=True)))
    assert build.SECRET_NAME not in told and build.SECRET_BODY not in told
