"""Agreement: examples worked out in the literature, laws that must hold, what is counted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from reviewforum.evidence.actions.coding import adjudicate, decide, decide_all
from reviewforum.evidence.agreement import agreement, alpha, f1, measure, verdict
from reviewforum.evidence.models import Code
from tests import build
from tests.evidence.coders import code, passage


def units(*coders: str) -> list[str]:
    """One string a coder, a letter a unit, a dot where it is missing → the values of each unit."""
    return ["".join(value for value in unit if value != ".") for unit in zip(*coders, strict=True)]


# K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): the data of sections A to C.
@pytest.mark.parametrize(
    ("coders", "expected"),
    [
        (["0100000010", "1110010000"], 0.095),
        (["aabbdcccedda", "babbbccceddd"], 0.692),
        (["123321412...", "1233224125.3", ".3332342251.", "12332441251."], 0.743),
    ],
)
def test_alpha_of_the_worked_examples(coders, expected):
    assert alpha(units(*coders)) == pytest.approx(expected, abs=0.0005)


def test_alpha_is_not_defined_without_two_values_to_compare():
    assert alpha([]) is None
    assert alpha([[True], [False]]) is None, "nobody read anything twice"
    assert alpha([[True, True], [True, True]]) is None, "it never varied"


VALUES = st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=5), min_size=1, max_size=15)


@given(st.lists(st.integers(0, 4), min_size=2).filter(lambda v: len(set(v)) > 1), st.integers(2, 4))
def test_perfect_agreement_is_one(values, coders):
    assert alpha([[value] * coders for value in values]) == 1.0


@given(VALUES, st.permutations(range(5)), st.randoms())
def test_names_of_values_and_order_of_coders_do_not_matter(data, names, random):
    changed = [[names[value] for value in unit] for unit in data]
    for unit in changed:
        random.shuffle(unit)
    random.shuffle(changed)
    first, second = alpha(data), alpha(changed)
    assert first is second is None or first == pytest.approx(second)


@given(VALUES)
def test_alpha_is_never_above_one(data):
    found = alpha(data)
    assert found is None or found <= 1


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_f1_is_a_share_and_the_same_from_either_side(both, one, two):
    found = f1(both, one, two)
    assert found == f1(both, two, one)
    assert (found is None) == (both + one + two == 0)
    assert found is None or 0 <= found <= 1


def test_verdicts_at_their_thresholds():
    assert [verdict(value) for value in (0.8, 0.79, 0.667, 0.66, None)] == [
        "reliable", "tentative", "tentative", "unreliable", "undefined",
    ]  # fmt: skip


def test_figures_reckoned_by_hand():
    codes = [Code(pk=1, key="1"), Code(pk=2, key="2"), Code(pk=3, key="3")]
    marks = [
        {10: frozenset({1}), 11: frozenset({1})},
        {10: frozenset({1, 2}), 11: frozenset({1})},
        {10: frozenset(), 11: frozenset()},
        {10: frozenset({2})},
    ]
    found = measure(marks, codes)
    assert (found.passages, found.coders, found.few) == (3, 2, True)
    one, two, three = found.rows
    assert (one.given, one.agreed, one.alpha, one.f1) == (2, 3, 1.0, 1.0)
    assert (two.given, two.agreed, two.f1) == (1, 2, 0.0)
    assert two.alpha == pytest.approx(0.0)
    assert (three.given, three.alpha, three.f1, three.verdict) == (0, None, None, "undefined")
    assert found.f1 == pytest.approx(2 * 2 / 5)
    assert found.f1_by_passage == pytest.approx((1 + 2 / 3 + 1) / 3)


# --- what is counted ----------------------------------------------------------------------------
def test_counts_finished_readings_before_adjudication(forum, rapporteur):
    second = build.user(forum, "moderator")
    row = passage(forum)
    decide_all(by=rapporteur, passage=row, applied=[code(forum, 6), code(forum, 7)])
    decide_all(by=second, passage=row, applied=[code(forum, 8)])
    decide_all(by=second, passage=row, applied=[code(forum, 6)])
    adjudicate(by=rapporteur, passage=row, code=code(forum, 7), applies=False)
    once = passage(forum, "Only one has finished this.", body="B")
    decide_all(by=rapporteur, passage=once, applied=[code(forum, 9)])
    decide(by=second, passage=once, code=code(forum, 9), applies=True)
    found = agreement(forum)
    rows = {line.code.key: line for line in found.rows}
    assert (found.passages, found.coders) == (1, 2)
    assert (rows["6"].given, rows["6"].agreed) == (1, 1)
    assert (rows["7"].given, rows["7"].agreed) == (1, 0), "adjudication does not improve it"
    assert (rows["8"].given, rows["9"].given) == (0, 0)


def test_queries_do_not_grow(forum, rapporteur):
    second = build.user(forum, "moderator")
    counts = []
    for rows in (1, 3):
        for number in range(rows):
            row = passage(forum, f"Words {rows} {number}.", body=f"B{rows}{number}")
            for coder in (rapporteur, second):
                decide_all(by=coder, passage=row, applied=[code(forum, 6)])
        with CaptureQueriesContext(connection) as captured:
            agreement(forum)
        counts.append(len(captured))
    assert counts[0] == counts[1]
