"""Reports: drafts whose sentences cite passages, and their frozen versions."""

from reviewforum.outcomes.models.drafts import (
    Citation,
    Origin,
    Paragraph,
    Report,
    ReportKind,
    Section,
    Sentence,
    SentenceRevision,
    Stance,
    Waiver,
)
from reviewforum.outcomes.models.versions import (
    Corrigendum,
    FrozenCitation,
    FrozenSentence,
    ReportVersion,
    ReviewComment,
    ReviewInvitation,
    VersionKind,
)

__all__ = [
    "Citation",
    "Corrigendum",
    "FrozenCitation",
    "FrozenSentence",
    "Origin",
    "Paragraph",
    "Report",
    "ReportKind",
    "ReportVersion",
    "ReviewComment",
    "ReviewInvitation",
    "Section",
    "Sentence",
    "SentenceRevision",
    "Stance",
    "VersionKind",
    "Waiver",
]
