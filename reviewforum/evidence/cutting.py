"""Cuts a text into passages: the spans that are coded and cited.

The rules, in order:

* A blank line ends a paragraph; so does each line where lines are plainly paragraphs, and each
  list item.
* A paragraph of up to :data:`LIMIT` words is one passage.  A longer one is cut at sentence ends
  into pieces of about equal size; a sentence longer than the limit at a clause, else at a space.
* A heading, a question or a line ending in a colon goes with what follows it.  List items of a
  few words are gathered.  A line of mere marks goes with what precedes it, or opens the text.

A word is a run of letters or figures; a Chinese, Japanese or Thai character counts half a word,
so that the limits suit every script.  Every non-space character is in exactly one passage, and
a passage cut again is one passage: split and join therefore never shift their neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from reviewforum.common.text.sentences import Span, split, trimmed
from reviewforum.evidence.reading.model import Turn

#: Words of the largest paragraph kept whole.
LIMIT = 120
#: Words a piece of a longer paragraph should have.
GOAL = 85
#: Words up to which a line without a full stop is a heading, and a question or lead-in is one.
HEADING, LEAD_IN = 12, 30
#: Words of headings that gather before a passage.
HEADINGS = 40
#: List items are gathered until there are this many words.
SMALL_ITEM = 15
#: Characters of a line that is a paragraph by itself; lines wrapped by a program are shorter.
LONG_LINE = 150
#: Characters of the longest piece, whatever it is made of.
LONGEST = 2_000

_DENSE = "぀-ヿ㐀-䶿一-鿿豈-﫿ก-๛\U00020000-\U0003134f"
_WORD = re.compile(rf"[^\W_{_DENSE}]+(?:[-'’.,/@][^\W_{_DENSE}]+)*")
_DENSE_CHAR = re.compile(f"[{_DENSE}]")
_BLANK = re.compile(r"\n[^\S\n]*(?:\n\s*)")
_ITEM = re.compile(
    r"[^\S\n]*(?:[-–—*+•◦‣▪▫●○■□►·✓✔]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-zА-яء-ي]|[ivxIVX]{1,5})"
    r"[.)]|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,3}、)(?=\s|(?<=[、）])\S)"
)
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s")
_TERMINATED = re.compile(r"[.!。！…؛;۔,،]['\"”’»）)\]」』]*$|[?؟？:：]['\"”’»）)\]」』]*$")
_LEADS_ON = re.compile(r"[?؟？:：]['\"”’»）)\]」』]*$")
_CLAUSE = re.compile(r"[;؛:：；—–](?=\s|$)|[；：，、]|[,،](?=\s)")
_SPACE = re.compile(r"\s+")


_OPENING = frozenset({"heading", "item heading", "marks"})
_ITEMS = frozenset({"item", "item heading"})


class Cut(NamedTuple):
    """A passage: half-open code-point offsets and the ordinal of its paragraph, from 0."""

    start: int
    end: int
    paragraph: int


class TimedCut(NamedTuple):
    """A passage of a transcript: offsets, ordinal of its turn, and seconds of the recording."""

    start: int
    end: int
    paragraph: int
    speaker: str
    start_seconds: float
    end_seconds: float


@dataclass(slots=True)
class _Unit:
    """A paragraph, heading, list item or line of marks."""

    span: Span
    kind: str
    words: float


def words_in(text: str) -> float:
    """The size of a text in words; a character of a script without spaces counts half a word."""
    words = len(_WORD.findall(text))
    return words if text.isascii() else words + len(_DENSE_CHAR.findall(text)) / 2


def cut(text: str, language: str = "en") -> list[Cut]:
    """The passages of ``text`` in order; offsets are exact, without space at either end.

    ``language`` only decides where sentences end.
    """
    return list(_assemble(text, list(_units(text)), language))


def cut_timed(text: str, turns: Iterable[Turn], language: str = "en") -> list[TimedCut]:
    """The passages of a transcript: never across two turns, with the seconds each was spoken.

    Seconds inside a cue are interpolated by characters.  ``paragraph`` is the turn's ordinal.
    """
    return [
        TimedCut(
            start=(start := turn.start + piece.start),
            end=(end := turn.start + piece.end),
            paragraph=ordinal,
            speaker=turn.speaker,
            start_seconds=_moment(turn, start, opening=True),
            end_seconds=_moment(turn, end, opening=False),
        )
        for ordinal, turn in enumerate(turns)
        for piece in cut(text[turn.start : turn.end], language)
    ]


def _moment(turn: Turn, offset: int, *, opening: bool) -> float:
    """When the character at ``offset`` is spoken; at the seam of two cues the fitting side."""
    for cue in turn.cues:
        if offset < cue.end or (offset == cue.end and not opening):
            share = (offset - cue.start) / max(1, cue.end - cue.start)
            length = cue.end_seconds - cue.start_seconds
            return round(cue.start_seconds + min(1.0, max(0.0, share)) * length, 3)
    return turn.end_seconds


# --- from text to units ---------------------------------------------------------------------


def _units(text: str) -> Iterator[_Unit]:
    start = 0
    for gap in _BLANK.finditer(text):
        yield from _block_units(text, start, gap.start())
        start = gap.end()
    yield from _block_units(text, start, len(text))


def _block_units(text: str, start: int, end: int) -> Iterator[_Unit]:
    block = trimmed(text, start, end)
    if block is not None:
        yield from (_unit(text, span) for span in _paragraphs(text, block))


def _paragraphs(text: str, block: Span) -> list[Span]:
    """The paragraphs of a stretch without blank lines.

    What is cut here must not be joined when it stands alone, nor the other way round: that a
    line is long, or begins as an item does, stays true of any part of the block.
    """
    lines = list(_lines(text, block))
    if len(lines) == 1 or any(_is_long(text, line) for line in lines):
        return lines
    items = [bool(_ITEM.match(text, line.start, line.end)) for line in lines]
    if any(items):
        return list(_gathered(lines, items))
    if words_in(text[block.start : block.end]) > LIMIT and _lines_end_sentences(text, lines):
        return lines
    return [block]


def _lines(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    while start < block.end:
        stop = text.find("\n", start, block.end)
        stop = block.end if stop < 0 else stop
        if (line := trimmed(text, start, stop)) is not None:
            yield line
        start = stop + 1


def _is_long(text: str, line: Span) -> bool:
    length, most = line.end - line.start, LIMIT - HEADINGS
    return length > LONG_LINE or (length > most and words_in(text[line.start : line.end]) > most)


def _gathered(lines: list[Span], items: list[bool]) -> Iterator[Span]:
    """Each item with its further lines; the lines before the first item together."""
    start = lines[0].start
    for before, line, is_item in zip(lines, lines[1:], items[1:], strict=False):
        if is_item:
            yield Span(start, before.end)
            start = line.start
    yield Span(start, lines[-1].end)


def _lines_end_sentences(text: str, lines: list[Span]) -> bool:
    ended = sum(bool(_TERMINATED.search(text, line.start, line.end)) for line in lines)
    return ended >= 0.6 * len(lines)


def _unit(text: str, span: Span) -> _Unit:
    slice_ = text[span.start : span.end]
    words = words_in(slice_)
    return _Unit(span, _kind(slice_, words), words)


def _kind(slice_: str, words: float) -> str:
    """``paragraph``, ``heading``, ``item``, ``item heading`` (an item or a heading: what
    follows decides) or ``marks``."""
    if words > HEADINGS or len(slice_) > LONGEST // 2:
        return "item" if _ITEM.match(slice_) else "paragraph"
    kinds = [_line_kind(line.strip()) for line in slice_.split("\n") if line.strip()]
    if all(kind == "marks" for kind in kinds):
        return "marks"
    if all(kind in _OPENING for kind in kinds):
        return next(kind for kind in reversed(kinds) if kind != "marks")
    return "item" if _ITEM.match(slice_) else "paragraph"


def _line_kind(line: str) -> str:
    if not any(map(str.isalnum, line)):
        return "marks"
    words = words_in(line)
    if words <= LEAD_IN and (_MARKDOWN_HEADING.match(line) or _LEADS_ON.search(line)):
        return "heading"
    short = words <= HEADING and len(line) <= LONG_LINE and not _TERMINATED.search(line)
    if _ITEM.match(line):
        return "item heading" if short else "item"
    return "heading" if short else "paragraph"


# --- from units to passages -----------------------------------------------------------------


def _assemble(text: str, units: list[_Unit], language: str) -> Iterator[Cut]:
    """Left to right; what joins a passage rests on what the passage itself holds."""
    at = 0
    while at < len(units):
        first, start = at, units[at].span.start
        at = _after_headings(units, at)
        if at > first and not _may_follow(units, at):
            yield Cut(start, units[at - 1].span.end, first)
            continue
        *whole, last = _pieces(text, units[at], language)
        for piece in whole:
            yield Cut(start, piece.end, first)
            start = _next_start(text, piece.end)
            first = at
        at = at + 1 if whole else _after_items(units, at)
        end = units[at - 1].span.end if not whole else last.end
        while at < len(units) and units[at].kind == "marks" and _in_reach(units[at], start):
            end, at = units[at].span.end, at + 1
        yield Cut(start, end, first)


def _after_headings(units: list[_Unit], at: int) -> int:
    """Past the headings and opening marks that go with the unit after them."""
    first, words = at, 0.0
    while at < len(units) - 1 and _opens(units, at):
        words += units[at].words
        if words > HEADINGS or units[at].span.end - units[first].span.start > LONGEST // 2:
            break
        at += 1
    return at


def _opens(units: list[_Unit], at: int) -> bool:
    kind = units[at].kind
    if kind == "item heading":  # a short item among others, or "1. Introduction"
        return units[at + 1].kind not in _ITEMS
    return kind in _OPENING


def _may_follow(units: list[_Unit], at: int) -> bool:
    """Whether unit ``at`` takes the headings before it, or they have grown too long for that."""
    return at == len(units) - 1 or not _opens(units, at)


def _in_reach(unit: _Unit, start: int) -> bool:
    return unit.span.end - start <= LONGEST


def _next_start(text: str, at: int) -> int:
    while text[at].isspace():
        at += 1
    return at


def _after_items(units: list[_Unit], at: int) -> int:
    """Past a unit and, where it is a short item, the items gathered with it."""
    words, gathers = units[at].words, units[at].kind in _ITEMS
    at += 1
    while gathers and at < len(units) and units[at].kind in _ITEMS and words < SMALL_ITEM:
        if not _is_small(units[at].words, units[at].span):
            break
        words += units[at].words
        at += 1
    return at


def _is_small(words: float, span: Span) -> bool:
    return words <= LIMIT and span.end - span.start <= LONGEST


def _pieces(text: str, unit: _Unit, language: str) -> list[Span]:
    """The unit whole, or in pieces of about equal size none of which would be cut again."""
    if _is_small(unit.words, unit.span):
        return [unit.span]
    sentences = _sentences(text, unit.span, language)
    return _balanced(text, [atom for sentence in sentences for atom in _atoms(text, sentence)])


def _sentences(text: str, span: Span, language: str) -> list[Span]:
    found = split(text[span.start : span.end], language)
    return [Span(span.start + start, span.start + end) for start, end in found]


def _small(text: str, span: Span) -> bool:
    return _is_small(0, span) and _is_small(words_in(text[span.start : span.end]), span)


def _atoms(text: str, sentence: Span) -> Iterator[Span]:
    """A sentence, or its clauses, or runs of its words, or stretches of a word without end."""
    if _small(text, sentence):
        yield sentence
        return
    for clause in _split_after(text, sentence, _CLAUSE):
        if _small(text, clause):
            yield clause
            continue
        for run in _split_after(text, clause, _SPACE):
            yield from _stretches(text, run)


def _split_after(text: str, span: Span, mark: re.Pattern[str]) -> Iterator[Span]:
    edges = [span.start, *(match.end() for match in mark.finditer(text, *span)), span.end]
    for start, end in pairwise(edges):
        if (part := trimmed(text, start, end)) is not None:
            yield part


def _stretches(text: str, run: Span) -> Iterator[Span]:
    start = run.start
    while not _small(text, Span(start, run.end)):
        end = _stretch_end(text, start, run.end)
        yield Span(start, end)
        start = end
    yield Span(start, run.end)


def _stretch_end(text: str, start: int, stop: int) -> int:
    end = min(stop - 1, start + 2 * GOAL)
    # A combining mark stays with its letter.
    while end > start + GOAL and not text[end].isalnum():
        end -= 1
    return end


def _balanced(text: str, atoms: list[Span]) -> list[Span]:
    """Neighbouring atoms joined into pieces of about the mean size, within the limits."""
    sizes = [words_in(text[atom.start : atom.end]) for atom in atoms]
    loads = [_load(size, atom) for size, atom in zip(sizes, atoms, strict=True)]
    left, count = sum(loads), ceil(sum(loads) * LIMIT / GOAL)
    pieces: list[Span] = []
    start, words, load = atoms[0].start, sizes[0], loads[0]
    for at in range(1, len(atoms)):
        goal = left / max(1, count - len(pieces))
        full = words + sizes[at] > LIMIT or atoms[at].end - start > LONGEST
        if full or load + loads[at] / 2 > goal:
            pieces.append(Span(start, atoms[at - 1].end))
            left -= load
            start, words, load = atoms[at].start, 0.0, 0.0
        words += sizes[at]
        load += loads[at]
    return [*pieces, Span(start, atoms[-1].end)]


def _load(words: float, span: Span) -> float:
    """How much of a piece's limits a span takes up, of words or of characters."""
    return max(words / LIMIT, (span.end - span.start) / LONGEST)
