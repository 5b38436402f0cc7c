"""Word documents (DOCX, DOCM).

The parts are read directly: python-docx gives neither inserted text of recorded changes nor
footnotes, text boxes and numbers of numbered paragraphs, and refuses files with macros.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reviewforum.evidence.reading.building import Builder, one_line
from reviewforum.evidence.reading.docx_styles import Numbering, Styles, W
from reviewforum.evidence.reading.errors import ReadError
from reviewforum.evidence.reading.model import Limits, Reading
from reviewforum.evidence.reading.packed import Package

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT = frozenset({f"{W}t", _MATH})
#: Elements whose content is not part of the text: deleted or moved away, or shown elsewhere.
_SKIPPED = frozenset(
    {f"{W}del", f"{W}moveFrom", f"{W}txbxContent", f"{W}instrText", f"{W}pPr", f"{W}rt", _FALLBACK}
)
_SIGNS = {
    f"{W}tab": " ",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}ptab": " ",
}


def read_docx(package: Package, limits: Limits) -> Reading:
    """Headings, paragraphs, lists with their numbers, tables, text boxes and footnotes.

    Recorded changes are read as accepted; comments and hidden text are left out.
    """
    body = package.xml("word/document.xml").find(f"{W}body")
    if body is None:
        raise ReadError("damaged", format="DOCX")
    builder = Builder(limits)
    document = _Document(builder, package)
    document.add(body)
    document.add_notes()
    document.note_what_was_left_out(body)
    return builder.reading("DOCX", DOCX)


class _Document:
    def __init__(self, builder: Builder, package: Package) -> None:
        self._builder = builder
        self._package = package
        self._styles = Styles(package.xml_if_present("word/styles.xml"))
        self._numbering = Numbering(package.xml_if_present("word/numbering.xml"))

    def add(self, container: Any) -> None:
        """Adds what a body, cell or text box holds, in order."""
        for child in container:
            if child.tag == f"{W}p":
                self._add_paragraph(child)
            elif child.tag == f"{W}tbl":
                self._add_table(child)
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                self.add(child)  # content controls, custom XML, inserted blocks

    def _add_paragraph(self, paragraph: Any) -> None:
        style = self._styles.of(paragraph)
        if not style.is_contents_line:
            text = "".join(self._texts(paragraph))
            level = style.heading_level
            mark = self._numbering.mark(style.list_id, style.list_level) if text.strip() else None
            if level:
                self._builder.add(f"{mark} {text}" if mark else text, "heading", level=level)
            elif mark is not None:
                self._builder.add_item(text, mark, level=style.list_level + 1)
            else:
                self._builder.add(text)
        for box in paragraph.iter(f"{W}txbxContent"):
            if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                self.add(box)

    def _texts(self, element: Any) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in _TEXT:
                yield child.text or ""
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag == f"{W}r" and self._is_hidden(child):
                self._builder.notice("hidden_text")
            elif tag not in _SKIPPED:
                yield from self._texts(child)

    def _is_hidden(self, run: Any) -> bool:
        properties = run.find(f"{W}rPr")
        mark = properties.find(f"{W}vanish") if properties is not None else None
        return mark is not None and mark.get(f"{W}val") not in {"0", "false", "off"}

    def _add_table(self, table: Any) -> None:
        for row in table.iter(f"{W}tr"):
            if next(row.iterancestors(f"{W}tbl")) is not table:
                continue  # the rows of a table inside a cell come with the cell
            self._builder.add_row([self._cell_text(cell) for cell in _cells(row)])

    def _cell_text(self, cell: Any) -> str:
        paragraphs = ("".join(self._texts(one)) for one in cell.iter(f"{W}p"))
        return "\n".join(filter(None, paragraphs))

    def add_notes(self) -> None:
        """Adds footnotes and endnotes after the text."""
        for part, tag in (("footnotes", "footnote"), ("endnotes", "endnote")):
            root = self._package.xml_if_present(f"word/{part}.xml")
            for note in root.iter(f"{W}{tag}") if root is not None else ():
                lines = ("".join(self._texts(one)) for one in note.iter(f"{W}p"))
                self._builder.add_ready(one_line(" ".join(lines)), "note")

    def note_what_was_left_out(self, body: Any) -> None:
        """Records notices on macros, comments and recorded changes."""
        names = self._package.names
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            self._builder.notice("macros_ignored")
        if "word/comments.xml" in names:
            self._builder.notice("comments_left_out")
        if next(body.iter(f"{W}del", f"{W}ins", f"{W}moveFrom"), None) is not None:
            self._builder.notice("changes_accepted")


def _cells(row: Any) -> Iterator[Any]:
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tr")) is row:
            yield cell
