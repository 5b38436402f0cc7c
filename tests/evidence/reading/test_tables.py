"""Tables: separators, headings, mapping of columns, rows to entries."""

from __future__ import annotations

import datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewforum.evidence.models import Level
from reviewforum.evidence.reading import (
    Limits,
    Mapping,
    ReadError,
    Table,
    guess_mapping,
    read,
    rows_to_entries,
)
from reviewforum.evidence.reading.mapping import _level as read_level
from reviewforum.evidence.reading.model import Row
from tests.evidence.reading import corpus
from tests.evidence.reading.corpus import SENTENCE


def table(text: str, name: str = "a.csv", **limits: int) -> Table:
    found = read(text.encode(), name, Limits(**limits)).table
    assert found is not None
    return found


def sheet(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    rows = [["Name", "Country", "Text"], ["A", "Spain", "We agree, mostly; yes"]]
    lines = [separator.join(f'"{cell}"' for cell in row) for row in rows]
    assert table("\n".join(lines)).rows == (Row(2, tuple(rows[1])),)


def test_a_declared_separator_counts_as_a_row() -> None:
    assert table("sep=;\na;b\n1;2\n").rows == (Row(3, ("1", "2")),)


def test_row_numbers_are_those_of_the_file() -> None:
    found = table('Survey 2024,,\n,,\nName,Text,Note\n\nA,"two\nlines",x\n,,\nB,c,\n')
    assert found.columns == ("Name", "Text", "Note")
    assert [row.number for row in found.rows] == [5, 7]
    assert found.rows[0].cells == ("A", "two\nlines", "x")


def test_columns_are_named_once_each() -> None:
    assert table("Text,Text,,Text\n1,2,3,4\n").columns == (
        "Text",
        "Text (2)",
        "Column C",
        "Text (3)",
    )


def test_cells_beyond_the_heading_are_noticed() -> None:
    reading = read(b"a,b,c\n1,2,3\n1,2,3,4\n1,2,3\n", "a.csv")
    assert "row 3" in reading.warnings[0].message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a,b,c\n", "no_rows"),
        ("a,b,c,d\n1,2,3,4\n", "too_many_columns"),
        ("a\n1\n2\n3\n4\n", "too_many_rows"),
        ('a,b\n1,"' + "x" * 200_000, "broken_table"),
    ],
)
def test_tables_that_cannot_be_read_say_why(text: str, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        table(text, columns=3, rows=3)
    assert caught.value.code == code


def test_prose_with_commas_is_no_table() -> None:
    prose = "First, we agree, mostly.\nSecond, they do, too, now.\nThird, we go, all of us.\n"
    assert read(prose.encode(), "a.txt").format == "TXT"


def test_a_table_named_as_text_is_known_by_its_rows() -> None:
    assert read(b"a;b;c\n1;2;3\n4;5;6\n7;8;9\n", "a.txt").format == "CSV"


def test_values_of_a_sheet_are_written_plainly() -> None:
    data = sheet(
        ["Day", "At", "Number", "Share", "Yes"],
        [datetime.date(2024, 3, 11), datetime.datetime(2024, 3, 11, 10, 30), 3.0, 0.5, True],
    )
    found = read(data, "a.xlsx").table
    assert found is not None
    assert found.rows[0].cells == ("2024-03-11", "2024-03-11 10:30:00", "3", "0.5", "TRUE")


def test_sheets_left_out_are_named() -> None:
    reading = read(corpus.xlsx_file(), "a.xlsx")
    assert [notice.message for notice in reading.warnings] == [
        "Only the sheet “Answers” was read; left out: Notes."
    ]


HEADINGS = {
    "en": [
        "Full name",
        "Organisation",
        "Stakeholder group",
        "Country",
        "Language",
        "E-mail address",
    ],
    "fr": ["Nom", "Nom de l'organisation", "Groupe", "Pays", "Langue", "Courriel"],
    "es": ["Nombre", "Organización", "Grupo", "País", "Idioma", "Correo electrónico"],
    "ru": ["ФИО", "Организация", "Группа", "Страна", "Язык", "Электронная почта"],
    "ar": ["الاسم", "المنظمة", "المجموعة", "البلد", "اللغة", "البريد الإلكتروني"],
    "zh": ["姓名", "组织", "利益攸关方", "国家", "语言", "电子邮件"],
}
LAST = {
    "en": ["Attribution level", "Date", "Your statement"],
    "fr": ["Confidentialité", "Date", "Votre déclaration"],
    "es": ["Nivel de atribución", "Fecha", "Su declaración"],
    "ru": ["Конфиденциальность", "Дата", "Заявление"],
    "ar": ["مستوى الإسناد", "التاريخ", "البيان"],
    "zh": ["署名级别", "提交日期", "发言"],
}


@pytest.mark.parametrize("language", HEADINGS)
def test_columns_are_guessed_in_six_languages(language: str) -> None:
    columns = (*HEADINGS[language], *LAST[language])
    mapping = guess_mapping(Table(columns, (Row(2, ("x",) * 8 + (SENTENCE,)),)))
    assert mapping == Mapping(
        (columns[8],),
        **dict(zip(ROLES_IN_ORDER, columns[:8], strict=True)),
    )


ROLES_IN_ORDER = (
    *("name", "organisation", "group", "country", "language", "email", "level", "date"),
)


def test_questions_and_long_answers_are_texts() -> None:
    found = read(corpus.xlsx_file(), "a.xlsx").table
    assert found is not None
    mapping = guess_mapping(found)
    assert mapping.texts == (found.columns[2],)
    assert (mapping.name, mapping.country, mapping.email) == ("Name", "Country", None)


FORM = Table(
    ("Name", "E-mail", "Level", "Date", "What works?", "What is missing?"),
    (
        Row(2, ("A", "a@example.org", "Anonymous", "11.03.2024", "Much.", "More.")),
        Row(3, ("B", "", "", "", "", "Only this.")),
        Row(14, ("C", "c@example.org", "", "", "", " - ")),
        Row(15, ("D", "not an address", "perhaps", "soon", "Yes.", "")),
    ),
)
MAPPING = Mapping(
    ("What works?", "What is missing?"), name="Name", email="E-mail", level="Level", date="Date"
)


def test_several_questions_become_one_text_under_their_headings() -> None:
    found = rows_to_entries(FORM, MAPPING)
    assert [entry.text for entry in found.entries] == [
        "What works?\n\nMuch.\n\nWhat is missing?\n\nMore.",
        "What is missing?\n\nOnly this.",
    ]
    first = found.entries[0]
    assert (first.row, first.level, first.date) == (2, "confidential", datetime.date(2024, 3, 11))


def test_each_question_can_be_an_entry() -> None:
    found = rows_to_entries(FORM, MAPPING, separate=True)
    assert [(entry.row, entry.question, entry.text) for entry in found.entries] == [
        (2, "What works?", "Much."),
        (2, "What is missing?", "More."),
        (3, "What is missing?", "Only this."),
    ]


def test_a_row_that_fails_says_why() -> None:
    assert [error.message for error in rows_to_entries(FORM, MAPPING).errors] == [
        "Row 14: no text in “What works?”, “What is missing?”.",
        "Row 15: “not an address” in “E-mail” is not an e-mail address.",
        "Row 15: “perhaps” in “Level” is not an attribution level. Write named, organisation, "
        "group or confidential.",
        "Row 15: “soon” in “Date” is not a date. Write it like 2024-03-11.",
    ]


def test_a_mapping_must_fit_the_table() -> None:
    with pytest.raises(ValueError, match="no such column: Nowhere"):
        rows_to_entries(FORM, Mapping(("Nowhere",)))
    with pytest.raises(ValueError, match="no column"):
        rows_to_entries(FORM, Mapping(()))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        *(("2024-03-11", (2024, 3, 11)), ("11/03/2024", (2024, 3, 11)), ("11.3.24", (2024, 3, 11))),
        *(("2024年3月11日", (2024, 3, 11)), ("03/25/2024", (2024, 3, 25))),
        ("2024-03-11 10:30:00", (2024, 3, 11)),
    ],
)
def test_dates_as_people_write_them(written: str, expected: tuple[int, int, int]) -> None:
    one = Table(("T", "D"), (Row(2, ("Text.", written)),))
    entries = rows_to_entries(one, Mapping(("T",), date="D")).entries
    assert entries[0].date == datetime.date(*expected)


CELLS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn"]), max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6))
@settings(max_examples=100, deadline=None)
def test_each_row_gives_entries_or_an_error(rows: list[tuple[str, str]]) -> None:
    one = Table(("A", "B"), tuple(Row(at, cells) for at, cells in enumerate(rows, 2)))
    found = rows_to_entries(one, guess_mapping(one))
    numbers = [entry.row for entry in found.entries] + [error.row for error in found.errors]
    assert sorted(set(numbers)) == [row.number for row in one.rows]
    assert not {entry.row for entry in found.entries} & {error.row for error in found.errors}


@pytest.mark.parametrize("language", ["en", "fr", "ru", "es", "ar", "zh-hans"])
def test_a_level_may_be_written_as_the_pages_name_it(language: str) -> None:
    with override(language):
        names = {level.value: str(level.label) for level in Level}
    assert {key: read_level(name) for key, name in names.items()} == {key: key for key in names}
