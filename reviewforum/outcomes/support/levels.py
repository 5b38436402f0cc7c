"""How strong a quantifier is, and from which number of voices on the forum allows it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum


class Level(StrEnum):
    """What a quantifier claims, from the strongest to the weakest; NUMBER claims its figure."""

    ALL = "all"
    NEARLY_ALL = "nearly_all"
    MOST = "most"
    MANY = "many"
    SEVERAL = "several"
    SOME = "some"
    A_FEW = "a_few"
    FEW = "few"
    ONE = "one"
    NONE = "none"
    NUMBER = "number"


@dataclass(frozen=True)
class Range:
    """How many contributors a word may stand for; `most` is None where there is no upper end."""

    least: int
    most: int | None = None

    def holds(self, count: int) -> bool:
        """Whether the word fits the count."""
        return self.least <= count and (self.most is None or count <= self.most)


@dataclass(frozen=True)
class Thresholds:
    """The forum's rule for each word: numbers of distinct contributors, or shares of those who
    spoke to the matter (0 to 1). Every field is a setting.

    Raises ValueError when a stronger word would ask for less than a weaker one.
    """

    a_few_least: int = 2
    a_few_most: int = 3
    some_least: int = 2
    several_least: int = 3
    many_least: int = 6
    most_share: float = 0.5
    nearly_all_share: float = 0.75
    few_most: int = 3
    share_least: int = 2
    tolerance: float = 0.2

    def __post_init__(self) -> None:
        rising = (1, self.a_few_least, self.a_few_most), (1, self.some_least, self.several_least)
        shares = (0, self.most_share, self.nearly_all_share, 1)
        for chain in (*rising, (self.several_least, self.many_least), shares):
            if any(low > high for low, high in itertools.pairwise(chain)):
                raise ValueError("A stronger word must ask for at least as much as a weaker one.")
        if self.few_most < 1 or self.share_least < 1 or not 0 <= self.tolerance < 1:
            raise ValueError("“few” and shares need at least 1; the tolerance is 0 to below 1.")

    @classmethod
    def from_settings(cls, stored: Mapping[str, float]) -> Thresholds:
        """The rule from stored settings; what is not set keeps its default.

        Raises ValueError naming a setting that does not exist.
        """
        known = asdict(cls())
        if unknown := sorted(set(stored) - set(known)):
            raise ValueError(f"Unknown threshold: {', '.join(unknown)}. Known: {', '.join(known)}.")
        return cls(**{key: type(known[key])(value) for key, value in stored.items()})

    def range_of(self, level: Level, denominator: int) -> Range:
        """The numbers a word may stand for when `denominator` contributors spoke to the matter."""
        fixed = {
            Level.ONE: Range(1, 1),
            Level.A_FEW: Range(self.a_few_least, self.a_few_most),
            Level.FEW: Range(1, self.few_most),
            Level.SOME: Range(self.some_least),
            Level.SEVERAL: Range(self.several_least),
            Level.MANY: Range(self.many_least),
        }
        return fixed.get(level) or Range(self._share_least(level, denominator))

    def _share_least(self, level: Level, denominator: int) -> int:
        if level is Level.ALL:
            return max(denominator, self.share_least)
        share = self.most_share if level is Level.MOST else self.nearly_all_share
        # Fractions such as 0.75 × 4 may fall a hair below the whole number they stand for.
        return max(math.floor(denominator * share + 1e-9) + 1, self.share_least)

    def suggest(self, count: int, denominator: int = 0) -> Level:
        """The strongest word that fits; words of share only where the denominator is known."""
        if count <= 0:
            return Level.NONE
        if count == 1:
            return Level.ONE
        shares: tuple[Level, ...] = (Level.ALL, Level.NEARLY_ALL, Level.MOST) if denominator else ()
        weaker: tuple[Level, ...] = (Level.MANY, Level.SEVERAL, Level.A_FEW, Level.SOME)
        for level in (*shares, *weaker):
            enough = level not in shares or count >= self.several_least
            if enough and self.range_of(level, denominator).holds(count):
                return level
        return Level.ONE
