"""Two texts compared word by word, and two edits of one text brought together.

Nothing is thrown away: the kept and dropped parts of a difference give the old text, the kept
and added parts the new one; a merge keeps every word either side wrote, as text or as a conflict
that shows both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["keep", "drop", "add"]

# Chinese characters and kana stand alone; elsewhere a word with its marks, inner apostrophes and
# hyphens is one piece, a run of spaces is one, any other sign is one.
_PIECES = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    r"|(?:(?![\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])[\w\u0300-\u036f\u064b-\u0652])+"
    r"(?:['’\-](?:(?![\u3040-\u30ff\u3400-\u9fff])\w)+)*"
    r"|\s+|.",
    re.DOTALL,
)
_SENTENCES = re.compile(
    r"[^.!?。！？؟…\n]*(?:[.!?؟…]+[\"'”’»)\]]*(?:\s+|$)|[。！？]+[”’」』）]*\s*|\n\s*|[.!?؟…]+|$)"
)


@dataclass(frozen=True)
class Op:
    """A stretch kept, dropped from the old text, or added by the new one."""

    kind: Kind
    text: str


def diff(old: str, new: str) -> list[Op]:
    """The difference of two texts, by words (Chinese by characters), in reading order.

    Where old and new wording alternate over nothing but a space between them, they are shown as
    one change, so that it reads as a phrase replaced by a phrase.
    """
    left, right = _PIECES.findall(old), _PIECES.findall(new)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    changes = [
        ("".join(left[a:b]), "".join(right[c:d]), tag == "equal")
        for tag, a, b, c, d in matcher.get_opcodes()
    ]
    return list(_ops(_joined(changes)))


def _joined(changes: list[tuple[str, str, bool]]) -> list[tuple[str, str, bool]]:
    out: list[tuple[str, str, bool]] = []
    for place, (old, new, same) in enumerate(changes):
        between = same and old.isspace() and 0 < place < len(changes) - 1
        if out and not out[-1][2] and (between or not same):
            out[-1] = (out[-1][0] + old, out[-1][1] + new, False)
        else:
            out.append((old, new, same))
    return out


def _ops(changes: Sequence[tuple[str, str, bool]]) -> Iterator[Op]:
    for old, new, same in changes:
        if same:
            yield Op("keep", old)
            continue
        if old:
            yield Op("drop", old)
        if new:
            yield Op("add", new)


def before(ops: Sequence[Op]) -> str:
    """The old text of a difference."""
    return "".join(op.text for op in ops if op.kind != "add")


def after(ops: Sequence[Op]) -> str:
    """The new text of a difference."""
    return "".join(op.text for op in ops if op.kind != "drop")


def sentences(text: str) -> list[str]:
    """A text cut after its sentences; put together again they are the text."""
    return [piece for piece in _SENTENCES.findall(text) if piece]


@dataclass(frozen=True)
class Agreed:
    """A stretch both sides agree on, or only one of them changed."""

    text: str


@dataclass(frozen=True)
class Conflict:
    """A stretch both sides changed, each in its own way."""

    base: str
    mine: str
    theirs: str

    @property
    def changes(self) -> list[Op]:
        """How mine differs from theirs, word by word."""
        return diff(self.theirs, self.mine)


@dataclass(frozen=True)
class Merged:
    """The outcome of a merge: stretches in their order."""

    parts: tuple[Agreed | Conflict, ...]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What a person must decide."""
        return tuple(part for part in self.parts if isinstance(part, Conflict))

    @property
    def text(self) -> str | None:
        """The merged text, or None while there are conflicts."""
        if self.conflicts:
            return None
        return "".join(part.text for part in self.parts if isinstance(part, Agreed))

    def resolved(self, choices: Sequence[str]) -> str:
        """The text with one choice for each conflict. Raises ValueError if their number differs."""
        if len(choices) != len(self.conflicts):
            raise ValueError(f"{len(self.conflicts)} conflicts need as many choices.")
        chosen = iter(choices)
        return "".join(
            next(chosen) if isinstance(part, Conflict) else part.text for part in self.parts
        )


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Bring two edits of a text together, sentence by sentence.

    A sentence changed on one side only takes that side's wording; changed on both sides alike,
    the common wording; changed differently, or changed here and deleted there, it is a conflict.
    (Three-way merge after Khanna, Kunal and Pierce, "A formal investigation of diff3", 2007.)
    """
    original = sentences(base)
    sides = [sentences(mine), sentences(theirs)]
    matches = [_matches(original, side) for side in sides]
    parts: list[Agreed | Conflict] = []
    at = [0, 0, 0]
    while at[0] < len(original) or at[1] < len(sides[0]) or at[2] < len(sides[1]):
        ends = _stable(at, matches, len(original))
        if ends is None:
            ends = _next_anchor(at, matches, [len(original), *map(len, sides)])
        parts.append(_part(original, sides, at, ends))
        at = ends
    return Merged(tuple(_coalesced(parts)))


def _matches(original: list[str], side: list[str]) -> dict[int, int]:
    blocks = SequenceMatcher(None, original, side, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}


def _stable(at: list[int], matches: list[dict[int, int]], length: int) -> list[int] | None:
    """The end of a stretch that stands unchanged on both sides, starting here."""
    size = 0
    while at[0] + size < length and all(
        match.get(at[0] + size) == at[side + 1] + size for side, match in enumerate(matches)
    ):
        size += 1
    return [place + size for place in at] if size else None


def _next_anchor(at: list[int], matches: list[dict[int, int]], ends: list[int]) -> list[int]:
    """Where the next sentence stands that both sides kept, or the end."""
    for place in range(at[0], ends[0]):
        found = [match.get(place) for match in matches]
        mine, theirs = found
        if mine is not None and theirs is not None and mine >= at[1] and theirs >= at[2]:
            return [place, mine, theirs]
    return ends


def _part(
    original: list[str], sides: list[list[str]], at: list[int], ends: list[int]
) -> Agreed | Conflict:
    base, mine, theirs = (
        "".join(units[start:end])
        for units, start, end in zip([original, *sides], at, ends, strict=True)
    )
    if mine == theirs or theirs == base:
        return Agreed(mine)
    return Agreed(theirs) if mine == base else Conflict(base, mine, theirs)


def _coalesced(parts: list[Agreed | Conflict]) -> Iterator[Agreed | Conflict]:
    pending = ""
    for part in parts:
        if isinstance(part, Agreed):
            pending += part.text
            continue
        if pending:
            yield Agreed(pending)
        pending = ""
        yield part
    if pending:
        yield Agreed(pending)
