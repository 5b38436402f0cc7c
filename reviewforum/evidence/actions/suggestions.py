"""Asking the machine: suggestions for passages, with their reasons, and the vectors search uses."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from django.db import transaction

from reviewforum.common.text.vectors import Matrix, load_embedder
from reviewforum.evidence.models import Code, Passage, PassageVector, Suggestion
from reviewforum.evidence.suggesting import DIMENSIONS, Suggester
from reviewforum.evidence.suggesting import Suggestion as Proposed
from reviewforum.forums.models import Forum

BATCH = 32
MOST = {"objective": 5, "principle": 3, "country": 6, "kind": 2}
FLOOR = {"objective": 0.12, "principle": 0.3, "country": 0.5, "kind": 0.3}


@lru_cache(maxsize=4)
def suggester(framework: str) -> Suggester:
    """The engine for a framework, loaded once a process."""
    return Suggester.load(framework)


def suggest_pending(*, forum: Forum, most: int | None = None) -> int:
    """Suggest for the passages the current model has not read yet; returns how many.

    Goes batch by batch, each stored by itself: it may be stopped anywhere and started again.
    """
    engine = suggester(forum.framework.slug)
    done = 0
    while most is None or done < most:
        batch = list(_unread(forum, engine.model)[:BATCH])
        if not batch:
            break
        suggest_for(passages=batch, engine=engine)
        done += len(batch)
    return done


def _unread(forum: Forum, model: str):  # type: ignore[no-untyped-def]
    rows = Passage.objects.current().with_quote().filter(forum=forum).exclude(suggested_by=model)
    return rows.order_by("pk")


@transaction.atomic
def suggest_for(*, passages: Sequence[Passage], engine: Suggester) -> None:
    """Store what the engine proposes for these passages, and their vectors."""
    texts = [passage.quote for passage in passages]
    vectors = _vectors(passages, texts)
    proposals = engine.suggest(
        texts,
        [passage.language for passage in passages],
        dimensions=DIMENSIONS,
        vectors=vectors,
    )
    codes = _codes(passages[0].forum)
    rows = []
    for passage, proposed in zip(passages, proposals, strict=True):
        rows += [
            _row(passage, item, codes)
            for item in kept(proposed)
            if (item.dimension, item.key) in codes
        ]
        passage.uncertainty = uncertainty(proposed)
        passage.suggested_by = engine.model
    Suggestion.objects.bulk_create(rows, ignore_conflicts=True)
    Passage.objects.bulk_update(passages, ["uncertainty", "suggested_by"])


def kept(proposed: Sequence[Proposed]) -> list[Proposed]:
    """The proposals worth a person's look: the best few of each dimension above its floor, and
    always the best objective, so that no passage comes without a starting point.
    """
    chosen: list[Proposed] = []
    for dimension, most in MOST.items():
        items = [item for item in proposed if item.dimension == dimension]
        items.sort(key=lambda item: (-item.score, item.key))
        best = [item for item in items[:most] if item.score >= FLOOR[dimension]]
        chosen += best or (items[:1] if dimension == "objective" else [])
    return chosen


def uncertainty(proposed: Sequence[Proposed]) -> float:
    """How little the engine knows of a passage, from 0 to 1: the mean binary entropy (in bits) of
    its three best objectives. Confidences near one half count most: there a person helps most.
    """
    scores = sorted((p.score for p in proposed if p.dimension == "objective"), reverse=True)[:3]
    return round(sum(map(_entropy, scores)) / len(scores), 4) if scores else 1.0


def _entropy(score: float) -> float:
    if score <= 0 or score >= 1:
        return 0.0
    return -(score * math.log2(score) + (1 - score) * math.log2(1 - score))


def _codes(forum: Forum) -> dict[tuple[str, str], int]:
    rows = Code.objects.filter(framework=forum.framework)
    return {
        (dimension, key): pk for pk, dimension, key in rows.values_list("pk", "dimension", "key")
    }


def _row(passage: Passage, item: Proposed, codes: dict[tuple[str, str], int]) -> Suggestion:
    return Suggestion(
        passage=passage,
        code_id=codes[(item.dimension, item.key)],
        score=round(item.score, 4),
        model=item.model,
        reasons=[_reason(reason) for reason in item.reasons[:4]],
    )


def _reason(reason: object) -> dict[str, object]:
    fields = ("kind", "text", "start", "end", "similarity", "language")
    values = {name: getattr(reason, name) for name in fields}
    if values["kind"] == "words":
        values["text"] = ""  # the words stand in the passage; the span finds them
    return {name: value for name, value in values.items() if value not in (None, "")}


def _vectors(passages: Sequence[Passage], texts: Sequence[str]) -> Matrix | None:
    """Embed once: for the suggestions and, stored, for search. None where there is no model."""
    model = load_embedder()
    if model is None:
        return None
    matrix = model.embed(list(texts), "passage")
    PassageVector.objects.bulk_create(
        [
            PassageVector(
                passage=passage, model=model.model, vector=row.astype(np.float16).tobytes()
            )
            for passage, row in zip(passages, matrix, strict=True)
        ],
        ignore_conflicts=True,
    )
    return matrix
