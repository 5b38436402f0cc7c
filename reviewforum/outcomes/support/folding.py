"""Text made comparable without losing the way back to the original offsets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from reviewforum.common.text import languages

LANGUAGES = ("en", "fr", "ru", "es", "ar", "zh")
MASK = "\x00"

_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ـ": "", "ى": "ي"})
_PLAIN = str.maketrans({"’": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "‑": "-", "‐": "-"})
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_QUOTES = re.compile(
    r"“[^“”]*”|«[^«»]*»|„[^„“”]*[“”]|「[^「」]*」|『[^『』]*』|《[^《》]*》|\"[^\"]*\""
    r"|(?<!\w)‘[^‘]*?’(?!\w)"
)


def base(language: str) -> str:
    """The plain code of a language tag: `zh-hans` gives `zh`, unknown tongues give `en`."""
    code = languages.base(language)
    return code if code in LANGUAGES else "en"


@dataclass(frozen=True)
class Folded:
    """Folded text and, for each of its characters, where it began in the original."""

    text: str
    places: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text behind a span of the folded one."""
        return self.places[start], self.places[end]


def fold(text: str, language: str) -> Folded:
    """Compose accents, drop invisible signs, unify quotes' and Arabic letter variants.

    Vowel signs are dropped in Arabic and stress marks in Russian: neither changes the word.
    """
    if text.isascii():
        return Folded(text, tuple(range(len(text) + 1)))
    out: list[str] = []
    places: list[int] = []
    for start, cluster in _clusters(text):
        folded = _fold_cluster(cluster, language)
        out.append(folded)
        places.extend([start] * len(folded))
    return Folded("".join(out), (*places, len(text)))


def _clusters(text: str) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for place, char in enumerate(text):
        if found and unicodedata.combining(char):
            found[-1] = (found[-1][0], found[-1][1] + char)
        else:
            found.append((place, char))
    return found


def _fold_cluster(cluster: str, language: str) -> str:
    if cluster in _INVISIBLE:
        return ""
    if language == "ar":
        return cluster[0].translate(_ARABIC).translate(_PLAIN)
    if language == "ru" and len(cluster) > 1:
        cluster = cluster.replace("\u0301", "").replace("\u0300", "")
    return unicodedata.normalize("NFC", cluster).translate(_PLAIN)


def mask_quotes(text: str) -> str:
    """The text with everything between quotation marks blanked, its length unchanged.

    A quotation speaks for the person quoted: its "many" is not the rapporteur's.
    """
    return _QUOTES.sub(lambda match: MASK * len(match.group()), text)


def quotations(text: str) -> list[str]:
    """What stands between quotation marks, without the marks."""
    return [match.group()[1:-1].strip() for match in _QUOTES.finditer(text)]
