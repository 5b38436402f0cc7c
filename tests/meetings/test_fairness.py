"""How the floor was shared, in figures."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from reviewforum.meetings.fairness import NotReached, fairness
from reviewforum.meetings.order import Alternation, Kind, Override, Rules
from tests.meetings.floor import GROUPS, ask, at, requests, rules, said, unhurried

CIVIL, UNIONS, _ = GROUPS
RULES = Rules(Alternation(2, 1), shares={CIVIL: 1, UNIONS: 1})

SPOKEN = [
    said(ask("s1", gender="f", region="east", first_timer=False), 10, 180),
    said(ask("s2", gender="m", region="west", minutes=2), 14, 300),
    said(ask("c1", CIVIL, 5, gender="f", first_timer=True), 20, 120),
    said(ask("p", kind=Kind.POINT_OF_ORDER, minutes=21), 21, 30),
]
MISSED = [NotReached(ask("u1", UNIONS, 12), 3600)]


def row(figures, key):
    return next(one for one in figures if one.key == key)


def test_minutes_turns_and_waits_by_group():
    seen = fairness(SPOKEN, MISSED, RULES)
    states = row(seen.by_group, "states")
    assert (states.turns, states.seconds, states.planned, states.over) == (2, 480, 360, 120)
    assert (states.part_of_turns, states.part_of_time) == (Fraction(2, 3), Fraction(4, 5))
    assert (states.median_wait, states.longest_wait) == (600, 720)
    assert (seen.total.asked, seen.total.turns, seen.total.seconds) == (4, 3, 600)


def test_who_was_not_reached_is_counted_and_named_as_a_request():
    seen = fairness(SPOKEN, MISSED, RULES)
    unions = row(seen.by_group, UNIONS)
    assert (unions.asked, unions.turns, unions.not_reached) == (1, 0, 1)
    assert unions.longest_wait is None
    assert seen.not_reached == tuple(MISSED)


def test_planned_parts_follow_alternation_and_shares():
    seen = fairness(SPOKEN, MISSED, RULES)
    parts = {one.key: one.planned_part for one in seen.by_group}
    assert parts == {"states": Fraction(2, 3), CIVIL: Fraction(1, 6), UNIONS: Fraction(1, 6)}
    flat = fairness([], [], Rules(alternation=None, shares={CIVIL: 3, UNIONS: 1}))
    assert row(flat.by_group, CIVIL).planned_part == Fraction(3, 4)


def test_what_was_not_given_is_a_row_of_its_own():
    seen = fairness(SPOKEN, MISSED, RULES)
    assert {one.key: one.turns for one in seen.by_gender} == {"f": 2, "m": 1, "not-given": 0}
    assert {one.key: one.turns for one in seen.by_region} == {"east": 1, "not-given": 1, "west": 1}
    assert {one.key: one.turns for one in seen.by_first_timer} == {
        "no": 1, "not-given": 1, "yes": 1,
    }  # fmt: skip


def test_other_kinds_are_counted_apart_and_overrules_come_in_order():
    moves = [Override("s1", 1, "later", at(9)), Override("c1", 1, "sooner", at(4))]
    seen = fairness(SPOKEN, MISSED, RULES, moves)
    assert seen.by_kind == (("statement", 3, 600), ("point-of-order", 1, 30))
    assert [one.reason for one in seen.overrules] == ["sooner", "later"]


@unhurried
@given(requests(tuple(Kind)), requests(tuple(Kind)), rules, st.integers(0, 600))
def test_every_table_adds_up_to_the_total(heard, missed, chosen, seconds):
    spoken = [said(one, 10 + n, seconds) for n, one in enumerate(heard)]
    seen = fairness(spoken, [NotReached(one, 60) for one in missed], chosen)
    for table in (seen.by_group, seen.by_region, seen.by_gender, seen.by_first_timer):
        for field in ("asked", "turns", "not_reached", "seconds", "planned", "over"):
            rows = sum(getattr(one, field) for one in table)
            assert rows == getattr(seen.total, field)
        assert sum(one.part_of_turns for one in table) == seen.total.part_of_turns
    assert sum(turns for _, turns, _ in seen.by_kind) == len(spoken)
