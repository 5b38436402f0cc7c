"""The verbs of an import: all or nothing, nothing twice, nothing lost on the way."""

import pytest

from reviewforum.common.errors import NotPossible, Refused
from reviewforum.common.models import LogEntry, StoredFile
from reviewforum.evidence.actions import imports
from reviewforum.evidence.models import (
    BatchState,
    Contribution,
    Contributor,
    ImportItem,
    Passage,
    Source,
)
from reviewforum.evidence.receipts import digest_of_code
from tests import build
from tests.evidence import importing as made

WORDS = "Contracts must be in a language that seasonal workers read and understand."


def test_documents_become_contributions_with_receipts(forum, secretariat):
    batch = made.batch(
        forum,
        secretariat,
        ("a.txt", WORDS.encode()),
        ("b.docx", made.docx("First point on wages.", "Second point on permits.")),
        level="organisation",
        group="trade-unions",
        published=True,
    )
    assert batch.state == BatchState.READY and not Contribution.objects.exists()
    received = imports.confirm(by=secretariat, batch=batch)
    rows = list(Contribution.objects.order_by("number"))
    assert [row.number for row in rows] == [1, 2]
    assert [digest_of_code(one.code) for one in received] == [row.receipt_digest for row in rows]
    assert {row.source.filename for row in rows} == {"a.txt", "b.docx"}
    assert all(row.published and row.level == "organisation" for row in rows)
    assert all(row.contributor.group.key == "trade-unions" for row in rows)
    for passage in Passage.objects.select_related("text"):
        assert passage.quote == passage.text.body[passage.start : passage.end]


def test_a_broken_file_is_kept_and_named_and_stops_everything(forum, secretariat):
    batch = made.batch(forum, secretariat, ("a.txt", WORDS.encode()), ("b.pdf", b"%PDF-1.4 cut"))
    with pytest.raises(NotPossible, match=r"b\.pdf"):
        imports.confirm(by=secretariat, batch=batch)
    assert not Contribution.objects.exists() and not Source.objects.exists()
    assert StoredFile.objects.count() == 2
    assert imports.leave_broken_out(by=secretariat, batch=batch) == 1
    assert len(imports.confirm(by=secretariat, batch=batch)) == 1


def test_nothing_is_stored_when_storing_fails_half_way(forum, secretariat, monkeypatch):
    batch = made.batch(forum, secretariat, ("a.txt", WORDS.encode()), ("b.txt", b"Another voice."))

    def fails(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("reviewforum.evidence.actions.receive._give_receipts", fails)
    with pytest.raises(RuntimeError):
        imports.confirm(by=secretariat, batch=batch)
    batch.refresh_from_db()
    assert batch.state == BatchState.READY and not batch.stored_at
    assert not any(model.objects.exists() for model in (Contribution, Contributor, Source, Passage))


def test_a_file_received_before_is_recognised_and_taken_only_when_asked(forum, secretariat):
    first = made.batch(forum, secretariat, ("a.txt", WORDS.encode()))
    imports.confirm(by=secretariat, batch=first)
    again = made.batch(forum, secretariat, ("copy.txt", WORDS.encode()))
    item = again.items.get()
    assert item.known and item.left_out
    with pytest.raises(NotPossible, match="nothing to store"):
        imports.confirm(by=secretariat, batch=again)
    imports.leave_out(by=secretariat, item=item, left_out=False)
    imports.describe(by=secretariat, item=item, place=0, left_out=False)
    imports.confirm(by=secretariat, batch=again)
    assert Contribution.objects.count() == 2 and Source.objects.count() == 1


def test_the_same_file_twice_in_one_import_counts_once(forum, secretariat):
    batch = made.batch(forum, secretariat, ("a.txt", WORDS.encode()), ("b.txt", WORDS.encode()))
    assert [item.left_out for item in batch.items.all()] == [False, True]
    assert len(imports.confirm(by=secretariat, batch=batch)) == 1


def test_two_imports_of_one_file_at_the_same_time_store_it_once(forum, secretariat):
    one = made.batch(forum, secretariat, ("a.txt", WORDS.encode()))
    two = made.batch(forum, secretariat, ("a.txt", WORDS.encode()))
    imports.confirm(by=secretariat, batch=one)
    with pytest.raises(NotPossible, match="meanwhile"):
        imports.confirm(by=secretariat, batch=two)
    assert two.items.get().known and Contribution.objects.count() == 1


def test_a_longer_export_of_a_questionnaire_adds_only_what_is_new(forum, secretariat):
    imports.confirm(
        by=secretariat, batch=made.batch(forum, secretariat, ("q.csv", made.CSV.encode()))
    )
    longer = made.CSV + "Cy Example,Third House,Media,FRA,named,Report with care.,c@t.example\n"
    batch = made.batch(forum, secretariat, ("q2.csv", longer.encode()))
    assert [entry["repeats"] for entry in batch.items.get().entries] == [1, 2, None]
    assert len(imports.confirm(by=secretariat, batch=batch)) == 1


def test_reading_can_be_paused_and_goes_on_where_it_stopped(forum, secretariat, monkeypatch):
    files = [(f"{n}.txt", f"Voice number {n} speaks about wages.".encode()) for n in range(3)]
    batch = made.batch(forum, secretariat, *files, read=False)
    real, read = imports.reading.look, []

    def look_and_pause(data, name, *args):
        read.append(name)
        if len(read) == 2:
            imports.pause(by=secretariat, batch=batch)
        return real(data, name, *args)

    monkeypatch.setattr(imports.reading, "look", look_and_pause)
    imports.read_files(batch_id=batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.done) == (BatchState.PAUSED, 2)
    imports.resume(by=secretariat, batch=batch)
    imports.read_files(batch_id=batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.done) == (BatchState.READY, 3)
    assert read == ["0.txt", "1.txt", "2.txt"]


def test_after_a_crash_only_the_file_being_read_is_read_again(forum, secretariat, monkeypatch):
    files = [(f"{n}.txt", f"Voice number {n} speaks about wages.".encode()) for n in range(3)]
    batch = made.batch(forum, secretariat, *files, read=False)
    real, read = imports.reading.keep_seen, []

    def dies_at_the_second(item, seen, vocabulary):
        read.append(item.filename)
        if len(read) == 2:
            raise KeyboardInterrupt
        real(item, seen, vocabulary)

    monkeypatch.setattr(imports.reading, "keep_seen", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        imports.read_files(batch_id=batch.pk)
    imports.resume(by=secretariat, batch=batch)
    imports.read_files(batch_id=batch.pk)
    batch.refresh_from_db()
    assert batch.state == BatchState.READY
    assert read == ["0.txt", "1.txt", "1.txt", "2.txt"]


def test_two_readers_store_what_they_read_once(forum, secretariat):
    message = made.eml("Our statement on wages.", ("s.docx", made.docx("A point on permits.")))
    batch = made.batch(forum, secretariat, ("m.eml", message), read=False)
    late = ImportItem.objects.select_related("file", "batch__forum__cycle__framework").get()
    imports.read_files(batch_id=batch.pk)
    vocabulary = imports.reading.Vocabulary.of(forum)
    seen = imports.look(message, "m.eml", imports.settings_of(batch), vocabulary)
    imports.reading.keep_seen(late, seen, vocabulary)
    assert batch.items.count() == 2


def test_an_unforeseen_failure_stops_one_file_and_logs_no_words(
    forum, secretariat, monkeypatch, caplog
):
    def fails(*args):
        raise RuntimeError(build.SECRET_NAME)

    monkeypatch.setattr("reviewforum.evidence.actions.imports.reading.stage", fails)
    batch = made.batch(forum, secretariat, ("a.txt", build.SECRET_NAME.encode()))
    assert batch.state == BatchState.READY
    assert batch.items.get().errors[0]["code"] == "read_failed"
    assert build.SECRET_NAME not in caplog.text and "was not read" in caplog.text


def test_discarding_empties_the_preview_and_stores_nothing(forum, secretariat):
    batch = made.batch(forum, secretariat, ("q.csv", made.CSV.encode()))
    imports.discard(by=secretariat, batch=batch)
    item = batch.items.get()
    assert not item.entries and not item.mapping and "Contracts" not in str(item.summary)
    with pytest.raises(NotPossible, match="Discarded"):
        imports.confirm(by=secretariat, batch=batch)
    assert not Contribution.objects.exists()


def test_confirming_empties_the_preview_too_and_happens_once(forum, secretariat):
    batch = made.batch(forum, secretariat, ("q.csv", made.CSV.encode()))
    imports.confirm(by=secretariat, batch=batch)
    assert "ana@lamp.example" not in str(list(batch.items.values()))
    with pytest.raises(NotPossible, match="Stored"):
        imports.confirm(by=secretariat, batch=batch)
    with pytest.raises(NotPossible):
        imports.discard(by=secretariat, batch=batch)


@pytest.mark.parametrize("role", ["reader", "contributor", "focal-point"])
def test_only_the_desk_imports(forum, role):
    with pytest.raises(Refused):
        made.batch(forum, build.user(forum, role), ("a.txt", WORDS.encode()))
    assert not ImportItem.objects.exists()


@pytest.mark.parametrize("role", ["secretariat", "rapporteur", "moderator"])
def test_each_of_the_desk_may(forum, role):
    person = build.user(forum, role)
    batch = made.batch(forum, person, ("a.txt", WORDS.encode()))
    assert imports.confirm(by=person, batch=batch)


def test_a_colleague_may_not_look_into_an_import_but_the_secretariat_may(
    forum, rapporteur, secretariat
):
    batch = made.batch(forum, rapporteur, ("a.txt", WORDS.encode()))
    with pytest.raises(Refused, match="person who started"):
        imports.confirm(by=build.user(forum, "moderator"), batch=batch)
    assert imports.confirm(by=secretariat, batch=batch)


def test_a_session_of_another_stage_and_no_file_are_refused(forum, secretariat):
    session = forum.stages.get(slug="consultations").sessions.first()
    with pytest.raises(NotPossible, match="another stage"):
        made.batch(forum, secretariat, ("a.txt", WORDS.encode()), session=session)
    with pytest.raises(NotPossible, match="at least one"):
        made.batch(forum, secretariat)


def test_attachments_are_files_of_their_own(forum, secretariat):
    inner = made.eml("An inner message about detention.", ("t.txt", b"Deep text about returns."))
    message = made.eml(
        "Our statement on wages.",
        ("s.docx", made.docx("A point on permits.")),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + bytes(60)),
        ("inner.eml", inner),
    )
    batch = made.batch(forum, secretariat, ("m.eml", message), level="named")
    names = {item.filename: item.left_out for item in batch.items.all()}
    assert names == {
        "m.eml": False, "s.docx": False, "logo.png": True, "inner.eml": False, "t.txt": False,
    }  # fmt: skip
    assert (batch.done, batch.total) == (1, 1)
    received = imports.confirm(by=secretariat, batch=batch)
    assert len(received) == 4 and Source.objects.count() == 4


def test_pages_of_a_pdf_reach_the_passages(forum, secretariat):
    data = made.pdf("Wages are often paid late in farming.", "Permits take more than one year.")
    batch = made.batch(forum, secretariat, ("p.pdf", data))
    imports.confirm(by=secretariat, batch=batch)
    assert sorted(Passage.objects.values_list("page", flat=True))[-1] == 2


def test_a_transcript_gives_a_contribution_for_each_turn(forum, secretariat):
    session = forum.stages.get(slug="consultations").sessions.first()
    batch = made.batch(
        forum,
        secretariat,
        ("t.vtt", made.VTT.encode()),
        stage="consultations",
        session=session,
        level="named",
    )
    imports.confirm(by=secretariat, batch=batch)
    ana, italy = Contribution.objects.order_by("number")
    assert ana.kind == "spoken" and ana.session == session and ana.received_at == session.starts_at
    assert (ana.contributor.name, ana.contributor.body) == ("Ana Example", "Lamp Union")
    assert italy.contributor.group.key == "states" and italy.contributor.country.iso3 == "ITA"
    times = [(p.start_seconds, p.end_seconds) for p in ana.passages.all()]
    assert times == [(5.0, 15.0), (18.0, 25.0)]
    assert "floor for two minutes" not in ana.texts.get().body


def test_speakers_can_be_named_and_taken_in_or_left_out(forum, secretariat):
    batch = made.batch(forum, secretariat, ("t.vtt", made.VTT.encode()))
    item = batch.items.get()
    speakers = item.mapping["speakers"]
    speakers["Moderator"]["leave_out"] = False
    speakers["Delegation of Italy"]["leave_out"] = True
    speakers["Ana Example (Lamp Union)"]["group"] = "trade-unions"
    imports.change_plan(by=secretariat, item=item, speakers=speakers)
    item.refresh_from_db()
    assert [entry["speaker"] for entry in item.entries] == [
        "Moderator", "Ana Example (Lamp Union)", "Moderator", "Ana Example (Lamp Union)",
    ]  # fmt: skip
    assert item.entries[1]["group"] == "trade-unions"


def test_corrections_of_one_contribution_are_stored(forum, secretariat):
    batch = made.batch(forum, secretariat, ("a.txt", WORDS.encode()))
    imports.describe(
        by=secretariat, item=batch.items.get(), place=0,
        name="Ana Example", body="Lamp Union", group="trade-unions", country="ITA", level="named",
        title="On contracts", language="en",
    )  # fmt: skip
    row = imports.confirm(by=secretariat, batch=batch)[0].contribution
    assert row.title == "On contracts" and row.contributor.country.iso3 == "ITA"
    with pytest.raises(NotPossible):
        imports.describe(by=secretariat, item=batch.items.get(), place=0, name="Late")


def test_the_log_names_files_by_digest_and_holds_no_words(forum, secretariat):
    csv = made.CSV.replace("Ana Example", build.SECRET_NAME).replace(
        "Lamp Union", build.SECRET_BODY
    )
    name = f"{build.SECRET_NAME}.csv"
    batch = made.batch(forum, secretariat, (name, csv.encode()))
    item = batch.items.get()
    imports.change_plan(by=secretariat, item=item, separate=True)
    imports.describe(by=secretariat, item=item, place=0, name=build.SECRET_NAME)
    received = imports.confirm(by=secretariat, batch=batch)
    log = str(list(LogEntry.objects.values()))
    assert "evidence.import_store" in log and StoredFile.objects.get().digest in log
    for secret in (*made.SECRETS, *(one.code for one in received)):
        assert secret not in log


def test_storing_takes_as_many_queries_for_three_files_as_for_one(forum, secretariat):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(*names):
        files = [(f"{n}.txt", f"{WORDS} {n}".encode()) for n in names]
        batch = made.batch(forum, secretariat, *files)
        with CaptureQueriesContext(connection) as found:
            imports.confirm(by=secretariat, batch=batch)
        return len(found)

    queries("warm")
    assert queries("one") == queries("two", "three", "four")
