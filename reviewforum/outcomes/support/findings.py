"""A finding: what a check saw, with its figures, told in six languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from reviewforum.outcomes.support import wording
from reviewforum.outcomes.support.folding import base
from reviewforum.outcomes.support.levels import Level, Thresholds


class Severity(StrEnum):
    """`blocks` stops publication, `warns` asks for a decision, `notes` informs."""

    BLOCKS = "blocks"
    WARNS = "warns"
    NOTES = "notes"


@dataclass(frozen=True)
class Finding:
    """One finding. `params` holds the figures; `sentence`, `citation`: what it is about.

    `suggestion` is the level whose word fits the count, where there is one.
    """

    code: str
    severity: Severity
    params: Mapping[str, Any] = field(default_factory=dict)
    sentence: str | None = None
    citation: str | None = None
    start: int | None = None
    end: int | None = None
    suggestion: Level | None = None

    def message(self, language: str) -> str:
        """What is so, the figures, and what to do, in one of the six languages."""
        template: str = wording.table("findings")[self.code][base(language)]
        return template.format_map(self._words(language))

    def suggested_word(self, language: str) -> str:
        """The word that fits the count, empty where none is suggested."""
        return wording.word(self.suggestion, language) if self.suggestion else ""

    def _words(self, language: str) -> dict[str, Any]:
        words = dict(self.params)
        count = int(words.get("count", 0))
        words["contributors"] = wording.counted("contributors", count, language)
        words["groups"] = wording.counted_groups(words.get("groups", ()), language)
        words["suggestion"] = self.suggested_word(language)
        if "level" in words:
            words["rule"] = wording.rule(
                Level(words["level"]),
                words.get("thresholds") or Thresholds(),
                int(words.get("denominator", 0)),
                language,
            )
        if "scope" in words:
            words["body"] = wording.noun(words["scope"] or "contributors", language)
        words["items"] = ", ".join(words.get("items", ()))
        return words


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Those that stop publication, in their order."""
    return [finding for finding in findings if finding.severity is Severity.BLOCKS]
