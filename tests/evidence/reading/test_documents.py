"""What each kind of document yields: text in order, structure, and nothing personal."""

from __future__ import annotations

import importlib.util
from dataclasses import asdict
from io import BytesIO
from pathlib import Path

import docx
import odfdo
import pytest
import typst

from reviewforum.evidence.cutting import cut
from reviewforum.evidence.reading import Limits, ReadError, Reading, read
from tests.evidence.reading import corpus
from tests.evidence.reading.corpus import ARABIC, CHINESE, RUSSIAN, SENTENCE

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def shown(reading: Reading) -> list[tuple[str, str]]:
    return [(block.kind, reading.text[block.start : block.end]) for block in reading.blocks]


def word(body: str, **parts: str) -> Reading:
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    files = {"word/document.xml": document.encode()}
    files |= {f"word/{name}.xml": text.encode() for name, text in parts.items()}
    return read(corpus.packed(files), "a.docx")


def run(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


@pytest.mark.parametrize("name", corpus.valid_files())
def test_every_format_is_known_by_its_content_whatever_its_name(name: str) -> None:
    data = corpus.valid_files()[name]
    expected = {"md": "Markdown"}.get(name[2:], name[2:].upper())
    assert read(data, name).format == expected
    if name[2:] not in {"md", "csv", "html"}:
        assert read(data, "").format == expected
    reading = read(data, name)
    assert all(notice.message for notice in reading.warnings)
    assert reading == read(data, name) or reading.attachments


def test_a_wrong_ending_is_noticed_and_does_no_harm() -> None:
    reading = read(corpus.docx_file(), "statement.pdf")
    assert reading.format == "DOCX"
    assert [notice.code for notice in reading.warnings] == ["name_differs"]


def test_word_headings_lists_numbers_and_tables() -> None:
    assert shown(read(corpus.docx_file(), "a.docx")) == [
        ("heading", "Access to services"),
        ("paragraph", SENTENCE),
        ("item", "• housing"),
        ("item", "• work"),
        ("item", "1. first measure"),
        ("item", "2. second measure"),
        ("paragraph", ARABIC),
        ("row", "Country\tYear"),
        ("row", "Spain\t2024"),
        ("paragraph", CHINESE),
    ]


def test_document_properties_are_never_taken_over() -> None:
    reading = read(corpus.docx_file(), "a.docx")
    assert reading.title == "Access to services"
    assert "SECRET" not in str(asdict(reading))


def test_word_changes_are_read_as_accepted() -> None:
    reading = word(
        f"<w:p>{run('We ')}<w:del w:id='1'><w:r><w:delText>never </w:delText></w:r></w:del>"
        f"<w:ins w:id='2'>{run('always ')}</w:ins>{run('agree.')}</w:p>"
        f"<w:p><w:moveFrom w:id='3'>{run('moved away')}</w:moveFrom></w:p>"
    )
    assert reading.text == "We always agree."
    assert [notice.code for notice in reading.warnings] == ["changes_accepted"]


def test_word_hidden_text_is_left_out_and_said() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
    reading = word(f"<w:p>{run('Shown.')}{hidden}</w:p>", comments="<x/>")
    assert reading.text == "Shown."
    assert {notice.code for notice in reading.warnings} == {"hidden_text", "comments_left_out"}


def test_word_footnotes_text_boxes_and_line_breaks() -> None:
    box = (
        f"<w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-"
        f"compatibility/2006'><mc:Choice><w:txbxContent><w:p>{run('In the box.')}</w:p>"
        f"</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p>{run('In the box.')}</w:p>"
        "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
    )
    notes = f"<w:footnotes {W}><w:footnote><w:p>{run('A note.')}</w:p></w:footnote></w:footnotes>"
    reading = word(f"<w:p>{run('One')}<w:r><w:br/></w:r>{run('two.')}{box}</w:p>", footnotes=notes)
    assert shown(reading) == [
        ("paragraph", "One\ntwo."),
        ("paragraph", "In the box."),
        ("note", "A note."),
    ]


def test_word_numbers_are_counted_as_word_shows_them() -> None:
    numbering = (
        f"<w:numbering {W}><w:abstractNum w:abstractNumId='7'>"
        "<w:lvl w:ilvl='0'><w:start w:val='3'/><w:numFmt w:val='upperRoman'/>"
        "<w:lvlText w:val='%1.'/></w:lvl><w:lvl w:ilvl='1'><w:numFmt w:val='lowerLetter'/>"
        "<w:lvlText w:val='%1(%2)'/></w:lvl></w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num></w:numbering>"
    )
    levels = [(0, "first"), (1, "below"), (1, "next"), (0, "second"), (1, "again")]
    body = "".join(
        f"<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr></w:pPr>"
        f"{run(text)}</w:p>"
        for level, text in levels
    )
    assert word(body, numbering=numbering).text.split("\n") == [
        *("III. first", "III(a) below", "III(b) next", "IV. second", "IV(a) again"),
    ]


def test_word_file_with_macros_is_read_without_them() -> None:
    data = corpus.repacked(corpus.docx_file(), {"word/vbaProject.bin": b"macro"})
    reading = read(data, "a.docm")
    assert SENTENCE in reading.text
    assert [notice.code for notice in reading.warnings] == ["macros_ignored"]


def test_word_tables_of_paragraphs_are_read_as_paragraphs() -> None:
    document = docx.Document()
    document.add_table(rows=1, cols=2).cell(0, 0).text = SENTENCE * 3
    out = BytesIO()
    document.save(out)
    assert shown(read(out.getvalue(), "a.docx")) == [("paragraph", SENTENCE * 3)]


def test_open_document_headings_and_lists() -> None:
    assert shown(read(corpus.odt_file(), "a.odt")) == [
        ("heading", "Access to services"),
        ("paragraph", SENTENCE),
        ("item", "• housing"),
        ("item", "• work"),
        ("paragraph", ARABIC),
    ]


def test_open_document_tables_and_notes() -> None:
    document = odfdo.Document("text")
    document.body.clear()
    paragraph = odfdo.Paragraph("Before the note.")
    paragraph.insert_note(note_id="n1", citation="1", body="Note text.")
    table = odfdo.Table("T", width=2, height=1)
    table.set_values([["Spain", "2024"]])
    document.body.append(paragraph)
    document.body.append(table)
    out = BytesIO()
    document.save(out)
    kinds = shown(read(out.getvalue(), "a.odt"))
    assert kinds == [
        ("paragraph", "Before the note."),
        ("row", "Spain\t2024"),
        ("note", "Note text."),
    ]


def test_pdf_paragraphs_headings_items_and_pages() -> None:
    reading = read(corpus.pdf_file(), "a.pdf")
    assert reading.title == "Access to services"
    assert [(block.kind, block.page) for block in reading.blocks] == [
        *(("heading", 1), ("paragraph", 1), ("paragraph", 1), ("item", 1), ("item", 1)),
        ("paragraph", 2),
    ]
    assert "Representativeness notwithstanding, internationally organised" in reading.text
    assert "non-governmental" in reading.text
    assert reading.text.endswith("The second page holds this sentence.")


def test_pdf_running_lines_go_and_a_paragraph_over_two_pages_is_one() -> None:
    source = (
        '#set page(width: 10cm, height: 6cm, header: [Review forum 2024], numbering: "1")\n'
        f"#set text(size: 10pt)\n{'word of a long sentence that goes on and on ' * 22} end.\n"
    )
    reading = read(typst.compile(source.encode()), "a.pdf")
    assert len(reading.blocks) == 1
    assert "Review forum" not in reading.text
    assert "running_lines" in [notice.code for notice in reading.warnings]


def test_pdf_without_text_says_it_was_scanned() -> None:
    with pytest.raises(ReadError, match=r"1 page\(s\) but no text.*scanned") as caught:
        read(corpus.scanned_pdf(), "a.pdf")
    assert caught.value.params == {"pages": 1}


def test_pdf_names_the_pages_without_text() -> None:
    source = b"Text here. #pagebreak() #rect() #pagebreak() More text."
    reading = read(typst.compile(source), "a.pdf")
    assert "page(s) 2:" in reading.warnings[0].message


def test_pdf_with_too_many_pages_is_refused() -> None:
    with pytest.raises(ReadError, match="2 pages; up to 1"):
        read(corpus.pdf_file(), "a.pdf", Limits(pages=1))


AMIRI = importlib.util.find_spec("fontpkg_amiri")


@pytest.mark.skipif(AMIRI is None, reason="needs the Amiri typeface")
def test_pdf_in_arabic_keeps_words_symbols_and_brackets_in_order() -> None:
    text = "وفقا للقرار A/RES/73/195 يجب أن تضمن الدول (الهدف 15) حقوق الجميع مع IOM and UN هنا."
    source = f'#set page(width: 11cm)\n#set text(lang: "ar", font: "Amiri")\n{text}\n\n{ARABIC}'
    folder = Path(str(AMIRI.origin)).parent  # type: ignore[union-attr]
    data = typst.compile(source.encode(), font_paths=[str(folder)])
    assert read(data, "a.pdf").text == f"{text}\n\n{ARABIC}"


def test_web_page_shows_what_a_reader_sees() -> None:
    reading = read(corpus.HTML.encode(), "a.html")
    assert reading.title == "A call"
    assert shown(reading) == [
        ("heading", "Access to services"),
        ("paragraph", SENTENCE),
        ("item", "• housing"),
        ("item", "• work"),
        ("paragraph", ARABIC),
        ("row", "Spain\t2024"),
    ]


def test_web_page_numbers_hidden_parts_and_cells_with_paragraphs() -> None:
    page = (
        "<html><body><ol start=3><li>three<li>four<p>more of four</ol>"
        "<p hidden>not this</p><div style='display:none'>nor <p>this</p></div>"
        "<p>a<br>b</p>tail<table><tr><td><p>x</p><p>y</p></td></tr></table></body></html>"
    )
    reading = read(page.encode(), "a.html")
    assert [text for _, text in shown(reading)] == [
        *("3. three", "4. four", "more of four", "a\nb", "tail", "x\ny"),
    ]
    assert [notice.code for notice in reading.warnings] == ["hidden_text"]


def test_markdown_structure_is_understood() -> None:
    reading = read(corpus.MARKDOWN.encode(), "a.md")
    assert reading.title == "Access to services"
    assert shown(reading)[2:] == [
        ("item", "• housing"),
        ("item", "• work"),
        ("item", "1. one"),
        ("item", "2. two"),
    ]


def test_plain_text_keeps_its_lines() -> None:
    reading = read(b"Dear all,\r\nwe agree.  \r\n\r\n\r\n\r\nYours", "a.txt")
    assert reading.text == "Dear all,\nwe agree.\n\nYours"


def test_message_subject_body_and_attachments_but_not_the_sender() -> None:
    reading = read(corpus.eml_file(), "a.eml")
    assert reading.title == "Вклад в обзор"
    assert reading.text == f"{SENTENCE}\n\n{RUSSIAN}"
    assert "secret" not in f"{reading.text} {reading.title} {reading.warnings}".lower()
    inner, picture = reading.attachments
    assert inner.name == "вклад.docx"
    assert inner.reading is not None
    assert inner.reading.format == "DOCX"
    assert picture.error is not None
    assert picture.error.code == "image"


def test_messages_inside_messages_are_read_to_a_depth() -> None:
    reading, depth = read(corpus._nested_mail(8), "a.eml"), 1
    while reading.attachments and reading.attachments[0].reading is not None:
        reading, depth = reading.attachments[0].reading, depth + 1
    assert depth == Limits().depth
    assert reading.attachments[0].error is not None
    assert reading.attachments[0].error.code == "too_deep"


def test_all_formats_are_cut_into_passages() -> None:
    for name, data in corpus.valid_files().items():
        text = read(data, name).text
        assert all(text[start:end].strip() for start, end, _ in cut(text))
