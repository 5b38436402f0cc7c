"""The voices matrix: counted right, hidden where small, said in words, given as a file."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from reviewforum.evidence.models import Passage
from reviewforum.outcomes.actions import citing
from reviewforum.outcomes.actions.publication import publish
from reviewforum.outcomes.support.matrix import MEASURES, cross
from reviewforum.outcomes.support.suppression import suppress
from reviewforum.outcomes.support.voices import Voice
from reviewforum.outcomes.voices import (
    NO_OBJECTIVE,
    PAIRS,
    Question,
    openly_first,
    voices_table,
    without_few,
)
from tests import build
from tests.outcomes import desk
from tests.outcomes.published import FEES, published, ready

pytestmark = pytest.mark.django_db


def url(forum):
    return reverse("voices", args=[forum.slug])


def numbers(forum, row, column, at_desk=True, **question):
    table = voices_table(Question(forum, desk=at_desk, **question))
    return table.values[row, column].numbers


def confidential(forum, count, group="migrants", objective=7):
    for number in range(count):
        made = build.contribution(
            forum, FEES, body=f"C{number}", group=group, country="ESP", level="confidential"
        )
        desk.code(made, objective)


def test_received_coded_and_cited(forum, rapporteur):
    build.contribution(forum, FEES, body="First")
    desk.code(build.contribution(forum, FEES, body="Second"), 6)
    published(rapporteur, forum)
    assert numbers(forum, "trade-unions", NO_OBJECTIVE) == (1, 0, 0)
    assert numbers(forum, "trade-unions", "6") == (2, 2, 1)
    assert numbers(forum, "trade-unions", "") == (3, 2, 1)
    assert numbers(forum, "media", "6") == (0, 0, 0)


def test_two_passages_of_one_contributor_are_one_voice(forum):
    for text in (FEES, "Wages must be paid."):
        desk.code(build.contribution(forum, text), 6)
    assert numbers(forum, "trade-unions", "6") == (1, 1, 0)


def test_what_a_draft_cites_is_for_the_desk(forum, rapporteur):
    report = ready(rapporteur, forum)
    assert numbers(forum, "trade-unions", "6") == (1, 1, 1)
    assert numbers(forum, "trade-unions", "6", at_desk=False) == (1, 1, 0)
    publish(by=rapporteur, report=report)
    assert numbers(forum, "trade-unions", "6", at_desk=False) == (1, 1, 1)


def test_what_was_set_aside_or_cut_anew_does_not_count(forum):
    desk.code(build.contribution(forum, FEES), 6)
    Passage.objects.update(status="set-aside", set_aside_code="off-topic")
    assert numbers(forum, "trade-unions", "") == (0, 0, 0)


def test_a_second_group_counts_too(forum):
    desk.code(build.contribution(forum, FEES, also=("academia",)), 6)
    assert numbers(forum, "academia", "6") == numbers(forum, "trade-unions", "6") == (1, 1, 0)


@pytest.mark.parametrize(
    ("pair", "row", "column"),
    [
        ("group-country", "trade-unions", "ITA"),
        ("group-language", "trade-unions", "en"),
        ("country-objective", "ITA", "6"),
        ("language-objective", "en", "6"),
        ("country-language", "ITA", "en"),
    ],
)
def test_other_tables(forum, pair, row, column):
    desk.code(build.contribution(forum, FEES), 6)
    assert numbers(forum, row, column, pair=pair) == (1, 1, 0)
    assert numbers(forum, row, column, pair=pair, at_desk=False) == (1, 1, 0)


def test_one_stage(forum):
    call, later = forum.stages.get(slug="call"), forum.stages.get(slug="consultations")
    desk.code(build.contribution(forum, FEES, at=call), 6)
    assert numbers(forum, "trade-unions", "6", stage=call) == (1, 1, 0)
    assert numbers(forum, "trade-unions", "6", stage=later) == (0, 0, 0)


# --- what the public sees -----------------------------------------------------------------------


def test_few_confidential_contributors_look_like_none_to_the_public(forum):
    confidential(forum, 2)
    desk.code(build.contribution(forum, FEES, group="migrants"), 7)
    assert numbers(forum, "migrants", "7") == (3, 3, 0)
    for row, column in (("migrants", "7"), ("migrants", ""), ("", "7"), ("", "")):
        assert numbers(forum, row, column, at_desk=False) == (1, 1, 0)
    assert voices_table(Question(forum)).people is None


GROUPS, OBJECTIVES = ("migrants", "media", "nhri"), ("6", "7", "8")
VOICES = st.builds(
    Voice,
    contributor=st.sampled_from([str(number) for number in range(12)]),
    group=st.sampled_from(GROUPS),
    objectives=st.frozensets(st.sampled_from(OBJECTIVES), min_size=1, max_size=1),
    coded=st.booleans(),
    cited=st.booleans(),
    confidential=st.booleans(),
)


def public(voices, minimum):
    axes = ("group", "objective", GROUPS, OBJECTIVES)
    opened = cross([one for one in voices if not one.confidential], *axes)
    apart = openly_first(voices, "group", "objective")
    return without_few(cross(apart, *axes), minimum), opened


@given(st.lists(VOICES, max_size=40), st.integers(2, 4))
def test_nothing_small_is_left_to_be_had_by_subtraction(voices, minimum):
    matrix, _opened = public(voices, minimum)
    assert suppress(matrix, minimum).hidden == frozenset()
    for cell in matrix.cells.values():
        received, coded, cited = (cell.count(measure).total for measure in MEASURES)
        assert received >= coded >= cited >= 0


@given(st.lists(VOICES, max_size=40))
def test_a_number_tells_of_none_or_enough_in_confidence(voices):
    matrix, opened = public(voices, 3)
    for place, cell in matrix.cells.items():
        for measure in MEASURES:
            told = cell.count(measure).total - opened.cell(*place).count(measure).total
            assert told == 0 or told >= 3


def test_whoever_spoke_openly_too_is_counted(forum):
    desk.code(build.contribution(forum, FEES), 6)
    desk.code(build.contribution(forum, "Wages must be paid.", level="confidential"), 6)
    assert numbers(forum, "trade-unions", "6", at_desk=False) == (1, 1, 0)


def test_enough_are_shown(forum):
    confidential(forum, 3)
    assert numbers(forum, "migrants", "7", at_desk=False) == (3, 3, 0)


@pytest.mark.parametrize("pair", [name for name in PAIRS if name != "group-objective"])
def test_other_tables_leave_them_out(forum, pair):
    """Else one table could be subtracted from another."""
    confidential(forum, 3)
    desk.code(build.contribution(forum, FEES), 6)
    public = voices_table(Question(forum, pair=pair))
    assert public.values["", ""].numbers == (1, 1, 0)


def test_a_stage_leaves_them_out(forum):
    confidential(forum, 4)
    stage = forum.stages.get(slug="call")
    assert numbers(forum, "migrants", "7", at_desk=False, stage=stage) == (0, 0, 0)


def test_a_country_is_counted_as_far_as_it_may_be_known(forum):
    desk.code(build.contribution(forum, FEES, level="group"), 6)
    pair = "country-objective"
    assert numbers(forum, "ITA", "6", pair=pair) == (1, 1, 0)
    assert ("ITA", "6") not in voices_table(Question(forum, pair=pair)).values


# --- the page -----------------------------------------------------------------------------------


def test_the_page_says_who_was_not_heard(client, forum):
    assert "No voice yet" in client.get(url(forum)).content.decode()
    for objective in range(1, 24):
        if objective != 22:
            desk.code(build.contribution(forum, f"{FEES} {objective}"), objective)
    text = client.get(url(forum)).content.decode()
    assert "Trade unions: nobody spoke to 22 " in text
    assert "Media" in text and ": nobody was heard at all." in text
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="matrix"' in text
    assert ">1/1/0<" in text.replace("\n", "")
    assert "matrix__hidden" not in text  # a sign that never occurs is not in the legend


def test_the_page_says_that_few_are_not_shown(client, forum, rapporteur):
    confidential(forum, 1)
    desk.code(build.contribution(forum, FEES), 6)
    words = "Fewer than 3 confidential contributors"
    assert words in client.get(url(forum)).content.decode()
    assert "are left out" in client.get(url(forum), {"table": "group-language"}).content.decode()
    client.force_login(rapporteur)
    assert words not in client.get(url(forum)).content.decode()


def test_secrets_are_in_no_table(client, forum, rapporteur):
    desk.code(build.secret(forum), 7)
    desk.code(build.contribution(forum, FEES), 6)
    for pair in PAIRS:
        for form in ("", "csv"):
            text = client.get(url(forum), {"table": pair, "format": form}).content.decode()
            for secret in (
                build.SECRET_NAME,
                build.SECRET_BODY,
                build.SECRET_EMAIL,
                "Spain",
                "ESP",
            ):
                assert secret not in text, (pair, form)


def test_the_file_holds_what_the_page_shows(client, forum):
    desk.code(build.contribution(forum, FEES), 6)
    confidential(forum, 1)
    answer = client.get(url(forum), {"format": "csv"})
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    found = {(row["group"], row["objective"]): row for row in rows}
    assert found["trade-unions", "6"]["received"] == "1"
    assert found["migrants", "7"]["received"] == "0"
    assert found["total", "total"]["received"] == "1"
    assert found["trade-unions", "6"]["objective_name"].startswith("6 ")


@pytest.mark.parametrize("query", [{"table": "nothing"}, {"stage": "nothing"}])
def test_what_is_not_there(client, forum, query):
    assert client.get(url(forum), query).status_code == 404


def test_another_language_mirrors_the_picture(client, forum):
    desk.code(build.contribution(forum, FEES), 6)
    text = client.get(url(forum), headers={"accept-language": "ar"}).content.decode()
    assert 'direction="rtl"' in text


@pytest.mark.parametrize("pair", list(PAIRS))
def test_the_page_asks_a_fixed_number_of_queries(client, forum, rapporteur, pair):
    counts = []
    for rows in (1, 3):
        for number in range(rows):
            made = build.contribution(forum, FEES, body=f"U{rows}{number}", also=("academia",))
            desk.code(made, 6, 7)
        with CaptureQueriesContext(connection) as caught:
            client.get(url(forum), {"table": pair})
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 9


def test_dissent_counts_as_cited(forum, rapporteur):
    report = desk.draft(rapporteur, forum, "Some disagreed.")
    said = desk.code(build.contribution(forum, FEES), 6)
    sentence = desk.sentences(report)[0]
    citing.cite(by=rapporteur, sentence=sentence, passage=said, stance="dissents")
    assert numbers(forum, "trade-unions", "6") == (1, 1, 1)
