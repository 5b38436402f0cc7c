"""What forums review against, as a page."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviewforum.frameworks.actions import load_framework
from tests import build


def test_list_without_any_says_how_to_load_one(client, db):
    build.no_framework()
    assert "load_framework gcm" in client.get("/frameworks/").content.decode()


def test_list_counts_objectives(client, db):
    build.gcm()
    load_framework(by=None, source="sdg")
    page = client.get("/frameworks/").content.decode()
    assert "23 objectives" in page and "17 objectives" in page


def test_framework_marks_what_is_no_official_wording(client, db):
    build.gcm()
    english = client.get("/frameworks/gcm/").content.decode()
    assert "Manage borders in an integrated" in english
    assert "Not an official translation" not in english
    client.cookies["language"] = "fr"
    french = client.get("/frameworks/gcm/").content.decode()
    assert french.count("<abbr") == 23 and 'lang="fr"' in french


def test_framework_holds_principles_and_groups(client, db):
    build.gcm()
    page = client.get("/frameworks/gcm/").content.decode()
    assert "Trade unions" in page and 'id="principles"' in page
    assert ">States<" not in page.split('id="groups"')[1].split("</section>")[0]


def test_unknown_framework(client, db):
    assert client.get("/frameworks/nope/").status_code == 404


def test_fixed_number_of_queries(client, db):
    build.gcm()
    load_framework(by=None, source="sdg")
    counts = []
    for slug in ("gcm", "sdg"):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/frameworks/{slug}/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 5
