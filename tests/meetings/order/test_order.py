"""Places and their reasons, setting by setting."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from reviewforum.meetings.messages import CODES, Message, Misstep
from reviewforum.meetings.order import (
    Alternation,
    Kind,
    Limit,
    Measure,
    Override,
    Replies,
    Request,
    Rules,
    merge,
    order,
    speak_for,
    step_back,
    withdraw,
    yield_place,
)
from tests.meetings.floor import BY_TIME, GROUPS, REGIONS, TEN, ask, at, codes, ids, run, said

CIVIL, UNIONS, CITIES = GROUPS


def test_states_and_stakeholders_alternate_in_the_proportion_chosen():
    waiting = [ask(f"s{n}", minutes=n) for n in range(6)]
    waiting += [ask(f"h{n}", CIVIL, 9) for n in range(3)]
    two_to_one = Rules(Alternation(states=2, stakeholders=1))
    assert ids(order(waiting, two_to_one)) == ["s0", "h0", "s1", "s2", "h1", "s3", "s4", "h2", "s5"]
    assert order(waiting, two_to_one)[1].reasons[0] == Message(
        "alternation", {"side": "stakeholders", "states": 2, "stakeholders": 1}
    )
    assert ids(order(waiting, BY_TIME))[:6] == [f"s{n}" for n in range(6)]


def test_stakeholders_may_open():
    waiting = [ask("s"), ask("h", CIVIL, 5)]
    assert ids(order(waiting, Rules(Alternation(opens_with_states=False)))) == ["h", "s"]


def test_a_group_that_has_not_spoken_goes_first_and_says_why():
    chosen = Rules(alternation=None, shares={UNIONS: 1, CITIES: 1})
    spoken = run([ask("c1", CITIES), ask("c2", CITIES)], chosen)
    waiting = [ask("c3", CITIES, 20), ask("u1", UNIONS, 25)]
    first, second = order(waiting, chosen, spoken)
    assert first.request.id == "u1"
    assert first.reasons[:2] == (
        Message("first-of-group", {"group": UNIONS}),
        Message("share-used", {"group": CITIES, "turns": 2}),
    )
    assert Message("passed-share", {"count": 1}) in second.reasons


def test_shares_weigh_and_groups_not_named_share_the_smallest():
    chosen = Rules(alternation=None, shares={CIVIL: 3, UNIONS: 1})
    waiting = [ask(f"c{n}", CIVIL, n) for n in range(6)] + [ask("u", UNIONS), ask("a", "academia")]
    listed = ids(order(waiting, chosen))
    assert listed.index("u") == 2
    assert listed.index("a") == 1


def test_minutes_spent_are_charged_to_the_group():
    turns = Rules(alternation=None, shares={CIVIL: 10, UNIONS: 10})
    minutes = replace(turns, measure=Measure.SECONDS)
    spoken = [said(ask("c0", CIVIL), 1, seconds=360), said(ask("u0", UNIONS), 8, seconds=60)]
    waiting = [ask("c1", CIVIL, 10), ask("u1", UNIONS, 11), ask("u2", UNIONS, 12)]
    assert ids(order(waiting, turns, spoken)) == ["c1", "u1", "u2"]
    assert ids(order(waiting, minutes, spoken)) == ["u1", "u2", "c1"]


def test_regions_are_balanced_inside_a_group():
    waiting = [ask(f"e{n}", region="east", minutes=n) for n in range(3)]
    waiting += [ask("w", region="west", minutes=9)]
    first_two = order(waiting, replace(BY_TIME, regions=REGIONS))[:2]
    assert ids(first_two) == ["e0", "w"]
    assert codes(first_two[1])[:2] == ["first-of-region", "region-heard"]


@pytest.mark.parametrize(
    ("setting", "fields", "code"),
    [
        ({"first_timers_first": True}, {"first_timer": True}, "first-timer"),
        ({"protocol_order": True}, {"protocol_rank": 4}, "protocol"),
        ({"group_statements_first": True}, {"on_behalf_of": "EU"}, "group-statement"),
    ],
)
def test_a_preference_moves_a_request_up_only_where_it_is_switched_on(setting, fields, code):
    waiting = [ask("first"), ask("second", minutes=1, **fields)]
    assert ids(order(waiting, BY_TIME)) == ["first", "second"]
    place = order(waiting, replace(BY_TIME, **setting))[0]
    assert place.request.id == "second"
    assert codes(place)[0] == code


def test_who_has_not_spoken_goes_before_who_has():
    waiting = [ask("again", contributor="A", minutes=20), ask("new", contributor="B", minutes=21)]
    spoken = [said(ask("once", contributor="A"), 1)]
    chosen = replace(BY_TIME, unspoken_first=True)
    assert ids(order(waiting, chosen, spoken)) == ["new", "again"]
    assert codes(order(waiting, chosen, spoken)[0])[0] == "not-spoken"
    assert ids(order(waiting, BY_TIME, spoken)) == ["again", "new"]


def test_a_statement_for_a_group_does_not_use_up_the_turn_of_its_reader():
    spoken = [said(ask("once", contributor="A", on_behalf_of="EU"), 1)]
    waiting = [ask("own", contributor="A", minutes=20), ask("other", contributor="B", minutes=21)]
    assert ids(order(waiting, replace(BY_TIME, unspoken_first=True), spoken)) == ["own", "other"]


def test_patience_ends_the_passing():
    chosen = replace(BY_TIME, first_timers_first=True, patience=2)
    waiting = [ask("old")] + [ask(f"n{n}", minutes=n, first_timer=True) for n in range(1, 5)]
    places = order(waiting, chosen)
    assert ids(places) == ["n1", "n2", "old", "n3", "n4"]
    assert places[2].reasons[0] == Message("passed-often", {"times": 2})
    assert places[2].waits_at_most == 2


def test_what_is_asked_in_advance_counts_as_asked_together():
    chosen = replace(BY_TIME, protocol_order=True, patience=0, advance_until=TEN)
    waiting = [ask("b", minutes=-90, protocol_rank=2), ask("a", minutes=-5, protocol_rank=1)]
    late = ask("late", minutes=1, protocol_rank=1)
    assert ids(order([*waiting, late], chosen)) == ["a", "b", "late"]


def test_kinds_go_before_or_after_all_statements():
    kinds = {
        "point": Kind.POINT_OF_ORDER,
        "question": Kind.MODERATOR_QUESTION,
        "reply": Kind.RIGHT_OF_REPLY,
    }
    waiting = [ask("statement")] + [ask(i, minutes=5, kind=kind) for i, kind in kinds.items()]
    at_end = order(waiting, Rules())
    assert ids(at_end) == ["point", "question", "statement", "reply"]
    assert [codes(one)[0] for one in at_end] == [
        "point-of-order",
        "answer",
        "asked-first",
        "reply-at-end",
    ]
    assert at_end[3].waits_at_most is None
    at_once = order(waiting, Rules(replies=Replies.AT_ONCE), closed=True)
    assert ids(at_once) == ["point", "question", "reply", "statement"]
    assert [one.waits_at_most for one in at_once] == [0, 1, 2, 3]


def test_points_of_order_are_not_charged_to_a_group():
    chosen = Rules(alternation=None, shares={CIVIL: 1, UNIONS: 1})
    spoken = [said(ask("p", CIVIL, kind=Kind.POINT_OF_ORDER), 1)]
    waiting = [ask("c", CIVIL, 5), ask("u", UNIONS, 6)]
    assert ids(order(waiting, chosen, spoken)) == ["c", "u"]


def test_who_has_used_the_turns_of_a_kind_comes_last():
    chosen = replace(BY_TIME, limits={Kind.STATEMENT: Limit(180, times=1)})
    spoken = [said(ask("once", contributor="A"), 1)]
    waiting = [ask("twice", contributor="A", minutes=2), ask("b", minutes=3)]
    last = order(waiting, chosen, spoken)[-1]
    assert last.request.id == "twice"
    assert last.reasons[0] == Message("limit-used", {"kind": "statement", "times": 1})


def test_an_overrule_moves_counts_down_and_stays_explained():
    waiting = [ask(i, minutes=n) for n, i in enumerate("abcd")]
    move = Override("d", 2, "must catch a train", at(10))
    places = order(waiting, BY_TIME, overrides=[move])
    assert ids(places) == ["a", "d", "b", "c"]
    assert places[1].reasons[0] == Message(
        "overrule", {"reason": "must catch a train", "computed": 4}
    )
    assert places[2].reasons[0] == Message("overruled-others", {"computed": 2})
    assert codes(places[0])[0] == "asked-first"
    heard = [said(waiting[0], 11)]
    assert ids(order(waiting, BY_TIME, heard, [move])) == ["d", "b", "c"]


def test_a_point_of_order_raised_since_goes_before_an_overrule_and_costs_it_no_place():
    waiting = [ask(i, minutes=n) for n, i in enumerate("abcd")]
    move = Override("d", 2, "train", at(10))
    point = ask("p", kind=Kind.POINT_OF_ORDER, minutes=11)
    assert ids(order([*waiting, point], BY_TIME, overrides=[move])) == ["p", "a", "d", "b", "c"]
    after = order([*waiting, point], BY_TIME, [said(point, 12)], [move])
    assert ids(after) == ["a", "d", "b", "c"]


def test_the_last_overrule_holds_and_one_beyond_the_end_is_the_end():
    waiting = [ask(i, minutes=n) for n, i in enumerate("abc")]
    moves = [Override("c", 1, "x", at(10)), Override("c", 9, "y", at(11))]
    assert ids(order(waiting, BY_TIME, overrides=moves)) == ["a", "b", "c"]
    assert ids(order(waiting, BY_TIME, overrides=moves, now=at(10.5))) == ["c", "a", "b"]


def test_the_list_as_it_stood_at_a_moment():
    waiting = [ask("a"), ask("b", minutes=5)]
    spoken = [said(waiting[0], 7)]
    assert ids(order(waiting, BY_TIME, spoken, now=at(1))) == ["a"]
    assert ids(order(waiting, BY_TIME, spoken, now=at(8))) == ["b"]


def test_an_id_that_comes_twice_is_refused():
    with pytest.raises(Misstep) as refusal:
        order([ask("a"), ask("a", minutes=1)], BY_TIME)
    assert refusal.value.message == Message("request-twice", {"request": "a"})


def test_merging_keeps_the_earliest_time_and_names_everyone():
    waiting = [ask("a", minutes=3), ask("b", minutes=1), ask("c", minutes=2)]
    merged = merge(waiting, "a", ["b", "c"])
    assert [one.id for one in merged] == ["a"]
    assert (merged[0].joint, merged[0].requested_at) == (("b", "c"), at(1))


def test_who_joined_a_statement_has_spoken():
    joint = merge([ask("a"), ask("b")], "a", ["b"])[0]
    waiting = [ask("again", contributor="b", minutes=20), ask("new", minutes=21)]
    listed = order(waiting, replace(BY_TIME, unspoken_first=True), [said(joint, 1)])
    assert ids(listed) == ["new", "again"]


def test_a_yielded_place_is_charged_to_whose_it_was():
    given = yield_place([ask("a")], "a", "someone else")[0]
    assert (given.speaker, given.voice) == ("someone else", "a")


def test_stepping_back_and_speaking_for_a_group():
    waiting = step_back([ask("a"), ask("b", minutes=1)], "a", at(2))
    assert ids(order(waiting, BY_TIME)) == ["b", "a"]
    assert speak_for(waiting, "a", "EU")[0].voice == "EU"


@pytest.mark.parametrize(
    ("attempt", "code"),
    [
        (lambda w: withdraw(w, "x"), "unknown-request"),
        (lambda w: merge(w, "a", ["x"]), "unknown-request"),
        (lambda w: merge(w, "a", ["a"]), "merge-needs-two"),
        (lambda w: merge(w, "a", ["p"]), "merge-kinds"),
        (lambda w: yield_place(w, "x", "y"), "unknown-request"),
        (lambda w: Rules(patience=-1), "negative"),
        (lambda w: Rules(shares={CIVIL: 0}), "not-positive"),
        (lambda w: Rules(Alternation(0, 1)), "not-positive"),
        (lambda w: Rules(catch_up=0), "not-positive"),
        (lambda w: Rules(limits={Kind.REPLY: Limit(0)}), "not-positive"),
        (lambda w: Rules(shares={"states": 2}), "states-by-alternation"),
        (lambda w: Rules(advance_until=datetime(2024, 3, 11)), "no-time-zone"),
        (
            lambda w: Request("n", "n", Kind.STATEMENT, CIVIL, datetime(2024, 3, 11)),
            "no-time-zone",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(attempt, code):
    with pytest.raises(Misstep) as refusal:
        attempt([ask("a"), ask("p", kind=Kind.POINT_OF_ORDER)])
    assert refusal.value.message.code == code


def test_rules_print_themselves_as_far_as_they_are_on():
    printed = [one.code for one in Rules(shares={CIVIL: 2}, protocol_order=True).in_words()]
    assert printed[:3] == ["rule-points-of-order", "rule-replies-at-end", "rule-alternation"]
    assert "rule-protocol" in printed
    assert "rule-regions" not in printed
    assert "rule-patience" not in [one.code for one in BY_TIME.in_words()]


def test_every_setting_shows_in_the_printed_rules():
    """Two rules that differ never print alike."""
    variants = [
        Rules(),
        Rules(alternation=None),
        Rules(Alternation(2, 1)),
        Rules(Alternation(opens_with_states=False)),
        Rules(shares={CIVIL: 1}),
        Rules(shares={CIVIL: 1}, measure=Measure.SECONDS),
        Rules(catch_up=None),
        Rules(catch_up=3),
        Rules(regions=REGIONS),
        Rules(unspoken_first=False),
        Rules(group_statements_first=True),
        Rules(first_timers_first=True),
        Rules(protocol_order=True),
        Rules(patience=3),
        Rules(advance_until=TEN),
        Rules(replies=Replies.AT_ONCE),
        Rules(limits={Kind.STATEMENT: Limit(90)}),
        Rules(limits={Kind.STATEMENT: Limit(180, 1)}),
        Rules(seconds_by_category={CIVIL: 90}),
    ]
    printed = [repr(one.in_words()) for one in variants]
    assert len(set(printed)) == len(variants)


def test_a_message_is_refused_without_its_own_parameters():
    with pytest.raises(ValueError, match="share"):
        Message("share", {"group": CIVIL})
    with pytest.raises(ValueError, match="never"):
        Message("never", {})
    assert all(code == code.lower() for code in CODES)
