"""Computes what ships beside the sentences: `python -m reviewforum.evidence.suggesting.build`.

Run it after a change of sentences, lexicon, settings or embedding model. Vectors are computed
only for new sentences; the fit of the Global Compact's objectives is always made anew.
"""

from __future__ import annotations

import sys

from reviewforum.common.text.vectors import load_embedder
from reviewforum.frameworks.reader import available, read_framework

from .answers import Dimension
from .memory import FITTED as FITTED_FILE
from .memory import VECTORS, keep, store
from .suggester import Suggester, material

FITTED: tuple[Dimension, ...] = ("objective", "principle", "kind")


def main() -> int:
    """Writes both files; 1 without an embedding model."""
    embedder = load_embedder()
    if embedder is None:
        sys.stderr.write("No embedding model is installed; the vectors stay as they are.\n")
        return 1
    frameworks = [read_framework(slug) for slug in available()]
    texts = [e.text for f in frameworks for d in FITTED for e in material(f, d)[0]]
    count = store(texts, embedder)
    sys.stdout.write(f"{count} vectors of {embedder.model} in {VECTORS.name}\n")
    FITTED_FILE.unlink(missing_ok=True)
    coder = Suggester.load("gcm").coder("objective")
    keep(coder.fingerprint, coder.fitted)
    sys.stdout.write(f"Fit of {len(coder.examples)} examples in {FITTED_FILE.name}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
