"""The facts of the method note, as of the day a version is frozen: ids and counts alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict
from typing import Any

from django.db.models import Count, Max
from django.utils import timezone

from reviewforum.evidence.agreement import agreement
from reviewforum.evidence.models import Contribution, Status
from reviewforum.outcomes.assembly import Assembled
from reviewforum.outcomes.models import Origin
from reviewforum.outcomes.scope import passages_in_scope


def facts_of(draft: Assembled) -> dict[str, Any]:
    """How the draft was made and counted. A fixed number of queries."""
    return {
        "date": timezone.now().date().isoformat(),
        "thresholds": asdict(draft.thresholds),
        "stages": sorted(draft.report.stages.values_list("pk", flat=True)),
        "last_contribution": _last(draft),
        "words": draft.words,
        "groups": _groups(draft),
        "waivers": len(draft.waiver_rows),
        "agreement": _agreement(draft),
        **_figures(draft),
        **_coding(draft),
    }


def _last(draft: Assembled) -> int:
    """What came in later is none of this version's business."""
    rows = Contribution.objects.filter(forum_id=draft.report.forum_id)
    return rows.aggregate(last=Max("pk"))["last"] or 0


def _figures(draft: Assembled) -> dict[str, int]:
    origins = Counter(row.sentence.origin for row in draft.sentences)
    passages = [citation.passage_id for citation in draft.citations]
    return {
        "sentences": len(draft.lines),
        "citations": len(passages),
        "passages": len(set(passages)),
        "extract": origins[Origin.EXTRACT],
        "model": origins[Origin.MODEL],
    }


def _groups(draft: Assembled) -> dict[str, dict[str, int]]:
    """Distinct contributors by group: who was received, who is cited. For the desk alone."""
    received: dict[str, set[str]] = defaultdict(set)
    cited: dict[str, set[str]] = defaultdict(set)
    for voice in draft.voices:
        received[voice.group].add(voice.contributor)
        if voice.cited:
            cited[voice.group].add(voice.contributor)
    return {
        key: {"received": len(received[key]), "cited": len(cited[key])} for key in sorted(received)
    }


def _coding(draft: Assembled) -> dict[str, Any]:
    scope = passages_in_scope(draft.report).order_by()
    counts = dict(scope.values_list("status").annotate(n=Count("pk")))
    suggested = dict(
        scope.exclude(suggested_by="").values_list("suggested_by").annotate(n=Count("pk"))
    )
    return {
        "received": sum(counts.values()),
        "coded": counts.get(Status.CODED, 0),
        "suggested": sum(suggested.values()),
        "models": sorted(suggested),
    }


def _agreement(draft: Assembled) -> dict[str, Any] | None:
    found = agreement(draft.report.forum)
    if found.few or found.alpha is None or found.f1 is None:
        return None
    return {
        "passages": found.passages,
        "coders": found.coders,
        "alpha": round(found.alpha, 3),
        "f1": round(found.f1, 3),
    }
