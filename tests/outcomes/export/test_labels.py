import re
from dataclasses import asdict, replace
from datetime import date

import pytest

from reviewforum.outcomes.export.document import LANGUAGES
from reviewforum.outcomes.export.fonts import without_glyph
from reviewforum.outcomes.export.labels import (
    LABELS,
    day,
    digits,
    facts_line,
    note_places,
    quantity,
    quotation_marks,
    running_status,
    status_line,
)
from tests.outcomes.export.examples import example

# Words that are the same in two languages.
SAME = {"fr": {"notes", "version", "page", "separator"}, "es": {"total", "separator"},
        "ru": {"separator"}, "zh": {"quote"}}  # fmt: skip


def test_all_six_languages_are_there() -> None:
    assert tuple(LABELS) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_exists_is_translated_and_takes_the_same_parts(language: str) -> None:
    english = asdict(LABELS["en"])
    for name, text in asdict(LABELS[language]).items():
        assert text.strip(), name
        assert re.findall(r"{\w+}", text) == re.findall(r"{\w+}", english[name]), name
        if language != "en" and name not in SAME.get(language, ()):
            assert text != english[name], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_can_be_drawn(language: str) -> None:
    assert without_glyph("".join(asdict(LABELS[language]).values())) == set()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "29 January 2024"),
        ("fr", "29 janvier 2024"),
        ("ru", "29 января 2024\u202fг."),
        ("es", "29 de enero de 2024"),
        ("ar", "٢٩ كانون الثاني/يناير ٢٠٢٤"),
        ("zh", "2024年1月29日"),
    ],
)
def test_dates(language: str, text: str) -> None:
    assert day(date(2024, 1, 29), language).replace("\xa0", "\u202f") == text


def test_numbers() -> None:
    assert (digits(2024, "en"), digits(2024, "ar")) == ("2024", "٢٠٢٤")
    assert (quantity(12340, "en"), quantity(12340, "ar")) == ("12,340", "١٢٬٣٤٠")


def test_the_status_says_what_the_document_is() -> None:
    published = example("en")
    assert status_line(published) == "Version 2 · Published 18 March 2024"
    draft = replace(published, status="draft")
    assert status_line(draft) == "Draft for comment · Version 2 · 18 March 2024"
    corrigendum = replace(published, status="corrigendum", published_at=None)
    assert status_line(corrigendum) == "Corrigendum · Version 2"


def test_every_page_says_so_when_the_document_is_a_draft_or_made_up() -> None:
    plain = replace(example("en"), illustrative=False)
    assert running_status(plain) == ""
    both = replace(plain, illustrative=True, status="draft")
    assert running_status(both) == "Draft for comment · Illustrative content"


def test_facts_leave_out_what_is_not_known() -> None:
    assert facts_line(example("fr")).startswith("Rapporteur des consultations · Mots\xa0: 12")
    assert facts_line(replace(example("en"), rapporteur_label="", word_count=0)) == ""


def test_a_note_names_each_paragraph_that_cites_it() -> None:
    assert note_places(example("ar"), 1) == [(1, "الفقرة\xa0١"), (6, "الفقرة\xa0٦")]


def test_marks_around_words_from_right_to_left_turn_with_them() -> None:
    assert quotation_marks(example("en"), "fr") == ("“", "”")
    assert quotation_marks(example("en"), "he") == ("«", "»")
    assert quotation_marks(example("fr"), "en") == ("«\xa0", "\xa0»")
