"""Sentences are exact spans; abbreviations and other scripts are cut rightly."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reviewforum.common.text import sentences
from reviewforum.common.text.sentences import PIECE, split


def parts(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in split(text, language)]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["The delegation agrees.", "See para. 5 of the text.", "Do we?", "Yes!"]),
        ("en", ["Ms. A. spoke for the U.N. network.", "It was heard."]),
        ("fr", ["M. le Président, nous approuvons.", "Voir art. 5.", "Merci."]),
        ("es", ["El Sr. Presidente lo dijo.", "¿Y ahora?", "Véase el párr. 7."]),
        ("ru", ["Согласно п. 3 ст. 5 закона.", "Мы согласны."]),
        ("ro", ["Dl. ministru a vorbit.", "Art. 5 alin. 2 prevede asta.", "Da."]),
        ("tr", ["Prof. Dr. konuştu.", "Bkz. md. 5.", "Sonra bitti."]),
        ("ar", ["هل نحن مستعدون؟", "نعم؛ نحن مستعدون.", "شكرا."]),
        ("zh", ["我们同意。", "他说：“好的。”", "真的吗？", "太好了！"]),
    ],
)
def test_sentences_of_a_language(language: str, expected: list[str]) -> None:
    gap = "" if language == "zh" else " "
    assert parts(gap.join(expected), language) == expected


def test_a_blank_line_ends_a_sentence_and_a_single_one_does_not() -> None:
    assert parts("no stop here\n\nnext one", "en") == ["no stop here", "next one"]
    assert parts("wrapped by a\nprogram.", "en") == ["wrapped by a\nprogram."]


def test_a_long_sentence_is_not_cut_at_the_seams_of_the_pieces() -> None:
    text = "word " * PIECE + "end. Next."
    assert [len(part) for part in parts(text, "en")] == [len("word ") * PIECE + 4, 5]


MARKS = st.text(
    alphabet="aAéшД中文؟؛。！？.!?\"'”“)( \n\t\r\u00a0\u200f\u0301😀\x00\ud800,;:1", max_size=80
)


@given(MARKS, st.sampled_from(["en", "fr", "ru", "es", "ar", "zh", "tr", "ro", "und", ""]))
@settings(max_examples=400, deadline=None)
@example("A\u00a0. B", "en")
@example("e.g.A\u00a0.)́", "")
def test_every_character_is_covered_once_in_order(text: str, language: str) -> None:
    spans = split(text, language)
    at = 0
    for start, end in spans:
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


def test_when_the_segmenter_loses_text_the_plain_rule_cuts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences.sentencex, "segment", lambda _language, text: [text[:3]])
    assert parts("One. Two! 好。三", "en") == ["One.", "Two!", "好。", "三"]
