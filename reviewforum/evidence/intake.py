"""What comes in, whatever feeds it: the neutral form that imports and forms hand over."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Who:
    """A contributor as named by the input. Group by key, country by ISO3; empty where unknown."""

    name: str = ""
    body: str = ""
    email: str = ""
    group: str = ""
    also: tuple[str, ...] = ()
    country: str = ""

    @property
    def anonymous(self) -> bool:
        """Nothing tells them apart from anyone else: each such input counts as its own voice."""
        return not (self.name or self.body or self.email)

    def identity(self) -> tuple[str, ...]:
        """What makes two inputs the same contributor's."""
        if self.body or self.name:
            return (self.body.casefold().strip(), self.name.casefold().strip(), self.country)
        return ("", self.email.casefold().strip(), "")


@dataclass(frozen=True)
class Piece:
    """A passage found in the text: code points, and page or seconds where the source has them."""

    start: int
    end: int
    page: int | None = None
    start_seconds: float | None = None
    end_seconds: float | None = None


@dataclass(frozen=True)
class Translation:
    """A text of the same contribution in another language; `model` is empty for a person's."""

    language: str
    body: str
    model: str = ""


@dataclass(frozen=True)
class Entry:
    """One contribution to be received. Without `pieces` the text is cut here."""

    text: str
    who: Who = field(default_factory=Who)
    language: str = ""
    level: str = "confidential"
    kind: str = "written"
    title: str = ""
    received_at: datetime | None = None
    published: bool = False
    illustrative: bool = False
    pieces: tuple[Piece, ...] = ()
    translations: tuple[Translation, ...] = ()
    user: Any = None
    code: str = ""
    stage: Any = None
    session: Any = None
    source: Any = None
