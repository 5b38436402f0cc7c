"""What the demo is made of, as one digest: a demo built from the same files is not built again."""

from __future__ import annotations

import hashlib
from pathlib import Path

from demo.reader import HERE

KINDS = ("*.py", "*.toml", "*.jsonl", "*.txt")


def digest_of_files(folder: Path = HERE) -> str:
    """SHA-256 over the names and contents of the demo's files, in order."""
    paths = {path for kind in KINDS for path in folder.rglob(kind)}
    whole = hashlib.sha256()
    for path in sorted(paths):
        name = path.relative_to(folder).as_posix()
        part = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{name} {part}\n".encode())
    return whole.hexdigest()
