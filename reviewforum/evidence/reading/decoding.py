"""Bytes to text: byte order marks, UTF-8, then a guess among the usual older encodings."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from reviewforum.common.text.languages import detect
from reviewforum.evidence.reading.errors import Notice, ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Older encodings of the languages spoken here, tried when a text is not UTF-8.
OLDER = [
    *("cp1252", "cp1251", "cp1256", "gb18030", "big5", "cp1250", "cp1254", "cp1253", "cp1255"),
    *("koi8_r", "koi8_u", "cp866", "iso8859_2", "iso8859_5"),
    *("iso8859_6", "iso8859_9", "iso8859_15", "shift_jis", "euc_jp", "euc_kr"),
]
#: Bytes looked at to guess an encoding.
SAMPLE = 64 * 1024

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes, declared: str = "") -> tuple[str, list[Notice]]:
    """The text of ``data``; ``declared`` is an encoding the file names, tried before guessing.

    Raises :class:`ReadError` ``encoding`` where no encoding gives readable text and
    ``unknown_type`` where the bytes are no text at all.
    """
    text, notices = _decode(data, declared)
    sample = text[:SAMPLE]
    if len(_CONTROLS.findall(sample)) > len(sample) * 0.02:
        raise ReadError("unknown_type")
    replaced = text.count("\ufffd")
    if replaced > max(8, len(text) * 0.1):
        raise ReadError("encoding")
    if replaced:
        notices.append(Notice("characters_replaced", {"count": replaced}))
    return text, notices


def _decode(data: bytes, declared: str) -> tuple[str, list[Notice]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), []
    if (wide := _wide(data[:SAMPLE])) is not None:
        return data.decode(wide, errors="replace"), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return _decode_otherwise(data, declared)


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark shows in zero bytes on one side of most pairs."""
    if len(sample) < 4:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _decode_otherwise(data: bytes, declared: str) -> tuple[str, list[Notice]]:
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    # Mostly valid sequences beyond ASCII: UTF-8 with a few broken bytes, not something else.
    if sum(char > "\x7f" for char in text) >= 5 * broken:
        return text, []
    for encoding in filter(None, (_known(declared), _guess(data[:SAMPLE]))):
        return data.decode(encoding, errors="replace"), [
            Notice("encoding_guessed", {"encoding": encoding})
        ]
    raise ReadError("encoding")


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name.strip()).name if name else ""
    except (LookupError, ValueError):
        return ""
    return "" if found.startswith("utf") or found not in _TEXT_CODECS else found


def _guess(sample: bytes) -> str:
    match = from_bytes(sample, cp_isolation=OLDER, steps=5, chunk_size=512).best()
    if match is None:
        return ""
    if match.encoding in {*_LATIN, "iso8859_9", "iso8859_15"}:
        return max(_LATIN, key=lambda name: _fit(sample, name))
    if match.encoding in _EAST_ASIAN:
        return _east_asian(sample)
    return str(match.encoding)


def _fit(sample: bytes, encoding: str) -> tuple[float, int]:
    """How sure it is that the sample, so decoded, is in a language this code page is used for.

    By their bytes alone these code pages are hard to tell apart.
    """
    text = _decoded(sample, encoding)
    language, confidence = detect(text)
    fits = encoding in _CODE_PAGES.get(language, ("cp1252",))
    return round(confidence, 2) if fits else 0.0, sum(map(str.isalpha, text))


def _east_asian(sample: bytes) -> str:
    """The encoding in which the commonest characters of its languages appear most."""
    scores = {
        name: sum(_decoded(sample, name).count(char) for char in common) - _bad(sample, name)
        for name, common in _EAST_ASIAN.items()
    }
    return max(scores, key=lambda name: scores[name])


def _bad(sample: bytes, encoding: str) -> int:
    """How many places of ``sample`` the encoding cannot make out."""
    return _decoded(sample, encoding).count("\ufffd")


def _decoded(sample: bytes, encoding: str) -> str:
    return sample.decode(encoding, errors="replace")


_LATIN = ("cp1252", "cp1250", "cp1254", "iso8859_2")
_CODE_PAGES = {
    **dict.fromkeys(("pl", "cs", "sk", "hu", "ro", "sl", "hr", "bs"), ("cp1250", "iso8859_2")),
    **dict.fromkeys(("tr", "az", "ku"), ("cp1254",)),
}
_EAST_ASIAN = {
    "gb18030": "的是不了在人有和国民权利移各",
    "big5": "的是不了在人有和國民權利移各",
    "shift_jis": "のにをはがでとたしる",
    "euc_jp": "のにをはがでとたしる",
    "euc_kr": "이다는을의에가고로하",
}
_TEXT_CODECS = frozenset(
    codecs.lookup(name).name for name in [*OLDER, "latin-1", "ascii", "gbk", "gb2312", "cp1258"]
)
