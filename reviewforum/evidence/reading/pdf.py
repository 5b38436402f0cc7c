"""PDF documents with text in them, page by page."""

from __future__ import annotations

from threading import Lock
from typing import Any

import pypdfium2

from reviewforum.evidence.reading.building import Builder
from reviewforum.evidence.reading.errors import ReadError
from reviewforum.evidence.reading.model import Limits, Reading
from reviewforum.evidence.reading.pdf_layout import Line, add_pages, lines_of

PDF = "application/pdf"

#: PDFium keeps global state and must not be entered by two threads at once.
_ONE_AT_A_TIME = Lock()
_PASSWORD = 4  # FPDF_ERR_PASSWORD


def read_pdf(data: bytes, limits: Limits) -> Reading:
    """Paragraphs with their pages: lines are joined, hyphens at line ends taken out.

    Raises :class:`ReadError` ``encrypted``, ``damaged``, ``too_many_pages`` or
    ``pdf_without_text`` (a scan).
    """
    builder = Builder(limits)
    with _ONE_AT_A_TIME:
        pages = _pages(data, limits)
    empty = [number for number, lines in enumerate(pages, start=1) if not lines]
    if len(empty) == len(pages):
        raise ReadError("pdf_without_text", pages=len(pages))
    add_pages(builder, pages)
    if empty:
        listed = ", ".join(map(str, empty[:20])) + ("…" if len(empty) > 20 else "")
        builder.notice("pages_without_text", pages=listed)
    if b"%%EOF" not in data[-2_048:]:
        builder.notice("file_cut_short")
    return builder.reading("PDF", PDF)


def _pages(data: bytes, limits: Limits) -> list[list[Line]]:
    document = _open(data)
    try:
        if len(document) > limits.pages:
            raise ReadError("too_many_pages", pages=len(document), limit=limits.pages)
        if len(document) == 0:
            raise ReadError("damaged", format="PDF")
        left = limits.characters
        pages = []
        for number in range(len(document)):
            lines = _page_lines(document, number)
            left -= sum(len(line.text) for line in lines)
            if left < 0:
                raise ReadError("too_long", limit=limits.characters)
            pages.append(lines)
        return pages
    finally:
        document.close()


def _open(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise ReadError("encrypted") from error
        raise ReadError("damaged", format="PDF") from error


def _page_lines(document: Any, number: int) -> list[Line]:
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return []  # a broken page is as a page without text: it is named in a notice
    try:
        return lines_of(page.get_textpage())
    except pypdfium2.PdfiumError:
        return []
    finally:
        page.close()
