"""One's account, and the list of States."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviewforum.people.actions import load_states
from reviewforum.people.models import State, User
from reviewforum.people.reader import protocol_order, read_states
from tests import build


def test_account_asks_for_a_sign_in(client, db):
    assert client.get("/account/")["Location"].startswith("/account/login/")


def test_name_and_language_are_kept_and_take_effect(client, outsider):
    client.force_login(outsider)
    answer = client.post("/account/", {"name": "A colleague", "language": "fr"}, follow=True)
    outsider.refresh_from_db()
    assert (outsider.name, outsider.language) == ("A colleague", "fr")
    assert '<html lang="fr"' in answer.content.decode()


def test_signing_in_elsewhere_brings_the_language_along(client, outsider, mailoutbox):
    User.objects.filter(pk=outsider.pk).update(language="ru")
    client.post("/account/login/code/", {"email": outsider.email})
    code = re.search(r"^[A-Z0-9-]{6,9}$", mailoutbox[0].body, re.MULTILINE)[0]
    client.post("/account/login/code/confirm/", {"code": code})
    assert '<html lang="ru"' in client.get("/account/").content.decode()


def test_leaving_the_language_to_the_browser(client, outsider):
    client.force_login(outsider)
    client.post("/account/", {"name": "", "language": "ru"})
    client.post("/account/", {"name": "", "language": ""})
    page = client.get("/account/", headers={"accept-language": "es"}).content.decode()
    assert '<html lang="es"' in page


def test_a_language_the_site_lacks_is_refused(client, outsider):
    client.force_login(outsider)
    answer = client.post("/account/", {"name": "Kept", "language": "xx"})
    assert answer.status_code == 200 and 'value="Kept"' in answer.content.decode()
    outsider.refresh_from_db()
    assert (outsider.name, outsider.language) == ("", "")


def test_account_shows_ones_own_roles_only(client, forum, rapporteur, secretariat):
    client.force_login(rapporteur)
    page = client.get("/account/").content.decode()
    assert "Rapporteur" in page and "Secretariat</p>" not in page


def test_states_stand_in_protocol_order_with_footnotes(client, db):
    load_states(by=None)
    page = client.get("/states/").content.decode()
    names = [state.names["en"] for state in protocol_order(read_states())]
    places = [page.index(f'<th scope="row">{build_html(name)}') for name in names]
    assert places == sorted(places)
    assert "Security Council resolution 1244" in page


def test_a_states_footnote_is_numbered_and_led_to(client, db):
    load_states(by=None)
    State.objects.filter(iso3__in=["CHE", "ALB"]).update(footnotes={"n": {"en": "A note."}})
    page = client.get("/states/").content.decode()
    assert page.count('href="#note-1"') == 2 and '<li id="note-1">1. A note.</li>' in page


def build_html(name):
    from django.utils.html import escape

    return escape(name)


def test_states_of_one_region(client, db):
    load_states(by=None)
    page = client.get("/states/?region=unece").content.decode()
    assert "Switzerland" in page and "Kenya" not in page
    assert page.count('<th scope="row">') == 56
    assert "No State here" in client.get("/states/?region=atlantis").content.decode()


@pytest.mark.parametrize("language", ["ar", "zh-hans"])
def test_states_in_other_scripts(client, db, language):
    load_states(by=None)
    client.cookies["language"] = language
    assert {"ar": "سويسرا", "zh-hans": "瑞士"}[language] in client.get("/states/").content.decode()


def test_states_take_a_fixed_number_of_queries(client, db):
    load_states(by=None)
    counts = []
    for path in ("/states/?region=unece", "/states/"):
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 4


def test_roles_take_a_fixed_number_of_queries(client, forum):
    user = build.user(forum, "rapporteur")
    client.force_login(user)
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get("/account/")
        counts.append(len(queries))
        build.forum(f"other-{number}").roles.create(user=user, role="reader")
    assert counts[0] == counts[1]
