"""The command line: what it answers, and that a mistake is a message and a status."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command, get_commands
from django.core.management.base import CommandError
from django.db import connection

from reviewforum.common.files import keep
from reviewforum.evidence.models import Passage, TextVersion
from reviewforum.frameworks.models import Framework
from reviewforum.outcomes.freezing import digest_of
from reviewforum.outcomes.models import ReportVersion
from tests import build
from tests.trace import build as made

ROOT = Path(__file__).resolve().parents[2]


def run(capsys, *args):
    call_command(*args)
    return capsys.readouterr().out


# --- coverage, load_framework ----------------------------------------------------------------


def test_coverage_as_json(forum, capsys):
    got = json.loads(run(capsys, "coverage", "unece-2024", "--json"))
    assert [stage["stage"] for stage in got["stages"]] == ["consultations"]
    assert [item["number"] for item in got["stages"][0]["missing"]] == [11]
    assert len(got["stages"][0]["covered"]) == 22


def test_coverage_in_words(forum, capsys):
    out = run(capsys, "coverage", "unece-2024")
    assert "No session of “Consultations” takes up objective 11, " in out


def test_coverage_of_an_unknown_forum_names_those_there_are(forum):
    with pytest.raises(CommandError, match=r"no forum “x”. Known: unece-2024"):
        call_command("coverage", "x")


def test_load_framework_by_slug_and_by_file(db, capsys):
    assert "17 objectives" in run(capsys, "load_framework", "sdg")
    path = ROOT / "reviewforum/frameworks/data/gcm.toml"
    assert "23 objectives" in run(capsys, "load_framework", str(path))


@pytest.mark.parametrize("source", ["nope", "no/such/file.toml"])
def test_load_framework_refuses_what_it_cannot_read(db, source):
    before = list(Framework.objects.values_list("slug", flat=True))
    with pytest.raises(CommandError):
        call_command("load_framework", source)
    assert list(Framework.objects.values_list("slug", flat=True)) == before


# --- verify ----------------------------------------------------------------------------------


@pytest.fixture
def world(forum):
    """A contribution cited in a published version whose digest is right."""
    one = build.contribution(forum)
    version = made.publish(made.report(forum))
    made.sentence(version, made.code(one, 6))
    raw("outcomes_reportversion", "digest", digest_of(version), version.pk)
    return one


def raw(table, column, value, pk):
    """Change a row as someone with the database in hand could, guards taken away."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name=%s", [table]
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # pending checks forbid it
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [value, pk])


def verify(capsys):
    with pytest.raises(CommandError):
        call_command("verify")
    return capsys.readouterr().err


def test_verify_when_all_holds(world, capsys):
    assert "Everything holds." in run(capsys, "verify")


def test_verify_finds_a_changed_text_and_its_passages(world, capsys):
    text = TextVersion.objects.get()
    raw("evidence_textversion", "body", text.body.replace("written", "verbal!"), text.pk)
    told = verify(capsys)
    assert "contribution 1, text 1: the text changed" in told and "its words changed" in told


def test_verify_finds_a_moved_passage_and_the_note_that_cites_it(world, capsys):
    passage = Passage.objects.first()
    Passage.objects.filter(pk=passage.pk).update(end=passage.end + 5000)
    assert "it ends after the end of the text" in verify(capsys)
    Passage.objects.filter(pk=passage.pk).update(end=passage.end, digest="0" * 64)
    told = verify(capsys)
    assert f"passage {passage.pk}: its words changed" in told
    assert "report unece-2024/summary, version 1, note 1: the passage is not the one cited" in told


def test_verify_finds_a_changed_version(world, capsys):
    raw(
        "outcomes_frozensentence",
        "text",
        "Otherwise.",
        ReportVersion.objects.get().sentences.get().pk,
    )
    assert "report unece-2024/summary, version 1: it changed after it was frozen" in verify(capsys)


def test_verify_finds_a_lost_and_a_changed_file(world, capsys, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    lost, changed = keep(b"one", "text/plain"), keep(b"two", "text/plain")
    default_storage.delete(lost.path)
    (tmp_path / changed.path).chmod(0o600)
    (tmp_path / changed.path).write_bytes(b"three")
    told = verify(capsys)
    assert f"file {lost.digest}: the file is missing" in told
    assert f"file {changed.digest}: the content changed" in told


def test_verify_finds_a_changed_log(world, capsys):
    raw("common_logentry", "verb", "x", 1 + min_pk())
    assert re.search(r"log \S+, entry \d+: was changed after it was written", verify(capsys))


def min_pk():
    from reviewforum.common.models import LogEntry

    return LogEntry.objects.order_by("pk").values_list("pk", flat=True)[0]


# --- serve -----------------------------------------------------------------------------------


@pytest.mark.parametrize("port", ["http", "0", "70000"])
def test_serve_refuses_what_is_no_port(port):
    with pytest.raises(CommandError, match="no port"):
        call_command("serve", port=port)


def test_serve_says_when_the_port_is_taken(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        env = {**os.environ, "DATA_DIR": str(tmp_path), "TASKS": "immediate", "DATABASE_URL": "",
               "DJANGO_SETTINGS_MODULE": "config.settings"}  # fmt: skip
        (tmp_path / "static").mkdir()
        command = [sys.executable, "-m", "reviewforum", "serve", "--port", port]
        done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode != 0 and "address already in use" in done.stderr
    assert "Serving on" not in done.stdout


def test_serve_answers_and_stops_with_its_worker(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {
        **os.environ, "DATA_DIR": str(tmp_path), "TASKS": "queue", "PLAIN_STATIC": "yes",
        "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "config.settings", "REDIS_URL": "",
    }  # fmt: skip
    (tmp_path / "static").mkdir()
    command = [sys.executable, "-m", "reviewforum"]
    subprocess.run([*command, "migrate", "-v", "0"], env=env, cwd=ROOT, check=True)
    served = subprocess.Popen(
        [*command, "serve", "--port", str(port)],
        env=env,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert f"http://localhost:{port}/" in served.stdout.readline()
        assert answer(f"http://127.0.0.1:{port}/healthz") == b"ok\n"
        workers = children(served.pid)
        assert len(workers) == 1
        served.send_signal(signal.SIGTERM)
        assert served.wait(30) == 0
        assert not any(alive(pid) for pid in workers)
    finally:
        if served.poll() is None:
            served.kill()


def answer(url):
    for _ in range(150):
        try:
            with urllib.request.urlopen(url, timeout=5) as got:
                return got.read()
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"nothing answers at {url}")


def children(pid):
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(path.parent.name))
    return found


def alive(pid):
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


# --- the docs --------------------------------------------------------------------------------


def test_every_command_is_documented():
    ours = [name for name, app in get_commands().items() if str(app).startswith("reviewforum.")]
    page = (ROOT / "docs/operate/commands.md").read_text()
    assert ours and [name for name in sorted(ours) if f"reviewforum {name}" not in page] == []
