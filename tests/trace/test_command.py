"""`reviewforum trace`: as text and as JSON, both ways."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from reviewforum.evidence.actions.contributions import withdraw
from tests import build
from tests.trace import build as made


def run(capsys, *args):
    call_command("trace", *args)
    return capsys.readouterr().out


def test_json_holds_each_step_and_each_passage(forum, capsys):
    one = build.contribution(forum, "Wages are not paid.\n\nPermits take a year to come.")
    made.sentence(made.publish(made.report(forum)), made.code(one, 6))
    got = json.loads(run(capsys, one.code, "--json"))
    assert [step["state"] for step in got["steps"]] == ["reached"] * 4
    assert got["number"] == 1 and got["status"] == "coded"
    first, second = got["passages"]
    assert [code["key"] for code in first["codes"]] == ["6"]
    assert first["cited"][0] == {
        "report": "summary", "version": 1, "newest_version": True, "paragraph": 14,
        "sentence": "abc123abc123", "text": made.TEXT, "note": 1, "stance": "supports",
        "url": "/f/unece-2024/reports/summary/sentences/abc123abc123/",
    }  # fmt: skip
    assert second["cited"] == [] and got["reports"][0]["cited"] is True


def test_words_may_come_one_by_one(forum, capsys):
    one = build.contribution(forum)
    text = run(capsys, *one.code.split("-"))
    assert "● Received" in text and "○ Not yet read" in text


@pytest.mark.parametrize("args", [["zoo-zoo-zoo-zoo-zoo"], ["nonsense"], ["a/b/c"], ["a/b"]])
def test_what_is_not_there_is_an_error(forum, args):
    with pytest.raises(CommandError):
        call_command("trace", *args)


def test_a_sentence_leads_back(forum, capsys):
    one = build.contribution(forum)
    made.sentence(made.publish(made.report(forum)), made.code(one, 6))
    place = "unece-2024/summary/abc123abc123"
    got = json.loads(run(capsys, place, "--json"))
    assert got["groups"] == [{"key": "trade-unions", "name": "Trade unions", "count": 1}]
    assert got["voices"][0]["digest"] == made.first(one).digest
    assert "Field Workers' Union, Italy" in run(capsys, place)


@pytest.mark.parametrize("form", [["--json"], []])
def test_neither_way_betrays_a_confidential_speaker(forum, capsys, form):
    one = build.secret(forum)
    made.sentence(made.publish(made.report(forum)), made.code(one, 6))
    for what in (one.code, "unece-2024/summary/abc123abc123"):
        out = run(capsys, what, *form)
        for secret in (build.SECRET_NAME, build.SECRET_BODY, build.SECRET_EMAIL, "call the police"):
            assert secret not in out
        assert "migrants" not in out and "ESP" not in out


@pytest.mark.parametrize("form", [["--json"], []])
def test_a_draft_is_not_named(forum, capsys, form):
    one = build.contribution(forum)
    made.report(forum, slug="secret-draft")
    out = run(capsys, one.code, *form)
    assert "secret-draft" not in out and "Working title" not in out


def test_withdrawn(forum, secretariat, capsys):
    one = build.contribution(forum, "Wages are kept back for months.")
    made.sentence(made.publish(made.report(forum)), made.code(one, 6))
    withdraw(by=secretariat, contribution=one)
    assert json.loads(run(capsys, one.code, "--json"))["set_aside"] == "withdrawn"
    voice = json.loads(run(capsys, "unece-2024/summary/abc123abc123", "--json"))["voices"][0]
    assert voice == {"note": 1, "stance": "supports", "group": None, "open": False}
