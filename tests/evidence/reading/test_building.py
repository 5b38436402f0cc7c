"""Normal form of a text, and blocks with exact offsets."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewforum.evidence.reading import Limits, ReadError, digest
from reviewforum.evidence.reading.building import Builder, normalise, one_line, tidy_lines

NASTY = st.text(
    alphabet="ab\u0301\u0300é \n\r\t\x00\x0b\x85\u2028\u00ad\u200b\u200d\u202e\u2066\ufeff\ud800"
    "\u00a0\u200f\U000e0041\uf0b7шع文😀",
    max_size=40,
)


@given(NASTY)
@settings(max_examples=300, deadline=None)
def test_normalising_again_changes_nothing(text: str) -> None:
    for function in (normalise, one_line, tidy_lines):
        once = function(text)
        assert function(once) == once
        assert unicodedata.is_normalized("NFC", once)
        assert not set(once) & set("\r\x00\x0b\u202e\u2066\u200b\ufeff\ud800\U000e0041")


def test_what_orders_text_out_of_sight_goes_and_what_shapes_letters_stays() -> None:
    assert normalise("pay \u202e001\u202c") == "pay 001"
    assert normalise("می\u200cخواهم\u200f") == "می\u200cخواهم\u200f"
    assert normalise("e\u0301\r\nx") == "é\nx"


KINDS = st.sampled_from(["paragraph", "heading", "item", "row", "note"])


@given(st.lists(st.tuples(NASTY, KINDS), max_size=8))
@settings(max_examples=200, deadline=None)
def test_blocks_lie_in_order_and_cover_the_text(parts: list[tuple[str, str]]) -> None:
    builder = Builder(Limits())
    for text, kind in parts:
        builder.add(text, kind)  # type: ignore[arg-type]
    text, at = builder.text, 0
    for block in builder.blocks:
        assert not text[at : block.start].strip("\n")
        assert text[block.start : block.end].strip()
        at = block.end
    assert at == len(text)
    assert normalise(text) == text


def test_items_follow_line_by_line_and_bring_their_mark_once() -> None:
    builder = Builder(Limits())
    builder.add("We ask for:")
    builder.add_item("housing")
    builder.add_item("- work")
    builder.add_row(["Spain", "2024"])
    builder.add_row(["A long cell. " * 20, "short"])
    assert builder.text.startswith(
        "We ask for:\n\n• housing\n- work\n\nSpain\t2024\n\nA long cell."
    )
    assert builder.text.endswith("\n\nshort")


def test_a_text_beyond_the_limit_is_refused() -> None:
    builder = Builder(Limits(characters=10))
    builder.add("123456")
    with pytest.raises(ReadError, match="more than 10 characters"):
        builder.add("7890123")


def test_digest_is_sha256_in_hexadecimal() -> None:
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
