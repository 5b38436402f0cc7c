"""What reading a file yields: text with structure, a transcript's turns, or a table.

Nothing here carries an author: personal data in document properties is never taken over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reviewforum.evidence.reading.errors import Notice, ReadError

BlockKind = Literal["paragraph", "heading", "item", "row", "note"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read; larger ones are refused with a reason.

    Sizes are in bytes; ``ratio`` is how many times a part of a packed file may grow.
    """

    size: int = 50 * 1024 * 1024
    unpacked: int = 200 * 1024 * 1024
    ratio: int = 200
    members: int = 10_000
    characters: int = 10_000_000
    pages: int = 2_000
    rows: int = 200_000
    columns: int = 1_000
    attachments: int = 50
    depth: int = 3


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the text: half-open offsets, its kind, a heading's level, the PDF page."""

    start: int
    end: int
    kind: BlockKind = "paragraph"
    level: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """A stretch of a transcript with its seconds in the recording."""

    start: int
    end: int
    start_seconds: float
    end_seconds: float


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says until another does; ``speaker`` is empty where none is named."""

    speaker: str
    start: int
    end: int
    start_seconds: float
    end_seconds: float
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``number`` is counted as a spreadsheet shows it, from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns (each name once) and rows of as many cells."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a message: its bytes, and either what was read or why not."""

    name: str
    data: bytes
    reading: Reading | None
    error: ReadError | None


@dataclass(frozen=True, slots=True)
class Reading:
    """A file, read.  ``text`` is normalised (NFC, ``\\n``) and all offsets refer to it.

    A table has an empty ``text`` and a ``table``; a transcript has ``turns``, and its text holds
    what was said but not who said it.
    """

    format: str
    media_type: str
    title: str = ""
    text: str = ""
    blocks: tuple[Block, ...] = ()
    turns: tuple[Turn, ...] = ()
    table: Table | None = None
    attachments: tuple[Attachment, ...] = ()
    warnings: tuple[Notice, ...] = ()
