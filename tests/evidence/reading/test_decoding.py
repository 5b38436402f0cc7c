"""Bytes to text: marks, UTF-8, older encodings, and what is no text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewforum.evidence.reading import ReadError, read
from reviewforum.evidence.reading.decoding import decode
from tests.evidence.reading.corpus import ARABIC, CHINESE, RUSSIAN

OLDER = {
    "cp1252": "Où êtes-vous ? Les États doivent protéger les réfugiés ; c’est là où l’on décide.",
    "cp1250": "Şi migranţii trebuie să aibă acces la informaţii în limba lor.",
    "iso8859_2": "Migranci powinni mieć prawa w każdym państwie; żądamy bezpiecznych ścieżek.",
    "cp1254": "Göçmenlerin haklarını koruyalım ve güvenli yollar açalım. Çocuklar için şimdi.",
    "cp1251": RUSSIAN,
    "koi8_r": RUSSIAN,
    "cp1256": ARABIC,
    "gb18030": CHINESE,
    "big5": "各國應保護移民的權利,特別是婦女和兒童",
    "shift_jis": "すべての移住者の権利を守るべきです",
    "euc_kr": "모든 이주민의 권리를 보호해야 한다",
}


@pytest.mark.parametrize("encoding", OLDER)
def test_an_older_encoding_is_recognised_and_said(encoding: str) -> None:
    reading = read(OLDER[encoding].encode(encoding), "a.txt")
    assert reading.text == OLDER[encoding]
    assert [notice.code for notice in reading.warnings] == ["encoding_guessed"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_encodings_need_no_notice(encoding: str) -> None:
    text, notices = decode(f"Plain words, {RUSSIAN}, and more plain words.".encode(encoding))
    assert text.lstrip("\ufeff").startswith("Plain words, Мигранты")
    assert notices == []


def test_a_declared_encoding_goes_before_a_guess() -> None:
    page = f'<html><meta charset="cp1251"><p>{RUSSIAN}</p></html>'.encode("cp1251")
    assert read(page, "a.html").text == RUSSIAN


def test_a_few_broken_bytes_are_shown_and_counted() -> None:
    reading = read(RUSSIAN.encode() + b" \xff " + RUSSIAN.encode(), "a.txt")
    assert "\ufffd" in reading.text
    assert [(n.code, n.params) for n in reading.warnings] == [("characters_replaced", {"count": 1})]


@pytest.mark.parametrize(
    ("data", "code"),
    [(bytes(range(1, 32)) * 40, "unknown_type"), (b"\x81\x8d\x8f\x90\x9d" * 40, "encoding")],
)
def test_bytes_that_are_no_text_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        decode(data)
    assert caught.value.code == code


@given(
    st.text(
        alphabet=st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffd\ufeff")
    )
)
@settings(max_examples=200, deadline=None)
def test_utf8_always_comes_back(text: str) -> None:
    assert decode(text.encode()) == (text, [])
