"""One analyser of text for search and for coding: the same words found in both.

A term is a word brought to the form under which it is looked up: NFKC, case folded, marks
removed, cut to its stem. Where snowball has no stemmer the folded word stands. Arabic is
normalised and cut lightly (after Larkey, Ballesteros and Connell, "Light stemming for Arabic
information retrieval", 2007); Chinese, Japanese, Thai, Lao, Khmer and Burmese, which write no
spaces, are read as overlapping pairs of characters.

Offsets count code points of the text as given, so that a hit can be shown in its place.
"""

from __future__ import annotations

import re
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import snowballstemmer

LONGEST_WORD = 48
"""Code points of a word that count; no language writes longer ones that are worth finding."""

CACHE_SIZE = 100_000
"""Words remembered per language; the memory is emptied when full."""

_STEMMERS = {
    "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque",
    "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian",
    "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

_MARKS = "".join(
    chr(point) for point in range(0x300, 0x10000) if unicodedata.category(chr(point)) in "MnMcMe"
)
_JOINERS = "\u00ad\u0640\u200b-\u200d\u2060"
_UNSPACED = "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
_UNSPACED += "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_UNSPACED += "\u0e01-\u0e3a\u0e40-\u0e4e\u0e80-\u0ecd\u1000-\u1049\u1050-\u109f\u1780-\u17d3"
_UNSPACED += "\U00020000-\U0003ffff"
_LETTER = rf"[^\W_{_UNSPACED}]"
_TOKEN = re.compile(
    rf"(?P<run>[{_UNSPACED}]+)"
    rf"|{_LETTER}(?:{_LETTER}|[{_MARKS}{_JOINERS}]"
    # зв'язок, об’єднання: an apostrophe between Cyrillic letters is part of the word
    r"|(?<=[\u0400-\u04ff])['’ʼ](?=[\u0400-\u04ff]))*"
)
_DROPPED = re.compile(rf"[{_JOINERS}'’ʼʻ]")

# Romance languages are typed with and without accents, so these go before the stemmer; what it
# knows only with an accent gets that back: migracion → migración → migr.
_ACCENTED_ENDINGS = {
    "es": (("cion", "ción"), ("sion", "sión")),
    "fr": (("ee", "ée"), ("ees", "ées")),
    "it": (("ita", "ità"),),
    "pt": (("cao", "ção"), ("sao", "são"), ("coes", "ções"), ("soes", "sões")),
}

_ARABIC_LETTERS = str.maketrans("أإآٱىیکةؤئ", "ااااييكهوي")
_ARABIC_PREFIXES = ("وبال", "وكال", "فبال", "وال", "فال", "بال", "كال", "ولل", "ال", "لل")
_ARABIC_SUFFIXES = ("ها", "هم", "هن", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ي")
_UKRAINIAN = (
    "ість ості істю остей остям ами ями ими іми ому ему ого его ою ею єю ої ії ією ій ий "
    "ення енням ання анням ень ів їв ев єв ах ях ам ям ом ем єм им ім их іх "
    "ити ати яти іти увати ється ються ться ють уть ать ять ує ає є а я о е и і ї у ю ь й"
)
_UKRAINIAN_ENDINGS = tuple(sorted(_UKRAINIAN.split(), key=lambda ending: (-len(ending), ending)))


class Term(NamedTuple):
    """A normalised word and where it stands: code points `start` to `end` of the text."""

    term: str
    start: int
    end: int


def terms(text: str, language: str, *, drop_stop_words: bool = False) -> list[Term]:
    """The terms of `text` in their order, read as `language` (a code such as `fr`, `zh-hans`).

    An unknown or empty language is read without a stemmer and without stop words. Words longer
    than `LONGEST_WORD` code points are cut to that length.
    """
    analyser = analyser_for(language)
    return list(analyser.read(text, drop_stop_words))


class Analyser:
    """Reads texts of one language; keeps the words it has already seen."""

    def __init__(self, language: str) -> None:
        self._stem = _stemmer(language)
        self._turkic = language in {"tr", "az"}
        stop = _stop_words().get(language, frozenset())
        self._stop_characters = frozenset(word for word in stop if len(word) == 1)
        self._known: dict[str, tuple[str, bool]] = {}
        # A snowball stemmer holds the word it works on, so two threads must not share it.
        self._lock = threading.Lock()
        self._stop = frozenset(self._fold(word) for word in stop)

    def read(self, text: str, drop_stop_words: bool = False) -> Iterator[Term]:
        """The terms of `text`, lazily."""
        known = self._known
        for match in _TOKEN.finditer(text):
            start, end = match.span()
            if match.lastgroup:
                yield from self._pairs(text, start, end, drop_stop_words)
                continue
            word = text[start : min(end, start + LONGEST_WORD)]
            term, is_stop = known.get(word) or self._learn(word)
            if term and not (drop_stop_words and is_stop):
                yield Term(term, start, end)

    def _pairs(self, text: str, start: int, end: int, drop: bool) -> Iterator[Term]:
        width = min(2, end - start)
        for left in range(start, end - width + 1):
            raw = text[left : left + width]
            if drop and not self._stop_characters.isdisjoint(raw):
                continue
            yield Term(sys.intern(unicodedata.normalize("NFKC", raw)), left, left + width)

    def _learn(self, word: str) -> tuple[str, bool]:
        folded = self._fold(word)
        with self._lock:
            term = sys.intern(_without_marks(self._stem(folded)))
        if len(self._known) >= CACHE_SIZE:
            self._known.clear()
        entry = self._known[word] = (term, folded in self._stop)
        return entry

    def _fold(self, word: str) -> str:
        if self._turkic:
            word = word.replace("İ", "i").replace("I", "ı")
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
        if not folded.isascii():
            folded = _DROPPED.sub("", folded).replace("ё", "е")
            folded = "".join(map(_ascii_digit, folded))
        return folded


@lru_cache(maxsize=64)
def _analyser(language: str) -> Analyser:
    return Analyser(language)


def analyser_for(language: str) -> Analyser:
    """The shared analyser of a language code; regions and scripts in the code do not matter."""
    return _analyser(re.split(r"[-_]", language.strip().lower(), maxsplit=1)[0])


def _stemmer(language: str) -> Callable[[str], str]:
    if language in {"ar", "fa", "ur"}:
        return stem_arabic if language == "ar" else _arabic_letters
    if language == "uk":
        return stem_ukrainian
    name = _STEMMERS.get(language)
    if name is None:
        return str
    stemmer: Any = snowballstemmer.stemmer(name)
    if language in _ACCENTED_ENDINGS:
        endings = _ACCENTED_ENDINGS[language]
        return lambda word: str(stemmer.stemWord(_accented(_without_marks(word), endings)))
    if language == "ru":
        return lambda word: _stem_until_stable(stemmer, word)
    return lambda word: str(stemmer.stemWord(word))


def _accented(word: str, endings: tuple[tuple[str, str], ...]) -> str:
    for plain, accented in endings:
        if word.endswith(plain):
            return word.removesuffix(plain) + accented
    return word


def _stem_until_stable(stemmer: Any, word: str) -> str:
    # One round leaves Казахстане as казахстан, but Казахстан as казахста.
    while (stem := str(stemmer.stemWord(word))) != word:
        word = stem
    return word


def _arabic_letters(word: str) -> str:
    return _without_marks(word).translate(_ARABIC_LETTERS)


def stem_arabic(word: str) -> str:
    """The light stem of an Arabic word: one spelling per letter, no article, few endings.

    At least three letters are left; a word in other letters comes back as it is.
    """
    stem = _arabic_letters(word)
    if stem.isascii():
        return stem
    if len(stem) > 3 and stem[0] == "و" and not stem.startswith(("وال", "ولل")):
        stem = stem[1:]
    for prefix in _ARABIC_PREFIXES:
        if stem.startswith(prefix) and len(stem) - len(prefix) >= 3:
            stem = stem[len(prefix) :]
            break
    return _without_endings(stem, _ARABIC_SUFFIXES, rounds=2)


def stem_ukrainian(word: str) -> str:
    """A Ukrainian word without its longest known ending; at least three letters are left."""
    return _without_endings(word, _UKRAINIAN_ENDINGS, rounds=1)


def _without_endings(word: str, endings: tuple[str, ...], rounds: int) -> str:
    for _ in range(rounds):
        for ending in endings:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                word = word[: -len(ending)]
                break
    return word


def _without_marks(word: str) -> str:
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", word)
    kept = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", kept)


def _ascii_digit(letter: str) -> str:
    value = unicodedata.decimal(letter, None) if not letter.isascii() else None
    return letter if value is None else str(value)


@lru_cache(maxsize=1)
def _stop_words() -> dict[str, frozenset[str]]:
    lines = Path(__file__).with_name("stopwords.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(":", 1) for line in lines if line and not line.startswith("#"))
    return {code: frozenset(words.split()) for code, words in pairs}
