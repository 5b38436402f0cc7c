"""Coders at the same moment. On PostgreSQL alone: SQLite lets one write at a time anyway."""

import threading

import pytest
from django.db import connection

from reviewforum.evidence.actions.coding import decide_all, finish
from reviewforum.evidence.actions.contributions import restore, set_aside
from tests import build
from tests.evidence.coders import code, holds, passage, status
from tests.evidence.test_passages import two

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor == 'sqlite'", reason="one writer at a time"),
]


def at_once(*works):
    """Run them side by side; what they raised, in order, None where nothing."""
    start, raised = threading.Barrier(len(works)), [None] * len(works)

    def run(place, work):
        try:
            start.wait()
            work()
        except Exception as error:  # told to the test
            raised[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return raised


def test_the_last_two_passages_of_a_contribution():
    forum = build.forum()
    coders = [build.user(forum, "rapporteur"), build.user(forum, "moderator")]
    rows = two(forum)
    works = [
        lambda c=coder, r=row: finish(by=c, passage=r)
        for coder, row in zip(coders, rows, strict=True)
    ]
    assert at_once(*works) == [None, None]
    assert status(rows[0].contribution) == "coded"


def test_two_coders_on_one_passage():
    forum = build.forum()
    coders = [build.user(forum, "rapporteur"), build.user(forum, "moderator")]
    row = passage(forum)
    works = [
        lambda c=coder, k=key: decide_all(by=c, passage=row, applied=[code(forum, k)])
        for coder, key in zip(coders, (6, 7), strict=True)
    ]
    assert at_once(*works) == [None, None]
    assert holds(row) == {"6": True, "7": True} and row.readings.count() == 2


def test_coding_while_the_contribution_is_set_aside():
    forum = build.forum()
    by = build.user(forum, "secretariat")
    row = passage(forum)
    decided, _aside = at_once(
        lambda: decide_all(by=by, passage=row, applied=[code(forum, 6)]),
        lambda: set_aside(by=by, contribution=row.contribution, code="off-topic"),
    )
    assert holds(row) == {} and status(row) == "set-aside"
    row.contribution.refresh_from_db()
    restore(by=by, contribution=row.contribution)
    assert status(row) == ("pending" if decided else "coded")
