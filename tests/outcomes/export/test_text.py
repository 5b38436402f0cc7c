import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reviewforum.outcomes.export.text import (
    breakable,
    closed,
    needs_space,
    printable,
    printable_part,
)

ANY = st.text(st.characters(codec=None), max_size=200)


@given(ANY)
def test_whatever_is_given_fits_into_xml_and_utf8(text: str) -> None:
    element = etree.Element("t")
    element.text = printable(text)
    packed = etree.tostring(element, encoding="utf-8")
    assert (etree.fromstring(packed).text or "") == printable(text)


@given(ANY)
def test_printing_twice_changes_nothing_more(text: str) -> None:
    assert printable(printable(text)) == printable(text)


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=100))
def test_words_stay_as_they_are(text: str) -> None:
    assert printable(text) == text


@given(st.text("ab\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", max_size=30))
def test_direction_marks_are_balanced(text: str) -> None:
    done = closed(text)
    opened = sum(done.count(mark) for mark in "\u202a\u202b\u202d\u202e")
    isolated = sum(done.count(mark) for mark in "\u2066\u2067\u2068")
    assert (opened, isolated) == (done.count("\u202c"), done.count("\u2069"))
    assert [c for c in done if c in "ab"] == [c for c in text if c in "ab"]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("one\r\ntwo\tthree", "one two three"),
        ("工会\n介绍了", "工会介绍了"),
        ("工会 UNECE\n介绍了", "工会 UNECE 介绍了"),
        ("«\xa012\u202f340\xa0»", "«\xa012\u202f340\xa0»"),
        ("a\x00b", "a\ufffdb"),
        ("turned \u202eover", "turned \u202eover\u202c"),
    ],
)
def test_printable(text: str, printed: str) -> None:
    assert printable(text) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [(" a\n", " a "), ("a\t", "a "), ("", ""), (" ", " "), ("\n\n", " "), ("«\xa0", "«\xa0")],
)
def test_a_part_of_a_line_keeps_a_space_at_its_ends(text: str, printed: str) -> None:
    assert printable_part(text) == printed


@given(ANY)
def test_breaks_add_nothing_but_places_to_break(text: str) -> None:
    assert breakable(text).replace("\u200b", "") == text.replace("\u200b", "")


def test_only_very_long_words_may_break_and_never_before_a_combining_mark() -> None:
    assert breakable("Donaudampfschifffahrtsgesellschaft") == "Donaudampfschifffahrtsgesellschaft"
    pieces = breakable("e\u0301" * 60).split("\u200b")
    assert len(pieces) > 5
    assert not any(unicodedata.combining(piece[0]) for piece in pieces)


def test_sentences_in_chinese_follow_each_other_without_a_space() -> None:
    assert not needs_space("zh", "雇主承担。")
    assert needs_space("zh", "It ends in English.")
    assert needs_space("en", "A sentence.")
    assert not needs_space("en", "")
