"""What the suggesting engine takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Dimension = Literal["objective", "principle", "country", "kind"]
DIMENSIONS: tuple[Dimension, ...] = ("objective", "principle", "country", "kind")


class SuggestingDataError(ValueError):
    """A data file of the engine cannot be used; says file, line, what is wrong, what to do."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a code is suggested.

    `words`: `text` stands in the passage from code point `start` to `end`.
    `exemplar`: `text` is the most similar example sentence, in `language`; `similarity` is their
    cosine, from -1 to 1.
    """

    kind: Literal["words", "exemplar"]
    text: str
    start: int | None = None
    end: int | None = None
    similarity: float | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code for a passage: `score` is a confidence from 0 to 1, not a share of a whole.

    `key` is the number of an objective, a principle's or kind's key, or the ISO 3166-1 alpha-3
    code of a State. `model` names everything the score rests on.
    """

    dimension: Dimension
    key: str
    score: float
    reasons: tuple[Reason, ...]
    model: str

    @property
    def number(self) -> int:
        """The number of the objective; ValueError for another dimension."""
        if self.dimension != "objective":
            raise ValueError(f"A suggestion of a {self.dimension} has no number: {self.key}.")
        return int(self.key)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and the codes it stands for; `group` names what is left out together when the
    engine tests itself (translations and near relatives of a sentence)."""

    text: str
    language: str
    keys: tuple[str, ...]
    group: str = ""
    weight: float = 1.0
