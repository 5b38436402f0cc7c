"""Passages as the suggestions see them, and the words that say what they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from reviewforum.common.text.terms import analyser_for

Vectors = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Passage:
    """A passage: verbatim text, who said it, its group, and where it starts in the contribution.

    `translations` holds the same passage in other languages, by plain language code.
    """

    key: str
    text: str
    language: str
    contributor: str
    group: str
    start: int = 0
    translations: Mapping[str, str] = field(default_factory=dict)


def words(text: str, language: str) -> list[str]:
    """The stemmed content words of a text, in their order."""
    return [term.term for term in analyser_for(language).read(text, drop_stop_words=True)]


def term_vectors(texts: Sequence[tuple[str, str]]) -> Vectors:
    """Unit vectors of TF-IDF weights for (text, language) pairs, columns in the terms' order."""
    bags = [words(text, language) for text, language in texts]
    columns = {term: place for place, term in enumerate(sorted({t for bag in bags for t in bag}))}
    matrix = np.zeros((len(bags), len(columns)))
    for row, bag in enumerate(bags):
        for term in bag:
            matrix[row, columns[term]] += 1
    frequency = np.count_nonzero(matrix, axis=0)
    weights = np.log1p(matrix) * (np.log((1 + len(bags)) / (1 + frequency)) + 1)
    return unit(weights)


def unit(matrix: Vectors) -> Vectors:
    """The rows at length 1; empty rows stay empty."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    scaled: Vectors = matrix / np.where(lengths == 0, 1, lengths)
    return scaled


def similarities(vectors: Vectors) -> Vectors:
    """Cosines of unit vectors, rounded so that the order of the sum does not show."""
    rounded: Vectors = np.round(vectors @ vectors.T, 9)
    return rounded
