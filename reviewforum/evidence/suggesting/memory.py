"""What need not be computed at every start: vectors of the examples that ship, and their fit.

Vectors are float16, each under the digest of its sentence and the id of the model; a fit stands
under the fingerprint of all it depends on. What is not in the files is computed when it is needed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from reviewforum.common.text.vectors import Embedder, Matrix, Role

from .files import DATA
from .ridge import Ridge

VECTORS = DATA / "vectors.npz"
FITTED = DATA / "fitted.npz"
ROLE: Role = "passage"
"""Sentences are embedded as stored passages are, so that search and coding share one vector."""


def digest(text: str) -> bytes:
    """What a sentence is known by in the file: 16 hex digits of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16].encode()


@lru_cache(maxsize=1)
def _stored(path: Path) -> tuple[str, dict[bytes, int], Matrix]:
    try:
        with np.load(path, allow_pickle=False) as content:
            keys = [bytes(key) for key in content["keys"]]
            vectors = content["vectors"].astype(np.float32)
            return str(content["model"]), {key: row for row, key in enumerate(keys)}, vectors
    except (OSError, KeyError, ValueError):
        # The file only saves time: without it every vector is computed.
        return "", {}, np.zeros((0, 0), dtype=np.float32)


def embed_examples(texts: Sequence[str], embedder: Embedder) -> Matrix:
    """One unit vector a sentence, from the file where it holds it for this model."""
    model, rows, stored = _stored(VECTORS)
    known = rows if model == embedder.model else {}
    missing = [text for text in texts if digest(text) not in known]
    fresh = dict(zip(missing, embedder.embed(missing, ROLE), strict=True)) if missing else {}
    found = [stored[known[digest(t)]] if digest(t) in known else fresh[t] for t in texts]
    return np.array(found, dtype=np.float32).reshape(len(texts), embedder.dimensions)


def store(texts: Sequence[str], embedder: Embedder, path: Path = VECTORS) -> int:
    """Writes the vectors of `texts` to the file, those it already holds as they are."""
    distinct = sorted(set(texts), key=digest)
    vectors = embed_examples(distinct, embedder).astype(np.float16)
    keys = np.array([digest(text) for text in distinct])
    np.savez(path, model=np.array(embedder.model), keys=keys, vectors=vectors)
    _stored.cache_clear()
    return len(distinct)


@dataclass(frozen=True, slots=True)
class Fitted:
    """The numbers of a fitted coder; `meaning` is None without an embedding model."""

    words: Ridge
    meaning: Ridge | None
    curve: tuple[float, float]


def recall(fingerprint: str, path: Path = FITTED) -> Fitted | None:
    """The stored fit of that fingerprint, if there is one."""
    try:
        with np.load(path, allow_pickle=False) as content:
            if str(content["fingerprint"]) != fingerprint:
                return None
            parts = {name: content[name].astype(np.float64) for name in _PARTS}
    except (OSError, KeyError, ValueError):
        return None
    words = Ridge(parts["words"], parts["words_mean"])
    meaning = Ridge(parts["meaning"], parts["meaning_mean"])
    return Fitted(words, meaning, (float(parts["curve"][0]), float(parts["curve"][1])))


_PARTS = ("words", "words_mean", "meaning", "meaning_mean", "curve")


def keep(fingerprint: str, fitted: Fitted, path: Path = FITTED) -> None:
    """Stores a fit in float32. Raises ValueError for one without an embedding model."""
    if fitted.meaning is None:
        raise ValueError("Only a fit with an embedding model is worth storing.")
    values = (fitted.words.dual, fitted.words.mean, fitted.meaning.dual, fitted.meaning.mean)
    parts: Mapping[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]] = {
        name: np.asarray(value, dtype=np.float32)
        for name, value in zip(_PARTS, (*values, fitted.curve), strict=True)
    }
    np.savez(path, fingerprint=np.array(fingerprint), **parts)  # type: ignore[arg-type]
