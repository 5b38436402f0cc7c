"""Drafts lines for `codings.jsonl`: `python -m demo.drafting`.

Each contribution that has no line gets one: the objectives its author had in mind, laid on the
passages that the suggestion engine finds to speak to them, and kinds and States where the engine is
sure. A person then looks the draft over.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import django

from demo.voices import VoiceData, read_voices

FILE = Path(__file__).with_name("codings.jsonl")
WORDS = 28
"""A passage is found again by so many of its first letters."""
WHOLLY = {"pre-consultation", "call-for-inputs", "discussion"}
"""The published report accounts for these stages: they are coded throughout."""
CODED_SHARE = 0.72
TWICE_SHARE = 0.12
LEAST = 0.02
NAMED = 0.6
Scores = Mapping[tuple[str, str], float]
Read = tuple[str, str, Scores]
CUES = {
    "recommendation": re.compile(
        r"\b(recommend\w*|we ask|i ask|propos\w+|call (on|for)|our call|urge|please)\b", re.I
    ),
    "good-practice": re.compile(r"\bgood (practice|example)|best practice|works well\b", re.I),
    "progress": re.compile(r"\b(progress|improve\w+|success|step forward|now|better)\b", re.I),
    "gap": re.compile(
        r"\b(gap|gaps|lack\w*|missing|shortcoming|not|never|nobody|without|bad|worse)\b", re.I
    ),
}
"""The order is that of weight: two kinds a passage at most."""


def draft(voices: Sequence[VoiceData], known: Iterable[str]) -> list[dict[str, Any]]:
    """A line for each contribution to be coded that is not known."""
    from reviewforum.evidence.suggesting import DIMENSIONS, Suggester

    had = set(known)
    chosen = [voice for voice in voices if voice.key not in had and _is_coded(voice)]
    parts = [(voice, *part) for voice in chosen for part in _read_in_english(voice)]
    proposed = Suggester.load("gcm").suggest(
        [english for _voice, _text, english, _language in parts],
        [language for _voice, _text, _english, language in parts],
        dimensions=DIMENSIONS,
    )
    read: dict[str, list[Read]] = {}
    for (voice, text, english, _language), items in zip(parts, proposed, strict=True):
        scores = {(item.dimension, item.key): item.score for item in items}
        read.setdefault(voice.key, []).append((text, english, scores))
    return [{"id": voice.key, "passages": _laid(voice, read[voice.key])} for voice in chosen]


def _read_in_english(voice: VoiceData) -> list[tuple[str, str, str]]:
    """(passage, what the coders read, its language): the translation where it is cut alike."""
    own = _texts(voice.text, voice.language)
    english = _texts(voice.translation, "en") if voice.translation else []
    if len(english) == len(own):
        return [(text, other, "en") for text, other in zip(own, english, strict=True)]
    return [(text, text, voice.language) for text in own]


def _is_coded(voice: VoiceData) -> bool:
    if voice.set_aside:
        return False
    return voice.stage in WHOLLY or _share(voice.key, "coded") < CODED_SHARE


def _texts(text: str, language: str) -> list[str]:
    from reviewforum.evidence.actions.receive import pieces_of

    return [text[piece.start : piece.end] for piece in pieces_of(text, language)]


def _share(key: str, salt: str) -> float:
    """A number from 0 to 1 that is the same each time."""
    return int(hashlib.sha256(f"{salt}:{key}".encode()).hexdigest()[:8], 16) / 16**8


def _laid(voice: VoiceData, read: Sequence[Read]) -> list[dict[str, Any]]:
    objectives = _objectives(voice, [scores for _text, _english, scores in read])
    lines = []
    for place, (text, english, scores) in enumerate(read):
        codes = {"objective": objectives[place], "kind": _kinds(english), "country": _named(scores)}
        lines.append({"at": text[:WORDS], **{key: keys for key, keys in codes.items() if keys}})
    if _share(voice.key, "twice") < TWICE_SHARE:
        _read_twice(voice, lines)
    return lines


def _objectives(voice: VoiceData, scores: Sequence[Scores]) -> list[list[int]]:
    """Each intended objective where it scores best and wherever it does nearly as well as the best
    of that passage; each passage its own best.
    """
    laid: list[set[int]] = []
    for score in scores:
        own = {number: score.get(("objective", str(number)), 0.0) for number in voice.intended}
        top = max(own.values())
        floor = max(LEAST, 0.6 * top)
        laid.append({number for number, value in own.items() if value >= floor})
    for number in voice.intended:
        if not any(number in part for part in laid):
            laid[_best(number, scores)].add(number)
    return [sorted(part) for part in laid]


def _best(number: int, scores: Sequence[Scores]) -> int:
    return max(range(len(scores)), key=lambda at: scores[at].get(("objective", str(number)), 0.0))


def _kinds(english: str) -> list[str]:
    found = [kind for kind, cue in CUES.items() if cue.search(english)]
    if "recommendation" in found and "gap" in found:
        found.remove("gap")  # “shall not” in what is recommended
    return found[:2]


def _named(scores: Scores) -> list[str]:
    named = [(-v, key) for (dim, key), v in scores.items() if dim == "country" and v >= NAMED]
    return [key for _value, key in sorted(named)[:2]]


def _read_twice(voice: VoiceData, lines: list[dict[str, Any]]) -> None:
    """The second coder agrees on most, misses an objective here and sees another there."""
    for place, line in enumerate(lines):
        chance = _share(f"{voice.key}:{place}", "differs")
        objectives = list(line.get("objective", []))
        if chance < 0.2 and len(objectives) > 1:
            objectives.pop()
        elif 0.2 <= chance < 0.35:
            objectives = sorted({*objectives, *voice.intended[:2]})
        second = {key: line[key] for key in ("kind", "country") if key in line}
        line["second"] = {**second, **({"objective": objectives} if objectives else {})}
        if voice.stage in WHOLLY or _share(f"{voice.key}:{place}", "settled") < 0.4:
            line["settled"] = True


def main() -> None:
    """Bring the file up to date, in the order of the contributions: lines whose passages changed or
    are new are drafted, the others stay as a person left them.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    voices = read_voices()
    by_key = {voice.key: voice for voice in voices}
    kept = FILE.read_text(encoding="utf-8").splitlines() if FILE.exists() else []
    lines = {row["id"]: row for row in map(json.loads, kept) if _fits(by_key.get(row["id"]), row)}
    lines |= {row["id"]: row for row in draft(voices, lines)}
    ordered = [lines[voice.key] for voice in voices if voice.key in lines]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ordered)
    FILE.write_text(text, encoding="utf-8")


def _fits(voice: VoiceData | None, row: Mapping[str, Any]) -> bool:
    """Whether a line still says which passage each of its codes belongs to."""
    if voice is None:
        return False
    texts = _texts(voice.text, voice.language)
    begins = [item["at"] for item in row["passages"]]
    return [text[:WORDS] for text in texts] == begins


if __name__ == "__main__":
    main()
