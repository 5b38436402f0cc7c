"""The coverage check on the seed's calendar."""

from reviewforum.forums.coverage import coverage
from tests import build


def test_consultations_leave_out_objective_11(forum):
    (found,) = coverage(forum)
    assert found.stage.slug == "consultations"
    assert [item.number for item in found.missing] == [11]


def test_conference_leaves_out_none(forum):
    import datetime as dt

    conference = build.stage(forum, "conference", "conference", 3)
    sessions = [
        [2, 5, 6, 12, 18],
        [4, 8, 9, 10, 11, 13, 21],
        [14, 15, 16, 19, 20, 22],
        [1, 3, 7, 17, 23],
    ]
    for place, objectives in enumerate(sessions, start=1):
        build.session(conference, f"c{place}", place, objectives, dt.date(2024, 3, 11))
    assert coverage(forum)[-1].missing == ()


def test_queries_do_not_grow_with_sessions(forum, django_assert_num_queries):
    with django_assert_num_queries(4):
        coverage(forum)
