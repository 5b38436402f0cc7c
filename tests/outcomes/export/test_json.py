import json
from dataclasses import fields, replace

import pytest

from reviewforum.outcomes.export.document import LANGUAGES, Document, Note
from reviewforum.outcomes.export.json import SCHEMA, to_json
from tests.outcomes.export.examples import HOSTILE_TEXTS, QUOTATIONS, TEXTS, example, hostile


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_of_the_document_is_there(language: str) -> None:
    document = example(language)
    data = json.loads(to_json(document))
    assert (data["schema"], data["language"]) == (SCHEMA, language)
    assert [s["heading"] for s in data["sections"]] == TEXTS[language]["headings"]
    assert data["sections"][0]["paragraphs"][0]["sentences"][1] == {
        "text": TEXTS[language]["sentences"][1],
        "language": None,
        "notes": [1, 7, 13],
    }
    assert {n["quotation"] for n in data["notes"]} == {*QUOTATIONS.values(), ""}
    assert data["notes"][0]["paragraphs"] == [1, 6]
    assert data["annex"][1]["unlisted"] == 600
    assert data["corrigenda"][0]["date"] == "2024-04-02"
    assert data["published_at"] == "2024-03-18"


def test_the_keys_are_those_that_are_documented() -> None:
    data = json.loads(to_json(example("en")))
    named = {field.name for field in fields(Document)} - {"rapporteur_label"} | {"rapporteur"}
    assert list(data) == [
        "schema", "language", "title", "subtitle", "forum", "number", "status", "published_at",
        "rapporteur", "word_count", "illustrative", "link", "sections", "notes", "method_note",
        "annex", "corrigenda",
    ]  # fmt: skip
    assert set(data) == named | {"schema"}


def test_the_same_document_gives_the_same_text_and_ends_with_a_line_end() -> None:
    assert to_json(example("ar")) == to_json(example("ar"))
    assert to_json(example("ar")).endswith("}\n")


def test_text_is_given_as_it_was_but_for_half_characters() -> None:
    text = to_json(hostile())
    assert text.encode()
    notes = json.loads(text)["notes"]
    assert [note["quotation"] for note in notes] == [
        hostile_text.replace("\ud800", "\ufffd") for hostile_text in HOSTILE_TEXTS
    ]


def test_a_withdrawn_note_says_only_that_it_is() -> None:
    base = example("en")
    notes = tuple(replace(note, withdrawn=True) for note in base.notes)
    note = json.loads(to_json(replace(base, notes=notes)))["notes"][1]
    assert note == {
        "number": 2, "withdrawn": True, "quotation": "", "quotation_language": None,
        "translation": None, "attribution": "", "source": "", "url": None, "paragraphs": [2],
    }  # fmt: skip
    assert notes[1] == Note(2, withdrawn=True)
