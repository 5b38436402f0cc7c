from __future__ import annotations

import copy
import datetime as dt
import tomllib

import pytest

from demo import reader
from demo.reader import DemoDataError, parse_forum, parse_roles, read_forum, read_roles
from reviewforum.people.reader import read_states

FORUM = tomllib.loads(reader.FORUM_FILE.read_text(encoding="utf-8"))
ROLES = tomllib.loads(reader.ROLES_FILE.read_text(encoding="utf-8"))
ALL = set(range(1, 24))


@pytest.fixture
def raw():
    return copy.deepcopy(FORUM)


@pytest.fixture
def unece():
    return read_forum().forums[1]


def stage(forum, key):
    return next(stage for stage in forum.stages if stage.key == key)


def refused(raw) -> DemoDataError:
    with pytest.raises(DemoDataError) as caught:
        parse_forum(raw, file="x.toml")
    return caught.value


def test_the_forum_informs_the_next_world_wide_one(unece):
    demo = read_forum()
    assert [forum.slug for forum in demo.forums] == ["imrf-2026", "unece-2024"]
    assert (demo.cycle.framework, unece.informs, unece.region) == ("gcm", "imrf-2026", "unece")
    assert (unece.chairs, unece.languages) == (("MDA", "ESP"), ("en", "fr", "ru"))


def test_the_stages_stand_in_the_order_of_the_process(unece):
    assert [(s.position, s.kind, s.starts.date().isoformat()) for s in unece.stages] == [
        (1, "pre-consultation", "2023-11-14"),
        (2, "call", "2023-12-04"),
        (3, "discussion", "2024-01-18"),
        (4, "consultation", "2024-01-29"),
        (5, "report", "2024-03-05"),
        (6, "hearing", "2024-03-11"),
        (7, "conference", "2024-03-11"),
    ]
    assert stage(unece, "discussion").ends.date() == dt.date(2024, 2, 29)


def test_the_consultations_leave_out_objective_11_and_the_conference_none(unece):
    assert ALL - set(stage(unece, "consultation").objectives) == {11}
    assert set(stage(unece, "conference").objectives) == ALL


def test_the_hearing_lasts_75_minutes_on_three_themes(unece):
    (hearing,) = stage(unece, "hearing").sessions
    assert hearing.minutes == 75
    assert hearing.starts.isoformat() == "2024-03-11T08:45:00+01:00"
    assert [theme.key for theme in hearing.themes] == [
        "inclusion",
        "rights-based-pathways",
        "narratives",
    ]
    assert hearing.assumed == ("starts",)


def test_the_conference_opens_sits_four_times_and_closes(unece):
    sessions = stage(unece, "conference").sessions
    assert [s.key for s in sessions] == [
        "opening",
        "session-1",
        "session-2",
        "session-3",
        "session-4",
        "closing",
    ]
    assert sessions[0].objectives == sessions[-1].objectives == ()


def test_a_gap_in_a_working_day_is_no_error_but_an_overlap_is(raw):
    sessions = raw["forums"][1]["stages"][6]["sessions"]
    sessions[1]["starts"] = dt.datetime(2024, 3, 11, 10, 15)
    assert "session-1 starts before opening ends" in str(refused(raw))


def test_an_hour_the_clocks_skip_is_refused(raw):
    skipped = {"opens": dt.datetime(2024, 3, 31, 2, 30), "closes": dt.datetime(2024, 3, 31, 4, 0)}
    raw["forums"][1]["stages"][1] |= skipped
    assert "does not exist in Europe/Zurich" in refused(raw).problem


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("chairs", ["MDA", "BRA"]),
        ("chairs", ["Spain"]),
        ("timezone", "Europe/Geneva"),
        ("languages", ["en", "de"]),
        ("languages", []),
        ("ends", dt.date(2024, 3, 10)),
        ("region", "europe"),
        ("informs", "imrf-2030"),
        ("slug", "imrf-2026"),
        ("venue", "Geneva"),
    ],
)
def test_a_forum_is_checked(raw, key, value):
    raw["forums"][1][key] = value
    assert refused(raw).key.startswith("forums")


def test_a_forum_comes_after_the_one_it_informs(raw):
    raw["forums"].reverse()
    assert "move that forum up" in refused(raw).advice


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("objectives", [24]),
        ("objectives", [2, 2]),
        ("starts", "10:00"),
        ("starts", dt.datetime(2024, 1, 29, 14, tzinfo=dt.UTC)),
        ("starts", dt.date(2024, 1, 29)),
        ("ends", dt.datetime(2024, 1, 29, 14)),
        ("key", "consultation-2"),
    ],
)
def test_a_session_is_checked(raw, key, value):
    raw["forums"][1]["stages"][3]["sessions"][0][key] = value
    assert refused(raw).key.startswith("forums[2].stages")


def test_a_stage_takes_its_time_from_sessions_or_from_opens_and_closes(raw):
    raw["forums"][1]["stages"][3]["opens"] = dt.datetime(2024, 1, 1)
    assert refused(raw).key == "forums[2].stages[4].opens"
    raw = copy.deepcopy(FORUM)
    del raw["forums"][1]["stages"][1]["closes"]
    assert refused(raw).key == "forums[2].stages[2].closes"


def test_an_unknown_kind_is_refused_with_those_there_are(raw):
    raw["forums"][1]["stages"][0]["kind"] = "side-event"
    assert "pre-consultation, call" in refused(raw).advice


def test_every_role_has_an_account_and_none_a_real_address():
    accounts = read_roles()
    assert {account.role for account in accounts} == set(reader.ROLES)
    assert [account.role for account in accounts].count("rapporteur") == 2
    assert all(account.email == f"{account.key}@example.org" for account in accounts)
    (focal,) = [account for account in accounts if account.role == "focal-point"]
    assert focal.state in {state.iso3 for state in read_states()}


@pytest.mark.parametrize(
    ("place", "key", "value"),
    [
        (0, "email", "secretariat@example.com"),
        (0, "role", "chair"),
        (0, "state", "MDA"),
        (0, "group", "trade-union"),
        (1, "key", "secretariat"),
        (1, "email", "secretariat@example.org"),
        (4, "state", "XXX"),
        (0, "name", "Someone"),
    ],
)
def test_an_account_is_checked(place, key, value):
    raw = copy.deepcopy(ROLES)
    raw["accounts"][place][key] = value
    with pytest.raises(DemoDataError) as caught:
        parse_roles(raw, file="x.toml", framework="gcm")
    assert caught.value.key.startswith("accounts")


def test_a_focal_point_speaks_for_a_state():
    raw = copy.deepcopy(ROLES)
    del raw["accounts"][4]["state"]
    with pytest.raises(DemoDataError, match="belongs to a focal point"):
        parse_roles(raw, file="x.toml", framework="gcm")
