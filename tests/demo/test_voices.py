from __future__ import annotations

import json

import pytest

from demo.reader import DemoDataError
from demo.voices import read_voices

LINE = {
    "id": "x-1", "stage": "discussion", "group": "state", "body": "Delegation", "country": "MDA",
    "language": "en", "attribution": "named", "kind_of_input": "spoken", "title": "T",
    "text": "Words.", "intended": [5],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    def write(*rows: dict | str, aside: tuple[dict, ...] = ()):
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        (tmp_path / "a.jsonl").write_text("\n".join(lines))
        (tmp_path / "aside").write_text("\n".join(map(json.dumps, aside)))
        return read_voices(tmp_path, tmp_path / "aside")

    return write


def test_a_line_is_a_contribution_of_a_group_of_the_framework(folder):
    (voice,) = folder(LINE)
    assert (voice.key, voice.group, voice.spoken, voice.intended) == ("x-1", "states", True, (5,))


def test_one_that_is_set_aside_may_be_another_once_more(folder):
    again = {"id": "x-2", "same_as": "x-1", "set_aside": "duplicate"}
    first, second = folder(LINE, aside=(again,))
    assert (second.key, second.text, second.set_aside) == ("x-2", first.text, "duplicate")


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (({**LINE, "mood": "good"},), "has mood"),
        (({key: LINE[key] for key in LINE if key != "text"},), "lacks text"),
        ((LINE, LINE), "occurs twice: x-1"),
        (("{",), "line 1: is not JSON"),
    ],
)
def test_a_bad_line_is_refused_with_its_place(folder, rows, problem):
    with pytest.raises(DemoDataError, match=problem):
        folder(*rows)
