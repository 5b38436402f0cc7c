"""Valid files of every format, made on the spot, and hostile ones made from them.

Everything is deterministic: the same names and bytes in each run.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from functools import lru_cache
from io import BytesIO
from random import Random

import docx
import odfdo
import openpyxl
import typst

SENTENCE = "We call on all governments to open safe and regular pathways for workers."
ARABIC = "يجب على الدول أن تحمي حقوق جميع المهاجرين."
CHINESE = "各国应保护移民的权利。"
RUSSIAN = "Мигранты должны иметь доступ к информации."
EPOCH = (2024, 3, 11, 10, 0, 0)


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file with fixed dates."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = method
            archive.writestr(info, data)
    return out.getvalue()


def repacked(data: bytes, changes: dict[str, bytes]) -> bytes:
    """A ZIP file with members replaced or added."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return packed({**members, **changes})


@lru_cache
def docx_file() -> bytes:
    """A Word document as python-docx writes it."""
    document = docx.Document()
    document.core_properties.author = "SECRET AUTHOR"
    document.core_properties.title = "SECRET TITLE"
    document.add_heading("Access to services", 1)
    document.add_paragraph(SENTENCE)
    document.add_paragraph("housing", style="List Bullet")
    document.add_paragraph("work", style="List Bullet")
    document.add_paragraph("first measure", style="List Number")
    document.add_paragraph("second measure", style="List Number")
    document.add_paragraph(ARABIC)
    table = document.add_table(rows=2, cols=2)
    for at, text in enumerate(["Country", "Year", "Spain", "2024"]):
        table.cell(at // 2, at % 2).text = text
    document.add_paragraph(CHINESE)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@lru_cache
def odt_file() -> bytes:
    """An OpenDocument text as odfdo writes it."""
    document = odfdo.Document("text")
    document.body.clear()
    document.body.append(odfdo.Header(1, "Access to services"))
    document.body.append(odfdo.Paragraph(SENTENCE))
    document.body.append(odfdo.List(["housing", "work"]))
    document.body.append(odfdo.Paragraph(ARABIC))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


PDF_SOURCE = f"""
#set page(width: 12cm, height: 10cm, numbering: "1")
#set text(hyphenate: true, size: 10pt)
#set par(justify: true, leading: 0.6em, spacing: 1.4em)
= Access to services
{SENTENCE} Representativeness notwithstanding, internationally organised intergovernmental
consultations and multistakeholder participation strengthen non-governmental counterparts.

Another paragraph begins here and is long enough to be wrapped over more than one line.

- housing for all
- work without fear of losing a permit that was given for another employer
#pagebreak()
The second page holds this sentence.
"""


@lru_cache
def pdf_file() -> bytes:
    """A PDF of two pages as typst sets it."""
    return bytes(typst.compile(PDF_SOURCE.encode()))


def scanned_pdf() -> bytes:
    """A PDF with a page but no text."""
    return bytes(typst.compile(b"#rect(width: 2cm, height: 2cm, fill: black)"))


@lru_cache
def xlsx_file() -> bytes:
    """A questionnaire's answers in a sheet, with a second sheet beside it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Answers"
    sheet.append(["Name", "Country", "What should change in your country, and who should do it?"])
    sheet.append(["A. Person", "Spain", SENTENCE])
    sheet.append(["B. Person", "Moldova", RUSSIAN * 2])
    book.create_sheet("Notes").append(["internal"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@lru_cache
def eml_file() -> bytes:
    """A message with a Cyrillic subject, a signature and two attachments."""
    message = EmailMessage()
    message["From"] = "Secret Sender <secret@example.org>"
    message["To"] = "desk@example.org"
    message["Subject"] = "Вклад в обзор"
    message["Message-ID"] = "<1@example.org>"
    message.set_content(f"{SENTENCE}\n\n{RUSSIAN}\n\n-- \nSecret Sender\n+1 555 0100\n")
    message.add_attachment(
        docx_file(), maintype="application", subtype="octet-stream", filename="вклад.docx"
    )
    message.add_attachment(b"\x89PNG\r\n\x1a\n" + bytes(60), maintype="image", subtype="png")
    message.set_boundary("part")
    return message.as_bytes()


VTT = f"""WEBVTT

1
00:00:01.000 --> 00:00:03.500
<v Chair>Good morning.

2
00:00:03.500 --> 00:00:06.000
<v Chair>I give the floor to Spain.

3
00:00:06.000 --> 00:00:09.000
<v Spain>{SENTENCE}
"""
SRT = f"""1
00:00:01,000 --> 00:00:03,500
CHAIR: Good morning.

2
00:00:03,500 --> 00:00:06,000
I give the floor to Spain.

3
00:00:06,000 --> 00:00:09,000
SPAIN: {SENTENCE}
"""
HTML = f"""<!doctype html><html><head><title>A call</title><style>p{{}}</style></head><body>
<nav>menu</nav><h1>Access to services</h1><p>{SENTENCE}</p><ul><li>housing<li>work</ul>
<p dir=rtl>{ARABIC}</p><table><tr><td>Spain<td>2024</table>
<script>alert(1)</script></body></html>"""
MARKDOWN = f"# Access to services\n\n{SENTENCE}\n\n- housing\n- **work**\n\n1. one\n2. two\n"
TXT = f"Access to services\n\n{SENTENCE}\n\n{RUSSIAN}\n\n{ARABIC}\n\n{CHINESE}\n"
CSV = (
    f'Name,Country,Statement\nA. Person,Spain,"{SENTENCE}, and more"\nB. Person,Moldova,{RUSSIAN}\n'
)


@lru_cache
def valid_files() -> dict[str, bytes]:
    """One file of each format by name."""
    return {
        "a.docx": docx_file(),
        "a.odt": odt_file(),
        "a.pdf": pdf_file(),
        "a.xlsx": xlsx_file(),
        "a.eml": eml_file(),
        "a.vtt": VTT.encode(),
        "a.srt": SRT.encode(),
        "a.html": HTML.encode(),
        "a.md": MARKDOWN.encode(),
        "a.txt": TXT.encode(),
        "a.csv": CSV.encode(),
    }


# --- hostile files ----------------------------------------------------------------------------


def hostile_files() -> Iterator[tuple[str, bytes]]:
    """Names and bytes of files nobody should send, more than two hundred."""
    for name, data in valid_files().items():
        yield from _broken(name, data)
        for ending in ("pdf", "docx", "csv", "eml", "html", "vtt", "exe"):
            yield f"wrong-{name}.{ending}", data
    yield from _bombs()
    yield from _odd_text()


def _broken(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    random = Random(name)
    for share in (1, 10, 50, 90, 99):
        yield f"cut-{share}-{name}", data[: len(data) * share // 100]
    for count in (1, 20, 400):
        for turn in range(3):
            flipped = bytearray(data)
            for _ in range(count):
                at = random.randrange(len(flipped))
                flipped[at] ^= 1 << random.randrange(8)
            yield f"flip-{count}-{turn}-{name}", bytes(flipped)
    half = len(data) // 2
    yield f"swap-{name}", data[half:] + data[:half]
    yield f"twice-{name}", data + data
    yield f"zeros-{name}", data[:half] + bytes(2_000) + data[half:]
    yield f"wide-{name}", data.decode("latin-1").encode("utf-16")


def _bombs() -> Iterator[tuple[str, bytes]]:
    zeros = bytes(30_000_000)
    entities = b"".join(
        b'<!ENTITY e%d "%s">' % (at, b"&e%d;" % (at - 1) * 10 if at else b"lol" * 10)
        for at in range(10)
    )
    bomb = b"<?xml version='1.0'?><!DOCTYPE x [" + entities + b"]><x>&e9;</x>"
    outside = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'
    )
    yield "bomb.docx", repacked(docx_file(), {"word/document.xml": zeros})
    yield "bomb-beside.docx", repacked(docx_file(), {"word/media/x.bin": zeros})
    for name, part in (
        ("docx", "word/document.xml"),
        ("odt", "content.xml"),
        ("xlsx", "xl/worksheets/sheet1.xml"),
    ):
        whole = valid_files()[f"a.{name}"]
        yield f"entities.{name}", repacked(whole, {part: bomb})
        yield f"outside.{name}", repacked(whole, {part: outside})
        yield f"deep.{name}", repacked(whole, {part: b"<x>" * 50_000 + b"</x>" * 50_000})
        yield f"nothing.{name}", repacked(whole, {part: b""})
        yield f"strange.{name}", repacked(whole, {part: b"<x xmlns='y'/>"})
    yield "shared.xlsx", repacked(xlsx_file(), {"xl/sharedStrings.xml": bomb})
    yield "styles.docx", repacked(docx_file(), {"word/styles.xml": bomb})
    yield "many.zip", packed({f"{at}.txt": b"" for at in range(12_000)})
    yield "plain.zip", packed({"a.txt": b"text"})
    yield "stored.docx", repacked(docx_file(), {"word/vbaProject.bin": b"macro"})
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    yield (
        "far.xlsx",
        repacked(
            xlsx_file(),
            {
                "xl/worksheets/sheet1.xml": sheet
                + b"<sheetData>"
                + far
                + b"</sheetData></worksheet>"
            },
        ),
    )
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
    for stream in ("WordDocument", "Workbook", "PowerPoint Document", "EncryptedPackage", "Other"):
        yield f"old-{stream}.doc", ole + stream.encode("utf-16-le") + bytes(600)
    yield "loop.eml", _nested_mail(8)
    yield "many.eml", _many_parts()


def _nested_mail(depth: int) -> bytes:
    message = EmailMessage()
    message["Message-ID"], message["Subject"] = "<0@example.org>", "inner"
    message.set_content(SENTENCE)
    for number in range(depth):
        outer = EmailMessage()
        outer["Message-ID"], outer["Subject"] = f"<{number + 1}@example.org>", "outer"
        outer.set_content("See the message attached.")
        outer.add_attachment(message)
        outer.set_boundary(f"part{number}")
        message = outer
    return message.as_bytes()


def _many_parts() -> bytes:
    parts = b"--b\nContent-Type: text/plain\nContent-Disposition: attachment\n\nx\n" * 3_000
    head = b"Message-ID: <1@x>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    return head + parts + b"--b--\n"


def _odd_text() -> Iterator[tuple[str, bytes]]:
    random = Random("odd")
    yield "empty.txt", b""
    yield "blank.docx", b" \n\t"
    yield "zeros.bin", bytes(5_000)
    yield "noise.pdf", random.randbytes(20_000)
    yield "noise.txt", random.randbytes(20_000)
    yield "noise.vtt", b"WEBVTT\n\n" + random.randbytes(2_000)
    yield "head.pdf", b"%PDF-1.7\n" + random.randbytes(5_000)
    yield "head.docx", b"PK\x03\x04" + random.randbytes(5_000)
    yield "deep.html", b"<div>" * 200_000 + b"deep" + b"</div>" * 200_000
    yield "deep-lists.html", b"<ul><li>" * 50_000 + b"deep"
    yield "deep-tables.html", b"<table><tr><td>" * 20_000 + b"deep"
    yield "open.html", b"<p" * 100_000
    yield "attributes.html", b"<html><p " + b" a='1'" * 100_000 + b">x"
    yield "comment.html", b"<html><!--" + b"-" * 100_000
    yield "entity.html", b"<html>" + b"&#x110000;&#0;&bogus;" * 1_000
    yield "quotes.md", b"> " * 20_000 + b"x"
    yield "stars.md", b"*a **b " * 10_000
    yield "brackets.md", b"[" * 50_000
    yield "ticks.md", b"`a" * 20_000
    yield "lists.md", b"\n".join(b" " * at + b"- x" for at in range(400))
    yield "wide.csv", b",".join(b"c%d" % at for at in range(1_000_000)) + b"\n1,2\n"
    yield "quote.csv", b'a,b\n1,"' + b"x" * 300_000
    yield "returns.csv", b"a,b\r1,2\r\n3,4\r"
    yield "nul.csv", b"a,b\n1,\x002\n"
    yield "header-only.csv", b"a,b,c\n"
    yield "repeats.csv", b",".join([b"same"] * 900) + b"\n" + b",".join([b"x"] * 900)
    yield "times.srt", b"1\n99:99:99,999 --> 00:00:00,000\nx\n\n2\nx --> y\nz\n"
    yield "backwards.vtt", b"WEBVTT\n\n00:09.000 --> 00:01.000\nx\n"
    yield "huge.vtt", b"WEBVTT\n\n" + b"9" * 5_000 + b":00:00.000 --> 00:01.000\nx\n"
    yield "voices.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\n" + b"<v A>" * 5_000 + b"x\n"
    yield "cp1251.txt", (RUSSIAN * 20).encode("cp1251")
    yield "cp1256.txt", (ARABIC * 20).encode("cp1256")
    yield "gb18030.txt", (CHINESE * 20).encode("gb18030")
    yield "utf16.txt", TXT.encode("utf-16-be")
    yield "utf32.txt", TXT.encode("utf-32")
    yield "surrogates.txt", b"abc \xed\xa0\x80 def \xff\xfe" + TXT.encode()
    yield "bidi.txt", "pay \u202e001\u202c now \u2066x\u2069".encode()
    yield "controls.txt", bytes(range(1, 32)) * 100
    yield "combining.txt", ("a" + "\u0301" * 100_000).encode()
    yield "long-line.txt", b"x" * 3_000_000
    yield "newlines.txt", b"\n" * 2_000_000 + b"x"
    yield "headers.eml", b"Message-ID: x\nSubject: =?utf-8?q?=ff=fe?= =?bogus?b?###?=\n\nbody text"
    yield (
        "charset.eml",
        b"Message-ID: x\nMIME-Version: 1.0\nContent-Type: text/plain; "
        b"charset=bogus\nContent-Transfer-Encoding: base64\n\n####",
    )
    yield "boundary.eml", b"MIME-Version: 1.0\nSubject: x\nContent-Type: multipart/mixed\n\nbody"
    yield "from.eml", b"From: " + b"a@b," * 50_000 + b"\nMessage-ID: x\n\nbody"
    yield "picture.png", b"\x89PNG\r\n\x1a\n" + bytes(100)
    yield "photo.jpg", b"\xff\xd8\xff\xe0" + bytes(100)
    yield "sound.mp3", b"ID3\x03\x00" + bytes(200)
    yield "film.mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(100)
    yield "packed.gz", b"\x1f\x8b\x08\x00" + bytes(100)
    yield "packed.rar", b"Rar!\x1a\x07\x00" + bytes(100)
    yield "program.exe", b"MZ\x90\x00" + bytes(200)
    yield "old.rtf", b"{\\rtf1 text}"
