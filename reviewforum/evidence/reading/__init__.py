"""Reads files people send: text with its structure, transcripts with times, or tables.

``read(data, name)`` gives a :class:`Reading` or raises a :class:`ReadError` that says what
happened and what to do; nothing else comes out, whatever the bytes.
"""

from __future__ import annotations

from dataclasses import replace

from reviewforum.evidence.reading.decoding import decode
from reviewforum.evidence.reading.delimited import read_csv
from reviewforum.evidence.reading.digest import digest
from reviewforum.evidence.reading.docx import read_docx
from reviewforum.evidence.reading.errors import Notice, ReadError, RowError
from reviewforum.evidence.reading.html import declared_encoding, read_html
from reviewforum.evidence.reading.mail import read_mail
from reviewforum.evidence.reading.mapping import (
    Entries,
    Entry,
    Mapping,
    guess_mapping,
    rows_to_entries,
)
from reviewforum.evidence.reading.model import (
    Attachment,
    Block,
    Cue,
    Limits,
    Reading,
    Row,
    Table,
    Turn,
)
from reviewforum.evidence.reading.odt import read_odt
from reviewforum.evidence.reading.packed import Package
from reviewforum.evidence.reading.pdf import read_pdf
from reviewforum.evidence.reading.plain import read_markdown, read_plain
from reviewforum.evidence.reading.sniffing import (
    extension,
    sniff_binary,
    sniff_package,
    sniff_text,
)
from reviewforum.evidence.reading.spreadsheet import read_xlsx
from reviewforum.evidence.reading.transcript import read_srt, read_vtt

__all__ = [
    "Attachment",
    "Block",
    "Cue",
    "Entries",
    "Entry",
    "Limits",
    "Mapping",
    "Notice",
    "ReadError",
    "Reading",
    "Row",
    "RowError",
    "Table",
    "Turn",
    "digest",
    "guess_mapping",
    "read",
    "rows_to_entries",
]

_MEGABYTE = 1024 * 1024
_TEXT_READERS = {
    "vtt": read_vtt,
    "srt": read_srt,
    "html": read_html,
    "csv": read_csv,
    "md": read_markdown,
    "txt": read_plain,
}
#: Endings that fit a format; another ending gives a notice.
_ENDINGS = {
    "PDF": {"pdf"},
    "DOCX": {"docx", "docm", "dotx"},
    "ODT": {"odt", "ott"},
    "XLSX": {"xlsx", "xlsm", "xltx"},
    "EML": {"eml", "txt"},
    "HTML": {"html", "htm", "xhtml", "md"},
    "VTT": {"vtt", "txt"},
    "SRT": {"srt", "txt"},
    "CSV": {"csv", "tsv", "tab", "txt"},
    "Markdown": {"md", "markdown", "mkd", "txt", "text"},
}


def read(data: bytes, name: str = "", limits: Limits | None = None) -> Reading:
    """Reads a file by its content; ``name`` only decides between kinds of plain text.

    Raises :class:`ReadError` for anything that cannot be read, with code and parameters.
    """
    return _read(data, name, limits or Limits(), 1)


def _read(data: bytes, name: str, limits: Limits, depth: int) -> Reading:
    if len(data) > limits.size:
        size = f"{len(data) / _MEGABYTE:.1f}"
        raise ReadError("too_large", size=size, limit=f"{limits.size / _MEGABYTE:g}")
    if not data.strip(b"\x00 \t\r\n"):
        raise ReadError("empty")
    reading = _guarded(data, name, limits, depth)
    ending = extension(name)
    if ending and ending not in _ENDINGS.get(reading.format, {ending}):
        notice = Notice("name_differs", {"extension": ending, "format": reading.format})
        return replace(reading, warnings=(notice, *reading.warnings))
    return reading


def _guarded(data: bytes, name: str, limits: Limits, depth: int) -> Reading:
    kind = "text"
    try:
        kind = sniff_binary(data)
        return _dispatch(kind, data, name, limits, depth)
    except ReadError:
        raise
    except MemoryError as error:
        raise ReadError("no_memory") from error
    except Exception as error:
        # The libraries below fail on broken files in too many ways to name each.
        raise ReadError("damaged", format=_label(kind, name)) from error


def _label(kind: str, name: str) -> str:
    labels = {"pdf": "PDF", "zip": "DOCX, ODT, XLSX"}
    return labels.get(kind) or extension(name).upper() or "TXT"


def _dispatch(kind: str, data: bytes, name: str, limits: Limits, depth: int) -> Reading:
    if kind == "pdf":
        return read_pdf(data, limits)
    if kind == "zip":
        return _read_package(data, limits)
    text, notices = decode(data, declared_encoding(data))
    kind = sniff_text(text, name)
    if kind == "eml":
        return read_mail(data, limits, depth, _read)
    reading = _TEXT_READERS[kind](text, limits)
    return replace(reading, warnings=(*notices, *reading.warnings)) if notices else reading


def _read_package(data: bytes, limits: Limits) -> Reading:
    package = Package(data, limits, "DOCX, ODT, XLSX")
    kind = sniff_package(package)
    package.format = kind.upper()
    if kind == "docx":
        return read_docx(package, limits)
    if kind == "odt":
        return read_odt(package, limits)
    return read_xlsx(data, package, limits)
