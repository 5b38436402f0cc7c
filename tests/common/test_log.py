"""The audit log grows only, and shows when it was tampered with."""

import pytest
from django.db import DatabaseError, connection, transaction

from reviewforum.common.log import record, verify
from reviewforum.common.models import LogEntry


@pytest.fixture
def three(db):
    with transaction.atomic():
        return [record(by=None, verb="x.y", target="site", chain="c", n=n) for n in range(3)]


def test_links_follow_each_other(three):
    assert [entry.sequence for entry in three] == [1, 2, 3]
    assert three[1].previous == three[0].digest
    assert list(verify()) == []


def test_entry_cannot_be_saved_again_or_deleted(three):
    with pytest.raises(TypeError):
        three[0].save()
    with pytest.raises(TypeError):
        three[0].delete()


@pytest.mark.parametrize(
    "statement", ["UPDATE common_logentry SET verb='z'", "DELETE FROM common_logentry"]
)
def test_database_refuses_changes(three, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert LogEntry.objects.filter(verb="x.y").count() == 3


def drop_triggers():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER common_logentry_no_update")
            cursor.execute("DROP TRIGGER common_logentry_no_delete")
        else:
            cursor.execute("DROP TRIGGER common_logentry_append_only ON common_logentry")


@pytest.mark.parametrize(
    ("tamper", "problem"),
    [
        (lambda rows: rows.filter(sequence=2).update(data={"n": 7}), "changed"),
        (lambda rows: rows.filter(sequence=2)._raw_delete("default"), "missing"),
        (lambda rows: rows.filter(sequence=3)._raw_delete("default"), "end of the chain"),
    ],
)
def test_verify_finds_tampering_behind_the_triggers(three, tamper, problem):
    drop_triggers()
    tamper(LogEntry.objects.filter(chain="c"))
    assert any(problem in broken.problem for broken in verify())


def test_record_outside_a_transaction_is_refused(db, monkeypatch):
    with monkeypatch.context() as outside:
        outside.setattr(transaction.get_connection(), "in_atomic_block", False)
        with pytest.raises(transaction.TransactionManagementError):
            record(by=None, verb="x.y", target="site")
