"""The part of a translation beside a passage: the right one, or none."""

from hypothesis import given
from hypothesis import strategies as st

from reviewforum.trace.parallel import beside, paragraphs

WORDS = st.text("abcdef é.", min_size=1, max_size=12).map(str.strip).filter(bool)


def test_a_passage_that_is_the_whole_text_has_the_whole_translation():
    assert beside("  Bonjour à tous.\n", 2, 17, "Hello all. Twice.\n") == "Hello all. Twice."


def test_part_of_a_paragraph_has_none():
    assert beside("Un. Deux.\n\nTrois.", 0, 3, "One. Two.\n\nThree.") == ""


def test_texts_of_different_make_have_none():
    assert beside("Un.\n\nDeux.", 0, 3, "One and two.") == ""


@given(st.lists(st.tuples(WORDS, WORDS), min_size=2, max_size=6), st.data())
def test_whole_paragraphs_have_their_own(pairs, data):
    original = "\n\n".join(a for a, _ in pairs)
    translation = "\n\n".join(b for _, b in pairs)
    spans = paragraphs(original)
    first = data.draw(st.integers(0, len(pairs) - 1))
    last = data.draw(st.integers(first, len(pairs) - 1))
    got = beside(original, spans[first][0], spans[last][1], translation)
    assert got == "\n\n".join(b for _, b in pairs[first : last + 1])


@given(st.text("ab\n ", max_size=60))
def test_paragraphs_hold_everything_but_blanks(text):
    spans = paragraphs(text)
    assert "".join(text[a:b] for a, b in spans).replace(" ", "").replace("\n", "") == text.replace(
        " ", ""
    ).replace("\n", "")
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in spans)
