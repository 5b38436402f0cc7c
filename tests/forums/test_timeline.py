"""Where stages and forums stand in time."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewforum.forums.models import Cycle, Forum, Session, Stage
from reviewforum.forums.timeline import days, hours, standing, state

NOW = dt.datetime(2024, 2, 1, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def a_forum(zone="Europe/Zurich", starts=dt.date(2024, 3, 11), ends=dt.date(2024, 3, 11)):
    return Forum(slug="f", cycle=Cycle(), timezone=zone, starts=starts, ends=ends)


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        (NOW - DAY, NOW + DAY, "now"),
        (NOW - 2 * DAY, NOW - DAY, "done"),
        (NOW + DAY, NOW + 2 * DAY, "coming"),
        (None, NOW + DAY, "now"),
        (NOW - DAY, None, "now"),
        (None, None, "coming"),
    ],
)
def test_state_of_a_stage(starts, ends, expected):
    assert state(Stage(forum=a_forum(), starts_at=starts, ends_at=ends), NOW) == expected


def test_a_stage_without_dates_is_done_once_the_forum_is():
    past = a_forum(starts=dt.date(2023, 1, 1), ends=dt.date(2023, 1, 1))
    assert state(Stage(forum=past), NOW) == "done"


@given(st.integers(-500, 500), st.integers(0, 500))
def test_states_follow_one_another_in_time(offset, length):
    stage = Stage(
        forum=a_forum(), starts_at=NOW + offset * DAY, ends_at=NOW + (offset + length) * DAY
    )
    order = ["coming", "now", "done"]
    seen = [order.index(state(stage, NOW + k * DAY)) for k in range(-600, 1200, 50)]
    assert seen == sorted(seen)


def test_a_forum_is_under_way_from_its_first_stage_to_its_last_day():
    forum = a_forum()
    first = Stage(forum=forum, starts_at=NOW, ends_at=NOW + DAY)
    assert standing(forum, [first], NOW - DAY) == "coming"
    assert standing(forum, [first], NOW) == "now"
    assert standing(forum, [], dt.datetime(2024, 3, 12, 1, tzinfo=dt.UTC)) == "done"


def test_the_last_day_ends_where_the_forum_is():
    """At 03:00 UTC on the 12th it is still the 11th in New York."""
    late = dt.datetime(2024, 3, 12, 3, tzinfo=dt.UTC)
    assert standing(a_forum("America/New_York"), [], late) == "now"
    assert standing(a_forum("Europe/Zurich"), [], late) == "done"


def test_hours_are_the_forums_and_summer_time_is_minded():
    winter = dt.datetime(2024, 1, 29, 14, tzinfo=dt.UTC)
    summer = dt.datetime(2024, 7, 29, 14, tzinfo=dt.UTC)
    for start, clock in ((winter, "15:00–16:30"), (summer, "16:00–17:30")):
        sitting = Session(starts_at=start, ends_at=start + dt.timedelta(minutes=90))
        assert clock in hours(sitting, a_forum()) and "(Europe/Zurich)" in hours(sitting, a_forum())


def test_a_session_over_midnight_names_both_days():
    start = dt.datetime(2024, 1, 29, 22, tzinfo=dt.UTC)
    told = hours(Session(starts_at=start, ends_at=start + dt.timedelta(hours=3)), a_forum())
    assert "29" in told and "30" in told


def test_days_are_written_in_the_readers_language():
    from django.utils.translation import override

    start, end = dt.datetime(2024, 1, 18, tzinfo=dt.UTC), dt.datetime(2024, 2, 29, tzinfo=dt.UTC)
    assert " ".join(days(start, end, a_forum()).split()) == "18 Jan – 29 Feb 2024"
    with override("ru"):
        assert "янв" in days(start, end, a_forum())
    with override("zh-hans"):
        assert "2024年1月18日" in days(start, end, a_forum())
