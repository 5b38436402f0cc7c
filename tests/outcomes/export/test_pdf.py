import re
from dataclasses import replace
from pathlib import Path

import page
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewforum.outcomes.export import fonts, pdf
from reviewforum.outcomes.export.document import LANGUAGES, Document, Note, Para, Section, Sent
from reviewforum.outcomes.export.pdf import ExportFailed, layout, to_pdf
from reviewforum.outcomes.export.text import printable
from tests.outcomes.export.examples import HOSTILE_TEXTS, QUOTATIONS, TEXTS, example, hostile
from tests.outcomes.export.reading import Pdf, squeezed

RIGHT_TO_LEFT_WORDS = re.compile(r"[\u0590-\u06ff]")
READABLE = [code for code in QUOTATIONS if not RIGHT_TO_LEFT_WORDS.search(QUOTATIONS[code])]


@pytest.fixture(scope="module")
def made() -> dict[str, Pdf]:
    return {language: Pdf(to_pdf(example(language))) for language in LANGUAGES}


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "ar"])
def test_every_sentence_and_quotation_can_be_read_back(made: dict[str, Pdf], language: str) -> None:
    text = squeezed(made[language].text())
    words = TEXTS[language]
    kinds = ("sentences", "method", "groups", "who", "source", "headings")
    own = [expected for kind in kinds for expected in words[kind]]
    for expected in [*own, *(QUOTATIONS[code] for code in READABLE)]:
        assert squeezed(expected) in text


def test_arabic_can_be_read_back_word_by_word(made: dict[str, Pdf]) -> None:
    """Readers differ in how they order what is set from right to left, so words are compared."""
    text = made["ar"].text()
    words = " ".join([*TEXTS["ar"]["sentences"], QUOTATIONS["ar"], QUOTATIONS["he"]]).split()
    found = [word for word in words if word.strip(".،") in text]
    assert len(found) / len(words) > 0.9


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_tagged_titled_and_in_a_language(made: dict[str, Pdf], language: str) -> None:
    export = made[language]
    assert export.title() == TEXTS[language]["title"][0]
    assert export.tagged()
    everything = export.everything()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in export.data
    assert f"/Lang({language})".encode() in everything.replace(b"/Lang (", b"/Lang(")
    assert b"/StructTreeRoot" in everything
    assert b"/MarkInfo" in everything


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_checker_finds_nothing_against_pdf_ua(made: dict[str, Pdf], language: str) -> None:
    report = page.validate_pdf_bytes(made[language].data, profile=page.ValidationProfile.PDF_UA_1)
    assert [str(failure) for failure in report.failures] == []


def test_the_checker_does_find_what_is_wrong() -> None:
    untagged = typst.compile(b"#set text(font: \"Noto Serif\")\nPlain", pdf_tags=False,
                             font_paths=fonts.library(), ignore_system_fonts=True)  # fmt: skip
    assert page.validate_pdf_bytes(untagged, profile=page.ValidationProfile.PDF_UA_1).failures


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_quotation_carries_its_language(made: dict[str, Pdf], language: str) -> None:
    languages = {found for _, found in made[language].elements() if found}
    assert languages == set(QUOTATIONS) - {language}


def test_headings_tables_and_paragraphs_have_their_tags(made: dict[str, Pdf]) -> None:
    kinds = [kind for kind, _ in made["en"].elements()]
    assert {"H1", "H2", "P", "Table", "THead", "TH", "TD", "Link", "L"} <= set(kinds)
    assert kinds.count("TH") == 5


def test_notes_are_linked_both_ways(made: dict[str, Pdf]) -> None:
    links = made["en"].inner_links()
    notes = len(example("en").notes)
    there = [pair for pair in links if pair[0] < pair[1]]
    back = [pair for pair in links if pair[0] > pair[1]]
    assert len(there) == notes + 1  # the first note is referred to twice
    assert len(back) == 2 * notes + 1  # by its number, and by each paragraph


@pytest.mark.parametrize(
    ("language", "footer"),
    [("en", "Page 1 of 3"), ("zh", "第 1 页，共 3 页"), ("ar", "الصفحة ١ من ٤")],
)
def test_pages_are_numbered_in_the_script(made: dict[str, Pdf], language: str, footer: str) -> None:
    assert footer in made[language].pages()[0].replace("\xa0", " ")


def test_every_page_of_a_draft_says_so() -> None:
    draft = replace(example("en", 12), status="draft", illustrative=False)
    assert all("Draft for comment" in page for page in Pdf(to_pdf(draft)).pages())


def test_a_published_report_is_marked_neither_draft_nor_illustrative() -> None:
    text = Pdf(to_pdf(replace(example("en"), illustrative=False))).text()
    assert "Draft" not in text
    assert "Illustrative" not in text


def test_a_long_document_has_contents() -> None:
    sections = tuple(Section(f"Part {n}", (Para(n, (Sent("It was said."),)),)) for n in range(1, 8))
    document = Document("en", "Title", "Forum", 1, "published", sections)
    pages = Pdf(to_pdf(document)).pages()
    assert "Contents" in pages[0]
    assert "Part 7" in pages[0]
    assert "1. It was said." in pages[1]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert to_pdf(example("ru")) == to_pdf(example("ru"))


def test_hostile_text_appears_as_text() -> None:
    text = squeezed(Pdf(to_pdf(hostile())).text())
    for expected in HOSTILE_TEXTS[:4]:
        assert text.count(squeezed(expected)) >= 8
    assert squeezed("bell� null� escape�[31m delete� c1 half� never� end") in text
    assert "w" * 400 in text
    assert "😀" in text
    assert "[U+13000]" in text
    assert squeezed("line one two tab three four") in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_text_breaks_no_language(language: str) -> None:
    assert len(Pdf(to_pdf(replace(hostile(), language=language))).pages()) > 3


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec=None), min_size=1, max_size=60), st.text(max_size=12))
def test_any_text_in_any_language_code_can_be_set(text: str, language: str) -> None:
    sections = (Section(text, (Para(1, (Sent(text, (1,), language or None),)),)),)
    note = Note(1, text, language, text, text, text)
    document = Document("en", f"T{text}", text, 1, "draft", sections, notes=(note,))
    assert to_pdf(document).startswith(b"%PDF-1.7")


def test_no_line_leaves_the_page() -> None:
    export = Pdf(to_pdf(hostile()))
    for leaf in export.file:
        width = leaf.get_width()
        for item in leaf.get_objects(max_depth=3):
            assert item.get_bounds()[2] <= width


def test_a_letter_that_no_face_has_is_written_as_its_code_point() -> None:
    assert fonts.without_glyph("aйع中ქ\U00013000") == {"\U00013000"}


def test_every_face_asked_for_is_there() -> None:
    asked = {name for code in ("zh", "zh-Hant", "ja", "ko", "ar") for name in fonts.families(code)}
    assert asked <= set(fonts.library().families())


def test_typst_refuses_a_letter_without_a_glyph() -> None:
    """Why no box can stand for a letter in an export: PDF/UA-1 is not written at all then."""
    source = '#set document(title: "x")\n#set text(font: "Noto Serif")\n\U00013000'.encode()
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        typst.compile(source, font_paths=fonts.library(), ignore_system_fonts=True,
                      pdf_standards=["ua-1"])  # fmt: skip


def test_a_withdrawn_secret_is_nowhere_in_the_bytes() -> None:
    secret = "Zanzibarquince"
    base = example("en")
    notes = tuple(
        replace(note, withdrawn=True, quotation=secret, attribution=secret, source=secret,
                url=f"https://forum.example/{secret}")
        for note in base.notes
    )  # fmt: skip
    export = Pdf(to_pdf(replace(base, notes=notes)))
    assert secret not in export.text()
    assert secret.encode() not in export.everything()
    assert "Withdrawn by its contributor." in export.text()
    shown = Pdf(to_pdf(replace(base, forum=secret)))
    assert secret in shown.text()


def test_nothing_of_the_machine_is_in_the_bytes(made: dict[str, Pdf]) -> None:
    everything = made["en"].everything()
    assert str(Path(pdf.__file__).parent).encode() not in everything
    assert b"/Author" not in everything


def test_a_missing_font_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "PACKAGES", ("no_such_fonts",))
    fonts.library.cache_clear()
    try:
        with pytest.raises(fonts.FontsMissing, match=r"no-such-fonts.*make setup"):
            fonts.library()
    finally:
        fonts.library.cache_clear()


def test_a_refusal_of_typst_says_what_can_still_be_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "report.typ"
    broken.write_text("#panic(1)")
    monkeypatch.setattr(pdf, "TEMPLATE", broken)
    with pytest.raises(ExportFailed, match="DOCX, HTML and JSON can still be made"):
        to_pdf(example("en"))


def test_the_layout_holds_no_text_that_the_document_does_not() -> None:
    notes = layout(example("zh"))["notes"]
    assert [note["label"] for note in notes][:2] == ["1", "2"]
    assert notes[1]["quotation"]["text"] == printable(QUOTATIONS["en"])
    assert notes[0]["quotation"]["lang"] is None
