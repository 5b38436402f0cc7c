"""What fits into a session."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewforum.meetings.messages import Misstep
from reviewforum.meetings.order import Rules
from reviewforum.meetings.simulator import Party, simulate
from tests.meetings.floor import unhurried

STATES = Party("states", 56, 180)
STAKEHOLDERS = Party("civil-society", 12, 180)


def test_the_regional_review_fits_without_changeovers_and_not_much_more():
    seen = simulate([STATES, STAKEHOLDERS], minutes=360)
    assert (seen.fits, seen.needed, seen.available) == (True, 204 * 60, 360 * 60)
    states, stakeholders = seen.shares
    assert (states.reached, stakeholders.reached) == (56, 12)
    assert stakeholders.wait == 23 * 180
    assert seen.longest_wait == states.wait == 67 * 180


def test_changeovers_count_and_who_is_not_reached_is_told_by_category():
    seen = simulate([STATES, STAKEHOLDERS], minutes=180, changeover=20)
    states, stakeholders = seen.shares
    assert not seen.fits
    assert (states.reached, stakeholders.reached, seen.not_reached) == (42, 12, 14)
    assert stakeholders.speaking == 12 * 180
    assert seen.needed == 68 * 200
    assert seen.cuts.limit == 135
    assert seen.cuts.drop == 14


def test_under_protocol_alone_the_stakeholders_are_the_ones_who_go_unheard():
    by_time = Rules(alternation=None)
    seen = simulate([STATES, STAKEHOLDERS], minutes=168, rules=by_time)
    assert [share.reached for share in seen.shares] == [56, 0]
    assert seen.shares[1].wait is None


@pytest.mark.parametrize(
    ("attempt", "code"),
    [
        (lambda: simulate([STATES], 0), "not-positive"),
        (lambda: simulate([STATES], 10, -1), "negative"),
        (lambda: simulate([Party("states", -1, 60)], 10), "negative"),
        (lambda: simulate([Party("states", 1, 0)], 10), "not-positive"),
        (lambda: simulate([STATES, STATES], 10), "category-twice"),
    ],
)
def test_numbers_that_make_no_sense_are_refused(attempt, code):
    with pytest.raises(Misstep) as refusal:
        attempt()
    assert refusal.value.message.code == code


def test_nobody_at_all_fits():
    seen = simulate([], 10)
    assert (seen.fits, seen.needed, seen.longest_wait) == (True, 0, 0)


@unhurried
@given(
    st.integers(0, 20), st.integers(0, 20), st.integers(30, 300), st.integers(1, 90),
    st.integers(0, 30),
)  # fmt: skip
def test_the_figures_add_up(states, others, seconds, minutes, changeover):
    parties = [Party("states", states, seconds), Party("migrants", others, seconds)]
    seen = simulate(parties, minutes, changeover)
    assert seen == simulate(parties, minutes, changeover)
    assert seen.needed == (states + others) * (seconds + changeover)
    assert seen.fits == (seen.needed <= seen.available) == (seen.not_reached == 0)
    assert sum(share.reached for share in seen.shares) + seen.not_reached == states + others
