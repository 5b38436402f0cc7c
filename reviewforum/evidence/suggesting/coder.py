"""Scores passages against the keys of one dimension, and says why.

Three views of a passage, each of which knows something the others do not:
* vectors: ridge regression on the cosine with the example sentences (meaning, any language);
* words: the same on TF-IDF (wording, names of instruments);
* lexicon: phrases of the field that point to a key.
Their weighted sum is turned into a probability by a logistic curve fitted on predictions for
examples that were held out together with their translations and nearest relatives.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from reviewforum.common.text.vectors import Embedder, Matrix

from .answers import Dimension, Example, Reason
from .lexicon import Hit, Lexicon, Scores, shares
from .memory import Fitted, embed_examples, recall
from .reading import Reading, read
from .ridge import fit, logistic, sigmoid
from .wordspace import WordSpace

Places = npt.NDArray[np.intp]

VECTOR_NOISE = 0.3
WORD_NOISE = 0.3
WEIGHTS = {"vectors": 1.2, "words": 0.9, "lexicon": 0.7}
WITHOUT_VECTORS = {"vectors": 0.0, "words": 1.0, "lexicon": 0.6}
UNFITTED = (6.0, -3.0)
"""Slope and constant of the curve where there are too few examples to fit one."""

SETTINGS = repr((VECTOR_NOISE, WORD_NOISE, WEIGHTS, WITHOUT_VECTORS, UNFITTED))
"""Part of the model's digest: other settings are another model."""

MOST_WORDS = 4
"""Matched phrases shown for one suggestion."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of some passages (rows) for the keys (columns), with what they rest on."""

    scores: Scores
    nearest: Scores
    """Similarity of the most similar example of each key."""
    nearest_row: Places
    hits: list[list[Hit]]


class Coder:
    """One dimension: its keys, examples and lexicon, fitted."""

    def __init__(
        self,
        dimension: Dimension,
        keys: Sequence[str],
        examples: Sequence[Example],
        lexicon: Lexicon,
        embedder: Embedder | None,
    ) -> None:
        """Fits at once; every example must have keys of `keys`."""
        self.dimension, self.keys = dimension, list(keys)
        self.examples = [example for example in examples if example.keys]
        self.lexicon = lexicon
        self._embedder = embedder
        self._mix = WEIGHTS if embedder else WITHOUT_VECTORS
        self._readings = [read(example.text, example.language) for example in self.examples]
        self._labels = self._label_matrix()
        self._order, self._starts = self._rows_by_key()
        self._prepare()

    def learn(self, examples: Sequence[Example]) -> Coder:
        """A coder that also knows `examples`."""
        known = [*self.examples, *examples]
        return Coder(self.dimension, self.keys, known, self.lexicon, self._embedder)

    def _label_matrix(self) -> Scores:
        place = {key: column for column, key in enumerate(self.keys)}
        labels = np.zeros((len(self.examples), len(self.keys)))
        for row, example in enumerate(self.examples):
            labels[row, [place[key] for key in example.keys]] = 1.0
        return labels

    def _rows_by_key(self) -> tuple[Places, list[int]]:
        rows = [np.flatnonzero(column) for column in self._labels.T]
        starts = np.cumsum([0, *map(len, rows)])[:-1]
        return np.concatenate(rows), [int(start) for start in starts]

    def _prepare(self) -> None:
        self._space = WordSpace(reading.words for reading in self._readings)
        if self._embedder:
            vectors = embed_examples([e.text for e in self.examples], self._embedder)
            self._centre: Scores = vectors.astype(np.float64).mean(axis=0)
            self._vectors = self._centred(vectors)
        self.fitted = recall(self.fingerprint) or self._fit()

    @property
    def fingerprint(self) -> str:
        """Names what the fit depends on."""
        model = self._embedder.model if self._embedder else ""
        parts = (self.keys, self.examples, self.lexicon.phrases, model, SETTINGS)
        return hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()

    def _fit(self) -> Fitted:
        groups = [example.group or example.text for example in self.examples]
        noise = 1 / np.array([example.weight for example in self.examples])
        kernel = self._space.similarity(self._space.rows)
        words, held_out = fit(kernel, self._labels, WORD_NOISE * noise, groups)
        total = self._mix["words"] * held_out
        meaning = None
        if self._embedder:
            kernel = _nearness(self._vectors @ self._vectors.T)
            meaning, held_out = fit(kernel, self._labels, VECTOR_NOISE * noise, groups)
            total += self._mix["vectors"] * held_out
        hits = [self.lexicon.find(reading) for reading in self._readings]
        total += self._mix["lexicon"] * self._named(hits, self._readings)
        return Fitted(words, meaning, self._fit_curve(total, groups))

    def _fit_curve(self, held_out: Scores, groups: list[str]) -> tuple[float, float]:
        if len(set(groups)) < 3 * len(self.keys):
            return UNFITTED
        slope, constant = logistic(held_out.reshape(-1, 1), self._labels.ravel())
        return float(slope), float(constant)

    def _centred(self, vectors: Matrix) -> Scores:
        # e5 vectors share a large common part; without it the cosines spread from -1 to 1.
        # Double precision, so that a text's score does not depend on the texts beside it.
        shifted = vectors.astype(np.float64) - self._centre
        lengths = np.linalg.norm(shifted, axis=1, keepdims=True)
        centred: Scores = shifted / np.maximum(lengths, 1e-6)
        return centred

    def _named(self, hits: Sequence[list[Hit]], readings: Sequence[Reading]) -> Scores:
        pairs = zip(hits, readings, strict=True)
        sums = [self.lexicon.weigh(found, reading) for found, reading in pairs]
        return shares(np.array(sums).reshape(len(sums), len(self.keys)))

    def score(self, readings: Sequence[Reading], vectors: Matrix | None) -> Scored:
        """Scores passages; `vectors` are theirs from the same embedder, None without one."""
        similarity = self._space.similarity(self._space.place(r.words for r in readings))
        total = self._mix["words"] * self.fitted.words.predict(similarity)
        if self.fitted.meaning and vectors is not None:
            similarity = self._centred(vectors) @ self._vectors.T
            total += self._mix["vectors"] * self.fitted.meaning.predict(_nearness(similarity))
        hits = [self.lexicon.find(reading) for reading in readings]
        total += self._mix["lexicon"] * self._named(hits, readings)
        slope, constant = self.fitted.curve
        nearest, rows = self._nearest(similarity)
        return Scored(sigmoid(slope * total + constant), nearest, rows, hits)

    def _nearest(self, similarity: Scores) -> tuple[Scores, Places]:
        by_key = similarity[:, self._order]
        best: Scores = np.maximum.reduceat(by_key, self._starts, axis=1)
        ends = [*self._starts[1:], len(self._order)]
        spans = zip(self._starts, ends, strict=True)
        rows = [self._order[low + by_key[:, low:high].argmax(axis=1)] for low, high in spans]
        return best, np.array(rows, dtype=np.intp).T

    def reasons(self, scored: Scored, row: int, column: int, text: str) -> tuple[Reason, ...]:
        """Why passage `row` may belong to key `column`: its words first, then the example."""
        key = self.keys[column]
        hits = [hit for hit in scored.hits[row] if hit.key == key]
        words = tuple(_word_reason(hit, text) for hit in _longest(hits)[:MOST_WORDS])
        similarity = round(float(scored.nearest[row, column]), 3)
        if similarity <= 0:
            return words
        example = self.examples[int(scored.nearest_row[row, column])]
        return (*words, _example_reason(example, similarity))


def _nearness(cosines: Scores) -> Scores:
    """The Gaussian kernel of unit vectors, exp(-|x - y|²/2) = exp(cos - 1)."""
    nearness: Scores = np.exp(cosines - 1)
    return nearness


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """Hits without those inside a longer one, the weightiest first."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start)):
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: (-h.weight, h.start))


def _word_reason(hit: Hit, text: str) -> Reason:
    return Reason("words", text[hit.start : hit.end], hit.start, hit.end)


def _example_reason(example: Example, similarity: float) -> Reason:
    return Reason("exemplar", example.text, similarity=similarity, language=example.language)


def human(example: Example, weight: float) -> Example:
    """A person's decision as an example of its own group and with more weight."""
    return replace(example, group=example.group or f"human/{example.text}", weight=weight)
