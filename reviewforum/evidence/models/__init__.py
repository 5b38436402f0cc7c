"""Contributions, passages and coding: what was said, exact spans of it, and what it speaks to."""

from reviewforum.evidence.models.coding import (
    Code,
    Coding,
    Decision,
    Dimension,
    Reading,
    Suggestion,
)
from reviewforum.evidence.models.contributions import (
    Contribution,
    Contributor,
    InputKind,
    Level,
    SetAside,
    Source,
    Status,
    TextKind,
    TextVersion,
)
from reviewforum.evidence.models.imports import BatchState, ImportBatch, ImportItem
from reviewforum.evidence.models.passages import Passage, PassageTerms, PassageVector
from reviewforum.evidence.models.searches import SavedSearch

__all__ = [
    "BatchState",
    "Code",
    "Coding",
    "Contribution",
    "Contributor",
    "Decision",
    "Dimension",
    "ImportBatch",
    "ImportItem",
    "InputKind",
    "Level",
    "Passage",
    "PassageTerms",
    "PassageVector",
    "Reading",
    "SavedSearch",
    "SetAside",
    "Source",
    "Status",
    "Suggestion",
    "TextKind",
    "TextVersion",
]
