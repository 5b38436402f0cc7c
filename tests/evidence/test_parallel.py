"""The part of a translation beside a passage: the right one, or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewforum.evidence.parallel import beside, paragraphs

GERMAN = "Erste Zeile. Zweite Zeile.\n\nDritter Absatz."
ENGLISH = "First line. Second line.\n\nThird paragraph."


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (GERMAN, ENGLISH),
        ("Erste Zeile. Zweite Zeile.", "First line. Second line."),
        ("Dritter Absatz.", "Third paragraph."),
        ("Erste Zeile.", "First line."),
        ("Zweite Zeile.", "Second line."),
        ("Zweite Zeile.\n\nDritter Absatz.", ""),  # cuts a paragraph and goes on into the next
        ("ste Zei", ""),
        ("Absatz.", ""),
    ],
)
def test_whole_paragraphs_and_sentences_are_found(part, expected):
    start = GERMAN.index(part)
    assert beside(GERMAN, start, start + len(part), ENGLISH, ("de", "en")) == expected


def test_texts_that_do_not_run_side_by_side_give_none():
    start = GERMAN.index("Dritter")
    assert beside(GERMAN, start, len(GERMAN), "All in one paragraph.", ("de", "en")) == ""
    longer = ENGLISH.replace("First line. ", "First line. Something added. ")
    assert beside(GERMAN, 0, len("Erste Zeile."), longer, ("de", "en")) == ""


WORDS = st.text(alphabet="abc ", min_size=1, max_size=12).filter(str.strip).map(str.strip)


@given(st.lists(WORDS, min_size=1, max_size=6), st.data())
def test_paragraph_for_paragraph(texts, data):
    original, translation = "\n\n".join(texts), "\n\n".join(f"[{text}]" for text in texts)
    assert [original[a:b] for a, b in paragraphs(original)] == texts
    place = data.draw(st.integers(0, len(texts) - 1))
    start, end = paragraphs(original)[place]
    assert beside(original, start, end, translation) == f"[{texts[place]}]"


@given(st.text(max_size=60), st.text(max_size=60), st.data())
def test_it_gives_a_part_of_the_translation_or_nothing(original, translation, data):
    start = data.draw(st.integers(0, len(original)))
    end = data.draw(st.integers(start, len(original)))
    assert beside(original, start, end, translation) in translation
