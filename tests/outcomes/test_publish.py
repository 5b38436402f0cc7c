"""Publishing: what stands in the way, what is kept for ever, what follows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviewforum.common.errors import NotPossible, Refused
from reviewforum.common.models import LogEntry
from reviewforum.evidence.models import Passage
from reviewforum.outcomes import comparing
from reviewforum.outcomes.actions import citing
from reviewforum.outcomes.actions.corrigenda import correct
from reviewforum.outcomes.actions.publication import NotReady, publish
from reviewforum.outcomes.actions.sentences import add_sentence, remove_sentence, save_sentence
from reviewforum.outcomes.actions.structure import move_paragraph
from reviewforum.outcomes.freezing import digest_of
from reviewforum.outcomes.models import FrozenCitation, FrozenSentence, Report, ReportVersion
from tests import build
from tests.outcomes import desk
from tests.outcomes.published import FEES, cite, published, ready

pytestmark = pytest.mark.django_db


def test_a_ready_report_is_published(forum, rapporteur):
    report = ready(rapporteur, forum)
    version = publish(by=rapporteur, report=report)
    assert (version.number, version.kind, version.title) == (1, "published", "Summary report")
    rows = list(version.sentences.values_list("paragraph_number", "position", "text"))
    assert rows == [(1, 1, "A trade union asked for an end to fees.")]
    note = FrozenCitation.objects.get()
    assert (note.number, note.digest) == (1, Passage.objects.get().digest)
    assert version.facts["groups"] == {"trade-unions": {"received": 1, "cited": 1}}
    assert version.facts["thresholds"]["many_least"] == 6
    entry = LogEntry.objects.latest("pk")
    assert (entry.verb, entry.data["digest"]) == ("outcomes.publish", version.digest)


def test_what_is_cited_becomes_readable(forum, rapporteur):
    report = ready(rapporteur, forum, published=False)
    said = Passage.objects.get()
    assert not Passage.objects.visible_to(None).exists()
    publish(by=rapporteur, report=report)
    said.refresh_from_db()
    assert (said.quoted_publicly, said.citations_count) == (True, 1)
    assert Passage.objects.visible_to(None).get() == said


def test_the_secretariat_publishes_too_and_others_do_not(forum, rapporteur, secretariat, outsider):
    report = ready(rapporteur, forum)
    for who in (outsider, build.user(forum, "moderator"), None):
        with pytest.raises(Refused, match="rapporteur"):
            publish(by=who, report=report)
    assert not ReportVersion.objects.exists()
    assert publish(by=secretariat, report=report).by == secretariat


def test_blockers_refuse_it_and_name_their_places(forum, rapporteur):
    report = desk.draft(rapporteur, forum, "Uncited.")
    with pytest.raises(NotReady, match="1 matter is") as refused:
        publish(by=rapporteur, report=report)
    (found,) = refused.value.blockers
    assert found.code == "sentence_uncited"
    assert desk.sentences(report)[0].key in found.url
    assert not ReportVersion.objects.exists()


def test_a_draft_changed_since_it_was_read_is_not_published(forum, rapporteur):
    report = ready(rapporteur, forum)
    report.refresh_from_db()
    seen = report.revision
    sentence = desk.sentences(report)[0]
    save_sentence(
        by=rapporteur, report=report, key=sentence.key, text="A trade union spoke.", revision=1
    )
    with pytest.raises(NotPossible, match="changed since"):
        publish(by=rapporteur, report=report, revision=seen)
    assert publish(by=rapporteur, report=report, revision=seen + 1).number == 1


def test_a_new_version_stands_beside_the_old(forum, rapporteur):
    version = published(rapporteur, forum)
    report = version.report
    with pytest.raises(NotPossible, match="Nothing changed since version 1"):
        publish(by=rapporteur, report=report)
    key = desk.sentences(report)[0].key
    save_sentence(by=rapporteur, report=report, key=key, text="A union asked.", revision=1)
    second = publish(by=rapporteur, report=report)
    assert (second.number, ReportVersion.objects.count()) == (2, 2)
    texts = list(FrozenSentence.objects.order_by("pk").values_list("key", "text"))
    assert texts == [(key, "A trade union asked for an end to fees."), (key, "A union asked.")]


def test_numbers_run_through_and_a_passage_has_one_note(forum, rapporteur):
    report = desk.draft(rapporteur, forum, "One. Two.", "Three.")
    section = desk.add_section(by=rapporteur, report=report, heading="Second")
    desk.add_section(by=rapporteur, report=report, heading="Empty")
    desk.add_paragraph(by=rapporteur, section=section, text="Four.")
    first = desk.code(build.contribution(forum, FEES), 6)
    second = desk.code(build.contribution(forum, "Wages must be paid.", body="Other Union"), 6)
    for sentence, passage, stance in zip(
        desk.sentences(report),
        (second, first, second, second),
        ("supports", "supports", "supports", "dissents"),
        strict=True,
    ):
        citing.cite(by=rapporteur, sentence=sentence, passage=passage, stance=stance)
    version = publish(by=rapporteur, report=report)
    rows = version.sentences.values_list("section_number", "paragraph_number", "position")
    assert list(rows) == [(1, 1, 1), (1, 1, 2), (1, 2, 3), (2, 3, 4)]
    notes = FrozenCitation.objects.order_by("sentence__position")
    assert list(notes.values_list("number", flat=True)) == [1, 2, 1, 3]


def test_the_digest_holds_every_row(forum, rapporteur):
    version = published(rapporteur, forum)
    version.refresh_from_db()
    assert digest_of(version) == version.digest
    for change in (
        lambda: FrozenSentence.objects.update(text="Something else."),
        lambda: FrozenCitation.objects.update(stance="dissents"),
        lambda: ReportVersion.objects.update(facts={}),
    ):
        before = digest_of(ReportVersion.objects.get())
        change()
        assert digest_of(ReportVersion.objects.get()) != before


def test_what_is_frozen_cannot_be_changed(forum, rapporteur):
    version = published(rapporteur, forum)
    with pytest.raises(TypeError):
        version.save()
    with pytest.raises(TypeError):
        version.sentences.get().delete()


@pytest.mark.parametrize("rows", [1, 3])
def test_publishing_asks_a_fixed_number_of_queries(forum, rapporteur, rows):
    report = ready(rapporteur, forum)
    paragraph = desk.sentences(report)[0].paragraph
    for number in range(rows - 1):
        add_sentence(by=rapporteur, paragraph=paragraph, text=f"A trade union said {number}.")
        said = desk.code(build.contribution(forum, FEES, body=f"Union {number}"), 6)
        citing.cite(by=rapporteur, sentence=desk.sentences(report)[-1], passage=said)
    with CaptureQueriesContext(connection) as caught:
        publish(by=rapporteur, report=report)
    assert len(caught) == 30


# --- at the desk --------------------------------------------------------------------------------


def test_the_page_names_what_blocks_and_then_publishes(client, forum, rapporteur):
    report = desk.draft(rapporteur, forum, "A trade union asked for an end to fees.")
    client.force_login(rapporteur)
    address = reverse("report-publish", args=[forum.slug, report.slug])
    key = desk.sentences(report)[0].key
    text = client.get(address).content.decode()
    assert f"?s={key}#s-{key}" in text
    assert "Publish this report" not in text
    assert client.post(address, {"revision": Report.objects.get().revision}).status_code == 422
    cite(rapporteur, report, build.contribution(forum, FEES))
    text = client.get(address).content.decode()
    assert "Publish this report" in text
    stale = client.post(address, {"revision": 0})
    assert (stale.status_code, ReportVersion.objects.count()) == (422, 0)
    assert "changed since you opened this page" in stale.content.decode()
    answer = client.post(address, {"revision": Report.objects.get().revision}, follow=True)
    assert answer.redirect_chain[0][0].endswith(f"/reports/{report.slug}/1/")
    assert "Version 1 is published" in answer.content.decode()


def test_who_may_publish_on_the_page(client, forum, rapporteur, outsider):
    report = ready(rapporteur, forum)
    address = reverse("report-publish", args=[forum.slug, report.slug])
    assert client.get(address).status_code == 302
    for who, seen in ((outsider, 403), (build.user(forum, "moderator"), 200)):
        client.force_login(who)
        assert client.get(address).status_code == seen
        assert client.post(address, {"revision": 1}).status_code == 403


# --- corrigenda ---------------------------------------------------------------------------------


def test_corrigenda_are_numbered_and_the_original_stays(forum, rapporteur, secretariat):
    sentence = published(rapporteur, forum).sentences.get()
    first = correct(by=rapporteur, sentence=sentence, now="One.", reason="A reason")
    second = correct(by=secretariat, sentence=sentence, now="Two.", reason="Another")
    assert [(row.number, row.was, row.now) for row in (first, second)] == [
        (1, "A trade union asked for an end to fees.", "One."),
        (2, "One.", "Two."),
    ]
    sentence.refresh_from_db()
    assert sentence.text == "A trade union asked for an end to fees."
    assert digest_of(sentence.version) == sentence.version.digest


@pytest.mark.parametrize(
    ("now", "reason", "why"),
    [
        ("", "R", "corrected to nothing"),
        ("A trade union asked for an end to fees.", "R", "reads so already"),
        ("Other.", " ", "Give the reason"),
    ],
)
def test_what_is_no_correction(forum, rapporteur, now, reason, why):
    sentence = published(rapporteur, forum).sentences.get()
    with pytest.raises(NotPossible, match=why):
        correct(by=rapporteur, sentence=sentence, now=now, reason=reason)


def test_who_corrects(forum, rapporteur, outsider):
    sentence = published(rapporteur, forum).sentences.get()
    for who in (outsider, build.user(forum, "moderator"), None):
        with pytest.raises(Refused):
            correct(by=who, sentence=sentence, now="Other.", reason="R")


def test_correcting_on_the_page(client, forum, rapporteur):
    version = published(rapporteur, forum)
    address = reverse("report-correct", args=[forum.slug, version.report.slug, 1])
    key = version.sentences.get().key
    assert client.get(address).status_code == 403
    client.force_login(rapporteur)
    assert f"?s={key}" in client.get(address).content.decode()
    back = client.post(f"{address}?s={key}", {"now": "Words kept.", "reason": ""})
    assert back.status_code == 422
    assert "Words kept." in back.content.decode()
    answer = client.post(f"{address}?s={key}", {"now": "Other words.", "reason": "R"}, follow=True)
    assert "Corrigendum 1 is published" in answer.content.decode()
    assert client.get(f"{address}?s=nothing").status_code == 404


# --- versions and what changed ------------------------------------------------------------------


def test_versions_and_changes(client, forum, rapporteur):
    version = published(rapporteur, forum)
    report = version.report
    key = desk.sentences(report)[0].key
    save_sentence(by=rapporteur, report=report, key=key, text="A trade union asked.", revision=1)
    paragraph = desk.sentences(report)[0].paragraph
    add_sentence(by=rapporteur, paragraph=paragraph, text="And again.")
    changes = reverse("report-diff", args=[forum.slug, report.slug])
    listed = reverse("report-versions", args=[forum.slug, report.slug])
    assert "Version 1" in client.get(listed).content.decode()
    assert client.get(changes, {"new": "draft"}).status_code == 404
    assert "No difference" in client.get(changes).content.decode()
    client.force_login(rapporteur)
    text = client.get(changes, {"new": "draft"}).content.decode()
    assert "2 changes" in text
    assert "<del> for an end to fees</del>" in text
    assert "<ins>And again.</ins>" in text
    assert client.get(changes, {"old": 7}).status_code == 404
    other = build.user(email="x@example.org")
    client.force_login(other)
    assert "And again." not in client.get(listed).content.decode()


def test_a_moved_and_a_removed_part_are_told(forum, rapporteur):
    report = desk.draft(rapporteur, forum, "One.", "Two. Three.", "Four.")
    cited = desk.code(build.contribution(forum, FEES), 6)
    for sentence in desk.sentences(report):
        citing.cite(by=rapporteur, sentence=sentence, passage=cited)
    version = publish(by=rapporteur, report=report)
    first, _two, three, _four = desk.sentences(report)
    move_paragraph(by=rapporteur, paragraph=first.paragraph, step=1)
    remove_sentence(by=rapporteur, sentence=three)
    citing.uncite(by=rapporteur, citation=first.citations.get())
    told = [
        (item.kind, item.part, item.paragraph, item.uncited)
        for item in comparing.changes(comparing.of_version(version), comparing.of_draft(report))
    ]
    assert told == [
        ("moved", "paragraph", 1, 0),
        ("changed", "sentence", 2, 1),
        ("removed", "sentence", 2, 0),
    ]
