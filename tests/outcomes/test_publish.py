"""Publishing: what stands in the way, what is kept for ever, what follows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviewforum.common.errors import NotPossible, Refused
from reviewforum.common.models import LogEntry
from reviewforum.evidence.models import Passage
from reviewforum.outcomes import freezing
from reviewforum.outcomes.actions import citing
from reviewforum.outcomes.actions.publication import NotReady, publish
from reviewforum.outcomes.actions.sentences import add_sentence, save_sentence
from reviewforum.outcomes.models import FrozenCitation, FrozenSentence, ReportVersion
from tests import build
from tests.outcomes import desk
from tests.outcomes.published import FEES, published, ready

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
    assert freezing.digest_of(version) == version.digest
    assert list(freezing.verify()) == []
    FrozenSentence.objects.update(text="Something else.")
    assert [problem for _name, problem in freezing.verify()] == [
        "the words, citations or facts were changed after it was frozen"
    ]


def test_a_changed_passage_is_noticed(forum, rapporteur):
    published(rapporteur, forum)
    Passage.objects.update(digest="0" * 64)
    assert [problem for _name, problem in freezing.verify()] == [
        "the words cited in note 1 changed"
    ]


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
