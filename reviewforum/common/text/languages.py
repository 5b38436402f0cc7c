"""Which language a text is in, in which script, and which way it runs.

The script decides first (a text in Chinese characters is not French), then py3langid among
the languages written in that script.  Nothing is guessed where there is nothing to go by:
the answer is then ``und`` (undetermined) with confidence 0.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from py3langid.langid import MODEL_FILE, LanguageIdentifier

UNDETERMINED = "und"

#: Characters looked at; more do not change the answer and cost time.
SAMPLE = 1_500

#: Characters looked at to see whether another language than those to choose from fits better.
DOUBT = 300

#: Below this many letters a confidence is scaled down: two words are weak evidence.
SURE_LETTERS = 40

_RANGES = {
    "Latn": "A-Za-zª-ʯᴀ-ᶿḀ-ỿ",
    "Cyrl": "Ѐ-ԯᲀ-ᲈꙀ-ꚟ",
    "Arab": "ؠ-يٮ-ۿݐ-ݿࢠ-ࣿﭐ-﷿ﹰ-ﻼ",
    "Hani": "㐀-䶿一-鿿豈-﫿\U00020000-\U0003134f",
    "Kana": "ぁ-ヿㇰ-ㇿ",
    "Hang": "가-힣ᄀ-ᇿ㄰-㆏",
    "Grek": "Ͱ-Ͽἀ-῿",
    "Armn": "Ա-ֆ",
    "Geor": "Ⴀ-ჿᲐ-Ჿⴀ-ⴭ",
    "Hebr": "א-ת",
    "Deva": "ऀ-ॿ",
    "Beng": "ঀ-৿",
    "Guru": "਀-੿",
    "Gujr": "઀-૿",
    "Orya": "଀-୿",
    "Taml": "஀-௿",
    "Telu": "ఀ-౿",
    "Knda": "ಀ-೿",
    "Mlym": "ഀ-ൿ",
    "Sinh": "඀-෿",
    "Thai": "ก-๛",
    "Laoo": "ກ-ໟ",
    "Tibt": "ༀ-࿿",
    "Mymr": "က-႟",
    "Ethi": "ሀ-፼",
    "Khmr": "ក-៹",
}
_LETTERS = {name: re.compile(f"[{chars}]") for name, chars in _RANGES.items()}
_ASCII_LETTERS = re.compile(r"[A-Za-z]")

#: Languages not written in Latin letters alone; the first script naming a language is its usual.
_WRITTEN_IN = {
    "Arab": "ar ckb fa ps ug ur",
    "Cyrl": "ba be bg kk ky mk mn ru sr tg tt uk",
    "Latn": "az ku tk uz sr",
    "Kana": "ja",
    "Hang": "ko",
    "Hani": "zh ja ko",
    "Grek": "el",
    "Armn": "hy",
    "Geor": "ka",
    "Hebr": "he yi",
    "Deva": "hi mr ne sa",
    "Beng": "bn as",
    "Ethi": "am ti",
    "Tibt": "dz",
    "Gujr": "gu",
    "Guru": "pa",
    "Khmr": "km",
    "Knda": "kn",
    "Laoo": "lo",
    "Mlym": "ml",
    "Mymr": "my",
    "Orya": "or",
    "Sinh": "si",
    "Taml": "ta",
    "Telu": "te",
    "Thai": "th",
}
_ALSO_IN = {"Cyrl": "az tk uz", "Arab": "az ku pa"}
_SCRIPTS: dict[str, tuple[str, ...]] = {}
for _table in (_WRITTEN_IN, _ALSO_IN):
    for _script, _codes in _table.items():
        for _code in _codes.split():
            _SCRIPTS[_code] = (*_SCRIPTS.get(_code, ()), _script)

_RTL_SCRIPTS = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo"})

#: Letters that settle a short text, with the languages that write them.
_TELLING = {
    "їґє": ("uk",),
    "ў": ("be", "uz"),
    "ђћџљњ": ("sr", "mk"),
    "ñ¿¡": ("es", "gl", "eu"),
    "ß": ("de",),
    "ğı": ("tr", "az"),
    "țășĂȚȘ": ("ro",),
    "åø": ("no", "nb", "nn", "da", "sv", "fi"),
    "łżśźćę": ("pl",),
    "ő": ("hu",),
    "پچژگ": ("fa", "ur", "ps", "ku", "ckb", "ug", "pa"),
    "ٹڈڑے": ("ur", "pa"),
}


_DENSE = frozenset({"Hani", "Kana", "Hang"})


class Guess(NamedTuple):
    """A language code (ISO 639, ``und`` if unknown) and how sure that is, from 0 to 1."""

    code: str
    confidence: float


def base(code: str) -> str:
    """The plain language of a tag: ``zh-hans`` and ``zh_CN`` are ``zh``; lower case."""
    return re.split(r"[-_]", code.strip().lower(), maxsplit=1)[0]


def script(code: str) -> str:
    """The usual script of a language as an ISO 15924 code; ``Latn`` where none is known.

    A script subtag in the code wins: ``sr-Latn`` is ``Latn``.
    """
    for subtag in re.split(r"[-_]", code)[1:]:
        if len(subtag) == len("Latn") and subtag.isalpha():
            return "Hani" if subtag.title() in {"Hans", "Hant"} else subtag.title()
    return _SCRIPTS.get(base(code), ("Latn",))[0]


def direction(code: str) -> Literal["rtl", "ltr"]:
    """``rtl`` for languages written from right to left, else ``ltr`` (also for ``und``)."""
    return "rtl" if script(code) in _RTL_SCRIPTS else "ltr"


def script_of(text: str) -> tuple[str, float]:
    """The script most letters of ``text`` belong to, and its share of the letters.

    ``("", 0.0)`` without letters.  Chinese characters beside kana count as Japanese writing.
    """
    counts = _count_scripts(text[:SAMPLE])
    if not counts:
        return "", 0.0
    if counts.get("Kana"):
        counts["Kana"] += counts.pop("Hani", 0)
    # A character says about as much as two letters, so a few Latin acronyms do not outvote it.
    weights = {name: n * (2 if name in {"Hani", "Kana"} else 1) for name, n in counts.items()}
    best = max(weights, key=lambda name: (weights[name], name))
    return best, weights[best] / sum(weights.values())


def _count_scripts(text: str) -> dict[str, int]:
    if text.isascii():
        found = len(_ASCII_LETTERS.findall(text))
        return {"Latn": found} if found else {}
    counts = {name: len(letters.findall(text)) for name, letters in _LETTERS.items()}
    return {name: count for name, count in counts.items() if count}


def detect(text: str, among: Iterable[str] | None = None) -> Guess:
    """The language of ``text``, restricted to ``among`` when given.

    Codes in ``among`` may carry regions or scripts (``zh-hans``); the answer is plain (``zh``).
    Where no candidate is written in the script of the text, the answer is ``und``: a forced
    choice would be wrong.  Confidence is the model's probability, scaled down for texts of
    fewer than 40 letters and where a language outside ``among`` fits better.  Below about 0.5
    the language of the whole document is the better answer.
    """
    sample = text[:SAMPLE]
    name, share = script_of(sample)
    letters = sum(map(str.isalpha, sample))
    pool = _pool(None if among is None else frozenset(map(base, among)), name)
    if not pool or (letters < 2 and name not in _DENSE):
        return Guess(UNDETERMINED, 0.0)
    every = _pool(None, name) | pool
    if len(every) == 1:
        return Guess(next(iter(pool)), round(share, 4))
    code, probability = _classify(sample, letters, pool)
    outside = 0.0 if pool >= every else _doubt(sample[:DOUBT], letters, pool, every)
    sure = min(1.0, (letters + 10) / (SURE_LETTERS + 10))
    return Guess(code, round(share * probability * sure * (1 - outside), 4))


def _classify(sample: str, letters: int, pool: frozenset[str]) -> tuple[str, float]:
    if letters < SURE_LETTERS:
        pool = _told_by_letters(sample.lower(), pool)
    if len(pool) == 1:
        return next(iter(pool)), 1.0
    code, probability = _identifier(pool).classify(sample)
    return str(code), float(probability)


def _doubt(sample: str, letters: int, pool: frozenset[str], every: frozenset[str]) -> float:
    """How probable it is that the text is in a language of its script outside ``pool``."""
    code, probability = _classify(sample, letters, every)
    return 0.0 if code in pool else probability


def _told_by_letters(sample: str, candidates: frozenset[str]) -> frozenset[str]:
    """``candidates`` narrowed by letters that only some languages write."""
    for letters, languages in _TELLING.items():
        if any(letter in sample for letter in letters):
            candidates = candidates & frozenset(languages) or candidates
    return candidates


@lru_cache(maxsize=256)
def _pool(among: frozenset[str] | None, script_name: str) -> frozenset[str]:
    """The candidates written in a script; Chinese characters alone are Chinese."""
    # Three-letter labels of the model are dialects and rare languages: noise on short texts.
    known = frozenset(label for label in _model().labels if len(label) == 2)
    usable = known if among is None else known & among
    fitting = frozenset(code for code in usable if script_name in _SCRIPTS.get(code, ("Latn",)))
    return frozenset({"zh"}) if script_name == "Hani" and "zh" in fitting else fitting


@lru_cache(maxsize=1)
def _model() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@lru_cache(maxsize=64)
def _identifier(candidates: frozenset[str]) -> LanguageIdentifier:
    # A copy shares the model's tables (tens of megabytes) and only narrows the classes.
    narrowed = copy.copy(_model())
    narrowed.set_languages(sorted(candidates))
    return narrowed
