import io
from dataclasses import replace

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewforum.outcomes.export.document import LANGUAGES, Document, Note, Para, Section, Sent
from reviewforum.outcomes.export.docx import to_docx
from reviewforum.outcomes.export.labels import digits
from reviewforum.outcomes.export.text import printable
from tests.outcomes.export.examples import HOSTILE_TEXTS, QUOTATIONS, TEXTS, example, hostile
from tests.outcomes.export.reading import W, part, parts, said


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return {language: to_docx(example(language)) for language in LANGUAGES}


def opened(data: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(data))


def endnotes(data: bytes) -> list:
    found = part(data, "word/endnotes.xml").findall(f"{W}endnote")
    return [note for note in found if note.get(f"{W}type") is None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_and_numbered_paragraphs_come_in_order(
    made: dict[str, bytes], language: str
) -> None:
    words = TEXTS[language]
    paragraphs = opened(made[language]).paragraphs
    titles = [p.text for p in paragraphs if p.style.name == "Title"]
    headings = [p.text for p in paragraphs if p.style.name.startswith("Heading")]
    numbered = [p.text for p in paragraphs if p.style.name == "Numbered Paragraph"]
    assert titles == [words["title"][0]]
    assert headings[:3] == words["headings"]
    assert paragraphs[-1].style.name == "Heading 1"  # the endnotes follow it
    for number, text in enumerate(numbered[:6], 1):
        assert text.startswith(f"{digits(number, language)}.\t{words['sentences'][0]}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_note_is_an_endnote_with_its_own_number(made: dict[str, bytes], language: str) -> None:
    body = part(made[language], "word/document.xml")
    notes = endnotes(made[language])
    references = list(body.iter(f"{W}endnoteReference"))
    ids = {note.get(f"{W}id") for note in notes}
    assert {reference.get(f"{W}id") for reference in references} == ids
    assert len(references) == len(notes) == len(example(language).notes)
    for number, note in enumerate(notes, 1):
        assert said(note).startswith(f"{digits(number, language)}. ")
    marks = {said(r.getparent()): r.get(f"{W}id") for r in references}
    assert marks == {digits(int(i), language): i for i in ids}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_quotation_stands_in_its_note_in_its_language(
    made: dict[str, bytes], language: str
) -> None:
    notes = endnotes(made[language])
    order = [language, *(code for code in QUOTATIONS if code != language)]
    for code, note in zip(order, notes, strict=False):
        assert QUOTATIONS[code] in said(note)
        run = next(run for run in note.iter(f"{W}r") if QUOTATIONS[code] in said(run))
        mark = run.find(f"{W}rPr/{W}lang")
        assert any(value.split("-")[0] == code for value in mark.attrib.values())
        assert (run.find(f"{W}rPr/{W}rtl") is not None) == (code in {"ar", "he"})


def test_links_lead_to_places_that_are_there(made: dict[str, bytes]) -> None:
    body = part(made["en"], "word/document.xml")
    names = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    links = [
        link.get(f"{W}anchor")
        for root in (body, part(made["en"], "word/endnotes.xml"))
        for link in root.iter(f"{W}hyperlink")
        if link.get(f"{W}anchor")
    ]
    assert set(links) <= names
    assert {f"note_{n}" for n in range(1, 15)} | {f"para_{n}" for n in range(1, 7)} == set(links)


def test_a_second_reference_to_a_note_leads_to_it(made: dict[str, bytes]) -> None:
    body = part(made["en"], "word/document.xml")
    links = [link for link in body.iter(f"{W}hyperlink") if link.get(f"{W}anchor")]
    assert [(link.get(f"{W}anchor"), said(link)) for link in links] == [("note_1", "1")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_arabic_runs_from_right_to_left_and_the_others_do_not(
    made: dict[str, bytes], language: str
) -> None:
    body, styles = (
        part(made[language], "word/document.xml"),
        part(made[language], "word/styles.xml"),
    )
    normal = next(s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == "Normal")
    arabic = language == "ar"
    assert (normal.find(f"{W}pPr/{W}bidi") is not None) == arabic
    assert (body.find(f"{W}body/{W}sectPr/{W}bidi") is not None) == arabic
    assert bool(list(body.iter(f"{W}bidiVisual"))) == arabic
    runs = [run for run in body.iter(f"{W}r") if said(run).strip()]
    turned = [run for run in runs if run.find(f"{W}rPr/{W}rtl") is not None]
    assert len(turned) == (len(runs) - 1 if arabic else 0)  # all but the web address


def test_a_quotation_in_the_other_direction_turns_its_paragraph(made: dict[str, bytes]) -> None:
    for language, code, turned in (("en", "he", "1"), ("ar", "en", "0")):
        lines = part(made[language], "word/endnotes.xml").iter(f"{W}p")
        line = next(line for line in lines if QUOTATIONS[code] in said(line))
        assert line.find(f"{W}pPr/{W}bidi").get(f"{W}val") == turned


def test_tables_have_header_rows_and_captions(made: dict[str, bytes]) -> None:
    tables = opened(made["fr"]).tables
    assert len(tables) == 2
    for table in tables:
        first, *rest = table._tbl.findall(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rest)
        assert table._tbl.find(f"{W}tblPr/{W}tblCaption") is not None
    assert tables[1].cell(1, 0).text == "Syndicats"
    assert tables[1].cell(2, 1).text.endswith("Non nommés\xa0: 600")


def test_properties_name_the_title_and_no_person(made: dict[str, bytes]) -> None:
    core = opened(made["ru"]).core_properties
    assert core.title == TEXTS["ru"]["title"][0]
    assert core.language == "ru"
    assert (core.author, core.last_modified_by, core.comments) == ("", "", "")
    assert "docProps/thumbnail.jpeg" not in parts(made["ru"])


def test_no_property_is_given_twice(made: dict[str, bytes]) -> None:
    """Word calls a file damaged when one is."""
    for name in ("document", "styles", "endnotes", "header1", "footer1", "settings"):
        root = part(made["ar"], f"word/{name}.xml")
        for kind in ("rPr", "pPr", "tblPr", "trPr", "sectPr"):
            for properties in root.iter(f"{W}{kind}"):
                tags = [child.tag for child in properties if "Reference" not in child.tag]
                assert len(tags) == len(set(tags)), (name, tags)


def test_the_same_document_gives_the_same_bytes(made: dict[str, bytes]) -> None:
    assert to_docx(example("ar")) == made["ar"]


def test_header_and_footer_say_what_it_is_and_count_pages(made: dict[str, bytes]) -> None:
    assert said(part(made["en"], "word/header1.xml")).startswith("Illustrative content")
    footer = part(made["zh"], "word/footer1.xml")
    assert [code.text.strip() for code in footer.iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]
    assert said(footer) == "第 1 页，共 1 页"


def test_hostile_text_appears_as_text() -> None:
    document = opened(to_docx(hostile()))
    numbered = [p.text for p in document.paragraphs if p.style.name == "Numbered Paragraph"]
    for number, text in enumerate(HOSTILE_TEXTS, 1):
        assert numbered[number - 1].startswith(f"{number}.\t{printable(text)}")
        assert printable(text) in said(endnotes(to_docx(hostile()))[number - 1])


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec=None), min_size=1, max_size=60), st.text(max_size=12))
def test_any_text_in_any_language_code_can_be_written(text: str, language: str) -> None:
    sections = (Section(text, (Para(1, (Sent(text, (1,), language or None),)),)),)
    note = Note(1, text, language, text, text, text)
    document = Document("en", f"T{text}", text, 1, "draft", sections, notes=(note,))
    assert printable(text) in said(endnotes(to_docx(document))[0])


def test_a_withdrawn_secret_is_in_no_part_of_the_file() -> None:
    secret = "Zanzibarquince"
    base = example("en")
    notes = tuple(
        replace(note, withdrawn=True, quotation=secret, attribution=secret, source=secret,
                url=f"https://forum.example/{secret}")
        for note in base.notes
    )  # fmt: skip
    inside = parts(to_docx(replace(base, notes=notes)))
    assert not [name for name, data in inside.items() if secret.encode() in data]
    shown = parts(to_docx(replace(base, forum=secret)))
    assert [name for name, data in shown.items() if secret.encode() in data]
