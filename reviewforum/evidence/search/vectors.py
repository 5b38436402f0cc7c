"""Finding passages by their meaning: the vectors of a forum held in memory and multiplied at once.

Memory: 1.5 kB a passage and process (384 numbers of 4 bytes), so 150 MB at 100,000; loaded at the
first search by meaning, and extended by what came since at each later one. Exact, no index: at this
size one multiplication takes some 15 ms.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from reviewforum.common.text.vectors import Embedder, load_embedder
from reviewforum.evidence.models import PassageVector

NEAREST = 60
"""So many of the nearest passages join those found by their words."""


@dataclass
class Shelf:
    """The vectors of one forum by one model."""

    ids: npt.NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    matrix: npt.NDArray[np.float32] = field(default_factory=lambda: np.empty((0, 0), np.float32))
    last: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def extend(self, forum_id: int, model: str) -> None:
        """Read the vectors stored since the last time."""
        with self.lock:
            fresh = list(
                PassageVector.objects.filter(
                    passage__forum_id=forum_id, model=model, pk__gt=self.last
                )
                .order_by("pk")
                .values_list("pk", "passage_id", "vector")
            )
            if not fresh:
                return
            packed = np.frombuffer(b"".join(bytes(row[2]) for row in fresh), dtype=np.float16)
            rows = packed.reshape(len(fresh), -1).astype(np.float32)
            ids = np.array([row[1] for row in fresh], dtype=np.int64)
            self.matrix = rows if not len(self.ids) else np.vstack([self.matrix, rows])
            self.ids = np.concatenate([self.ids, ids])
            self.last = fresh[-1][0]

    def nearest(self, vector: npt.NDArray[np.float32], count: int) -> list[int]:
        """Ids of the passages nearest in meaning, nearest first; ties by id."""
        if not len(self.ids):
            return []
        scores = self.matrix @ vector
        count = min(count, len(scores))
        best = np.argpartition(-scores, count - 1)[:count]
        return [
            int(self.ids[row])
            for row in sorted(best, key=lambda row: (-scores[row], self.ids[row]))
        ]


_shelves: dict[tuple[int, str], Shelf] = {}


def embedder() -> Embedder | None:
    """The site's model, or None: then search stands on words alone."""
    return load_embedder()


@lru_cache(maxsize=512)
def _vector(text: str) -> npt.NDArray[np.float32]:
    found = embedder()
    assert found is not None  # noqa: S101 — callers looked
    vector: npt.NDArray[np.float32] = found.embed([text], "query")[0]
    return vector


def forget() -> None:
    """Drop what is held, for tests and after a restore."""
    _shelves.clear()


def find(text: str, forum_id: int) -> list[int]:
    """Ids of the passages nearest in meaning; empty without a model or without vectors."""
    model = embedder()
    if model is None or not text:
        return []
    shelf = _shelves.setdefault((forum_id, model.model), Shelf())
    shelf.extend(forum_id, model.model)
    return shelf.nearest(_vector(text), NEAREST) if len(shelf.ids) else []
