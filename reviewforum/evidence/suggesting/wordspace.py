"""Passages as weighted bags of terms and pairs of terms (TF-IDF), fitted on the examples.

Weights are (1 + ln tf) × (1 + ln((1 + n) / (1 + df))), rows of length 1, after Salton and
Buckley, "Term-weighting approaches in automatic text retrieval" (1988). A library would do; it
also takes longer to import than a command line may take to start.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix


class WordSpace:
    """The vocabulary of some texts with the weight of each term."""

    def __init__(self, documents: Iterable[Sequence[str]]) -> None:
        counts = [_features(words) for words in documents]
        seen = Counter(feature for count in counts for feature in count)
        self._column = {feature: place for place, feature in enumerate(sorted(seen))}
        total = 1 + len(counts)
        self._weight = [1 + math.log(total / (1 + seen[feature])) for feature in self._column]
        self.rows = self._matrix(counts)

    def place(self, documents: Iterable[Sequence[str]]) -> csr_matrix:
        """One row of length 1 a document; a document of unknown words alone is a row of zeros."""
        return self._matrix([_features(words) for words in documents])

    def _matrix(self, counts: Sequence[Counter[str]]) -> csr_matrix:
        values: list[float] = []
        columns: list[int] = []
        ends = [0]
        for count in counts:
            known = sorted((self._column[f], n) for f, n in count.items() if f in self._column)
            row = [(1 + math.log(n)) * self._weight[column] for column, n in known]
            length = math.sqrt(math.fsum(value * value for value in row)) or 1.0
            values += [value / length for value in row]
            columns += [column for column, _ in known]
            ends.append(len(values))
        shape = (len(counts), len(self._column))
        return csr_matrix((np.array(values), np.array(columns, dtype=np.int32), ends), shape=shape)

    def similarity(self, rows: csr_matrix) -> npt.NDArray[np.float64]:
        """The cosine of each row with each fitted document."""
        return np.asarray((rows @ self.rows.T).toarray(), dtype=np.float64)


def _features(words: Sequence[str]) -> Counter[str]:
    return Counter(words) + Counter(f"{one} {two}" for one, two in pairwise(words))
