"""Documents for trying an import: a statement, a position paper, a transcript, a message and a
questionnaire in English, and the first three in Arabic. The same bytes each time.
"""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import typst
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from demo.reader import HERE, DemoDataError
from reviewforum.common.datafiles import load_toml
from reviewforum.outcomes.export import fonts

FILE = HERE / "files.toml"
DAY = dt.datetime(2024, 2, 12, 9, 0, tzinfo=dt.UTC)
EARLIEST = (1980, 1, 1, 0, 0, 0)
LETTERS_A_SECOND = 14.0
PAGE = """
#let given = json(bytes(sys.inputs.document))
#set document(title: given.title)
#set page(paper: "a4", margin: 28mm, numbering: "1")
#set text(font: given.fonts, size: 12pt, lang: given.language)
#set par(leading: 0.9em, spacing: 1.6em)
#heading(given.title)
#for paragraph in given.paragraphs [#par(paragraph)]
"""


@cache
def names() -> dict[str, tuple[str, str]]:
    """File name → (language, kind of document)."""
    return {
        given["file"]: (language, kind)
        for language, kinds in _given().items()
        for kind, given in kinds.items()
    }


@cache
def _given() -> dict[str, dict[str, dict[str, Any]]]:
    return load_toml(FILE, DemoDataError)


@cache
def make(name: str) -> bytes:
    """The file of this name. Raises KeyError when there is none."""
    language, kind = names()[name]
    return MAKERS[kind](_given()[language][kind], language)


def write(folder: Path) -> list[Path]:
    """Write all files into a folder, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in names()]
    for path in paths:
        path.write_bytes(make(path.name))
    return paths


def _docx(given: Mapping[str, Any], language: str) -> bytes:
    document = docx.Document()
    core = document.core_properties
    core.title, core.author, core.language = given["title"], "", language
    core.created = core.modified = DAY.replace(tzinfo=None)
    document.add_heading(given["title"], level=1)
    for text in given["paragraphs"]:
        document.add_paragraph(text)
    if language == "ar":
        for paragraph in document.paragraphs:
            _from_the_right(paragraph)
    return _still(document.save)


def _from_the_right(paragraph: Any) -> None:
    paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for run in paragraph.runs:
        mark = OxmlElement("w:rtl")
        mark.set(qn("w:val"), "1")
        run._r.get_or_add_rPr().append(mark)


def _pdf(given: Mapping[str, Any], language: str) -> bytes:
    document = {**given, "language": language, "fonts": fonts.families(language)}
    made: bytes = typst.compile(
        PAGE.encode(),
        font_paths=fonts.library(),
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(document, ensure_ascii=False)},
        timestamp=DAY,
    )
    return made


def _vtt(given: Mapping[str, Any], language: str) -> bytes:
    lines, at = ["WEBVTT", f"Language: {language}", ""], 12.0
    for speaker, text in given["turns"]:
        ends = at + len(text) / LETTERS_A_SECOND
        lines += [f"{_clock(at)} --> {_clock(ends)}", f"<v {speaker}>{text}", ""]
        at = ends + 1.5
    return "\n".join(lines).encode()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"00:{int(minutes):02d}:{rest:06.3f}"


def _eml(given: Mapping[str, Any], _language: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = given["from"], "secretariat@example.org"
    message["Subject"], message["Date"] = given["subject"], DAY
    message["Message-ID"] = "<illustrative-1@example.org>"
    message.set_content("\n\n".join(given["paragraphs"]) + "\n")
    return bytes(message)


def _xlsx(given: Mapping[str, Any], _language: str) -> bytes:
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = DAY.replace(tzinfo=None)
    sheet = book.active
    for row in [given["columns"], *given["rows"]]:
        sheet.append(row)
    return _still(book.save)


def _still(save: Callable[[BytesIO], None]) -> bytes:
    """What `save` writes, packed again without the time of day, so that the bytes stay the same."""
    written, packed = BytesIO(), BytesIO()
    save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w") as target:
        for item in sorted(source.namelist()):
            info = zipfile.ZipInfo(item, EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(item))
    return packed.getvalue()


MAKERS: Mapping[str, Callable[[Mapping[str, Any], str], bytes]] = {
    "statement": _docx,
    "paper": _pdf,
    "transcript": _vtt,
    "message": _eml,
    "questionnaire": _xlsx,
}
