"""Published pages and files: what is in them for everyone, and what never is."""

from __future__ import annotations

import io
import json
import re
import tomllib
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reviewforum.common.localized import UN_LANGUAGES
from reviewforum.evidence.actions.contributions import (
    add_translation,
    lower_attribution,
    set_aside,
    withdraw,
)
from reviewforum.evidence.models import Contribution, Passage
from reviewforum.outcomes.actions.corrigenda import correct
from reviewforum.outcomes.actions.publication import publish
from reviewforum.outcomes.actions.sentences import add_sentence
from reviewforum.outcomes.exports import TYPES, export
from reviewforum.outcomes.method import method_note
from reviewforum.outcomes.reading import State, read
from tests import build
from tests.outcomes import desk
from tests.outcomes.published import FEES, cite, published, ready

pytestmark = pytest.mark.django_db
METHOD = Path(__file__).parents[2] / "reviewforum/outcomes/data/method.toml"
UNION = "Field Workers' Union"
FRAIS = "Les recruteurs ne doivent jamais faire payer de frais aux travailleurs migrants."
THREAT = "They threatened to call the police"


def page(client, version, **query):
    address = reverse("report", args=[version.report.forum.slug, version.report.slug])
    return client.get(address, query)


def read_pdf(data):
    """The words of every page, and what the file says of itself."""
    document = pypdfium2.PdfDocument(data)
    pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    about = [str(value) for value in document.get_metadata_dict().values()]
    return " ".join(" ".join([*pages, *about]).split())


def read_docx(data):
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


READERS = {"pdf": read_pdf, "docx": read_docx, "html": bytes.decode, "json": bytes.decode}


def text_of(version, form, language=None):
    return READERS[form](export(version, form, language).data)


def everything(client, version):
    """Every output of a version, by name."""
    shown = page(client, version).content.decode()
    files = {form: text_of(version, form) for form in TYPES}
    return {"page": shown, **files}


@pytest.fixture
def version(forum, rapporteur):
    return published(rapporteur, forum)


def test_a_page_shows_sentence_note_and_who_said_it(client, version):
    text = page(client, version).content.decode()
    key = version.sentences.get().key
    for expected in (
        "A trade union asked for an end to fees.",
        FEES,
        "Field Workers&#x27; Union, Italy",
        'href="#note-1"',
        'href="#p1"',
        f"/sentences/{key}/",
        "Version 1",
        "Every sentence of this report cites the passages it rests on.",
        "at least 6",
        f"/reports/{version.report.slug}/1/",
    ):
        assert expected in text, expected


@pytest.mark.parametrize("form", sorted(TYPES))
def test_every_file_holds_the_same(version, form):
    text = text_of(version, form)
    name = UNION.replace("'", "&#x27;") if form == "html" else UNION
    for expected in ("A trade union asked for an end to fees.", "Recruiters must never", name):
        assert expected in text, expected


@pytest.mark.parametrize("form", sorted(TYPES))
def test_the_same_version_gives_the_same_bytes(version, form):
    assert export(version, form).data == export(version, form).data


@pytest.mark.parametrize("form", sorted(TYPES))
def test_downloads_say_what_they_are(client, version, form):
    address = reverse("report-download", args=[version.report.forum.slug, version.report.slug, 1])
    answer = client.get(address, {"format": form, "language": "fr"})
    assert answer.status_code == 200
    assert answer["Content-Type"] == TYPES[form]
    name = f"unece-2024-summary-report-v1-fr.{form}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    for wrong in ({"format": "exe"}, {"format": form, "language": "de"}):
        assert client.get(address, wrong).status_code == 404


# --- attribution --------------------------------------------------------------------------------


def secretive(forum, rapporteur):
    """A published report that cites a confidential contribution beside a named one."""
    report = desk.draft(rapporteur, forum, "Some spoke of threats. A trade union asked for wages.")
    cite(rapporteur, report, build.secret(forum), 0)
    cite(rapporteur, report, build.contribution(forum, FEES), 1)
    return publish(by=rapporteur, report=report)


def test_secrets_are_in_no_output(client, forum, rapporteur, secretariat):
    version = secretive(forum, rapporteur)
    client.force_login(secretariat)  # clearance of the reader changes nothing in what is published
    for name, text in everything(client, version).items():
        for secret in (build.SECRET_NAME, build.SECRET_BODY, build.SECRET_EMAIL, THREAT, "Spain"):
            assert secret not in text, (name, secret)
        assert "A confidential contribution" in text, name


def test_a_confidential_contributor_is_counted_only_among_enough(forum, rapporteur):
    version = secretive(forum, rapporteur)
    rows = {group["name"]: group for group in json.loads(text_of(version, "json"))["annex"]}
    assert {name: row["count"] for name, row in rows.items()} == {"Trade unions": 1}
    for number in range(2):
        build.contribution(forum, FEES, body=f"B{number}", group="media", level="confidential")
    version = publish(by=rapporteur, report=_changed(rapporteur, version.report))
    rows = {group["name"]: group for group in json.loads(text_of(version, "json"))["annex"]}
    assert {name: row["count"] for name, row in rows.items()} == {
        "Trade unions": 1,
        "Confidential contributors whose group is not told": 3,
    }
    assert rows["Trade unions"]["contributors"] == ["Field Workers' Union, Italy"]


def _changed(rapporteur, report):
    """The draft with one more cited sentence, and what is unheard waived."""
    paragraph = desk.sentences(report)[0].paragraph
    add_sentence(by=rapporteur, paragraph=paragraph, text="A trade union said so twice.")
    cite(rapporteur, report, build.contribution(report.forum, "Pay wages."), -1)
    return report


def test_three_confidential_of_a_group_are_counted_there(forum, rapporteur):
    report = ready(rapporteur, forum)
    for number in range(3):
        build.contribution(forum, FEES, body=f"B{number}", group="media", level="confidential")
    version = publish(by=rapporteur, report=report)
    annex = json.loads(text_of(version, "json"))["annex"]
    media = next(group for group in annex if group["name"].startswith("Media"))
    assert (media["count"], media["contributors"], media["unlisted"]) == (3, [], 3)


def test_a_lowered_attribution_takes_effect_at_once(client, version, secretariat):
    said = Contribution.objects.get()
    lower_attribution(by=secretariat, contribution=said, level="group")
    for name, text in everything(client, version).items():
        assert "Field Workers" not in text, name
        assert "A trade union" in text, name
        assert "Recruiters must never" in text, name
    said.refresh_from_db()
    lower_attribution(by=secretariat, contribution=said, level="confidential")
    for name, text in everything(client, version).items():
        assert "Recruiters must never" not in text, name


def test_withdrawn_words_are_gone(client, version, secretariat):
    withdraw(by=secretariat, contribution=Contribution.objects.get())
    for name, text in everything(client, version).items():
        assert "Recruiters must never" not in text, name
        assert "Field Workers" not in text, name
        assert "ithdrawn" in text, name


def test_set_aside_words_are_gone(client, version, secretariat):
    set_aside(by=secretariat, contribution=Contribution.objects.get(), code="consent", reason="-")
    for name, text in everything(client, version).items():
        assert "Recruiters must never" not in text, name
        assert "Set aside after it was cited" in text, name


@pytest.mark.parametrize("level", ["named", "organisation", "group", "confidential"])
@pytest.mark.parametrize("aside", ["", "withdrawn", "off-topic"])
@pytest.mark.parametrize("opened", [True, False])
def test_words_are_shown_exactly_where_the_passage_may_be_read(version, level, aside, opened):
    Contribution.objects.update(
        level=level,
        published=opened,
        set_aside_code=aside,
        status="set-aside" if aside else "coded",
    )
    note = read(version).notes[0]
    visible = Passage.objects.visible_to(None).exists()
    assert (note.state == State.OPEN) == visible == bool(note.quotation)


def test_whoever_shows_a_group_is_not_found_by_the_minute(forum, rapporteur):
    version = published(rapporteur, forum, at=forum.stages.get(slug="consultations"))
    Passage.objects.update(start_seconds=845)
    assert read(version).notes[0].source == "Consultations, 00:14:05"
    Contribution.objects.update(level="group")
    assert read(version).notes[0].source == "Consultations"


# --- languages ----------------------------------------------------------------------------------


def test_a_translation_stands_beside_the_words(client, forum, rapporteur, secretariat):
    report = desk.draft(rapporteur, forum, "A trade union asked for an end to fees.")
    cite(rapporteur, report, build.contribution(forum, FRAIS, language="fr"))
    version = publish(by=rapporteur, report=report)
    said = Contribution.objects.get()
    add_translation(by=secretariat, contribution=said, language="en", body="In English.", model="m")
    note = read(version).notes[0]
    assert (note.translation.text, note.translation.machine) == ("In English.", True)
    assert "machine translation, not reviewed" in text_of(version, "docx")
    add_translation(by=secretariat, contribution=said, language="en", body="By a person.")
    text = page(client, version).content.decode()
    assert '<blockquote lang="fr" dir="ltr">Les recruteurs' in text
    assert "By a person." in text and "In English." not in text
    assert read(version, "ru").notes[0].translation is None


@pytest.mark.parametrize("language", ["fr", "ru", "es", "ar", "zh"])
def test_labels_follow_the_reader_and_content_the_report(version, language):
    data = json.loads(text_of(version, "json", language))
    assert data["language"] == language
    assert data["sections"][0]["paragraphs"][0]["sentences"][0]["language"] == "en"
    assert "Every sentence" not in data["method_note"]["paragraphs"][0]
    assert text_of(version, "pdf", language)


def test_an_arabic_report_runs_from_right_to_left(client, forum, rapporteur):
    report = desk.draft(rapporteur, forum, "دعت نقابة عمالية إلى إلغاء الرسوم.", language="ar")
    cite(rapporteur, report, build.contribution(forum, FEES))
    version = publish(by=rapporteur, report=report)
    text = page(client, version).content.decode()
    assert '<article class="report prose" lang="ar" dir="rtl">' in text
    assert '<blockquote lang="en" dir="ltr">' in text
    assert '<html lang="ar" dir="rtl">' in text_of(version, "html")
    assert text_of(version, "pdf")


def test_the_method_note_says_the_same_in_six_languages():
    for key, texts in tomllib.loads(METHOD.read_text()).items():
        assert set(texts) == set(UN_LANGUAGES), key
        filled = {frozenset(re.findall(r"{(\w+)}", text)) for text in texts.values()}
        assert len(filled) == 1, key
        assert len(set(texts.values())) == len(texts), key


def test_the_method_note_tells_what_a_machine_did(version):
    version.facts |= {
        "models": ["a-model"],
        "suggested": 1234,
        "extract": 2,
        "agreement": {"passages": 40, "coders": 2, "alpha": 0.812, "f1": 0.9},
    }
    english = " ".join(method_note(version, "en").paragraphs)
    assert "(a-model); people decided. Passages with suggestions: 1,234." in english
    assert "quoted from passages 2, written 0" in english
    assert "α = 0.81, F1 = 0.90" in english
    assert "α = ٠٫٨١" in " ".join(method_note(version, "ar").paragraphs)


# --- corrigenda ---------------------------------------------------------------------------------


def test_a_corrigendum_is_shown_everywhere(client, version, rapporteur):
    sentence = version.sentences.get()
    now = "Two trade unions asked for an end to fees."
    correct(by=rapporteur, sentence=sentence, now=now, reason="One was not counted.")
    for name, text in everything(client, version).items():
        if name != "page" and name != "html":
            assert now in " ".join(text.split()), name
        assert "A trade union asked for an end to fees." in text, name
        assert "One was not counted." in text, name
        assert "[Corrigendum 1]" in text, name
    shown = page(client, version).content.decode()
    assert re.search(r"<del>A.*</del><ins>Two.*</ins> asked for an end to fees", shown)
    assert version.sentences.get().text == "A trade union asked for an end to fees."


# --- who may read -------------------------------------------------------------------------------


def test_only_published_reports_are_there(client, forum, rapporteur):
    listed = reverse("reports", args=[forum.slug])
    assert "No report is published yet" in client.get(listed).content.decode()
    report = ready(rapporteur, forum)
    address = reverse("report", args=[forum.slug, report.slug])
    assert client.get(address).status_code == 404
    publish(by=rapporteur, report=report)
    assert client.get(address).status_code == 200
    assert address in client.get(listed).content.decode()
    assert (
        client.get(reverse("report-version", args=[forum.slug, report.slug, 2])).status_code == 404
    )
    forum.published = False
    forum.save()
    assert client.get(address).status_code == 404


def test_an_older_version_points_to_the_newer(client, version, rapporteur):
    report = version.report
    publish(by=rapporteur, report=_changed(rapporteur, report))
    old = client.get(reverse("report-version", args=[report.forum.slug, report.slug, 1]))
    assert "Read version 2" in old.content.decode()
    assert "Read version" not in page(client, version).content.decode()
    listed = client.get(reverse("reports", args=[report.forum.slug])).content.decode()
    assert "Version 2" in listed and "Version 1" not in listed


@pytest.mark.parametrize("name", ["report", "reports"])
def test_pages_ask_a_fixed_number_of_queries(client, forum, rapporteur, name):
    counts = []
    report = ready(rapporteur, forum)
    for _ in range(2):
        publish(by=rapporteur, report=report)
        args = [forum.slug] if name == "reports" else [forum.slug, report.slug]
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse(name, args=args))
        counts.append(len(caught))
        for _more in range(2):
            _changed(rapporteur, report)
            build.contribution(forum, FEES, body=f"U{timezone.now()}")
        if name == "reports":
            published(rapporteur, forum)
    assert counts[0] == counts[1] <= 15


# --- the command line ---------------------------------------------------------------------------


def test_the_command_writes_a_file(version, tmp_path):
    target = tmp_path / "report.json"
    name = f"{version.report.forum.slug}/{version.report.slug}"
    options = ["--format=json", f"--output={target}", "--language=fr", "--version=1"]
    call_command("export", name, *options)
    data = json.loads(target.read_text())
    assert (data["language"], data["number"]) == ("fr", 1)


def test_the_command_writes_to_standard_output(version, capfdbinary):
    name = f"{version.report.forum.slug}/{version.report.slug}"
    call_command("export", name, "--format", "docx", "--version", "1")
    assert capfdbinary.readouterr().out.startswith(b"PK")


@pytest.mark.parametrize(
    ("name", "options", "why"),
    [
        ("unece-2024/nothing", [], "There are: unece-2024/summary-report"),
        ("nothing", [], "No report"),
        ("unece-2024/summary-report", ["--version=9"], "no version 9"),
        ("unece-2024/summary-report", ["--output=/nowhere/at/all.json"], "could not be written"),
    ],
)
def test_the_command_says_what_is_wrong(version, name, options, why):
    with pytest.raises(CommandError, match=why):
        call_command("export", name, "--format=json", *options)


def test_the_command_refuses_what_is_not_published(forum, rapporteur):
    report = ready(rapporteur, forum)
    with pytest.raises(CommandError, match="no published version"):
        call_command("export", f"{forum.slug}/{report.slug}", "--format", "pdf")
    with pytest.raises(CommandError, match="format"):
        call_command("export", f"{forum.slug}/{report.slug}", "--format", "rtf")
