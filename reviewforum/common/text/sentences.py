"""Sentences of a text as exact code-point spans.

sentencex finds the boundaries.  Three things are put right around it: it is fed short pieces
(brackets without end make it quadratic) with plain spaces only (it fails on a no-break space
after an initial), and boundaries after abbreviations it does not know are taken back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import sentencex

from reviewforum.common.text.languages import base

#: Longest piece handed to the segmenter, in characters.
PIECE = 4_000

#: Longest abbreviation looked for, in characters.
LONGEST = 24

_CLOSERS = "\"'”’»）)]」』"

#: Abbreviations after which no sentence ends, lower case, without the full stop.
_ALWAYS = {
    "en": "mr mrs ms dr prof h.e para paras art arts fig vol ed eds approx resp cf viz e.g i.e",
    "fr": "m mm mme mmes dr pr me art al par paragr chap cf p pp vol éd env réf s.e",
    "es": "sr sra sres sras srta dr dra prof párr párrs art arts núm núms pág págs cap ud uds cf "
    "s.e excmo excma",
    "ru": "г-н г-жа ст п пп стр гл им ул т.е т.н см ср рис табл проф тыс млн млрд руб чел напр",
    "uk": "ст п пп стор гл ім вул т.зв див пор рис табл проф тис млн млрд грн напр",
    "ro": "dl d-l dna d-na dnei dlui dr prof ing art alin lit pct nr pag cap vol str bd ex cf "
    "lt gen sf mr hg oug og h.g o.g o.u.g ș.a.m.d",
    "tr": "dr prof doç av sn bkz md m mad fık s sf sy no yrd öğr gör alb ör örn vb vd vs bşk "
    "müh uzm t.c a.ş ltd şti mah cad sok",
    "de": "abs art nr bzw ggf ca vgl dr prof bspw d.h z.b u.a inkl evtl sog frau hr fr st",
    "it": "art artt sig sigg sig.ra dott dott.ssa prof pag pagg cap comma lett n cfr ecc on",
    "pt": "sr sra sres dr dra prof art arts pág págs cap n cf ex",
}
#: Abbreviations that hold a sentence together only before a figure.
_FIGURES = (
    "art arts article al alin par para paras párr p pp pg pag pág s st sect sec ch chap cap no nos "
    "nr núm n n° nº № ст п пп ч гл стр md mad lit pct fig tab vol ann annex rev res doc op"
)
_BEFORE_FIGURES = frozenset(_FIGURES.split())
_ABBREVIATIONS = {code: frozenset(words.split()) for code, words in _ALWAYS.items()}

# Every space the segmenter might trip over becomes a plain one; code points stay in place.
_SPACES = re.compile(r"[^\S \n\r\t]")
_UNSAFE = re.compile("[\ud800-\udfff\x00]")
_LAST_TOKEN = re.compile(r"([^\s(\[«“\"'„]+)\.$")
_ENDINGS = re.compile(r"[.!?。！？؟۔…]+[\"'”’»）)\]」』]*(?=\s|$)|[。！？]+[”’」』）]*|\n\s*\n")


class Span(NamedTuple):
    """Half-open code-point offsets into a text."""

    start: int
    end: int


def split(text: str, language: str = "en") -> list[Span]:
    """The sentences of ``text``, in order: no overlap, every non-space character covered.

    ``text[span.start : span.end]`` has no space at its ends.  A blank line always ends a
    sentence.  An unknown language is cut by the general rules.
    """
    code = base(language)
    spans = [span for start, end in _pieces(text) for span in _segment(text, start, end, code)]
    return _joined(text, spans, code)


def _pieces(text: str) -> Iterator[Span]:
    """Stretches of at most PIECE characters, ending at a blank line, else a line, else a space."""
    start = 0
    while len(text) - start > PIECE:
        stop = start + PIECE
        cut = next(
            (at for mark in ("\n\n", "\n", " ") if (at := text.rfind(mark, start + 1, stop)) > 0),
            stop,
        )
        yield Span(start, cut)
        start = cut
    yield Span(start, len(text))


def _segment(text: str, start: int, end: int, code: str) -> Iterator[Span]:
    """Sentences of one piece: offsets are counted up from the parts, which must rebuild it."""
    piece = text[start:end]
    safe = _UNSAFE.sub("_", _SPACES.sub(" ", piece))
    parts = _sentencex(safe, code)
    if sum(map(len, parts)) != len(piece) or "".join(parts) != safe:
        parts = _by_rule(piece)
    at = start
    for part in parts:
        if (span := trimmed(text, at, at + len(part))) is not None:
            yield span
        at += len(part)


def _sentencex(safe: str, code: str) -> list[str]:
    try:
        return list(sentencex.segment(code or "en", safe))
    except BaseException as error:
        # The segmenter's own panic is no Exception; anything else is not ours to swallow.
        if type(error).__name__ != "PanicException":
            raise
        return []


def _by_rule(piece: str) -> list[str]:
    ends = [match.end() for match in _ENDINGS.finditer(piece)]
    edges = [0, *ends, len(piece)]
    return [piece[a:b] for a, b in pairwise(edges)]


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without space at its ends, or ``None`` when nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _joined(text: str, spans: list[Span], code: str) -> list[Span]:
    result: list[Span] = []
    for span in spans:
        if result and _holds(text, result[-1], span, code):
            result[-1] = Span(result[-1].start, span.end)
        else:
            result.append(span)
    return result


def _holds(text: str, left: Span, right: Span, code: str) -> bool:
    """Whether the boundary between two neighbours is no end of a sentence."""
    if text.count("\n", left.end, right.start) > 1:
        return False
    last = text[left.end - 1]
    if last.isalnum() or last in ",;:":  # the seam of two pieces, not an end
        return True
    if _is_only_marks(text, right):
        return "\n" not in text[left.end : right.start]
    return last == "." and _after_abbreviation(text, left, right, code)


def _after_abbreviation(text: str, left: Span, right: Span, code: str) -> bool:
    match = _LAST_TOKEN.search(text[max(left.start, left.end - LONGEST) : left.end])
    if match is None:
        return False
    word = match[1].lower()
    before_figure = text[right.start].isdigit() and word in _BEFORE_FIGURES
    return before_figure or word in _ABBREVIATIONS.get(code, ())


def _is_only_marks(text: str, span: Span) -> bool:
    """A stray closing quote or bracket belongs to the sentence before it."""
    return all(char in _CLOSERS for char in text[span.start : min(span.end, span.start + LONGEST)])
