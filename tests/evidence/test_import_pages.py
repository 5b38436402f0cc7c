"""The import desk as a person uses it, request by request."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviewforum.evidence.actions import imports
from reviewforum.evidence.models import BatchState, Contribution, ImportBatch
from tests import build
from tests.evidence import importing as made

WORDS = "Contracts must be in a language that seasonal workers read and understand."


@pytest.fixture
def desk(client, secretariat):
    client.force_login(secretariat)
    return client


def sent(client, forum, *files, **fields):
    """Upload, with the background work done."""
    answer = made.upload(client, forum, *files, **fields)
    if answer.status_code == 302:
        imports.read_files(batch_id=made.newest().pk)
    return answer


def test_from_upload_to_receipts(desk, forum, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = made.upload(desk, forum, ("a.txt", WORDS.encode()), group="trade-unions")
    batch = made.newest()
    assert answer.status_code == 302 and batch.state == BatchState.READY
    preview = desk.get(answer.url).content.decode()
    assert "Store 1 contribution" in preview and WORDS[:60] in preview
    done = desk.post(made.page(forum, "import-confirm", batch.pk))
    row = Contribution.objects.get()
    code = re.search(r"<code dir=\"ltr\">([a-z-]+)</code>", done.content.decode())[1]
    assert done.status_code == 200 and len(code.split("-")) == 5
    assert "no-store" in done["Cache-Control"] and done["Referrer-Policy"] == "no-referrer"
    table = desk.post(made.page(forum, "import-receipts"), {"codes": f"{code} not-a-code"})
    assert table["Content-Disposition"].endswith('.csv"')
    lines = table.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2 and lines[1].startswith(f"{row.number},") and lines[1].endswith(code)
    again = desk.get(made.page(forum, "import", batch.pk)).content.decode()
    assert code not in again and "This import is stored" in again


def test_confirming_starts_the_suggestions(
    desk, forum, monkeypatch, django_capture_on_commit_callbacks
):
    asked = []
    monkeypatch.setattr(
        "reviewforum.evidence.actions.suggestions.suggest_pending",
        lambda *, forum, most=None: asked.append(forum.pk),
    )
    sent(desk, forum, ("a.txt", WORDS.encode()))
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(made.page(forum, "import-confirm", made.newest().pk))
    assert asked == [forum.pk]


def test_formulas_in_a_title_are_harmless_in_the_receipts_table(desk, forum):
    sent(desk, forum, ("a.txt", WORDS.encode()))
    item = made.newest().items.get()
    imports.describe(by=None, item=item, place=0, title="=HYPERLINK(1)")
    received = imports.confirm(by=None, batch=made.newest())
    table = desk.post(made.page(forum, "import-receipts"), {"codes": received[0].code})
    assert "'=HYPERLINK(1)" in table.content.decode()


def test_the_form_comes_back_filled_with_what_is_wrong(desk, forum):
    session = forum.stages.get(slug="consultations").sessions.first()
    answer = made.upload(
        desk, forum, ("a.txt", WORDS.encode()), session=session.pk, country="Itly", language="Frnch"
    )
    page = answer.content.decode()
    assert answer.status_code == 400 and not ImportBatch.objects.exists()
    assert "another stage" in page and "Itly" in page and "Italy (ITA)" in page
    none = desk.post(made.page(forum, "imports"), {"level": "named"})
    assert "Choose at least one file." in none.content.decode()


def test_a_file_that_is_too_large_is_named(desk, forum, settings):
    settings.MAX_UPLOAD_BYTES = 10
    answer = made.upload(desk, forum, ("big-one.txt", WORDS.encode()))
    assert answer.status_code == 400 and "big-one.txt" in answer.content.decode()


def test_who_is_not_at_the_desk_reads_why(client, forum, outsider, rapporteur):
    url = made.page(forum, "imports")
    assert "/login/" in client.get(url).url
    client.force_login(outsider)
    refused = client.get(url)
    assert refused.status_code == 403 and "secretariat" in refused.content.decode()
    assert made.upload(client, forum, ("a.txt", b"Words of mine.")).status_code == 403
    client.force_login(rapporteur)
    assert client.get(url).status_code == 200


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("import", ()), ("import-progress", ()), ("import-file", ("item",)),
        ("import-entry", ("item", 0)),
    ],
)  # fmt: skip
def test_a_colleagues_import_is_listed_but_closed(
    client, forum, secretariat, rapporteur, name, args
):
    batch = made.batch(forum, secretariat, (f"{build.SECRET_NAME}.txt", WORDS.encode()))
    client.force_login(rapporteur)
    item = batch.items.get().pk
    answer = client.get(
        made.page(forum, name, batch.pk, *(item if a == "item" else a for a in args))
    )
    assert answer.status_code == 403 and build.SECRET_NAME not in answer.content.decode()
    listed = client.get(made.page(forum, "imports")).content.decode()
    assert f"Import {batch.pk}" in listed and build.SECRET_NAME not in listed


@pytest.mark.parametrize("verb", ["pause", "resume", "discard", "confirm", "leave-broken-out"])
def test_verbs_are_refused_to_others_and_to_get(client, forum, secretariat, rapporteur, verb):
    batch = made.batch(forum, secretariat, ("a.txt", WORDS.encode()))
    url = made.page(forum, f"import-{verb}", batch.pk)
    client.force_login(rapporteur)
    assert client.post(url).status_code == 403
    client.force_login(secretariat)
    assert client.get(url).status_code == 405
    batch.refresh_from_db()
    assert batch.state == BatchState.READY


def test_an_import_of_another_forum_is_not_there(desk, forum, secretariat):
    other = build.forum("other")
    build.Role.objects.create(forum=other, user=secretariat, role="secretariat")
    batch = made.batch(other, secretariat, ("a.txt", WORDS.encode()))
    assert desk.get(made.page(forum, "import", batch.pk)).status_code == 404


def test_progress_as_json_and_as_fragment(desk, forum, secretariat):
    files = [(f"{build.SECRET_NAME}-{n}.txt", f"{WORDS} {n}".encode()) for n in range(2)]
    batch = made.batch(forum, secretariat, *files, read=False)
    url = made.page(forum, "import-progress", batch.pk)
    answer = desk.get(url)
    assert answer.json() == {"state": "reading", "done": 0, "total": 2, "percent": 0}
    assert build.SECRET_NAME not in answer.content.decode()
    fragment = desk.get(url, headers={"hx-request": "true"})
    assert "<progress" in fragment.content.decode() and "HX-Refresh" not in fragment
    page = desk.get(made.page(forum, "import", batch.pk)).content.decode()
    assert '<meta http-equiv="refresh"' in page and "Pause" in page
    imports.read_files(batch_id=batch.pk)
    assert desk.get(url, headers={"hx-request": "true"})["HX-Refresh"] == "true"


def test_pause_and_go_on_with_the_buttons(
    desk, forum, secretariat, django_capture_on_commit_callbacks
):
    batch = made.batch(forum, secretariat, ("a.txt", WORDS.encode()), read=False)
    desk.post(made.page(forum, "import-pause", batch.pk))
    page = desk.get(made.page(forum, "import", batch.pk)).content.decode()
    assert "Paused" in page and "Go on reading" in page
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(made.page(forum, "import-resume", batch.pk))
    batch.refresh_from_db()
    assert batch.state == BatchState.READY
    said = desk.post(made.page(forum, "import-resume", batch.pk), follow=True).content.decode()
    assert "Every file is read" in said


def test_reading_that_broke_off_can_be_taken_up(desk, forum, secretariat, monkeypatch):
    import datetime as dt

    batch = made.batch(forum, secretariat, ("a.txt", WORDS.encode()), read=False)
    url = made.page(forum, "import", batch.pk)
    assert "broken off" not in desk.get(url).content.decode()
    monkeypatch.setattr("reviewforum.evidence.views.imports.STALLED", dt.timedelta(0))
    page = desk.get(url).content.decode()
    assert "broken off" in page and "Go on reading" in page


def test_broken_files_are_named_and_can_be_left_out(desk, forum):
    sent(desk, forum, ("good.txt", WORDS.encode()), ("scan.pdf", b"%PDF-1.4 cut short"))
    batch = made.newest()
    page = desk.get(made.page(forum, "import", batch.pk)).content.decode()
    assert "stand in the way" in page and "scan.pdf" in page and "damaged" in page
    said = desk.post(made.page(forum, "import-confirm", batch.pk), follow=True).content.decode()
    assert "Nothing was stored" in said and not Contribution.objects.exists()
    desk.post(made.page(forum, "import-leave-broken-out", batch.pk))
    assert desk.post(made.page(forum, "import-confirm", batch.pk)).status_code == 200
    assert Contribution.objects.count() == 1


def test_a_file_received_before_says_when_and_as_what(desk, forum, secretariat):
    imports.confirm(by=secretariat, batch=made.batch(forum, secretariat, ("a.txt", WORDS.encode())))
    sent(desk, forum, ("again.txt", WORDS.encode()))
    batch = made.newest()
    page = desk.get(made.page(forum, "import", batch.pk)).content.decode()
    assert "Received before" in page and "as contribution 1" in page
    item = batch.items.get()
    desk.post(made.page(forum, "import-leave-out", batch.pk, item.pk), {"leave_out": "no"})
    item.refresh_from_db()
    assert not item.left_out


def test_columns_are_guessed_and_can_be_changed(desk, forum):
    sent(desk, forum, ("q.csv", made.CSV.encode()))
    batch = made.newest()
    item = batch.items.get()
    url = made.page(forum, "import-file", batch.pk, item.pk)
    page = desk.get(url).content.decode()
    assert re.search(r'name="column2".*?value="group" selected', page, re.DOTALL)
    assert "Such as: Lamp Union" in page
    columns = {f"column{n}": "" for n in range(7)}
    wrong = desk.post(url + "columns/", {**columns, "column0": "name", "column1": "name"})
    assert wrong.status_code == 400
    text = wrong.content.decode()
    assert "No column holds the text" in text and "More than one column" in text
    desk.post(url + "columns/", {**columns, "column5": "text", "column1": "name", "separate": "no"})
    item.refresh_from_db()
    assert [entry["name"] for entry in item.entries] == ["Lamp Union", "Harbour Aid"]
    assert {entry["group"] for entry in item.entries} == {""}


def test_what_stands_in_a_file_is_never_markup(desk, forum):
    evil = "<script>alert(1)</script>"
    rows = f"{evil},Statement\n{evil},{evil} said that wages are late in each season.\n"
    sent(desk, forum, (f"{evil}.csv", rows.encode()), ("t.vtt", made.VTT.encode()))
    batch = made.newest()
    item = batch.items.first()
    for url in (
        made.page(forum, "import", batch.pk),
        made.page(forum, "import-file", batch.pk, item.pk),
        made.page(forum, "import-entry", batch.pk, item.pk, 0),
    ):
        page = desk.get(url).content.decode()
        assert "alert(1)" in page and "<script>alert" not in page


def test_unknown_words_of_a_table_are_explained_once_for_all_rows(desk, forum):
    rows = made.CSV.replace("Syndicats", "Guild").replace("NGO", "Guild").replace("ESP", "Spaniel")
    sent(desk, forum, ("q.csv", rows.encode()))
    batch = made.newest()
    item = batch.items.get()
    url = made.page(forum, "import-file", batch.pk, item.pk)
    page = desk.get(url).content.decode()
    assert "Row 2: “Guild”" in page and "trade-unions" in page and "Row 3: “Spaniel”" in page
    form = dict(re.findall(r'name="(word-[0-9a-f]+)"[^>]*?(?:list="(states)")?', page))
    assert len(form) == 2
    group = next(name for name in form if f'<select name="{name}"' in page)
    country = next(name for name in form if name != group)
    wrong = desk.post(url + "values/", {group: "trade-unions", country: "Spainn"})
    assert wrong.status_code == 400 and "Spain (ESP)" in wrong.content.decode()
    desk.post(url + "values/", {group: "trade-unions", country: "Испания"})
    item.refresh_from_db()
    assert [entry["group"] for entry in item.entries] == ["trade-unions"] * 2
    assert [entry["country"] for entry in item.entries] == ["ITA", "ESP"] and not item.errors


def test_speakers_are_mapped_on_the_page(desk, forum):
    sent(desk, forum, ("t.vtt", made.VTT.encode()))
    batch = made.newest()
    item = batch.items.get()
    url = made.page(forum, "import-file", batch.pk, item.pk)
    assert "Who the speakers are" in desk.get(url).content.decode()
    data = {}
    for place in range(3):
        data |= {f"s{place}-level": "group", f"s{place}-group": "migrants", f"s{place}-name": "N"}
    bad = desk.post(url + "speakers/", {**data, "s0-country": "Nowhereland"})
    assert bad.status_code == 400 and "Nowhereland" in bad.content.decode()
    assert "What you wrote is kept" in bad.content.decode()
    desk.post(url + "speakers/", {**data, "s1-leave_out": "on", "s2-leave_out": "on"})
    item.refresh_from_db()
    assert {entry["speaker"] for entry in item.entries} == {"Ana Example (Lamp Union)"}
    assert item.entries[0]["group"] == "migrants" and item.entries[0]["level"] == "group"


def test_one_contribution_is_corrected_on_its_page(desk, forum):
    sent(desk, forum, ("p.pdf", made.pdf("Wages are late in farming.", "Permits take a year.")))
    batch = made.newest()
    item = batch.items.get()
    url = made.page(forum, "import-entry", batch.pk, item.pk, 0)
    assert "p. 2" in desk.get(url).content.decode()
    wrong = desk.post(url, {"level": "named", "country": "Atlantis", "language": "en"})
    assert wrong.status_code == 400 and "Atlantis" in wrong.content.decode()
    desk.post(
        url, {"level": "named", "body": "Lamp Union", "country": "Italie", "language": "français"}
    )
    item.refresh_from_db()
    entry = item.entries[0]
    assert (entry["body"], entry["country"], entry["language"]) == ("Lamp Union", "ITA", "fr")
    assert [piece[2] for piece in entry["pieces"]][-1] == 2
    assert desk.get(made.page(forum, "import-entry", batch.pk, item.pk, 9)).status_code == 404


def test_secrets_of_a_file_reach_no_public_page(client, desk, forum):
    rows = (
        f"{made.HEAD}\n{build.SECRET_NAME},{build.SECRET_BODY},NGO,ESP,confidential,"
        f"They held my passport for the whole season.,{build.SECRET_EMAIL}\n"
    )
    vtt = made.VTT.replace("Ana Example (Lamp Union)", f"{build.SECRET_NAME} ({build.SECRET_BODY})")
    sent(
        desk,
        forum,
        (f"{build.SECRET_NAME}.csv", rows.encode()),
        ("t.vtt", vtt.encode()),
        ("m.eml", made.eml("Our input on wages and their payment.", sender=build.SECRET_EMAIL)),
        level="group",
        group="migrants",
        published="on",
    )
    desk.post(made.page(forum, "import-confirm", made.newest().pk))
    assert Contribution.objects.count() == 4
    client.logout()
    pages = [made.page(forum, "evidence"), made.page(forum, "books")]
    pages += [made.page(forum, "contribution", n) for n in range(1, 5)]
    answers = [client.get(url) for url in pages]
    assert [answer.status_code for answer in answers] == [200, 200, 404, 200, 200, 200]
    for answer in answers:
        assert not [secret for secret in made.SECRETS if secret in answer.content.decode()]


def test_pages_take_the_same_queries_for_one_and_three(desk, forum, secretariat):
    def queries(*urls):
        with CaptureQueriesContext(connection) as found:
            for url in urls:
                assert desk.get(url).status_code == 200
        return len(found)

    def urls(batch):
        return (
            made.page(forum, "imports"),
            made.page(forum, "import", batch.pk),
            made.page(forum, "import-file", batch.pk, batch.items.first().pk),
        )

    files = [(f"{n}.txt", f"{WORDS} {n}".encode()) for n in range(4)]
    one = made.batch(forum, secretariat, files[0])
    first = queries(*urls(one))
    three = made.batch(forum, secretariat, *files[1:])
    made.batch(forum, secretariat, files[0])
    assert queries(*urls(three)) == first
    assert first <= 45
