"""The row both the unheard list and the voices matrix are counted from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Dimension = Literal["group", "objective", "country", "language"]
DIMENSIONS: tuple[Dimension, ...] = ("group", "objective", "country", "language")


@dataclass(frozen=True)
class Voice:
    """What one contributor brought: one row a passage (or a contribution not yet cut).

    A contributor in several groups has a row for each. `label` is what the viewer may see of
    them. `cited`: a standing citation of this row; `waived`: left out on purpose, the reason
    being kept with the waiver.
    """

    contributor: str
    group: str
    label: str = ""
    objectives: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    language: str = ""
    coded: bool = True
    cited: bool = False
    waived: bool = False
    confidential: bool = False

    def values(self, dimension: Dimension) -> tuple[str, ...]:
        """The row's places along a dimension, sorted; empty where it has none."""
        if dimension == "group":
            return (self.group,)
        if dimension == "language":
            return (self.language,) if self.language else ()
        return tuple(sorted(self.objectives if dimension == "objective" else self.countries))
