"""Hostile and broken files give a reading or an error in plain words, and nothing else."""

from __future__ import annotations

import resource

import pytest
import typst

from reviewforum.evidence.cutting import cut
from reviewforum.evidence.reading import Limits, ReadError, Reading, read
from reviewforum.evidence.reading.errors import ERRORS, NOTICES, ROW_ERRORS
from tests.evidence.reading import corpus

HOSTILE = dict(corpus.hostile_files())
#: Megabytes that reading all hostile files may add to what the process holds at its peak.
MEMORY = 400


def outcome(name: str) -> str:
    try:
        return read(HOSTILE[name], name).format
    except ReadError as error:
        return error.code


def test_there_are_enough_of_them_and_they_are_the_same_every_time() -> None:
    assert len(HOSTILE) >= 200
    assert dict(corpus.hostile_files()) == HOSTILE


def test_a_reading_or_an_error_in_plain_words_and_nothing_else() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name, data in HOSTILE.items():
        try:
            check_reading(name, read(data, name))
        except ReadError as error:
            check_error(name, error)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < MEMORY * 1024


def check_reading(name: str, reading: Reading) -> None:
    assert isinstance(reading, Reading), name
    assert reading.text or reading.table or reading.attachments, name
    assert len(reading.text) <= Limits().characters
    for block in (*reading.blocks, *reading.turns):
        assert reading.text[block.start : block.end].strip(), name
    for notice in reading.warnings:
        assert "%(" not in notice.message, name


def check_error(name: str, error: ReadError) -> None:
    message = error.message
    assert len(message) > 40, name
    assert message[0].isupper() and message[-1] in ".", name
    assert "%(" not in message and "Traceback" not in message, name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bomb.docx", "unpacks_too_large"),
        ("bomb-beside.docx", "unpacks_too_large"),
        ("many.zip", "unpacks_too_large"),
        ("entities.docx", "xml_entities"),
        ("outside.odt", "xml_entities"),
        ("entities.xlsx", "xml_entities"),
        ("shared.xlsx", "xml_entities"),
        ("empty.txt", "empty"),
        ("zeros.bin", "empty"),
        ("wide.csv", "too_many_columns"),
        ("quote.csv", "broken_table"),
        ("old-WordDocument.doc", "old_office"),
        ("old-EncryptedPackage.doc", "encrypted"),
        ("cut-50-a.docx", "damaged"),
        ("cut-50-a.xlsx", "damaged"),
        ("nothing.odt", "damaged"),
        ("old.rtf", "unsupported"),
        ("plain.zip", "archive"),
        ("packed.gz", "archive"),
        ("picture.png", "image"),
        ("sound.mp3", "recording"),
        ("film.mp4", "recording"),
        ("program.exe", "unknown_type"),
        ("deep.html", "HTML"),
        ("deep-tables.html", "HTML"),
        ("stored.docx", "DOCX"),
    ],
)
def test_what_is_said_of_a_known_trick(name: str, expected: str) -> None:
    assert outcome(name) == expected


def test_the_size_allowed_is_a_setting() -> None:
    with pytest.raises(ReadError, match=r"has 0\.0 MB; up to 9\.53674e-05 MB") as caught:
        read(b"x" * 101, "a.txt", Limits(size=100))
    assert caught.value.code == "too_large"
    assert read(b"x" * 100, "a.txt", Limits(size=100)).text


def test_an_old_word_file_is_told_what_to_become() -> None:
    with pytest.raises(ReadError, match="save it as DOCX"):
        read(HOSTILE["old-WordDocument.doc"], "a.doc")


def test_a_protected_pdf_asks_for_a_copy_without_password() -> None:
    with pytest.raises(ReadError, match="without password"):
        read(protected_pdf(), "a.pdf")


def protected_pdf() -> bytes:
    """A PDF whose encryption names a password that nobody gave."""
    whole = bytes(typst.compile(b"Text."))
    lock = (
        b"9999 0 obj\n<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"11" * 32 + b"> /U <"
        b"" + b"22" * 32 + b"> >>\nendobj\n"
    )
    start = whole.rindex(b"startxref")
    trailer = whole.rindex(b"trailer")
    body, end = whole[:trailer], whole[trailer:start]
    return body + lock + end.replace(b"<<", b"<< /Encrypt 9999 0 R ", 1) + b"startxref\n0\n%%EOF"


def test_hidden_orders_cannot_reach_a_passage() -> None:
    reading = read("pay \u202e001\u202c now, all of it.".encode(), "a.txt")
    assert [reading.text[start:end] for start, end, _ in cut(reading.text)] == [
        "pay 001 now, all of it."
    ]


@pytest.mark.parametrize("template", [*ERRORS.values(), *NOTICES.values(), *ROW_ERRORS.values()])
def test_templates_can_be_translated(template: str) -> None:
    """A translator sees whole sentences with named places."""
    assert template[-1] == "." or template.endswith("%(reason)s")
    assert "%s" not in template and "{" not in template
