"""Differences that read well, merges that lose nothing."""

# ruff: noqa: E501 - a case a line reads as a table

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewforum.outcomes.support.editing import (
    Agreed,
    Conflict,
    Op,
    after,
    before,
    diff,
    merge,
    sentences,
)
from reviewforum.outcomes.support.versions import Paragraph, Section, Sentence, compare

texts = st.text(
    st.sampled_from("ab cdé.!?\n’-،؟。！数据许多国家مهرض ёж«»“”") | st.characters(), max_size=60
)


@given(texts, texts)
def test_a_difference_gives_both_texts_back(old, new):
    ops = diff(old, new)
    assert before(ops) == old
    assert after(ops) == new


@given(texts)
def test_a_text_does_not_differ_from_itself(text):
    assert all(op.kind == "keep" for op in diff(text, text))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Many States agreed.", "Several States agreed.", [("drop", "Many"), ("add", "Several"), ("keep", " States agreed.")]),
        ("数据很重要", "数据不重要", [("keep", "数据"), ("drop", "很"), ("add", "不"), ("keep", "重要")]),
        ("دعت الدول إلى", "دعت النقابات إلى", [("keep", "دعت "), ("drop", "الدول"), ("add", "النقابات"), ("keep", " إلى")]),
        ("the old way here", "a new way here", [("drop", "the old"), ("add", "a new"), ("keep", " way here")]),
        ("l’accord existe", "l’accord manque", [("keep", "l’accord "), ("drop", "existe"), ("add", "manque")]),
    ],
)  # fmt: skip
def test_a_difference_reads_by_words(old, new, expected):
    assert diff(old, new) == [Op(kind, text) for kind, text in expected]


@given(texts)
def test_sentences_put_together_are_the_text(text):
    assert "".join(sentences(text)) == text


def test_sentences_end_where_they_end():
    assert sentences("One. Two?\nThree! 一。二！") == ["One. ", "Two?\n", "Three! ", "一。", "二！"]


def test_edits_of_different_sentences_come_together():
    base = "Fees persist. Data lack. Visas help. "
    mine = "Fees persist everywhere. Data lack. Visas help. "
    theirs = "Fees persist. Data lack. Visas help a lot. New point. "
    merged = merge(base, mine, theirs)
    assert merged.text == "Fees persist everywhere. Data lack. Visas help a lot. New point. "


def test_edits_of_one_sentence_are_a_conflict_that_shows_both():
    merged = merge(
        "Data lack. Visas help. ", "Data lack badly. Visas help. ", "Data miss. Visas help. "
    )
    assert merged.text is None
    (conflict,) = merged.conflicts
    assert conflict == Conflict("Data lack. ", "Data lack badly. ", "Data miss. ")
    assert merged.resolved(["Data lack badly. "]) == "Data lack badly. Visas help. "
    assert Op("add", "lack badly") in conflict.changes
    with pytest.raises(ValueError, match="1 conflicts"):
        merged.resolved([])


def test_a_change_against_a_deletion_is_a_conflict():
    assert merge("A is. B is. ", "B is. ", "A was. B is. ").conflicts == (
        Conflict("A is. ", "", "A was. "),
    )


def test_the_same_edit_twice_and_a_lone_deletion_agree():
    assert merge("A is. B is. ", "A is. C is. ", "A is. C is. ").text == "A is. C is. "
    assert merge("A is. B is. ", "B is. ", "A is. B is. ").text == "B is. "


stories = st.lists(
    st.sampled_from(["A is. ", "B is. ", "C was. ", "D ran. ", "数据。", "ه؟ "]), max_size=7
)


@given(stories, stories, stories)
def test_a_merge_keeps_every_word_either_side_wrote(base, mine, theirs):
    base, mine, theirs = ("".join(part) for part in (base, mine, theirs))
    shown = "".join(
        part.text if isinstance(part, Agreed) else part.mine + part.theirs
        for part in merge(base, mine, theirs).parts
    )
    old = _count(base)
    for side in (mine, theirs):
        for word, number in _count(side).items():
            if number > old.get(word, 0):
                assert _count(shown).get(word, 0) >= number - old.get(word, 0)


@given(stories, stories)
def test_one_sided_edits_are_taken_and_sides_are_equal(base, edited):
    base, edited = "".join(base), "".join(edited)
    assert merge(base, edited, base).text == edited
    assert merge(base, base, edited).text == edited
    assert merge(base, edited, edited).text == edited


def _count(text):
    found = {}
    for word in re.findall(r"\w+", text):
        found[word] = found.get(word, 0) + 1
    return found


def section(key, *paragraphs, heading="Heading"):
    return Section(key, heading, paragraphs)


def test_versions_are_compared_by_keys():
    old = [
        section(
            "s",
            Paragraph("p", (Sentence("a", "Many said."), Sentence("b", "Bye."))),
            Paragraph("q"),
        )
    ]
    new = [
        section(
            "s",
            Paragraph("q"),
            Paragraph(
                "p", (Sentence("a", "Several said.", frozenset({"c1"})), Sentence("n", "New."))
            ),
            heading="Title",
        )
    ]
    found = {(item.kind, item.key): item for item in compare(old, new)}
    kinds = set(found) - {("moved", "p"), ("moved", "q")}
    assert len(found) == len(kinds) + 1  # two paragraphs changed places: one of them moved
    assert kinds == {
        ("changed", "s"),
        ("moved", "p"),
        ("changed", "a"),
        ("added", "n"),
        ("removed", "b"),
    } or (
        set(found)
        == {("changed", "s"), ("moved", "q"), ("changed", "a"), ("added", "n"), ("removed", "b")}
    )
    changed = found["changed", "a"]
    assert changed.citations_added == {"c1"}
    assert Op("drop", "Many") in changed.ops
    assert found["removed", "b"].ops == (Op("drop", "Bye."),)


def test_removing_or_adding_a_neighbour_moves_nobody():
    old = [section("s", Paragraph("p", tuple(Sentence(key, key) for key in "abcd")))]
    new = [section("s", Paragraph("p", tuple(Sentence(key, key) for key in "xacd")))]
    assert [(item.kind, item.key) for item in compare(old, new)] == [
        ("added", "x"),
        ("removed", "b"),
    ]


def test_a_sentence_taken_to_another_paragraph_is_moved():
    old = [section("s", Paragraph("p", (Sentence("a", "A."),)), Paragraph("q"))]
    new = [section("s", Paragraph("p"), Paragraph("q", (Sentence("a", "A."),)))]
    (moved,) = compare(old, new)
    assert (moved.kind, moved.old_place, moved.new_place) == ("moved", ("p", 0), ("q", 0))


def test_equal_versions_have_no_difference_and_a_doubled_key_is_refused():
    one = [section("s", Paragraph("p", (Sentence("a", "A."),)))]
    assert compare(one, one) == []
    with pytest.raises(ValueError, match="twice"):
        compare(one, one + one)
