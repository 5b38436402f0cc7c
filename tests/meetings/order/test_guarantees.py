"""The guarantees of docs/develop/speakers-list.md, each tried against random floors."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from reviewforum.meetings.order import (
    STATES,
    Alternation,
    Kind,
    Measure,
    Request,
    Rules,
    Spoken,
    order,
    withdraw,
)
from reviewforum.meetings.order.history import read_history
from tests.meetings.floor import (
    GROUPS,
    REGIONS,
    ask,
    at,
    ids,
    numbered,
    one_request,
    requests,
    rules,
    run,
    unhurried,
)

EVERY_KIND = tuple(Kind)


@unhurried
@given(requests(EVERY_KIND), rules, st.integers(0, 5))
def test_everyone_who_asked_has_exactly_one_place(waiting, chosen, turns):
    done = run(waiting, chosen, turns=turns)
    places = order(waiting, chosen, done)
    heard = {one.request.id for one in done}
    assert sorted(ids(places)) == sorted(one.id for one in waiting if one.id not in heard)
    assert [place.position for place in places] == list(range(1, len(places) + 1))
    assert all(place.reasons for place in places)


@unhurried
@given(requests(EVERY_KIND), rules, st.randoms(), st.integers(0, 5))
def test_the_order_in_which_data_come_does_not_matter(waiting, chosen, random, turns):
    done = run(waiting, chosen, turns=turns)
    shuffled, heard = random.sample(waiting, len(waiting)), random.sample(done, len(done))
    assert order(shuffled, chosen, heard) == order(waiting, chosen, done)


@unhurried
@given(requests(EVERY_KIND), rules)
def test_the_printed_list_holds_as_long_as_nothing_new_happens(waiting, chosen):
    places = order(waiting, chosen)
    assert [one.request.id for one in run(waiting, chosen)] == ids(places)


@unhurried
@given(
    requests(most=10),
    st.lists(st.tuples(st.integers(0, 12), one_request()), max_size=14),
    rules,
    st.lists(st.integers(0, 900), min_size=1, max_size=5),
)
def test_no_more_speak_before_you_than_promised_whoever_asks_later(
    waiting, arrivals, chosen, lengths
):
    """Turns may be of any length, and late requests come at any time."""
    chosen = without_limit_of_times(chosen)
    late = [
        (turn, replace(one, requested_at=at(20 + turn)))
        for (turn, _), one in zip(
            arrivals, numbered([one for _, one in arrivals], "late"), strict=True
        )
    ]
    left, done, promised = list(waiting), [], {}
    for turn in range(40):
        left += [one for when, one in late if when == turn]
        if not left:
            continue
        places = order(left, chosen, done)
        for place in places:
            bound = place.waits_at_most
            assert bound is not None
            assert place.position - 1 <= bound
            assert bound <= promised.get(place.request.id, bound)
            promised[place.request.id] = bound - 1
        first = places[0].request
        done.append(Spoken(first, at(20.5 + turn), lengths[turn % len(lengths)]))
        left.remove(first)


@unhurried
@given(requests(), rules, one_request(), st.integers(0, 5))
def test_an_earlier_request_never_stands_after_its_like(waiting, chosen, one, turns):
    """Monotone in time within a class: all else equal, who asked first goes first."""
    pair = [replace(one, id="early", contributor="P"), replace(one, id="later", contributor="Q")]
    pair[1] = replace(pair[1], requested_at=at(9))
    done = run(waiting, chosen, turns=turns)
    listed = ids(order([*waiting, *pair], chosen, done))
    assert chosen.asked(pair[0]) < chosen.asked(pair[1])
    assert listed.index("early") < listed.index("later")


@unhurried
@given(requests(), rules, st.integers(0, 13), st.integers(0, 8))
def test_asking_earlier_never_gives_a_later_place(waiting, chosen, pick, minutes):
    if not waiting:
        return
    one = waiting[pick % len(waiting)]
    chosen = without_limit_of_times(replace(chosen, seconds_by_category={}))
    sooner = replace(one, requested_at=min(one.requested_at, at(minutes)))
    before = ids(order(waiting, chosen)).index(one.id)
    changed = [sooner if other is one else other for other in waiting]
    assert ids(order(changed, chosen)).index(one.id) <= before


@unhurried
@given(requests(), rules, one_request(), st.integers(0, 5))
def test_another_request_changes_nothing_before_it_and_turns_nobody_round(
    waiting, chosen, extra, turns
):
    """Stable: those before the new one keep their places, and no two change sides who belong, at
    the level where they part from the new one, to other children than it.
    """
    chosen = without_limit_of_times(chosen)
    extra = replace(extra, id="extra", contributor="new", on_behalf_of=None, requested_at=at(9))
    done = run(waiting, chosen, turns=turns)
    before, after = ids(order(waiting, chosen, done)), ids(order([*waiting, extra], chosen, done))
    new = after.index("extra")
    assert after[:new] == before[:new]
    history = read_history(chosen, done)
    mine = history.path(extra)
    for members in parting_from(waiting, history, mine):
        assert [i for i in after if i in members] == [i for i in before if i in members]


def parting_from(waiting, history, mine):
    """For each level, the requests that part from the new one there."""
    for depth in range(len(mine)):
        paths = {one.id: history.path(one) for one in waiting}
        yield {
            one
            for one, path in paths.items()
            if path[:depth] == mine[:depth] and path[depth] != mine[depth]
        }


@unhurried
@given(requests(), rules, st.integers(0, 13), st.integers(0, 5))
def test_nobody_of_another_side_or_group_loses_by_a_withdrawal(waiting, chosen, pick, turns):
    """Counted in turns, and as long as the rest of the queue keeps its order: a body's second
    statement can become its first, and patience can end sooner or later, which may decide a tie.
    """
    chosen = without_limit_of_times(replace(chosen, measure=Measure.TURNS))
    done = run(waiting, chosen, turns=turns)
    before = ids(order(waiting, chosen, done))
    if not before:
        return
    gone = before[pick % len(before)]
    after = ids(order(withdraw(waiting, gone), chosen, done))
    queue = read_history(chosen, done).path
    of = {one.id: queue(one) for one in waiting}
    own = [one for one in before if of[one] == of[gone] and one != gone]
    if own != [one for one in after if of[one] == of[gone]]:
        return
    for one in after:
        if of[one][:1] != of[gone][:1]:
            assert after.index(one) <= before.index(one)


@unhurried
@given(
    st.dictionaries(st.sampled_from(GROUPS), st.integers(1, 5), min_size=2),
    st.integers(1, 30),
)
def test_every_group_keeps_within_half_a_turn_of_the_common_measure(shares, prefix):
    """Groups that all keep asking: turns divided by share differ by half a turn of each at most."""
    chosen = Rules(alternation=None, shares=shares)
    waiting = [ask(f"{group} {n}", group, n) for group in shares for n in range(30)]
    heard = Counter(one.request.category for one in order(waiting, chosen)[:prefix])
    of, groups = sum(shares.values()), len(shares)
    for one in shares:
        for other in shares:
            ahead = Fraction(heard[one], shares[one]) - Fraction(heard[other], shares[other])
            assert ahead <= Fraction(1, 2 * shares[one]) + Fraction(1, 2 * shares[other])
        fair = Fraction(prefix * shares[one], of)
        most = Fraction(1, 2) + Fraction(shares[one] * (groups - 2), 2 * of)
        assert abs(heard[one] - fair) <= most


@unhurried
@given(st.integers(1, 5), st.integers(1, 5), st.booleans(), st.integers(1, 30))
def test_sides_alternate_within_half_a_turn(states, stakeholders, opens, prefix):
    chosen = Rules(Alternation(states, stakeholders, opens))
    sides = [STATES, "civil-society"]
    waiting = [ask(f"{side} {n}", side, n) for side in sides for n in range(30)]
    heard = sum(one.request.is_state for one in order(waiting, chosen)[:prefix])
    assert abs(heard - Fraction(prefix * states, states + stakeholders)) <= Fraction(1, 2)


@unhurried
@given(st.integers(1, 3), st.integers(0, 30), st.integers(1, 8))
def test_silence_is_made_good_for_so_many_turns_and_no_more(catch_up, alone, late):
    chosen = Rules(catch_up=catch_up)
    done = run([ask(f"s{n}", STATES, n / 60) for n in range(alone)], chosen)
    waiting = [ask(f"t{n}", STATES, 60) for n in range(9)]
    waiting += [ask(f"h{n}", "civil-society", 60) for n in range(late)]
    listed = ids(order(waiting, chosen, done))
    in_a_row = next(at_ for at_, one in enumerate([*listed, "t"]) if one.startswith("t"))
    assert in_a_row <= catch_up + 1


def without_limit_of_times(chosen: Rules) -> Rules:
    """A limit of times sends the later requests of a body to the end of the list, which has no
    bound while the list is open.
    """
    return replace(chosen, limits={})


def test_the_floors_tried_are_not_all_alike():
    """The strategies reach every level of the tree."""
    chosen = Rules(shares={GROUPS[0]: 1}, regions=REGIONS)
    one: Request = ask("a", GROUPS[0], region="east")
    assert read_history(chosen, ()).path(one) == ("stakeholders", GROUPS[0], "east")
