"""What changed between two versions of a report, by the keys its parts keep."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reviewforum.outcomes.support.editing import Op, diff

Part = Literal["section", "paragraph", "sentence"]
Change = Literal["added", "removed", "moved", "changed"]


@dataclass(frozen=True)
class Sentence:
    """A sentence of a version, with the keys of the passages it cites."""

    key: str
    text: str
    citations: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a version."""

    key: str
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Section:
    """A section of a version."""

    key: str
    heading: str
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True)
class Difference:
    """One difference. `old_place` and `new_place` are (parent's key, position from 0)."""

    kind: Change
    part: Part
    key: str
    old_place: tuple[str, int] | None = None
    new_place: tuple[str, int] | None = None
    ops: tuple[Op, ...] = ()
    citations_added: frozenset[str] = frozenset()
    citations_removed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Placed:
    part: Part
    key: str
    parent: str
    position: int
    text: str = ""
    citations: frozenset[str] = frozenset()

    @property
    def place(self) -> tuple[str, int]:
        return self.parent, self.position


def compare(old: Sequence[Section], new: Sequence[Section]) -> list[Difference]:
    """The differences in the reading order of the new version; what was removed comes last.

    A part is moved when it changed its parent or its order among those it was with before, as
    few parts as possible being counted as moved. One that was moved and changed gives both.
    Raises ValueError when a version uses a key twice.
    """
    before, after = _index(old), _index(new)
    moved = _moved(before, after)
    found = [item for key in after for item in _differences(before.get(key), after[key], moved)]
    removed = [
        Difference("removed", item.part, item.key, old_place=item.place, ops=_ops(item.text, ""))
        for key, item in before.items()
        if key not in after
    ]
    return found + removed


def _index(sections: Sequence[Section]) -> dict[str, _Placed]:
    found: dict[str, _Placed] = {}
    for item in _walk(sections):
        if item.key in found:
            raise ValueError(f"The key {item.key} stands twice in one version.")
        found[item.key] = item
    return found


def _walk(sections: Sequence[Section]) -> Iterator[_Placed]:
    for place, section in enumerate(sections):
        yield _Placed("section", section.key, "", place, section.heading)
        for number, paragraph in enumerate(section.paragraphs):
            yield _Placed("paragraph", paragraph.key, section.key, number)
            for position, line in enumerate(paragraph.sentences):
                yield _Placed(
                    "sentence", line.key, paragraph.key, position, line.text, line.citations
                )


def _differences(old: _Placed | None, new: _Placed, moved: frozenset[str]) -> Iterator[Difference]:
    if old is None:
        ops = _ops("", new.text)
        yield Difference(
            "added", new.part, new.key, new_place=new.place, ops=ops, citations_added=new.citations
        )
        return
    if new.key in moved:
        yield Difference("moved", new.part, new.key, old.place, new.place)
    gained, lost = new.citations - old.citations, old.citations - new.citations
    if old.text != new.text or gained or lost:
        ops = _ops(old.text, new.text)
        yield Difference("changed", new.part, new.key, old.place, new.place, ops, gained, lost)


def _ops(old: str, new: str) -> tuple[Op, ...]:
    return tuple(diff(old, new))


def _moved(before: Mapping[str, _Placed], after: Mapping[str, _Placed]) -> frozenset[str]:
    moved = {key for key in after if key in before and after[key].parent != before[key].parent}
    families: dict[str, list[_Placed]] = {}
    for key, item in after.items():
        if key in before and key not in moved:
            families.setdefault(item.parent, []).append(item)
    for members in families.values():
        ordered = sorted(members, key=lambda item: item.position)
        stayed = _longest_rising([before[item.key].position for item in ordered])
        moved |= {item.key for place, item in enumerate(ordered) if place not in stayed}
    return frozenset(moved)


def _longest_rising(values: Sequence[int]) -> frozenset[int]:
    """Places of a longest increasing subsequence (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for place, value in enumerate(values):
        pile = bisect_left(tails, value)
        tails[pile : pile + 1] = [value]
        ends[pile : pile + 1] = [place]
        previous.append(ends[pile - 1] if pile else -1)
    kept: set[int] = set()
    place = ends[-1] if ends else -1
    while place >= 0:
        kept.add(place)
        place = previous[place]
    return frozenset(kept)
