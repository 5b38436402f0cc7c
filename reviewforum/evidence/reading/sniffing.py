"""What a file is, by its content; the name only decides between kinds of plain text."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import filetype

from reviewforum.evidence.reading.delimited import looks_like_table
from reviewforum.evidence.reading.errors import ReadError
from reviewforum.evidence.reading.packed import Package

#: Bytes in which a kind of file must show itself.
HEAD = 4_096
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")

# A few bytes of a mail or web server may stand before the mark; a text that names it is no PDF.
_PDF = re.compile(rb"(?:\A|[\r\n\x00])\s*%PDF-[12]\.\d")
_HEADER = re.compile(
    r"^(from|to|cc|subject|date|message-id|mime-version|received|return-path|content-type|"
    r"delivered-to|reply-to|in-reply-to|dkim-signature|x-[a-z-]+):",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL_ONLY = frozenset({"message-id", "mime-version", "received", "return-path", "delivered-to"})
_HTML = re.compile(
    r"(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|li|table|tr|td|br|span|a|b|i|strong|em)\b[^<>]*>", re.IGNORECASE
)
_SRT = re.compile(r"(?:\d{1,9}[ \t\r]*\n)?(?:\d+:)?\d{1,2}:\d{2}[,.]\d{1,3}\s*-->")
_VTT = re.compile(r"WEBVTT(?:[ \t\n]|$)")
_MARKDOWN = re.compile(
    r"^#{1,6} \S|^\s*[-*+] \S|^\s*\d+\. \S|\[[^\]\n]+\]\([^)\s]+\)|\*\*\S[^*\n]*\*\*|^> \S|^```",
    re.MULTILINE,
)


def extension(name: str) -> str:
    """The ending of a file name, lower case, without the dot."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")[:12]


def sniff_binary(data: bytes) -> str:
    """``pdf``, ``zip`` or ``text``; other kinds raise a :class:`ReadError` that says what to do."""
    head = data[:HEAD]
    if _PDF.search(head[:1_024]):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head.startswith(_OLE):
        raise _old_office(data)
    if head.startswith(b"{\\rtf"):
        raise ReadError("unsupported", found="RTF", wanted="DOCX")
    if b"\x00" in head or not _is_utf8(head):
        _refuse_media(head)
    return "text"


def _is_utf8(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 3
    return True


def _old_office(data: bytes) -> ReadError:
    """Names of streams in an older Office file are UTF-16; encrypted new files look alike."""
    marks = (
        ("EncryptedPackage", ReadError("encrypted")),
        ("WordDocument", ReadError("old_office", found="DOC", wanted="DOCX")),
        ("Workbook", ReadError("old_office", found="XLS", wanted="XLSX")),
        ("PowerPoint Document", ReadError("old_office", found="PPT", wanted="PDF")),
        ("__substg1.0_", ReadError("unsupported", found="Outlook MSG", wanted="EML")),
    )
    for mark, error in marks:
        if mark.encode("utf-16-le") in data:
            return error
    return ReadError("old_office", found="OLE", wanted="DOCX, XLSX")


def _refuse_media(head: bytes) -> None:
    kind = filetype.guess(head)
    if kind is None:
        return
    family = kind.mime.partition("/")[0]
    if family == "image":
        raise ReadError("image")
    if family in {"audio", "video"}:
        raise ReadError("recording")
    if kind.extension in {"gz", "bz2", "7z", "rar", "xz", "tar", "lz", "Z", "zst"}:
        raise ReadError("archive")
    if kind.mime != "application/x-msdownload" and family in {"application", "font"}:
        raise ReadError("unsupported", found=kind.extension.upper(), wanted="DOCX, PDF")
    raise ReadError("unknown_type")


def sniff_package(package: Package) -> str:
    """``docx``, ``odt`` or ``xlsx`` by the members of a ZIP file, else a :class:`ReadError`."""
    names = set(package.names)
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        if "xl/workbook.bin" in names:
            raise ReadError("unsupported", found="XLSB", wanted="XLSX")
        return "xlsx"
    if "ppt/presentation.xml" in names:
        raise ReadError("unsupported", found="PPTX", wanted="PDF")
    if "mimetype" in names:
        return _by_mimetype(package)
    raise ReadError("archive")


def _by_mimetype(package: Package) -> str:
    mimetype = package.read("mimetype")[:100].decode("ascii", errors="replace").strip()
    if mimetype == "application/epub+zip":
        raise ReadError("unsupported", found="EPUB", wanted="DOCX, PDF")
    if "encryption-data" in package.read("META-INF/manifest.xml").decode("utf-8", errors="replace"):
        raise ReadError("encrypted")
    if mimetype.startswith("application/vnd.oasis.opendocument.text"):
        return "odt"
    if mimetype.startswith("application/vnd.oasis.opendocument"):
        raise ReadError("unsupported", found="ODS, ODP", wanted="XLSX, PDF")
    raise ReadError("archive")


def sniff_text(text: str, name: str) -> str:
    """``vtt``, ``srt``, ``eml``, ``html``, ``csv``, ``md`` or ``txt``."""
    text, ending = text.lstrip("\ufeff \t\r\n"), extension(name)
    start = text[: 4 * HEAD]
    if _VTT.match(start):
        return "vtt"
    if _SRT.match(start):
        return "srt"
    if _is_mail(start, ending):
        return "eml"
    if _HTML.match(start) or (ending in {"html", "htm", "xhtml"} and _HTML_TAG.search(start)):
        return "html"
    if looks_like_table(
        start, whole=len(start) == len(text), named=ending in {"csv", "tsv", "tab"}
    ):
        return "csv"
    return "md" if _is_markdown(start, ending) else "txt"


def _is_mail(start: str, ending: str) -> bool:
    top = re.split(r"\n\s*\n", start.replace("\r\n", "\n"), maxsplit=1)[0]
    if not (_HEADER.match(top) or top.startswith("From ")):
        return False
    names = {name.lower() for name in _HEADER.findall(top)}
    return len(names) >= 2 and (ending == "eml" or bool(names & _MAIL_ONLY))


def _is_markdown(head: str, ending: str) -> bool:
    if ending in {"md", "markdown", "mkd"}:
        return True
    if ending not in {"", "txt", "text"}:
        return False
    found = {match[0].strip()[:1] for match in _MARKDOWN.finditer(head)}
    return "#" in found and len(found) > 1
