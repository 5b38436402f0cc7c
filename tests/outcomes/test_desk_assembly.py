"""The draft beside its evidence: what stands in the way, and who counts as heard."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reviewforum.evidence.actions.receive import new_passage
from reviewforum.evidence.intake import Piece
from reviewforum.evidence.models import Coding
from reviewforum.outcomes.actions import citing, waivers
from reviewforum.outcomes.assembly import ALL, assemble, blockers
from tests import build
from tests.outcomes import desk

pytestmark = pytest.mark.django_db
FEES = "Recruiters must never charge migrant workers fees, in any country of the region."


def codes(report):
    return {item.code for item in blockers(report)}


def cells(report):
    return {
        (cell.dimension, cell.value, cell.objective)
        for cell in assemble(report).cells
        if cell.silent and not cell.settled
    }


def test_an_empty_report_is_blocked(forum, rapporteur):
    assert codes(desk.report(rapporteur, forum)) == {"empty"}


def test_a_cited_report_is_not(forum, rapporteur):
    report = desk.draft(rapporteur, forum, "A trade union asked for an end to fees.")
    said = desk.code(build.contribution(forum, FEES), 6)
    assert codes(report) == {"sentence_uncited", "cell_unheard"}
    citing.cite(by=rapporteur, sentence=desk.sentences(report)[0], passage=said)
    assert blockers(report) == []


def test_blockers_lead_to_their_place_and_name_it(forum, rapporteur):
    report = desk.draft(rapporteur, forum, "Uncited.")
    desk.code(build.contribution(forum, FEES), 6)
    found = {item.code: item for item in blockers(report)}
    key = desk.sentences(report)[0].key
    assert found["sentence_uncited"].url.endswith(f"?s={key}#s-{key}")
    messages = [item.message for item in blockers(report)]
    assert any(text.startswith("Trade unions × 6 ") for text in messages)


@pytest.mark.parametrize("limit", [{"word_limit": 2}, {"page_limit": 1}])
def test_length_blocks(forum, rapporteur, limit):
    report = desk.draft(rapporteur, forum, "Word " * 700, **limit)
    assert codes(report) & {"report_too_long", "pages"}
    assert not codes(desk.draft(rapporteur, forum, "Word.", **limit)) & {"report_too_long", "pages"}


def test_only_the_stages_in_scope_are_accounted_for(forum, rapporteur):
    call, later = forum.stages.get(slug="call"), forum.stages.get(slug="consultations")
    desk.code(build.contribution(forum, FEES, at=later), 6)
    assert ("group", "trade-unions", "6") in cells(desk.report(rapporteur, forum))
    assert cells(desk.report(rapporteur, forum, stages=(call,))) == set()
    assert ("group", "trade-unions", "6") in cells(desk.report(rapporteur, forum, stages=(later,)))


def test_what_was_set_aside_or_disputed_asks_nothing(forum, rapporteur):
    report = desk.report(rapporteur, forum)
    gone = build.contribution(forum, FEES)
    desk.code(gone, 6)
    gone.status, gone.set_aside_code = "set-aside", "off-topic"
    gone.save()
    disputed = desk.code(build.contribution(forum, FEES, group="media", body="Press"), 7)
    Coding.objects.filter(passage=disputed).update(disputed=True)
    assert {cell for cell in cells(report) if cell[2]} == set()


def test_a_second_group_is_heard_too(forum, rapporteur):
    report = desk.report(rapporteur, forum)
    desk.code(build.contribution(forum, FEES, also=("academia",)), 6)
    groups = {value for dimension, value, objective in cells(report) if objective == "6"}
    assert {"trade-unions", "academia"} <= groups


def test_a_cell_does_not_betray_a_country(forum, rapporteur):
    desk.code(build.secret(forum), 7)
    assert not [cell for cell in cells(desk.report(rapporteur, forum)) if cell[0] == "country"]


def test_waivers_settle_cells_rows_and_contributors(forum, rapporteur):
    report = desk.report(rapporteur, forum)
    contribution = build.contribution(forum, FEES)
    desk.code(contribution, 6)
    framework = forum.framework
    group = framework.groups.get(key="trade-unions")
    six = framework.codes.get(dimension="objective", key="6")
    italy = framework.codes.get(dimension="country", key="ITA")
    for cell, settled in (
        (waivers.Cell(group=group, code=six), ("group", "trade-unions", "6")),
        (waivers.Cell(code=italy), ("country", "ITA", None)),
        (waivers.Cell(language="en"), ("language", "en", None)),
    ):
        assert settled in cells(report)
        waivers.waive(by=rapporteur, report=report, cell=cell, reason="For a reason")
        assert settled not in cells(report)
    report.waivers.all().delete()
    whole = waivers.Cell(contributor=contribution.contributor)
    waivers.waive(by=rapporteur, report=report, cell=whole, reason="For a reason")
    assert cells(report) == set()


def test_what_a_cited_passage_became_is_heard(forum, rapporteur):
    report = desk.draft(rapporteur, forum, "A trade union asked for an end to fees.")
    contribution = build.contribution(forum, FEES)
    old = desk.code(contribution, 6)
    citing.cite(by=rapporteur, sentence=desk.sentences(report)[0], passage=old)
    fresh = new_passage(forum, contribution, old.text, Piece(0, 20), 1)
    fresh.save()
    fresh.parents.add(old)
    desk.code(contribution, 10)
    Coding.objects.filter(passage=fresh).delete()
    Coding.objects.create(
        passage=fresh, code=forum.framework.codes.get(dimension="objective", key="6")
    )
    old.retired_at = timezone.now()
    old.save()
    assert ("group", "trade-unions", "6") not in cells(report)
    assert "sentence_uncited" not in codes(report)


def test_numbers_run_through_and_quotes_come_along(forum, rapporteur):
    report = desk.draft(rapporteur, forum, "One.", "Two. Three.")
    section = desk.add_section(by=rapporteur, report=report, heading="Second")
    desk.add_paragraph(by=rapporteur, section=section, text="Four.")
    passage = desk.passage(build.contribution(forum, FEES))
    first, second, *_rest = desk.sentences(report)
    for sentence in (first, second):
        citing.cite(by=rapporteur, sentence=sentence, passage=passage)
    draft = assemble(report, quotes=ALL)
    assert [row.number for _section, row in draft.paragraphs] == [1, 2, 3]
    assert [row.sentence.text for row in draft.sentences] == ["One.", "Two.", "Three.", "Four."]
    with CaptureQueriesContext(connection) as caught:
        assert [item.passage.quote for item in draft.citations] == [FEES, FEES]
    assert len(caught) == 0
    only = assemble(report, quotes=second.key)
    loaded = ["quoted" in item.passage.__dict__ for item in only.citations]
    assert loaded == [False, True]


@pytest.mark.parametrize("rows", [1, 3])
def test_assembling_asks_a_fixed_number_of_queries(forum, rapporteur, rows):
    report = desk.draft(rapporteur, forum, "One. " * rows)
    for sentence in desk.sentences(report):
        said = desk.code(build.contribution(forum, FEES, body=f"Union {sentence.pk}"), 6)
        citing.cite(by=rapporteur, sentence=sentence, passage=said)
    with CaptureQueriesContext(connection) as caught:
        assemble(report).readiness  # noqa: B018 — worked out when asked for
    assert len(caught) == 5
