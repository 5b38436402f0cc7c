"""The report desk by whole requests: read, write, cite, waive, suggest; refusals and secrets."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviewforum.outcomes.actions import citing, sentences
from reviewforum.outcomes.actions.structure import add_section
from reviewforum.outcomes.models import Report
from tests import build
from tests.outcomes import desk

pytestmark = pytest.mark.django_db
FEES = "Recruiters must never charge migrant workers fees, in any country of the region."


@pytest.fixture
def writer(client, rapporteur):
    client.force_login(rapporteur)
    return client


@pytest.fixture
def draft(forum, rapporteur):
    return desk.draft(rapporteur, forum, "Many trade unions asked for an end to fees.")


def url(name, report, *args):
    return reverse(name, args=[report.forum.slug, report.slug, *args])


def page(client, report, query=""):
    return client.get(url("desk", report) + query)


def one(report):
    return desk.sentences(report)[0]


# --- who may be here ----------------------------------------------------------------------------


def test_who_may_read_and_who_may_not(client, forum, draft, outsider):
    assert page(client, draft).status_code == 302
    client.force_login(outsider)
    answer = page(client, draft)
    assert answer.status_code == 403
    assert "open to the rapporteur" in answer.content.decode()


def test_a_moderator_reads_but_does_not_write(client, forum, draft):
    client.force_login(build.user(forum, "moderator"))
    text = page(client, draft).content.decode()
    assert "Many trade unions" in text
    assert "Add the section" not in text
    answer = client.post(url("desk-save", draft, one(draft).key), {"text": "X", "revision": 1})
    assert answer.status_code == 403
    assert "Only the rapporteur and the secretariat" in answer.content.decode()
    assert client.get(reverse("report-new", args=[forum.slug])).status_code == 403


def test_another_forums_report_is_not_here(writer, draft):
    other = build.forum("other")
    assert writer.get(reverse("desk", args=[other.slug, draft.slug])).status_code == 403
    assert writer.get(reverse("desk", args=[draft.forum.slug, "nothing"])).status_code == 404


def test_reading_verbs_need_a_form(writer, draft):
    assert writer.get(url("desk-cite", draft)).status_code == 405
    answer = writer.post(url("desk-sentence", draft, one(draft).key, "explode"))
    assert answer.status_code == 404


# --- reports ------------------------------------------------------------------------------------


def frame(**fields):
    words = {
        "a_few_least": 2,
        "a_few_most": 3,
        "some_least": 2,
        "several_least": 3,
        "many_least": 6,
        "few_most": 3,
        "most_share": 50,
        "nearly_all_share": 75,
    }
    return {"title": "Summary", "kind": "summary", "language": "fr", **words, **fields}


def test_a_report_is_begun_and_reframed(writer, forum):
    empty = writer.get(reverse("report-desk", args=[forum.slug])).content.decode()
    assert "No report yet" in empty
    stage = forum.stages.get(slug="consultations")
    given = frame(stages=[stage.pk], word_limit=8500, due_at="2024-03-05T18:00", many_least=8)
    answer = writer.post(reverse("report-new", args=[forum.slug]), given)
    report = Report.objects.get()
    assert answer.url == url("desk", report)
    assert (report.titles, report.thresholds) == ({"fr": "Summary"}, {"many_least": 8})
    assert report.due_at.isoformat() == "2024-03-05T17:00:00+00:00"
    shown = writer.get(url("report-frame", report)).content.decode()
    assert 'value="2024-03-05T18:00"' in shown
    assert "Europe/Zurich" in shown
    assert writer.post(url("report-frame", report), frame(title="Résumé")).status_code == 302
    report.refresh_from_db()
    assert (report.titles, report.thresholds) == ({"fr": "Résumé"}, {})
    assert "Résumé" in writer.get(reverse("report-desk", args=[forum.slug])).content.decode()


@pytest.mark.parametrize(
    ("fields", "why"), [({"title": ""}, "required"), ({"several_least": 20}, "stronger word")]
)
def test_a_frame_that_does_not_hold_comes_back_filled(writer, forum, fields, why):
    answer = writer.post(reverse("report-new", args=[forum.slug]), frame(word_limit=77, **fields))
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert 'value="77"' in answer.content.decode()
    assert not Report.objects.exists()


# --- writing ------------------------------------------------------------------------------------


def test_writing_from_an_empty_report(writer, forum, rapporteur):
    report = desk.report(rapporteur, forum)
    assert "no section yet" in page(writer, report).content.decode()
    writer.post(url("desk-section-add", report), {"heading": "Recruitment"})
    section = report.sections.get()
    answer = writer.post(url("desk-section", report, section.key, "add"), {"text": "One. Two."})
    assert desk.texts(report) == [[["One.", "Two."]]]
    last = desk.sentences(report)[-1]
    assert answer.url.endswith(f"?s={last.key}#s-{last.key}")


def test_what_is_refused_comes_back_with_its_words(writer, draft):
    long = "x" * 4100
    section = draft.sections.get()
    answer = writer.post(
        url("desk-section", draft, section.key, "add"), {"text": long, "form": section.key}
    )
    assert answer.status_code == 422
    assert long in answer.content.decode()
    assert "at most 4000 characters" in answer.content.decode()


def test_saving_and_the_search_beside_it_stay(writer, draft):
    key = one(draft).key
    answer = writer.post(
        url("desk-save", draft, key) + "?q=fees&evil=1", {"text": "New words.", "revision": 1}
    )
    assert answer.url == url("desk", draft) + f"?q=fees&s={key}#s-{key}"
    assert one(draft).text == "New words."


def test_a_conflict_shows_all_three_texts_and_is_settled(writer, draft, secretariat):
    sentence = one(draft)
    theirs = sentence.text.replace("Many", "Several")
    sentences.save_sentence(by=secretariat, report=draft, key=sentence.key, text=theirs, revision=1)
    mine = sentence.text.replace("Many", "Some")
    answer = writer.post(url("desk-save", draft, sentence.key), {"text": mine, "revision": 1})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "<ins>Several</ins>" in text
    assert "<ins>Some</ins>" in text
    assert mine in text
    assert one(draft).text == theirs
    revision = re.search(r'name="revision" value="(\d+)"', text)[1]
    writer.post(url("desk-save", draft, sentence.key), {"text": mine, "revision": revision})
    assert one(draft).text == mine


def test_a_merge_is_told(writer, draft, secretariat):
    sentence = one(draft)
    theirs = sentence.text.replace("Many", "Several")
    sentences.save_sentence(by=secretariat, report=draft, key=sentence.key, text=theirs, revision=1)
    mine = sentence.text.replace("fees", "charges")
    answer = writer.post(
        url("desk-save", draft, sentence.key), {"text": mine, "revision": 1}, follow=True
    )
    assert one(draft).text == theirs.replace("fees", "charges")
    assert "Merged with what someone else changed" in answer.content.decode()


def test_words_over_a_removed_sentence_are_kept(writer, draft, rapporteur):
    sentence = one(draft)
    sentences.add_sentence(by=rapporteur, paragraph=sentence.paragraph, text="Two.")
    sentences.remove_sentence(by=rapporteur, sentence=sentence)
    answer = writer.post(url("desk-save", draft, sentence.key), {"text": "Mine.", "revision": 1})
    assert answer.status_code == 409
    assert "Mine." in answer.content.decode()


@pytest.mark.parametrize("verb", ["split", "join", "up", "down", "paragraph", "accept", "remove"])
def test_every_verb_of_a_sentence_answers(writer, draft, rapporteur, verb):
    sentences.add_sentence(by=rapporteur, paragraph=one(draft).paragraph, text="Two. Three.")
    second = desk.sentences(draft)[1]
    answer = writer.post(url("desk-sentence", draft, second.key, verb), {"at": "2"})
    assert answer.status_code == (422 if verb == "accept" else 302)


@pytest.mark.parametrize("verb", ["up", "down", "join", "remove", "accept"])
def test_every_verb_of_a_paragraph_answers(writer, draft, rapporteur, verb):
    section = draft.sections.get()
    add_section(by=rapporteur, report=draft, heading="Next")
    writer.post(url("desk-section", draft, section.key, "add"), {"text": "Two."})
    second = section.paragraphs.all()[1]
    answer = writer.post(url("desk-paragraph", draft, second.key, verb))
    assert answer.status_code == (422 if verb == "accept" else 302)


@pytest.mark.parametrize("verb", ["rename", "up", "down", "remove", "add"])
def test_every_verb_of_a_section_answers(writer, draft, rapporteur, verb):
    section = add_section(by=rapporteur, report=draft, heading="Middle")
    add_section(by=rapporteur, report=draft, heading="Last")
    given = {"heading": "Renamed", "text": "Words."}
    assert writer.post(url("desk-section", draft, section.key, verb), given).status_code == 302


def test_history_and_removed_sentences(writer, draft, rapporteur):
    sentence = one(draft)
    changed = sentence.text.replace("Many", "Several")
    sentences.save_sentence(by=rapporteur, report=draft, key=sentence.key, text=changed, revision=1)
    text = writer.get(url("desk-history", draft, sentence.key)).content.decode()
    assert "<del>Many</del><ins>Several</ins>" in text
    assert writer.get(url("desk-history", draft, "nothing")).status_code == 404
    assert "Nothing was removed" in writer.get(url("desk-removed", draft)).content.decode()
    sentences.add_sentence(by=rapporteur, paragraph=one(draft).paragraph, text="Stays.")
    sentences.remove_sentence(by=rapporteur, sentence=one(draft))
    assert changed in writer.get(url("desk-removed", draft)).content.decode()
    paragraph = one(draft).paragraph
    writer.post(url("desk-restore", draft, sentence.key), {"paragraph": paragraph.key})
    assert [item.text for item in desk.sentences(draft)] == ["Stays.", changed]


# --- citing and the support check ---------------------------------------------------------------


def test_citing_from_the_evidence_pane(writer, forum, draft):
    passage = desk.code(build.contribution(forum, FEES), 6)
    text = page(writer, draft, "?q=recruiters").content.decode()
    assert f'name="passage" value="{passage.pk}"' in text
    key = one(draft).key
    assert "cites no standing passage" in text
    writer.post(url("desk-cite", draft), {"sentence": key, "passage": passage.pk})
    citation = one(draft).citations.get()
    shown = page(writer, draft, f"?s={key}").content.decode()
    assert "cites no standing passage" not in shown
    assert reverse("passage", args=[forum.slug, passage.pk]) in shown
    writer.post(url("desk-citation", draft, citation.pk, "dissents"))
    citation.refresh_from_db()
    assert citation.stance == "dissents"
    assert writer.post(url("desk-citation", draft, citation.pk, "laughs")).status_code == 404
    writer.post(url("desk-citation", draft, citation.pk, "remove"))
    assert not one(draft).citations.exists()


@pytest.mark.parametrize(
    ("given", "why"), [({}, "Choose the sentence"), ({"sentence": "?"}, "Choose the passage")]
)
def test_citing_needs_both_ends(writer, draft, given, why):
    if given:
        given = {"sentence": one(draft).key}
    answer = writer.post(url("desk-cite", draft), given)
    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_the_quantifier_is_checked_and_mended(writer, forum, draft, rapporteur):
    for number in range(3):
        said = build.contribution(forum, FEES, body=f"Union {number}")
        citing.cite(by=rapporteur, sentence=one(draft), passage=desk.code(said, 6))
    for number in range(5):
        desk.code(build.contribution(forum, FEES, body=f"Silent union {number}"), 6)
    text = page(writer, draft).content.decode()
    assert "stands over 3 contributors" in text
    form = re.search(r'name="start" value="(\d+)".*?name="end" value="(\d+)"', text, re.DOTALL)
    level = re.search(r'name="level" value="(\w+)"', text)[1]
    given = {"start": form[1], "end": form[2], "level": level, "revision": 1}
    writer.post(url("desk-word", draft, one(draft).key), given)
    assert one(draft).text == "Several trade unions asked for an end to fees."
    assert "stands over" not in page(writer, draft).content.decode()
    stale = writer.post(url("desk-word", draft, one(draft).key), given)
    assert stale.status_code == 422
    assert "changed meanwhile" in stale.content.decode()


def test_a_withdrawn_contribution_blocks(writer, forum, draft, rapporteur):
    contribution = build.contribution(forum, FEES)
    citing.cite(by=rapporteur, sentence=one(draft), passage=desk.passage(contribution))
    contribution.status, contribution.set_aside_code = "set-aside", "withdrawn"
    contribution.save()
    assert "A cited contribution was withdrawn" in page(writer, draft).content.decode()


# --- unheard ------------------------------------------------------------------------------------


def test_the_unheard_are_named_and_waived(writer, forum, draft):
    desk.code(build.contribution(forum, FEES), 6)
    text = page(writer, draft).content.decode()
    assert "Trade unions" in text
    assert "× 6" in text
    assert "Field Workers&#x27; Union" in text
    assert "Nothing stands in the way" not in text
    cell = {"group": "trade-unions", "objective": "6"}
    refused = writer.post(url("desk-waive", draft), {**cell, "reason": " "})
    assert refused.status_code == 422
    assert "Give a reason" in refused.content.decode()
    writer.post(url("desk-waive", draft), {**cell, "reason": "Said in the annex"})
    writer.post(url("desk-waive", draft), {"country": "ITA", "reason": "Same"})
    writer.post(url("desk-waive", draft), {"language": "en", "reason": "Same"})
    text = page(writer, draft).content.decode()
    assert "Everyone who spoke is cited somewhere or waived" in text
    assert "Said in the annex" in text
    writer.post(url("desk-unwaive", draft, draft.waivers.first().pk))
    assert "× 6" in page(writer, draft).content.decode()


def test_waiving_one_contributor(writer, forum, draft):
    contribution = build.contribution(forum, FEES)
    desk.code(contribution, 6)
    writer.post(
        url("desk-waive", draft), {"contributor": contribution.contributor_id, "reason": "Asked to"}
    )
    assert "Everyone who spoke is cited" in page(writer, draft).content.decode()


def test_who_spoke_openly_and_in_confidence_is_named_by_the_less(writer, forum, draft):
    desk.code(build.contribution(forum, FEES, name="Nora Example", body="", email=""), 6)
    other = build.contribution(
        forum, "They kept my papers.", name="Nora Example", body="", email="", level="confidential"
    )
    desk.code(other, 10)
    missing = page(writer, draft, "?used=used").content.decode()
    assert "Nora Example" not in missing
    choices = re.findall(r'<select name="contributor">(.*?)</select>', missing, re.DOTALL)
    assert choices
    assert f'value="{other.contributor_id}"' not in "".join(choices)


# --- what must not come out ---------------------------------------------------------------------


def test_secrets_do_not_come_out_at_the_desk(writer, forum, draft, rapporteur):
    contribution = build.secret(forum)
    passage = desk.code(contribution, 7)
    pages = [page(writer, draft), page(writer, draft, "?q=police")]
    citing.cite(by=rapporteur, sentence=one(draft), passage=passage)
    pages.append(page(writer, draft, "?all=1"))
    pages.append(page(writer, draft, "?view=clusters&objective=7"))
    pages.append(writer.get(url("desk-removed", draft)))
    pages.append(writer.get(url("desk-history", draft, one(draft).key)))
    pages.append(writer.get(reverse("report-desk", args=[forum.slug])))
    pages.append(writer.post(url("desk-waive", draft), {"reason": "x"}))
    for answer in pages:
        text = answer.content.decode()
        for secret in (build.SECRET_NAME, build.SECRET_BODY, build.SECRET_EMAIL, "Quagmire"):
            assert secret not in text
    assert "threatened to call the" in pages[1].content.decode()


# --- how much it costs --------------------------------------------------------------------------


def queries(client, report, query=""):
    page(client, report, query)  # what is kept between requests is kept now
    with CaptureQueriesContext(connection) as caught:
        assert page(client, report, query).status_code == 200
    return len(caught)


def fill(forum, rapporteur, report, rows):
    for number in range(rows):
        said = build.contribution(forum, FEES, body=f"Union {report.pk} {number}", country="FRA")
        citing.cite(by=rapporteur, sentence=one(report), passage=desk.code(said, 6))
        desk.code(build.contribution(forum, FEES, body=f"Silent {number}", group="media"), 5)


@pytest.mark.parametrize(
    "query",
    ["", "q=fees", "q=fees&objective=6&group=media&used=unused", "view=clusters&objective=6"],
)
def test_the_page_asks_as_much_for_one_row_as_for_many(writer, forum, rapporteur, query):
    counts = []
    for rows, text in ((1, "One."), (3, "One. Two. Three."), (3, "Word. " * 200)):
        report = desk.draft(rapporteur, forum, text)
        fill(forum, rapporteur, report, rows)
        counts.append(queries(writer, report, f"?s={one(report).key}&{query}"))
    assert len(set(counts)) == 1
    assert counts[0] <= 20
