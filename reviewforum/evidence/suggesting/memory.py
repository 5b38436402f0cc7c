"""Vectors of the example sentences that ship, so that a start does not compute them again.

One file, float16, each vector under the digest of its sentence and the id of the model. A
sentence or model that is not in it is computed when it is needed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from reviewforum.common.text.vectors import Embedder, Matrix, Role

from .files import DATA

VECTORS = DATA / "vectors.npz"
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
