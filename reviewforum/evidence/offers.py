"""What a coder is offered for a passage: the machine's suggestions with their reasons, and what
they said themselves before. Never what another coder said: each reads for themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.safestring import SafeString

from reviewforum.evidence.models import Code, Decision, Dimension, Passage, Suggestion
from reviewforum.evidence.search.snippets import Part, render

CARRIED = "cut anew"
"""The model named on suggestions that were codes of the passage before it was split or joined."""

LINE = 0.5
"""From this confidence on a suggestion comes ticked: more likely right than wrong."""

NUMBERED = 9
"""So many objectives answer to the keys 1 to 9."""

KIND_KEYS = {
    "progress": "p",
    "gap": "g",
    "good-practice": "b",
    "recommendation": "d",
    "critical-message": "m",
}


@dataclass(frozen=True)
class Offer:
    """A code a coder may tick. `score` is None where no machine suggested it."""

    code: Code
    ticked: bool
    score: float | None = None
    key: str = ""
    words: tuple[str, ...] = ()
    example: str = ""
    example_language: str = ""
    carried: bool = False

    @property
    def percent(self) -> int:
        """The confidence in per cent."""
        return round(100 * (self.score or 0))


def standing(passage: Passage) -> dict[int, Suggestion]:
    """Code → its suggestion: the current model's, or carried over from before a cut."""
    rows = passage.suggestions.filter(model__in=[passage.suggested_by, CARRIED])
    best: dict[int, Suggestion] = {}
    for row in rows.select_related("code").order_by("score", "pk"):
        best[row.code_id] = row
    return best


def own_words(passage: Passage, coder: Any) -> dict[int, bool]:
    """Code → what this coder last said of it."""
    rows = Decision.objects.filter(passage=passage, by=coder, adjudication=False)
    return dict(rows.order_by("pk").values_list("code_id", "applies"))


def offers(
    passage: Passage,
    suggestions: Mapping[int, Suggestion],
    codes: Iterable[Code],
    ticked: set[int],
) -> dict[str, list[Offer]]:
    """Dimension → what is offered, the likeliest first; kinds in their own order.

    Objectives and principles are those suggested or ticked, then, without a score, all the others.
    """
    found = {
        dimension: [
            _offer(passage, code, suggestions.get(code.pk), code.pk in ticked)
            for code in codes
            if code.dimension == dimension
        ]
        for dimension in (Dimension.OBJECTIVE, Dimension.PRINCIPLE, Dimension.COUNTRY)
    }
    ranked = {name: sorted(rows, key=_rank) for name, rows in found.items()}
    ranked[Dimension.OBJECTIVE] = _numbered(ranked[Dimension.OBJECTIVE])
    ranked[Dimension.KIND] = [
        _offer(passage, code, suggestions.get(code.pk), code.pk in ticked)
        for code in codes
        if code.dimension == Dimension.KIND
    ]
    return {str(name): rows for name, rows in ranked.items()}


def _rank(offer: Offer) -> tuple[float, bool, int]:
    return (-(offer.score or 0), not offer.ticked, offer.code.position)


def _numbered(rows: Sequence[Offer]) -> list[Offer]:
    """The first nine that were suggested or ticked answer to a digit."""
    told = [row for row in rows if row.score is not None or row.ticked]
    keys = {row.code.pk: str(place) for place, row in enumerate(told[:NUMBERED], start=1)}
    return [replace(row, key=keys.get(row.code.pk, "")) for row in rows]


def _offer(passage: Passage, code: Code, row: Suggestion | None, ticked: bool) -> Offer:
    key = KIND_KEYS.get(code.key, "") if code.dimension == Dimension.KIND else ""
    if row is None:
        return Offer(code, ticked, key=key)
    words = [passage.quote[start:end] for start, end in spans(passage.quote, [row])]
    nearest: dict[str, Any] = next(
        (why for why in row.reasons if why.get("kind") == "exemplar"), {}
    )
    return Offer(
        code,
        ticked,
        row.score,
        key,
        tuple(dict.fromkeys(words)),
        nearest.get("text", ""),
        nearest.get("language", ""),
        row.model == CARRIED,
    )


def spans(quote: str, rows: Iterable[Suggestion]) -> list[tuple[int, int]]:
    """The stretches of a passage that made the machine think of these codes, joined, in order."""
    found = sorted(
        (why["start"], why["end"])
        for row in rows
        for why in row.reasons
        if why.get("kind") == "words" and 0 <= why.get("start", -1) < why.get("end", 0)
    )
    joined: list[tuple[int, int]] = []
    for start, end in found:
        end = min(end, len(quote))
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined


def marked(quote: str, rows: Iterable[Suggestion]) -> SafeString:
    """Safe HTML of the whole passage with those stretches in <mark>."""
    parts, place = [], 0
    for start, end in spans(quote, rows):
        parts += [Part(quote[place:start], False), Part(quote[start:end], True)]
        place = end
    return render([*parts, Part(quote[place:], False)], before=False, after=False)
