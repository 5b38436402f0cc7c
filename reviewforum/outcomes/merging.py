"""Two edits of one sentence brought together, word by word, where they do not touch.

`support/editing.merge` decides by whole sentences, which suits a paragraph. Here the text *is* one
sentence, so changes are compared as spans of the text both started from (a three-way merge after
Khanna, Kunal and Pierce, "A formal investigation of diff3", 2007). At least one untouched word must
stand between two people's changes; else a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reviewforum.outcomes.support.editing import diff

_WORD = re.compile(r"\w")


@dataclass(frozen=True)
class Change:
    """`base[start:end]` was replaced by `text`."""

    start: int
    end: int
    text: str


def changes(base: str, other: str) -> list[Change]:
    """What has to be replaced in `base` to get `other`, in order."""
    found: list[Change] = []
    at = 0
    for op in diff(base, other):
        if op.kind == "keep":
            at += len(op.text)
            continue
        start, end = (at, at + len(op.text)) if op.kind == "drop" else (at, at)
        at = end
        if found and found[-1].end == start:
            last = found.pop()
            start, added = last.start, last.text
        else:
            added = ""
        found.append(Change(start, end, added + (op.text if op.kind == "add" else "")))
    return found


def merge(base: str, mine: str, theirs: str) -> str | None:
    """The text with both edits, or None where they touch and a person must decide."""
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    ours, others = changes(base, mine), changes(base, theirs)
    both = sorted({*ours, *others}, key=lambda change: (change.start, change.end))
    return None if _touch(base, both, ours, others) else _apply(base, both)


def _touch(
    base: str, both: Sequence[Change], ours: Sequence[Change], others: Sequence[Change]
) -> bool:
    """Whether a change of one stands next to or over a different one of the other."""
    for first, second in pairwise(both):
        one_side = {first, second} <= set(ours) or {first, second} <= set(others)
        if not one_side and not _WORD.search(base[first.end : second.start]):
            return True
    return False


def _apply(base: str, both: Sequence[Change]) -> str:
    text = base
    for change in reversed(both):
        text = text[: change.start] + change.text + text[change.end :]
    return text
