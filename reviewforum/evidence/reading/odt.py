"""OpenDocument texts (ODT).

The content is read directly: odfdo keeps deleted text of recorded changes in the flow and
resolves nothing that is needed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reviewforum.evidence.reading.building import Builder, one_line
from reviewforum.evidence.reading.errors import ReadError
from reviewforum.evidence.reading.model import Limits, Reading
from reviewforum.evidence.reading.packed import Package

ODT = "application/vnd.oasis.opendocument.text"

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TEXT, TABLE, OFFICE = _NS % "text", _NS % "table", _NS % "office"
DRAW, SVG = _NS % "drawing", "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"

#: Elements whose content is no part of the running text.
_SKIPPED = frozenset(
    {
        *(f"{TEXT}tracked-changes", f"{TEXT}table-of-content", f"{TEXT}note", f"{TEXT}ruby-text"),
        *(f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{DRAW}frame", f"{DRAW}custom-shape"),
        *(f"{TEXT}sequence-decls", f"{OFFICE}forms", f"{SVG}title", f"{SVG}desc"),
        *(f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph", f"{TEXT}alphabetical-index"),
    }
)
#: Most spaces one element may stand for.
_SPACES = 1_000


def read_odt(package: Package, limits: Limits) -> Reading:
    """Headings, paragraphs, lists, tables, text boxes and notes.

    Recorded changes are read as accepted; comments are left out.
    """
    root = package.xml("content.xml")
    text = root.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise ReadError("damaged", format="ODT")
    builder = Builder(limits)
    _add(builder, text, 0)
    for note in text.iter(f"{TEXT}note-body"):
        lines = ("".join(_texts(one)) for one in note.iter(f"{TEXT}p"))
        builder.add_ready(one_line(" ".join(lines)), "note")
    _note_what_was_left_out(builder, package, text)
    return builder.reading("ODT", ODT)


def _note_what_was_left_out(builder: Builder, package: Package, text: Any) -> None:
    if any(name.startswith(("Basic/", "Scripts/")) for name in package.names):
        builder.notice("macros_ignored")
    if next(text.iter(f"{OFFICE}annotation"), None) is not None:
        builder.notice("comments_left_out")
    if next(text.iter(f"{TEXT}tracked-changes"), None) is not None:
        builder.notice("changes_accepted")


def _add(builder: Builder, container: Any, depth: int, mark: str = "") -> None:
    """Adds what a text, section, list or cell holds; ``depth`` counts lists."""
    for child in container:
        tag = child.tag
        if tag in {f"{TEXT}p", f"{TEXT}h"}:
            _add_paragraph(builder, child, depth, mark)
            mark = ""  # further paragraphs of an item carry none
        elif tag == f"{TEXT}list":
            _add_list(builder, child, depth + 1)
        elif tag == f"{TABLE}table":
            _add_table(builder, child)
        elif tag not in _SKIPPED and isinstance(tag, str):
            _add(builder, child, depth, mark)
    if container.tag == f"{OFFICE}text":
        _add_boxes(builder, container)


def _add_list(builder: Builder, element: Any, depth: int) -> None:
    for item in element.iterchildren(f"{TEXT}list-item", f"{TEXT}list-header"):
        _add(builder, item, depth, "•")


def _add_paragraph(builder: Builder, element: Any, depth: int, mark: str) -> None:
    text = "".join(_texts(element))
    if element.tag == f"{TEXT}h":
        level = element.get(f"{TEXT}outline-level") or "1"
        builder.add(text, "heading", level=min(9, int(level)) if level.isdecimal() else 1)
    elif depth and mark:
        builder.add_item(text, mark, level=depth)
    else:
        builder.add(text)


def _texts(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        tag = child.tag
        if tag == f"{TEXT}s":
            count = child.get(f"{TEXT}c") or "1"
            yield " " * (min(int(count), _SPACES) if count.isdecimal() else 1)
        elif tag == f"{TEXT}tab":
            yield " "
        elif tag == f"{TEXT}line-break":
            yield "\n"
        elif tag not in _SKIPPED and isinstance(tag, str):
            yield from _texts(child)
        yield child.tail or ""


def _add_table(builder: Builder, table: Any) -> None:
    for row in table.iter(f"{TABLE}table-row"):
        if next(row.iterancestors(f"{TABLE}table")) is table:
            cells = row.iterchildren(f"{TABLE}table-cell")
            builder.add_row([_cell_text(cell) for cell in cells])


def _cell_text(cell: Any) -> str:
    paragraphs = ("".join(_texts(one)) for one in cell.iter(f"{TEXT}p", f"{TEXT}h"))
    return "\n".join(filter(None, paragraphs))


def _add_boxes(builder: Builder, text: Any) -> None:
    """Text boxes stand anywhere on a page; they follow the running text."""
    for box in text.iter(f"{DRAW}text-box"):
        _add(builder, box, 0)
