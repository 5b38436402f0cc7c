"""The verbs of coding: what each does, and each refusal."""

import itertools

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from reviewforum.common.errors import NotPossible
from reviewforum.common.models import LogEntry
from reviewforum.evidence.actions.coding import (
    PASSAGE_REASONS,
    adjudicate,
    decide,
    decide_all,
    finish,
    restore_passage,
    set_aside_passage,
)
from reviewforum.evidence.actions.contributions import set_aside
from reviewforum.evidence.actions.passages import split
from reviewforum.evidence.actions.status import status_of, verdicts
from reviewforum.evidence.actions.undo import undo
from reviewforum.evidence.models import Decision, Reading
from tests import build
from tests.evidence.coders import code, holds, passage, status, suggestion


@pytest.fixture
def second(forum):
    """Another coder."""
    return build.user(forum, "moderator")


def everything_refuses(by, row, error, match=""):
    six = code(row.forum, 6)
    for attempt in (
        lambda: decide(by=by, passage=row, code=six, applies=True),
        lambda: decide_all(by=by, passage=row, applied=[six]),
        lambda: finish(by=by, passage=row),
    ):
        with pytest.raises(error, match=match):
            attempt()
    assert not Decision.objects.exists() and not Reading.objects.exists()


# --- decide -------------------------------------------------------------------------------------
def test_a_yes_holds_at_once_and_the_statuses_follow(forum, rapporteur):
    row = passage(forum)
    decide(by=rapporteur, passage=row, code=code(forum, 6), applies=True)
    assert holds(row) == {"6": False}
    assert status(row) == status(row.contribution) == "coded"


def test_the_latest_decision_counts_and_none_is_lost(forum, rapporteur):
    row = passage(forum)
    decide(by=rapporteur, passage=row, code=code(forum, 6), applies=True)
    decide(by=rapporteur, passage=row, code=code(forum, 6), applies=False)
    assert holds(row) == {} and status(row) == "pending"
    assert [d.applies for d in row.decisions.all()] == [True, False]


def test_a_decision_remembers_what_was_suggested(forum, rapporteur):
    row = passage(forum)
    shown = suggestion(row, 6, 0.8)
    made = decide(by=rapporteur, passage=row, code=shown.code, applies=True, suggestion=shown)
    assert made.suggestion == shown
    with pytest.raises(NotPossible, match="something else"):
        decide(by=rapporteur, passage=row, code=code(forum, 5), applies=True, suggestion=shown)


def test_only_the_desk_decides(forum, outsider):
    everything_refuses(outsider, passage(forum), PermissionDenied, "desk")
    reader = build.user(forum, "focal-point", "contributor", "reader")
    everything_refuses(reader, passage(forum, "Other words."), PermissionDenied, "desk")
    elsewhere = build.user(build.forum("elsewhere"), "rapporteur")
    everything_refuses(elsewhere, passage(forum, "More words."), PermissionDenied, "desk")


def test_nothing_is_decided_on_what_is_set_aside(forum, rapporteur):
    row = passage(forum)
    set_aside_passage(by=rapporteur, passage=row, code="no-substance")
    everything_refuses(rapporteur, row, NotPossible, "set aside")
    other = passage(forum, "Other words.")
    set_aside(by=rapporteur, contribution=other.contribution, code="duplicate")
    everything_refuses(rapporteur, other, NotPossible, "whole contribution")


def test_nothing_is_decided_on_what_was_cut_anew(forum, rapporteur):
    row = passage(forum)
    split(by=rapporteur, passage=row, at=22)
    everything_refuses(rapporteur, row, NotPossible, "cut anew")


def test_codes_of_another_framework_are_refused(forum, rapporteur):
    row, foreign = passage(forum), code(forum, 6)
    other = type(foreign.framework).objects.create(slug="other", names={"en": "Other"})
    foreign = type(foreign).objects.create(framework=other, dimension="objective", key="6")
    with pytest.raises(NotPossible, match="another framework"):
        decide(by=rapporteur, passage=row, code=foreign, applies=True)
    with pytest.raises(NotPossible, match="another framework"):
        decide_all(by=rapporteur, passage=row, applied=[foreign])


# --- decide all, finish -------------------------------------------------------------------------
def test_a_whole_reading_accepts_corrects_and_rejects(forum, rapporteur):
    row = passage(forum)
    suggestion(row, 6, 0.9)
    suggestion(row, 5, 0.6)
    decide_all(by=rapporteur, passage=row, applied=[code(forum, 6), code(forum, 22)])
    assert holds(row) == {"6": False, "22": False}
    said = {d.code.key: (d.applies, d.suggestion_id is not None) for d in row.decisions.all()}
    assert said == {"6": (True, True), "5": (False, True), "22": (True, False)}
    assert row.readings.get().by == rapporteur


def test_a_passage_read_and_found_empty_is_done(forum, rapporteur):
    row = passage(forum)
    finish(by=rapporteur, passage=row)
    assert holds(row) == {} and status(row) == status(row.contribution) == "coded"


def test_reading_again_replaces_what_one_said(forum, rapporteur):
    row = passage(forum)
    decide_all(by=rapporteur, passage=row, applied=[code(forum, 6)])
    decide_all(by=rapporteur, passage=row, applied=[code(forum, 7)])
    assert holds(row) == {"7": False} and row.readings.count() == 1


def test_the_contribution_waits_for_its_last_passage(forum, rapporteur):
    made = build.contribution(
        forum,
        "Recruiters take fees and keep passports of those who come to work on our farms each year. "
        "That must end before the next season, and the States on both sides can do it together.\n\n"
        "Families wait for years for a decision on a visa, and children grow up without a parent. "
        "A time limit of six months would spare them this, as some States have shown already.",
    )
    first, last = made.passages.all()
    finish(by=rapporteur, passage=first)
    assert status(made) == "pending"
    finish(by=rapporteur, passage=last)
    assert status(made) == "coded"


# --- two coders ---------------------------------------------------------------------------------
def test_a_code_two_coders_differ_on_is_disputed(forum, rapporteur, second):
    row = passage(forum)
    decide_all(by=rapporteur, passage=row, applied=[code(forum, 6), code(forum, 7)])
    decide_all(by=second, passage=row, applied=[code(forum, 6), code(forum, 8)])
    assert holds(row) == {"6": False, "7": True, "8": True}


def test_the_no_of_a_coder_who_has_not_finished_waits(forum, rapporteur, second):
    row = passage(forum)
    decide_all(by=rapporteur, passage=row, applied=[code(forum, 6)])
    decide(by=second, passage=row, code=code(forum, 6), applies=False)
    assert holds(row) == {"6": False}
    finish(by=second, passage=row)
    assert holds(row) == {"6": True}


def test_adjudication_ends_the_dispute_for_good(forum, rapporteur, second):
    row = passage(forum)
    decide_all(by=rapporteur, passage=row, applied=[code(forum, 6), code(forum, 7)])
    finish(by=second, passage=row)
    adjudicate(by=rapporteur, passage=row, code=code(forum, 6), applies=True)
    adjudicate(by=rapporteur, passage=row, code=code(forum, 7), applies=False)
    assert holds(row) == {"6": False}
    decide(by=second, passage=row, code=code(forum, 7), applies=True)
    assert holds(row) == {"6": False}, "a coder does not overrule it"
    adjudicate(by=rapporteur, passage=row, code=code(forum, 7), applies=True)
    assert holds(row) == {"6": False, "7": False}, "another adjudication does"


def test_adjudication_is_refused(forum, rapporteur, second):
    row = passage(forum)
    decide_all(by=rapporteur, passage=row, applied=[code(forum, 6)])
    with pytest.raises(NotPossible, match="do not differ"):
        adjudicate(by=rapporteur, passage=row, code=code(forum, 6), applies=True)
    finish(by=second, passage=row)
    with pytest.raises(PermissionDenied, match="rapporteur or the secretariat"):
        adjudicate(by=second, passage=row, code=code(forum, 6), applies=True)
    assert holds(row) == {"6": True}


VOTES = st.dictionaries(
    st.integers(0, 3), st.dictionaries(st.integers(0, 3), st.booleans(), max_size=4), max_size=4
)


@given(VOTES, st.sets(st.integers(0, 3)), st.dictionaries(st.integers(0, 3), st.booleans()))
def test_verdicts_are_the_common_word_or_a_dispute(votes, finished, settled):
    found = verdicts(votes, settled, finished)
    assert set(found) == set(votes) | set(settled)
    for key, verdict in found.items():
        said = [votes.get(key, {}).get(coder, False) for coder in finished]
        said += [True for word in votes.get(key, {}).values() if word]
        if key in settled:
            assert verdict == settled[key]
        elif verdict is None:
            assert {True, False} == set(said)
        else:
            assert all(word == verdict for word in said)


def test_status_of_a_contribution_from_its_passages():
    pending, coded = ("pending", ""), ("coded", "")
    thanks, off = ("set-aside", "no-substance"), ("set-aside", "off-topic")
    assert status_of([]) == ("pending", "")
    assert status_of([coded, pending, thanks]) == ("pending", "")
    assert status_of([coded, thanks]) == ("coded", "")
    assert status_of([off, off]) == ("set-aside", "off-topic")
    assert status_of([off, thanks]) == ("set-aside", "no-substance")


# --- undo ---------------------------------------------------------------------------------------
def test_undo_takes_the_whole_reading_back(forum, rapporteur):
    row = passage(forum)
    suggestion(row, 6, 0.9)
    decide_all(by=rapporteur, passage=row, applied=[code(forum, 6)])
    assert undo(by=rapporteur, passage=row) == {code(forum, 6).pk}
    assert holds(row) == {} and not row.readings.exists() and status(row) == "pending"
    assert row.decisions.count() == 2, "undoing adds a decision and removes none"


def test_undo_brings_back_what_was_said_before(forum, rapporteur):
    row = passage(forum)
    decide_all(by=rapporteur, passage=row, applied=[code(forum, 6)])
    decide_all(by=rapporteur, passage=row, applied=[code(forum, 7)])
    undo(by=rapporteur, passage=row)
    assert holds(row) == {"6": False} and row.readings.exists()


def test_undo_of_each_step(forum, rapporteur):
    row = passage(forum)
    finish(by=rapporteur, passage=row)
    undo(by=rapporteur, passage=row)
    assert status(row) == "pending"
    decide(by=rapporteur, passage=row, code=code(forum, 6), applies=True)
    undo(by=rapporteur, passage=row)
    assert holds(row) == {}
    decide_all(by=rapporteur, passage=row, applied=[code(forum, 6)])
    set_aside_passage(by=rapporteur, passage=row, code="off-topic")
    undo(by=rapporteur, passage=row)
    assert holds(row) == {"6": False} and status(row) == "coded"


def test_undo_leaves_the_other_coder_alone(forum, rapporteur, second):
    row = passage(forum)
    decide_all(by=rapporteur, passage=row, applied=[code(forum, 6)])
    decide_all(by=second, passage=row, applied=[code(forum, 7)])
    undo(by=second, passage=row)
    assert holds(row) == {"6": False}


def test_undo_is_refused(forum, rapporteur, second, outsider):
    row = passage(forum)
    with pytest.raises(NotPossible, match="no last step"):
        undo(by=rapporteur, passage=row)
    finish(by=rapporteur, passage=row)
    with pytest.raises(NotPossible, match="no last step"):
        undo(by=second, passage=row)
    with pytest.raises(PermissionDenied):
        undo(by=outsider, passage=row)
    undo(by=rapporteur, passage=row)
    with pytest.raises(NotPossible, match="no last step"):
        undo(by=rapporteur, passage=row)


def test_undo_does_not_reach_over_what_another_did(forum, rapporteur, second):
    row = passage(forum)
    set_aside_passage(by=rapporteur, passage=row, code="off-topic")
    restore_passage(by=second, passage=row)
    set_aside_passage(by=second, passage=row, code="duplicate")
    with pytest.raises(NotPossible, match="Somebody else"):
        undo(by=rapporteur, passage=row)


# --- set aside ----------------------------------------------------------------------------------
def test_setting_aside_takes_the_codes_along_and_restoring_brings_them_back(forum, rapporteur):
    row = passage(forum)
    decide_all(by=rapporteur, passage=row, applied=[code(forum, 6)])
    set_aside_passage(by=rapporteur, passage=row, code="duplicate")
    assert holds(row) == {} and status(row) == "set-aside"
    assert (status(row.contribution), row.contribution.set_aside_code) == ("set-aside", "duplicate")
    restore_passage(by=rapporteur, passage=row)
    assert holds(row) == {"6": False} and status(row.contribution) == "coded"


def test_setting_aside_is_refused(forum, rapporteur, outsider):
    row = passage(forum)
    with pytest.raises(PermissionDenied, match="desk"):
        set_aside_passage(by=outsider, passage=row, code="off-topic")
    for reason in ("", "withdrawn", "other", "because"):
        with pytest.raises(NotPossible, match="Choose a reason"):
            set_aside_passage(by=rapporteur, passage=row, code=reason)
    assert status(row) == "pending"
    set_aside_passage(by=rapporteur, passage=row, code=PASSAGE_REASONS[0])
    with pytest.raises(NotPossible, match="already"):
        set_aside_passage(by=rapporteur, passage=row, code=PASSAGE_REASONS[1])


def test_restoring_is_refused(forum, rapporteur, outsider):
    row = passage(forum)
    with pytest.raises(NotPossible, match="not set aside"):
        restore_passage(by=rapporteur, passage=row)
    set_aside(by=rapporteur, contribution=row.contribution, code="off-topic")
    with pytest.raises(NotPossible, match="Restore the contribution"):
        restore_passage(by=rapporteur, passage=row)
    with pytest.raises(PermissionDenied, match="desk"):
        restore_passage(by=outsider, passage=row)


# --- the log ------------------------------------------------------------------------------------
def test_every_verb_is_logged_without_a_word_of_anyone(forum, rapporteur, second):
    row = build.secret(forum).passages.get()
    six = code(forum, 6)
    decide(by=rapporteur, passage=row, code=six, applies=True)
    decide_all(by=rapporteur, passage=row, applied=[six])
    finish(by=second, passage=row)
    adjudicate(by=rapporteur, passage=row, code=six, applies=True)
    set_aside_passage(by=rapporteur, passage=row, code="off-topic")
    restore_passage(by=rapporteur, passage=row)
    finish(by=second, passage=row)
    undo(by=second, passage=row)
    entries = LogEntry.objects.filter(target=f"evidence.passage:{row.pk}").order_by("sequence")
    assert [entry.verb.split(".")[1] for entry in entries] == [
        "decide", "decide_all", "finish", "adjudicate", "set_aside_passage", "restore_passage",
        "finish", "undo",
    ]  # fmt: skip
    told = str([entry.data for entry in entries])
    words = (build.SECRET_NAME, build.SECRET_BODY, build.SECRET_EMAIL, "threatened")
    assert not [word for word in words if word in told]
    assert list(itertools.chain(*[e.data.get("codes", []) for e in entries])) == [six.pk]
