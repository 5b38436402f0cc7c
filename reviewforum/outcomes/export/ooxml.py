"""What python-docx leaves out of Word files: endnotes, languages, direction, steady bytes."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from reviewforum.outcomes.export.document import is_right_to_left, primary
from reviewforum.outcomes.export.text import printable_part

ENDNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
_REGIONS = {"en": "en-GB", "fr": "fr-FR", "ru": "ru-RU", "es": "es-ES", "ar": "ar-SA",
            "zh": "zh-CN", "ja": "ja-JP", "ko": "ko-KR", "he": "he-IL", "fa": "fa-IR"}  # fmt: skip
_EAST_ASIAN = frozenset({"zh", "ja", "ko"})
_EARLIEST = (1980, 1, 1, 0, 0, 0)
Element = Any  # an lxml element of python-docx's own classes, which carry no types


def element(tag: str, *children: Element, **attributes: object) -> Element:
    """A WordprocessingML element: `element("jc", val="end")` is `<w:jc w:val="end"/>`."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def language_marks(language: str) -> list[Element]:
    """The end of a run's properties: its direction and language, in the schema's order."""
    code = primary(language)
    marks = [element("rtl")] if is_right_to_left(code) else []
    if not re.fullmatch("[a-z]{2,3}", code):
        return marks
    name = _REGIONS.get(code, code)
    return [*marks, element("lang", **{_script_kind(code): name})]


def _script_kind(code: str) -> str:
    if is_right_to_left(code):
        return "bidi"
    return "eastAsia" if code in _EAST_ASIAN else "val"


def run(
    text: str,
    language: str,
    *,
    style: str | None = None,
    bold: bool = False,
    before: Element | None = None,
) -> Element:
    """A run of text in a language; `before` is an element that opens it, such as a reference."""
    properties = element("rPr")
    if style:
        properties.append(element("rStyle", val=style))
    if bold:
        properties.extend([element("b"), element("bCs")])
    properties.extend(language_marks(language))
    return element("r", properties, *([] if before is None else [before]), words(text))


def words(text: str) -> Element:
    """A text element with its spaces kept."""
    made = OxmlElement("w:t")
    made.text = printable_part(text)
    made.set(qn("xml:space"), "preserve")
    return made


def tab() -> Element:
    """A run that holds a tabulator."""
    return element("r", element("tab"))


def field(code: str, language: str) -> list[Element]:
    """The runs of a field such as PAGE, which Word fills in."""

    def part(*children: Element) -> Element:
        return element("r", element("rPr", *language_marks(language)), *children)

    instruction = OxmlElement("w:instrText")
    instruction.text = f" {code} "
    return [
        part(element("fldChar", fldCharType="begin")),
        part(instruction),
        part(element("fldChar", fldCharType="separate")),
        run("1", language),
        part(element("fldChar", fldCharType="end")),
    ]


def bookmarked(name: str, number: int, *children: Element) -> list[Element]:
    """The children as a place that links can lead to; `number` is the bookmark's own."""
    return [
        element("bookmarkStart", id=number, name=name),
        *children,
        element("bookmarkEnd", id=number),
    ]


def link_inside(anchor: str, *children: Element) -> Element:
    """A link to a bookmark of the document."""
    return element("hyperlink", *children, anchor=anchor, history="1")


def link_outside(part: Any, address: str, *children: Element) -> Element:
    """A link to the web; its address is kept with the part that holds it."""
    made = element("hyperlink", *children, history="1")
    made.set(qn("r:id"), part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    return made


def paragraph(style: str, *children: Element, bidi: bool | None = None) -> Element:
    """A paragraph in a style; `bidi` where its direction is not the style's."""
    properties = element("pPr", element("pStyle", val=style))
    if bidi is not None:
        properties.append(element("bidi", val="1" if bidi else "0"))
    return element("p", properties, *children)


def add_endnotes(document: Any) -> Any:
    """An endnotes part holding the two separators that Word wants, related to the document and
    named in its settings.
    """
    root = element("endnotes", _separator("separator", -1), _separator("continuationSeparator", 0))
    package = document.part.package
    part = XmlPart(PackURI("/word/endnotes.xml"), ENDNOTES_TYPE, root, package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.ENDNOTES)
    settings = document.settings.element
    declared = element("endnotePr", element("numFmt", val="decimal"),
                       element("endnote", id=-1), element("endnote", id=0))  # fmt: skip
    compat = settings.find(qn("w:compat"))
    settings.insert(len(settings) if compat is None else settings.index(compat), declared)
    return part


def _separator(kind: str, number: int) -> Element:
    line = element("p", element("pPr", element("spacing", after=0, line=240, lineRule="auto")),
                   element("r", element(kind)))  # fmt: skip
    return element("endnote", line, type=kind, id=number)


def drop_thumbnail(document: Any) -> None:
    """Leave out the picture of a page that the blank template carries."""
    rels = document.part.package.rels
    for key in [key for key, rel in rels.items() if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del rels[key]


def steady(packed: bytes) -> bytes:
    """The same archive without the hour it was packed at, so that equal input gives equal bytes."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(packed)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()
