"""A paragraph suggested from a cluster: verbatim sentences, each tied to where it stands.

Sentences are chosen so that the chosen few stand for all (facility location) and speak for as
many contributors and groups as possible; the greedy choice comes within 1 − 1/e of the best
(Nemhauser, Wolsey and Fisher, 1978).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reviewforum.common.text import sentences
from reviewforum.outcomes.support import wording
from reviewforum.outcomes.support.clusters import Cluster, cluster
from reviewforum.outcomes.support.length import count_words
from reviewforum.outcomes.support.levels import Thresholds
from reviewforum.outcomes.support.passages import (
    Passage,
    Vectors,
    similarities,
    term_vectors,
    unit,
)
from reviewforum.outcomes.support.written import Verdict, Written, verify_written

__all__ = [
    "Cluster",
    "Excerpt",
    "Passage",
    "Suggestion",
    "Verdict",
    "Written",
    "cluster",
    "extract",
    "verify_written",
]

SHORTEST, LONGEST = 5, 60
"""Words of a sentence worth quoting; Chinese characters count as half a word."""


@dataclass(frozen=True)
class Excerpt:
    """One verbatim sentence: `passage` text from `start` to `end`; `offset` is where that starts
    in the whole contribution.
    """

    passage: str
    start: int
    end: int
    offset: int
    text: str
    language: str
    contributor: str
    group: str


@dataclass(frozen=True)
class Suggestion:
    """A paragraph: an opening that names no one, then verbatim sentences with their passages.

    `behind` lists all passages of the cluster: the opening counts them, so it must cite them.
    """

    lead_in: str
    excerpts: tuple[Excerpt, ...]
    behind: tuple[str, ...] = ()


def extract(
    passages: Sequence[Passage],
    language: str,
    size: int = 4,
    thresholds: Thresholds | None = None,
    vectors: Mapping[tuple[str, int], Sequence[float]] | None = None,
    breadth: float = 0.5,
) -> Suggestion:
    """Choose at most `size` sentences from a cluster, whatever the order the passages come in.

    `vectors` by (passage key, start of the sentence); without them, words are compared.
    `breadth` weighs a first sentence from a new contributor and a new group against likeness.
    The lead-in counts every contributor of the cluster, since it speaks of all of them.
    """
    pool = sorted(_excerpts(passages), key=lambda one: (one.passage, one.start))
    chosen = _choose(pool, _vectors(pool, vectors), size, breadth) if pool else []
    counts: dict[str, set[str]] = {}
    for passage in passages:
        counts.setdefault(passage.group, set()).add(passage.contributor)
    sizes = {group: len(who) for group, who in counts.items()}
    opening = wording.lead_in(sizes, language, thresholds or Thresholds())
    behind = tuple(sorted(passage.key for passage in passages))
    return Suggestion(opening if chosen else "", tuple(chosen), behind)


def _excerpts(passages: Sequence[Passage]) -> Iterator[Excerpt]:
    for passage in passages:
        whole = [(span.start, span.end) for span in sentences.split(passage.text, passage.language)]
        fitting = [span for span in whole if _fits(passage.text[slice(*span)], passage.language)]
        for start, end in fitting or whole[:1]:
            yield Excerpt(
                passage.key,
                start,
                end,
                passage.start + start,
                passage.text[start:end],
                passage.language,
                passage.contributor,
                passage.group,
            )


def _fits(text: str, language: str) -> bool:
    size = count_words(text, language) / (2 if language.startswith("zh") else 1)
    return SHORTEST <= size <= LONGEST


def _vectors(
    pool: Sequence[Excerpt], given: Mapping[tuple[str, int], Sequence[float]] | None
) -> Vectors:
    if given is None:
        return term_vectors([(one.text, one.language) for one in pool])
    rows = [given[one.passage, one.start] for one in pool]
    return unit(np.array(rows, dtype=np.float64))


def _choose(pool: Sequence[Excerpt], vectors: Vectors, size: int, breadth: float) -> list[Excerpt]:
    likeness = np.clip(similarities(vectors), 0, None)
    covered = np.zeros(len(pool))
    chosen: list[int] = []
    while len(chosen) < min(size, len(pool)):
        best = _best(pool, likeness, covered, chosen, breadth)
        if best is None:
            break
        chosen.append(best)
        covered = np.maximum(covered, likeness[best])
    return [pool[place] for place in chosen]


def _best(
    pool: Sequence[Excerpt], likeness: Vectors, covered: Vectors, chosen: list[int], breadth: float
) -> int | None:
    gains = np.maximum(likeness - covered, 0).sum(axis=1) / len(pool)
    heard = {pool[place].contributor for place in chosen}
    groups = {pool[place].group for place in chosen}
    texts = {pool[place].text for place in chosen}

    def gain(place: int) -> float:
        one = pool[place]
        newness = (one.contributor not in heard) + (one.group not in groups)
        return round(float(gains[place]) + breadth * newness, 9)

    open_places = (p for p in range(len(pool)) if p not in chosen and pool[p].text not in texts)
    return max(open_places, key=lambda place: (gain(place), -place), default=None)
