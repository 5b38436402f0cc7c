"""Transcripts with times (VTT, SRT): the cues of one speaker become one turn."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import groupby

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from reviewforum.evidence.reading.building import Builder, normalise, one_line
from reviewforum.evidence.reading.errors import ReadError
from reviewforum.evidence.reading.model import Cue, Limits, Reading, Turn

_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]{1,200})>")
_TAG = re.compile(r"</?[a-zA-Z0-9.:_-]*(?:\s[^>]{0,200})?>|<\d[\d:.]*>|\{\\[^}]{0,60}\}")
_PREFIX = re.compile(r"(?:>>\s*|-\s+)?\[?([^\W\d_][^:：\[\]<>\n]{0,58}?)\]?\s?[:：]\s*(?=\S)")
_CUE = re.compile(r"^(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->", re.MULTILINE)

#: Words of the longest name of a speaker.
LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class _Said:
    """One stretch of a cue by one speaker."""

    speaker: str
    text: str
    start_seconds: float
    end_seconds: float


def read_vtt(text: str, limits: Limits) -> Reading:
    """WebVTT: speakers from voice tags, else from ``Name:`` at the start of a cue."""
    return _read(text, limits, "VTT", "text/vtt")


def read_srt(text: str, limits: Limits) -> Reading:
    """SubRip: speakers from ``Name:`` at the start of a cue."""
    return _read(text, limits, "SRT", "application/x-subrip")


def _read(text: str, limits: Limits, format_: str, media_type: str) -> Reading:
    captions, skipped = _captions(normalise(text), format_)
    said = list(_named([part for caption in captions for part in _voices(caption)]))
    if not said:
        raise ReadError("broken_cues")
    builder = Builder(limits)
    turns = [_add_turn(builder, list(run)) for _, run in groupby(said, lambda one: one.speaker)]
    if skipped > 0:
        builder.notice("cues_skipped", count=skipped)
    reading = builder.reading(format_, media_type)
    return Reading(
        format=format_,
        media_type=media_type,
        text=reading.text,
        blocks=reading.blocks,
        turns=tuple(turns),
        warnings=reading.warnings,
    )


def _captions(text: str, format_: str) -> tuple[list[webvtt.Caption], int]:
    """The valid cues, and how many were written but not valid."""
    try:
        captions = webvtt.from_buffer(StringIO(text), format=format_.lower()).captions
    except (MalformedFileError, MalformedCaptionError, ValueError, AttributeError) as error:
        raise ReadError("broken_cues") from error
    valid = [one for one in captions if _span(one)[1] >= _span(one)[0]]
    return valid, len(_CUE.findall(text)) - len(valid)


def _voices(caption: webvtt.Caption) -> Iterator[_Said]:
    """The parts of a cue by voice; parts share the time by their length."""
    pieces = _VOICE.split(caption.raw_text)
    voices = [("", pieces[0]), *zip(pieces[1::2], pieces[2::2], strict=True)]
    parts = [(one_line(name), line) for name, raw in voices if (line := _plain(raw))]
    total = sum(len(line) for _, line in parts) or 1
    start, end = _span(caption)
    at = 0
    for name, line in parts:
        begin = start + (end - start) * at / total
        at += len(line)
        yield _Said(name, line, round(begin, 3), round(start + (end - start) * at / total, 3))


def _span(caption: webvtt.Caption) -> tuple[float, float]:
    """First and last moment of a cue, in seconds; the library rounds its own to whole ones."""
    return _seconds(str(caption.start_time)), _seconds(str(caption.end_time))


def _seconds(timestamp: str) -> float:
    hours, minutes, seconds = timestamp.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _plain(raw: str) -> str:
    return one_line(html.unescape(_TAG.sub("", raw)))


def _named(said: list[_Said]) -> Iterator[_Said]:
    """Speakers from ``Name:`` where no voice tag is used; a cue without one goes on."""
    if any(one.speaker for one in said):
        yield from said
        return
    names = _names(said)
    speaker = ""
    for one in said:
        match = _PREFIX.match(one.text)
        if match is not None and match[1] in names:
            speaker = match[1].strip()
            text = one.text[match.end() :]
            yield _Said(speaker, text, one.start_seconds, one.end_seconds)
        else:
            yield _Said(speaker, one.text, one.start_seconds, one.end_seconds)


def _names(said: list[_Said]) -> frozenset[str]:
    """Prefixes that are names: they look like one, and open the text or come back."""
    found = [
        match[1]
        for one in said
        if (match := _PREFIX.match(one.text)) is not None and _looks_like_name(match[1])
    ]
    opening = _PREFIX.match(said[0].text) if said else None
    counts = Counter(found)
    return frozenset(
        name for name in counts if counts[name] > 1 or (opening and opening[1] in counts)
    )


def _looks_like_name(prefix: str) -> bool:
    words = prefix.split()
    if len(words) > LONGEST_NAME:
        return False
    long = [word for word in words if len(word) > 3]
    return all(_is_capitalised(word) for word in [words[0], *long])


def _is_capitalised(word: str) -> bool:
    """``Chair``, ``d'Ivoire``; a word of a script without capitals counts too."""
    return word.lower() == word.upper() or any(map(str.isupper, word))


def _add_turn(builder: Builder, said: list[_Said]) -> Turn:
    text = " ".join(one.text for one in said)
    block = builder.add_ready(text)
    start = block.start if block is not None else 0
    cues, at = [], start
    for one in said:
        cues.append(Cue(at, at + len(one.text), one.start_seconds, one.end_seconds))
        at += len(one.text) + 1
    return Turn(
        speaker=said[0].speaker,
        start=start,
        end=start + len(text),
        start_seconds=cues[0].start_seconds,
        end_seconds=max(cue.end_seconds for cue in cues),
        cues=tuple(cues),
    )
