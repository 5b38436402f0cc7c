"""The look of the Word file: page, styles, running lines. Built on python-docx's blank file."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from reviewforum.outcomes.export import ooxml
from reviewforum.outcomes.export.document import Document
from reviewforum.outcomes.export.labels import Labels

HANG = Mm(13)
ACCENT = RGBColor(0x1F, 0x4E, 0x79)
QUIET = RGBColor(0x55, 0x59, 0x5E)
# Faces that word processors have, each with a counterpart of the same widths in free ones.
_FACES = {"ascii": "Cambria", "hAnsi": "Cambria", "cs": "Times New Roman", "eastAsia": "SimSun"}

NUMBERED, NOTICE, FACTS = "NumberedParagraph", "Notice", "Facts"
NOTE_TEXT, NOTE_MARK, LINK = "EndnoteText", "EndnoteReference", "Hyperlink"


def dress(word: Any, document: Document) -> None:
    """Page, languages and styles of the file."""
    _page(word, document)
    _defaults(word, document)
    _built_in(word)
    _own(word)


def _page(word: Any, document: Document) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(30), Mm(28)
    section.left_margin, section.right_margin = Mm(37), Mm(34)
    if document.right_to_left:
        section.left_margin, section.right_margin = section.right_margin, section.left_margin
        section._sectPr.insert_element_before(ooxml.element("bidi"), "w:rtlGutter", "w:docGrid")


def _defaults(word: Any, document: Document) -> None:
    """The language and direction everything has unless it says otherwise."""
    normal = word.styles["Normal"]
    _faces(normal, 10.5)
    normal.paragraph_format.space_after = Pt(8)
    normal.paragraph_format.line_spacing = 1.25
    if document.right_to_left:
        normal.element.get_or_add_pPr().insert_element_before(ooxml.element("bidi"), *_AFTER_BIDI)
    defaults = word.styles.element.find(qn("w:docDefaults"))
    for old in defaults.iter(qn("w:lang")):
        old.getparent().remove(old)
    defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}").append(_all_languages(document.language))


_AFTER_BIDI = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing",
               "w:jc", "w:textDirection", "w:outlineLvl", "w:rPr")  # fmt: skip


def _all_languages(language: str) -> Any:
    """The document's language, and English, Chinese and Arabic for the scripts it is not in."""
    kinds = {"val": "en-GB", "eastAsia": "zh-CN", "bidi": "ar-SA"}
    for mark in ooxml.language_marks(language):
        kinds |= {name.split("}")[1]: value for name, value in mark.attrib.items()}
    return ooxml.element("lang", **kinds)


def _faces(style: Any, size: float, *, bold: bool | None = None) -> None:
    style.font.bold = bold
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    properties.insert(0, ooxml.element("rFonts", **_FACES))
    if bold:
        style.font.cs_bold = True
    _sized(style, size)


def _sized(style: Any, size: float) -> None:
    """The size in points; Arabic and its like a fifth larger, since their letters are smaller."""
    style.font.size = Pt(size)
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    larger = ooxml.element("szCs", val=round(size * 2 * 1.2))
    properties.find(qn("w:sz")).addnext(larger)


def _built_in(word: Any) -> None:
    for name, size, colour in (("Title", 22, None), ("Heading 1", 15, ACCENT),
                               ("Heading 2", 12, None), ("Heading 3", 11, None)):  # fmt: skip
        style = word.styles[name]
        _faces(style, size, bold=True)
        style.font.color.rgb = colour or RGBColor(0x1B, 0x1B, 0x1B)
        style.paragraph_format.space_before = Pt(18 if name != "Heading 3" else 12)
        style.paragraph_format.space_after = Pt(8)
        style.paragraph_format.keep_with_next = True
    for border in word.styles["Title"].element.pPr.findall(qn("w:pBdr")):
        border.getparent().remove(border)
    _faces(word.styles["Subtitle"], 12.5)
    word.styles["Subtitle"].font.color.rgb = QUIET
    word.styles["Subtitle"].font.italic = False
    _sized(word.styles["Header"], 8.5)
    _sized(word.styles["Footer"], 8.5)


def _own(word: Any) -> None:
    numbered = _add(word, "Numbered Paragraph", "Normal")
    numbered.paragraph_format.left_indent = Mm(0)
    numbered.paragraph_format.first_line_indent = -HANG
    numbered.paragraph_format.tab_stops.add_tab_stop(Mm(0))
    facts = _add(word, "Facts", "Normal")
    _sized(facts, 9)
    facts.font.color.rgb = QUIET
    facts.paragraph_format.space_after = Pt(2)
    notice = _add(word, "Notice", "Normal")
    _sized(notice, 9)
    notice.element.get_or_add_pPr().insert_element_before(
        ooxml.element("shd", val="clear", color="auto", fill="F2F5F8"), "w:tabs", *_AFTER_SHADE
    )
    note = _add(word, "endnote text", "Normal")
    _sized(note, 9)
    note.paragraph_format.space_after = Pt(3)
    note.paragraph_format.line_spacing = 1.1
    _marks(word)


_AFTER_SHADE = ("w:suppressAutoHyphens", "w:bidi", *_AFTER_BIDI)


def _marks(word: Any) -> None:
    reference = word.styles.add_style("endnote reference", WD_STYLE_TYPE.CHARACTER, True)
    reference.element.set(qn("w:styleId"), NOTE_MARK)
    reference.font.superscript = True
    link = word.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, True)
    link.font.color.rgb = ACCENT


def _add(word: Any, name: str, base: str) -> Any:
    built_in = name.islower()  # Word's own names for its note styles
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, built_in)
    style.element.set(qn("w:styleId"), name.title().replace(" ", ""))
    style.base_style = word.styles[base]
    return style


def running_lines(word: Any, document: Document, words: Labels, running: str) -> None:
    """The header (what it is, its state) and the footer (page of pages) of every page."""
    section, language = word.sections[0], document.language
    header = section.header.paragraphs[0]._p
    line = "   ·   ".join(part for part in (running, document.title) if part)
    header.append(ooxml.run(line, language))
    footer = section.footer.paragraphs[0]._p
    before, _, rest = words.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    footer.extend(
        [ooxml.run(before, language), *ooxml.field("PAGE", language),
         ooxml.run(between, language), *ooxml.field("NUMPAGES", language),
         *([ooxml.run(after, language)] if after else [])]
    )  # fmt: skip
