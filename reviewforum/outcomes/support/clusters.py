"""Passages that say alike, brought together.

Average linkage on cosine distance, cut at a threshold. Passages are put in the order of their
keys first, so the result depends on what is given and never on the order it came in. A passage
like no other is a cluster of its own: nothing is dropped and nothing is swept into "other".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from reviewforum.common.text.terms import analyser_for
from reviewforum.outcomes.support.passages import (
    Passage,
    Vectors,
    similarities,
    term_vectors,
    unit,
    words,
)

LARGEST = 3_000
"""Passages at most: the distances of more would not fit a small machine's memory."""


@dataclass(frozen=True)
class Cluster:
    """Passages that belong together, by key, with the words that set them apart."""

    passages: tuple[str, ...]
    label: tuple[str, ...]


def cluster(
    passages: Sequence[Passage],
    vectors: Mapping[str, Sequence[float]] | None = None,
    threshold: float | None = None,
    label_terms: int = 4,
) -> list[Cluster]:
    """Clusters, the largest first, then by their first key.

    `vectors` by passage key; without them, words are compared. `threshold` is the least average
    cosine within a cluster: by default 0.85 for vectors (embeddings lie close together) and
    0.15 for words. Raises ValueError for duplicate keys, missing vectors or too many passages.
    """
    ordered = sorted(passages, key=lambda passage: passage.key)
    _refuse_bad(ordered, vectors)
    if not ordered:
        return []
    least = threshold if threshold is not None else (0.85 if vectors is not None else 0.15)
    members = _members(ordered, passage_vectors(ordered, vectors), least)
    labels = _labels(members, label_terms)
    found = [
        Cluster(tuple(passage.key for passage in part), label)
        for part, label in zip(members, labels, strict=True)
    ]
    return sorted(found, key=lambda one: (-len(one.passages), one.passages))


def _refuse_bad(passages: Sequence[Passage], vectors: Mapping[str, Sequence[float]] | None) -> None:
    keys = [passage.key for passage in passages]
    if len(set(keys)) < len(keys):
        raise ValueError("A passage is given twice; keys must differ.")
    if len(keys) > LARGEST:
        raise ValueError(f"{len(keys)} passages are too many; narrow them to {LARGEST}.")
    missing = [key for key in keys if vectors is not None and key not in vectors]
    if missing:
        raise ValueError(f"No vector for: {', '.join(missing[:5])}.")


def passage_vectors(
    ordered: Sequence[Passage], vectors: Mapping[str, Sequence[float]] | None
) -> Vectors:
    """One unit vector a passage: those given, else its weighted words."""
    if vectors is None:
        return term_vectors([(passage.text, passage.language) for passage in ordered])
    return unit(np.array([vectors[passage.key] for passage in ordered], dtype=np.float64))


def _members(ordered: Sequence[Passage], vectors: Vectors, least: float) -> list[list[Passage]]:
    if len(ordered) == 1:
        return [list(ordered)]
    distances = np.clip(1 - similarities(vectors), 0, None)
    np.fill_diagonal(distances, 0)
    tree = linkage(squareform(distances, checks=False), method="average")
    groups: dict[int, list[Passage]] = {}
    for passage, number in zip(
        ordered, fcluster(tree, 1 - least, criterion="distance"), strict=True
    ):
        groups.setdefault(int(number), []).append(passage)
    return list(groups.values())


def _labels(clusters: Sequence[Sequence[Passage]], size: int) -> list[tuple[str, ...]]:
    """The terms most particular to each cluster (TF-IDF over clusters), as a person wrote them."""
    bags = [
        Counter(word for p in part for word in set(words(p.text, p.language))) for part in clusters
    ]
    spread = Counter(term for bag in bags for term in bag)
    return [_label(part, bag, spread, size) for part, bag in zip(clusters, bags, strict=True)]


def _label(
    part: Sequence[Passage], bag: Counter[str], spread: Counter[str], size: int
) -> tuple[str, ...]:
    ranked = sorted(bag, key=lambda term: (-bag[term] / spread[term], -bag[term], term))
    chosen = [term for term in ranked if not term.isdecimal()][:size]
    written = _written(part)
    return tuple(written.get(term, term) for term in chosen)


def _written(part: Sequence[Passage]) -> dict[str, str]:
    """For each stem, its commonest written form."""
    forms: dict[str, Counter[str]] = {}
    for passage in part:
        for term in analyser_for(passage.language).read(passage.text, True):
            word = passage.text[term.start : term.end].lower()
            forms.setdefault(term.term, Counter())[word] += 1
    return {term: min(found, key=lambda w: (-found[w], w)) for term, found in forms.items()}
