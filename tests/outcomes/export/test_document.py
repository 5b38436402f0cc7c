from dataclasses import replace

import pytest

from reviewforum.outcomes.export.document import (
    Document,
    DocumentError,
    Group,
    Note,
    Para,
    Section,
    Sent,
)
from tests.outcomes.export.examples import example


def test_it_knows_where_each_note_is_cited() -> None:
    document = example("en", paragraphs=6)
    assert document.cited_in[1] == [1, 6]
    assert document.cited_in[2] == [2]


def test_a_regional_code_is_taken_for_its_language() -> None:
    assert replace(example("zh"), language="zh-hans").language == "zh"


def test_a_withdrawn_note_holds_nothing_that_was_said_or_who_said_it() -> None:
    note = Note(7, "words", "ka", "translated", "Trade union, Italy", "Hearing, 00:14:05",
                "https://forum.example/t/7", withdrawn=True)  # fmt: skip
    assert note == Note(7, withdrawn=True)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"language": "de"}, "use en, fr"),
        ({"title": "  "}, "no title"),
        ({"status": "final"}, "no status"),
        ({"link": "javascript:alert(1)"}, "not a web address"),
        ({"notes": ()}, "cited but missing: 1, 2"),
        ({"notes": (*example("en").notes, Note(99))}, "no sentence cites: 99"),
        ({"notes": (*example("en").notes, Note(3))}, "Note numbers given twice: 3"),
        ({"sections": (*example("en").sections, Section("More", (Para(2, ()),)))},
         "Paragraph numbers given twice: 2"),
    ],
)  # fmt: skip
def test_a_document_that_contradicts_itself_is_refused(change: dict, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        replace(example("en"), **change)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Note(1, url="data:text/html,x"), "not a web address"),
        (lambda: Group("Trade unions", ("One", "Two"), 1), "lists more"),
        (lambda: Section("Deep", level=4), "levels 1 to 3"),
    ],
)
def test_a_part_that_contradicts_itself_is_refused(make: object, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        make()  # type: ignore[operator]


def test_the_smallest_document_needs_neither_notes_nor_annex() -> None:
    sections = (Section("One", (Para(1, (Sent("A sentence."),)),)),)
    document = Document("en", "Title", "Forum", 1, "draft", sections)
    assert document.cited_in == {}
