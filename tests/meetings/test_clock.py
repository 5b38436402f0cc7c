"""The clock: moments in, state out. Pauses lose no time, and nothing depends on being asked."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewforum.meetings.clock import (
    Clock,
    Cuts,
    Mark,
    Phase,
    Planned,
    forecast,
    highest_cap,
    to_reach_all,
)
from reviewforum.meetings.messages import Misstep
from tests.meetings.floor import TEN, at

MOVES = ("pause", "resume", "extend", "cut", "stop")


def after(seconds: float) -> datetime:
    """A moment, in seconds after ten."""
    return TEN + timedelta(seconds=seconds)


def span(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def moved(clock: Clock, move: str, now: datetime) -> Clock:
    """The clock after a move, or as it was if the move is refused."""
    try:
        if move in ("extend", "cut"):
            return clock.extend(now, 60 if move == "extend" else -20)
        return getattr(clock, move)(now)
    except Misstep:
        return clock


@st.composite
def runs(draw: st.DrawFn) -> tuple[Clock, int]:
    """A clock after some moves, and the second of the last one."""
    clock, second = Clock(draw(st.integers(1, 300))).start(TEN), 0
    for move in draw(st.lists(st.sampled_from(MOVES), max_size=8)):
        second += draw(st.integers(0, 90))
        clock = moved(clock, move, after(second))
    return clock, second


def test_a_turn_from_start_to_over():
    clock = Clock(180, warning=30)
    assert clock.state(TEN).phase is Phase.WAITING
    assert clock.state(TEN).left == span(180)
    running = clock.start(TEN)
    assert running.state(after(149)).mark is Mark.IN_TIME
    assert running.state(after(150)).mark is Mark.WARNING
    assert running.state(after(180)).mark is Mark.OVER
    assert running.state(after(200)).left == span(-20)
    assert running.state(after(20)).ends_at == after(180)


def test_a_pause_moves_the_end_and_an_extension_too():
    clock = Clock(180).start(TEN).pause(after(60))
    held = clock.state(after(90))
    assert (held.phase, held.used, held.ends_at) == (Phase.PAUSED, span(60), None)
    clock = clock.resume(after(100))
    assert clock.state(after(100)).ends_at == after(220)
    assert clock.extend(after(110), 60).state(after(110)).ends_at == after(280)
    assert clock.extend(after(110), -60).state(after(110)).ends_at == after(160)


def test_a_stopped_clock_says_the_same_for_ever():
    clock = Clock(60).start(TEN).pause(after(20)).stop(after(50))
    first, later = clock.state(after(50)), clock.state(after(9999))
    assert first == later
    assert (first.phase, first.used, first.paused) == (Phase.STOPPED, span(20), span(30))


@pytest.mark.parametrize(
    ("attempt", "code"),
    [
        (lambda: Clock(0), "not-positive"),
        (lambda: Clock(60, warning=-1), "negative"),
        (lambda: Clock(60).start(TEN).start(TEN), "clock-started"),
        (lambda: Clock(60).pause(TEN), "clock-not-running"),
        (lambda: Clock(60).start(TEN).pause(TEN).pause(TEN), "clock-not-running"),
        (lambda: Clock(60).start(TEN).resume(TEN), "clock-not-paused"),
        (lambda: Clock(60).stop(TEN), "clock-not-running"),
        (lambda: Clock(60).start(TEN).stop(TEN).extend(TEN, 5), "clock-stopped"),
        (lambda: Clock(60).start(TEN).stop(TEN).resume(TEN), "clock-not-paused"),
        (lambda: Clock(60).start(after(5)).pause(TEN), "clock-backwards"),
        (lambda: Clock(60).start(datetime(2024, 3, 11)), "no-time-zone"),
    ],
)
def test_a_move_that_does_not_fit_is_refused(attempt, code):
    with pytest.raises(Misstep) as refusal:
        attempt()
    assert refusal.value.message.code == code


@given(runs(), st.integers(0, 900))
def test_time_is_spoken_or_paused_and_never_lost(run, second):
    clock, _ = run
    until = min(after(second), clock.stopped or after(second))
    state = clock.state(after(second))
    assert state.used + state.paused == until - TEN
    assert state.used >= span(0)
    assert state.left == clock.allowed(after(second)) - state.used


@given(runs(), st.integers(0, 900), st.integers(0, 900))
def test_time_spoken_never_goes_back_and_stands_in_a_pause(run, one, other):
    clock, last = run
    early, late = sorted((one, other))
    assert clock.used(after(early)) <= clock.used(after(late))
    if clock.phase(after(last)) in (Phase.PAUSED, Phase.STOPPED):
        assert clock.used(after(last + early)) == clock.used(after(last + late))


@given(runs(), st.integers(0, 90), st.integers(0, 90))
def test_a_pause_takes_nothing_from_the_speaker(run, when, length):
    clock, last = run
    now = after(last + when)
    if clock.phase(now) is not Phase.RUNNING:
        return
    paused = clock.pause(now).resume(now + span(length))
    assert paused.state(now + span(length)).left == clock.state(now).left
    assert paused.state(now + span(length)).ends_at == clock.state(now).ends_at + span(length)


@given(runs(), st.integers(0, 90))
def test_a_move_changes_nothing_before_it(run, later):
    clock, last = run
    now = after(last + later + 1)
    for move in MOVES:
        before = moved(clock, move, now).state(after(last + later))
        assert before == clock.state(after(last + later))


def test_a_forecast_says_when_and_who_is_not_reached():
    planned = [Planned("a", 180), Planned("b", 180), Planned("c", 120)]
    current = Clock(180).start(TEN)
    seen = forecast(planned, after(60), after(570), changeover=15, current=current)
    assert [(one.id, one.begins) for one in seen.reached] == [("a", after(195)), ("b", after(390))]
    assert [one.id for one in seen.not_reached] == ["c"]
    assert (seen.ends_at, seen.over) == (after(705), span(135))


def test_who_speaks_over_time_holds_up_nobody_but_by_the_time_already_gone():
    over = Clock(60).start(TEN)
    assert forecast([Planned("a", 60)], after(90), after(600), current=over).ends_at == after(150)
    assert forecast([], after(90), after(600)).over == span(0)


def test_cuts_to_reach_everyone():
    planned = [Planned("a", 300), Planned("b", 120), Planned("c", 300)]
    cuts = to_reach_all(planned, TEN, after(600), changeover=10)
    assert cuts == Cuts(limit=225, extend=span(150), drop=1)
    assert to_reach_all(planned, TEN, after(200)).limit == 65
    assert to_reach_all(planned, TEN, after(100)).limit is None
    assert to_reach_all(planned, TEN, after(900)) == Cuts(limit=300, extend=span(0), drop=0)


lengths = st.lists(st.integers(30, 600), min_size=1, max_size=20)


@given(lengths, st.integers(0, 9000), st.integers(0, 30))
def test_the_limit_proposed_reaches_everyone_and_none_higher_would(seconds, room, changeover):
    planned = [Planned(str(n), one) for n, one in enumerate(seconds)]
    cuts = to_reach_all(planned, TEN, after(room), changeover)
    if cuts.limit is not None:
        shorter = [Planned(one.id, min(one.seconds, cuts.limit)) for one in planned]
        assert not forecast(shorter, TEN, after(room), changeover).not_reached
    longer = forecast(planned, TEN, after(room) + cuts.extend, changeover)
    assert not longer.not_reached
    fewer = planned[: len(planned) - cuts.drop]
    assert not forecast(fewer, TEN, after(room), changeover).not_reached


@given(lengths, st.integers(0, 9000))
def test_the_cap_is_the_highest_that_fits(seconds, room):
    cap = highest_cap(seconds, room)
    assert sum(min(one, cap) for one in seconds) <= room
    if cap < max(seconds):
        assert sum(min(one, cap + 1) for one in seconds) > room


def test_a_forecast_needs_no_clock():
    assert at(0) == TEN == forecast([], TEN, TEN).ends_at
