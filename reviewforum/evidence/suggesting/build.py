"""Computes the vectors of all example sentences: `python -m reviewforum.evidence.suggesting.build`.

Run it after changing a sentence or the embedding model; it computes only what is new.
"""

from __future__ import annotations

import sys

from reviewforum.common.text.vectors import load_embedder
from reviewforum.frameworks.reader import available, read_framework

from .answers import Dimension
from .memory import VECTORS, store
from .suggester import material

FITTED: tuple[Dimension, ...] = ("objective", "principle", "kind")


def main() -> int:
    """Writes the file of vectors; 1 without an embedding model."""
    embedder = load_embedder()
    if embedder is None:
        sys.stderr.write("No embedding model is installed; the vectors stay as they are.\n")
        return 1
    frameworks = [read_framework(slug) for slug in available()]
    texts = [e.text for f in frameworks for d in FITTED for e in material(f, d)[0]]
    count = store(texts, embedder)
    sys.stdout.write(f"{count} vectors of {embedder.model} in {VECTORS.name}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
