"""Passages: every character in exactly one, exact offsets, nothing moves when cut again."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reviewforum.evidence.cutting import LIMIT, LONGEST, cut, cut_timed, words_in
from reviewforum.evidence.reading import Cue, Turn

SENTENCES = [
    "We need safe pathways.",
    "Are we heard?",
    "The Government reports progress on access to health care for all, whatever their status, "
    "and calls on its partners to do the same in the years to come.",
    "Les États membres doivent agir; les délais sont trop longs.",
    "Мигранты должны иметь доступ к информации на своём языке.",
    "يجب على الدول أن تحمي المهاجرين؛ هل نحن مستعدون؟",
    "各国应保护移民的权利，特别是妇女和儿童的权利。我们呼吁立即采取行动！",
    "Introduction",
    "1. Access to rights",
    "- housing",
    "– work without fear of losing a permit",
    "(a) information in one's own language, at every stage of the journey, free of charge;",
    "We recommend:",
    "# Heading",
    "***",
    "word " * 90,
    "字" * 130,
    "x" * 2_500,
    "yes yes, no no; " * 40,
    "Mr. A. met the S.G. (see para. 5).",
]
PIECES = st.one_of(st.sampled_from(SENTENCES), st.text(max_size=40))
TEXTS = st.lists(
    st.tuples(PIECES, st.sampled_from([" ", "\n", "\n\n", "\n \n\n", "  ", "\u00a0", ""])),
    max_size=25,
).map(lambda parts: "".join(text + gap for text, gap in parts))
LANGUAGES = st.sampled_from(["en", "fr", "ru", "ar", "zh", "und"])


def slices(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end, _ in cut(text, language)]


@given(TEXTS, LANGUAGES)
@settings(max_examples=400, deadline=None)
@example("long " * 40 + "\nOne\nTwo\n\nBody text follows here.", "en")
@example("1. What next?\nTwo\n" + "long " * 40 + "\n\n- body", "en")
def test_every_character_is_in_one_passage_and_order_holds(text: str, language: str) -> None:
    cuts = cut(text, language)
    covered = [False] * len(text)
    at = 0
    for start, end, _ in cuts:
        assert at <= start < end
        assert text[start:end] == text[start:end].strip()
        covered[start:end] = [True] * (end - start)
        at = end
    assert all(covered[i] or text[i].isspace() for i in range(len(text)))
    assert [c.paragraph for c in cuts] == sorted(c.paragraph for c in cuts)


@given(TEXTS, LANGUAGES)
@settings(max_examples=400, deadline=None)
@example("long " * 40 + "\nOne\nTwo\n\nBody text follows here.", "en")
@example("long " * 40 + "\n1. What?\nTwo\n\nBody text follows here.", "en")
@example("H1\nIntro:\n- a\n- b\n" + "long " * 40, "en")
def test_a_passage_cut_again_is_one_passage(text: str, language: str) -> None:
    for passage in slices(text, language):
        assert cut(passage, language) == [(0, len(passage), 0)]


@given(TEXTS, LANGUAGES)
@settings(max_examples=50, deadline=None)
def test_cutting_is_deterministic_and_bounded(text: str, language: str) -> None:
    cuts = cut(text, language)
    assert cuts == cut(text, language)
    for start, end, _ in cuts:
        assert end - start <= 2 * LONGEST
        assert words_in(text[start:end]) <= LIMIT + 45


def test_a_short_paragraph_stays_whole() -> None:
    text = "One thing. Another thing.\n\nA second paragraph. It ends."
    assert slices(text) == ["One thing. Another thing.", "A second paragraph. It ends."]


def test_lines_wrapped_by_a_program_are_one_paragraph() -> None:
    text = "This paragraph was wrapped by a mail\nprogram. It goes on over\nthree lines."
    assert slices(text) == [text]


def test_lines_without_blank_lines_between_them_are_paragraphs_when_long() -> None:
    first, second = "The first paragraph. " * 10, "The second paragraph. " * 10
    assert slices(f"{first}\n{second}") == [first.strip(), second.strip()]


def test_a_long_paragraph_is_cut_at_sentence_ends_into_balanced_passages() -> None:
    sentence = "Each of these sentences has exactly eight words. "
    passages = slices(sentence * 30)
    assert len(passages) == 3
    assert all(passage.endswith("words.") for passage in passages)
    assert all(72 <= words_in(passage) <= 88 for passage in passages)


def test_chinese_is_cut_by_characters_at_its_own_full_stop() -> None:
    passages = slices("我们呼吁各国保护所有移民的权利。" * 40, "zh")
    assert len(passages) > 1
    assert all(80 <= len(passage) <= 250 and passage.endswith("。") for passage in passages)


def test_arabic_is_cut_at_the_arabic_question_mark() -> None:
    passages = slices("هل تحمي الدول حقوق جميع المهاجرين في كل مكان؟ " * 20, "ar")
    assert len(passages) == 3
    assert all(passage.endswith("؟") for passage in passages)


def test_a_heading_goes_with_what_follows() -> None:
    text = "Access to services\n\nClinics are closed to us."
    assert slices(text) == [text]
    assert slices("Body text comes here.\n\nA heading at the end") == [
        "Body text comes here.",
        "A heading at the end",
    ]


def test_a_numbered_heading_goes_with_what_follows() -> None:
    text = "1. Introduction\n\nWe thank the chair for the floor."
    assert slices(text) == [text]


def test_list_items_are_passages_and_tiny_ones_are_gathered() -> None:
    long_item = "- better access to information about rights for every worker who crosses " + (
        "a border in our region this year."
    )
    text = f"We ask for:\n- housing\n- work\n{long_item}\n{long_item}"
    assert slices(text)[-1] == long_item
    assert slices(text)[0].startswith("We ask for:\n- housing\n- work")


def test_marks_alone_never_are_a_passage_beside_text() -> None:
    assert slices("***\n\nBody text.\n\n---\n\nMore text.") == [
        "***\n\nBody text.\n\n---",
        "More text.",
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n \u00a0"])
def test_nothing_gives_no_passage(text: str) -> None:
    assert cut(text) == []


def test_timed_passages_stay_in_their_turn_and_carry_seconds() -> None:
    text = "Good morning to all.\n\nThank you, chair."
    turns = [
        Turn("Chair", 0, 20, 1.0, 3.0, (Cue(0, 12, 1.0, 2.0), Cue(13, 20, 2.0, 3.0))),
        Turn("Delegate", 22, 39, 4.0, 6.0, (Cue(22, 39, 4.0, 6.0),)),
    ]
    cuts = cut_timed(text, turns)
    assert [text[c.start : c.end] for c in cuts] == ["Good morning to all.", "Thank you, chair."]
    assert [(c.speaker, c.start_seconds, c.end_seconds) for c in cuts] == [
        ("Chair", 1.0, 3.0),
        ("Delegate", 4.0, 6.0),
    ]


def test_seconds_inside_a_cue_are_interpolated_and_ordered() -> None:
    text = "Each of these sentences has exactly eight words. " * 30
    text = text.strip()
    cue = Cue(0, len(text), 0.0, 300.0)
    cuts = cut_timed(text, [Turn("A", 0, len(text), 0.0, 300.0, (cue,))])
    assert len(cuts) == 3
    assert cuts[0].start_seconds == 0.0
    assert cuts[-1].end_seconds == 300.0
    for left, right in pairwise(cuts):
        assert 0 < left.end_seconds <= right.start_seconds < right.end_seconds
