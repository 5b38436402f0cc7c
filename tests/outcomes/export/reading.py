"""Reading exports back, by other libraries than the ones that wrote them."""

from __future__ import annotations

import ctypes
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as raw
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NO_WORDS = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufffe\x02-]+")


def squeezed(text: str) -> str:
    """Text without spaces, line-end hyphens and invisible marks, which a page sets as it likes."""
    return _NO_WORDS.sub("", text)


class Pdf:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.file = pypdfium2.PdfDocument(data)

    def pages(self) -> list[str]:
        return [page.get_textpage().get_text_range() for page in self.file]

    def text(self) -> str:
        return "\n".join(self.pages())

    def title(self) -> str:
        return self.file.get_metadata_value("Title")

    def tagged(self) -> bool:
        return bool(raw.FPDFCatalog_IsTagged(self.file))

    def elements(self) -> list[tuple[str, str]]:
        """(type, language or "") of every element of the structure, in reading order."""
        found: list[tuple[str, str]] = []
        for page in self.file:
            tree = raw.FPDF_StructTree_GetForPage(page)
            for place in range(raw.FPDF_StructTree_CountChildren(tree)):
                found += _walk(raw.FPDF_StructTree_GetChildAtIndex(tree, place))
            raw.FPDF_StructTree_Close(tree)
        return found

    def inner_links(self) -> list[tuple[int, int]]:
        """(page it stands on, page it leads to) of every link inside the document."""
        pairs = []
        for number, page in enumerate(self.file):
            place, link = ctypes.c_int(0), raw.FPDF_LINK()
            while raw.FPDFLink_Enumerate(page, place, link):
                dest = raw.FPDFLink_GetDest(self.file, link)
                if dest:
                    pairs.append((number, raw.FPDFDest_GetDestPageIndex(self.file, dest)))
        return pairs

    def everything(self) -> bytes:
        """All bytes, those of compressed streams too."""
        streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", self.data, re.S)
        return self.data + b"".join(map(_inflated, streams))


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def _walk(element: object) -> Iterator[tuple[str, str]]:
    if not element:
        return
    yield (
        _string(raw.FPDF_StructElement_GetType, element),
        _string(raw.FPDF_StructElement_GetLang, element),
    )
    for place in range(raw.FPDF_StructElement_CountChildren(element)):
        yield from _walk(raw.FPDF_StructElement_GetChildAtIndex(element, place))


def _string(getter: object, element: object) -> str:
    length = getter(element, None, 0)  # type: ignore[operator]
    buffer = ctypes.create_string_buffer(length)
    getter(element, buffer, length)  # type: ignore[operator]
    return buffer.raw.decode("utf-16-le").rstrip("\0") if length else ""


def parts(data: bytes) -> dict[str, bytes]:
    """The files inside a DOCX."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(parts(data)[name])


def said(element: etree._Element) -> str:
    """The words of an element of a DOCX."""
    return "".join(text.text or "" for text in element.iter(f"{W}t"))
