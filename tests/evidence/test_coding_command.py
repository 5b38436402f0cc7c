"""`reviewforum suggest`: what scripts rely on."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from reviewforum.evidence.management.commands import suggest
from reviewforum.evidence.suggesting import Suggester

TEXTS = [
    '{"text": "Recruiters charge illegal recruitment fees.", "lang": "en", "id": 7}',
    '{"text": "La detención de migrantes debe ser el último recurso."}',
    '{"text": "移民工人支付高额招聘费用。", "lang": "zh"}',
]
SHELL = {
    **os.environ,
    "REVIEWFORUM_EMBEDDER": "none",
    "DJANGO_SETTINGS_MODULE": "config.settings",
}


@pytest.fixture(scope="module")
def engine():
    return Suggester.load("gcm", embedder=None)


def run(monkeypatch, engine, data):
    """Output lines, words on stderr, and whether the command failed."""
    raw = data if isinstance(data, bytes) else data.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
    monkeypatch.setattr(suggest.Suggester, "load", lambda _name: engine)
    out, err, failed = io.StringIO(), io.StringIO(), False
    try:
        call_command("suggest", framework="gcm", stdout=out, stderr=err)
    except CommandError:
        failed = True
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue(), failed


def test_the_same_lines_with_all_objectives_ranked(monkeypatch, engine):
    lines, words, failed = run(monkeypatch, engine, "\n".join(TEXTS))
    assert not failed and words == ""
    for given_line, line in zip(TEXTS, lines, strict=True):
        ranked = line.pop("objectives")
        assert line == json.loads(given_line)
        assert sorted(row["number"] for row in ranked) == list(range(1, 24))
        scores = [row["score"] for row in ranked]
        assert scores == sorted(scores, reverse=True) and all(0 <= s <= 1 for s in scores)
    assert lines != [] and "objectives" not in lines[0]


def test_the_answers_are_the_engines(monkeypatch, engine):
    lines, _words, _failed = run(monkeypatch, engine, "\n".join(TEXTS))
    texts = [json.loads(line) for line in TEXTS]
    alone = [engine.suggest([t["text"]], [t.get("lang")])[0] for t in texts]
    for line, found in zip(lines, alone, strict=True):
        assert [row["number"] for row in line["objectives"]] == [item.number for item in found]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("not json", "is not JSON"),
        ('["text"]', "object"),
        ('{"words": "x"}', "object"),
        ('{"text": 5}', "object"),
        ('{"text": "x", "lang": 5}', "lang"),
        (b"\xff\xfe", "UTF-8"),
        ("[" * 100_000, "is not JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_answered(monkeypatch, engine, bad, reason):
    raw = bad if isinstance(bad, bytes) else bad.encode()
    data = b"\n".join([TEXTS[0].encode(), raw, b"", TEXTS[1].encode()])
    lines, words, failed = run(monkeypatch, engine, data)
    assert failed and len(lines) == 2
    assert words.startswith("Line 2:") and reason in words


def test_nothing_in_nothing_out(monkeypatch, engine):
    assert run(monkeypatch, engine, "\n\n") == ([], "", False)


def test_half_a_character_comes_back_as_it_came(monkeypatch, engine):
    lines, _words, failed = run(monkeypatch, engine, '{"text": "fees \\ud83d"}')
    assert not failed and lines[0]["text"] == "fees \ud83d"


@given(st.binary(max_size=80))
def test_any_bytes_are_a_line_nothing_or_a_bad_line(raw):
    try:
        line = suggest.read_line(raw)
    except suggest.BadLineError:
        return
    assert line is None or isinstance(line["text"], str)


def shell(*arguments, data="", **environment):
    command = [str(Path(sys.executable).with_name("reviewforum")), "suggest", *arguments]
    return subprocess.run(
        command, input=data.encode(), capture_output=True, env={**SHELL, **environment}
    )


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_needs_no_database_and_speaks_in_any_locale(tmp_path, encoding):
    nowhere = {"DATABASE_URL": f"sqlite:///{tmp_path}/none/db.sqlite3"}
    done = shell(data="\n".join(TEXTS), PYTHONIOENCODING=encoding, **nowhere)
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == [
        json.loads(line)["text"] for line in TEXTS
    ]
    assert not list(tmp_path.rglob("*.sqlite3*"))


def test_an_unknown_framework_is_an_error():
    done = shell("--framework", "no-such", data=TEXTS[0])
    assert done.returncode != 0 and done.stdout == b""
    assert b"no-such" in done.stderr and b"Traceback" not in done.stderr
