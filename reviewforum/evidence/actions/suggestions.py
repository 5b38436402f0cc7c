"""Asking the machine: suggestions for passages, with their reasons, and the vectors search uses."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from django.db import transaction

from reviewforum.common.log import record
from reviewforum.common.text.vectors import Matrix, load_embedder
from reviewforum.evidence.models import Code, Passage, PassageVector, Suggestion
from reviewforum.evidence.querysets import PassageQuerySet
from reviewforum.evidence.suggesting import DIMENSIONS, Reason, Suggester
from reviewforum.evidence.suggesting import Suggestion as Proposed
from reviewforum.forums.models import Forum

BATCH = 64
ALWAYS = {"objective": 5}
"""So many of the best are kept whatever their score: a coder corrects faster than they search."""
MOST = {"objective": 9, "principle": 3, "country": 6, "kind": 2}
FLOOR = {"objective": 0.3, "principle": 0.3, "country": 0.5, "kind": 0.3}
MOST_REASONS = 5


@lru_cache(maxsize=4)
def suggester(framework: str) -> Suggester:
    """The engine for a framework, loaded once a process."""
    return Suggester.load(framework)


def suggest_pending(*, forum: Forum, most: int | None = None, by: Any = None) -> int:
    """Suggest for the passages the current model has not read yet; returns how many.

    Goes batch by batch, each stored by itself: it may be stopped anywhere and started again.
    """
    engine = suggester(forum.framework.slug)
    done = 0
    while most is None or done < most:
        size = BATCH if most is None else min(BATCH, most - done)
        batch = list(unread(forum, engine.model)[:size])
        if not batch:
            break
        suggest_for(passages=batch, forum=forum, engine=engine, by=by)
        done += len(batch)
    return done


def unread(forum: Forum, model: str) -> PassageQuerySet:
    """The standing passages of a forum that this model has not read."""
    rows = Passage.objects.current().with_quote().filter(forum=forum)
    return rows.exclude(suggested_by=model).order_by("pk")


@transaction.atomic
def suggest_for(
    *, passages: Sequence[Passage], forum: Forum, engine: Suggester, by: Any = None
) -> None:
    """Store what the engine proposes for these passages of one forum, and their vectors. Asked
    twice, it stores the same once; what an older model proposed stays beside it.
    """
    texts = [passage.quote for passage in passages]
    languages = [passage.language for passage in passages]
    vectors = _vectors(passages, texts)
    proposals = engine.suggest(texts, languages, dimensions=DIMENSIONS, vectors=vectors)
    codes = _codes(forum)
    rows = []
    for passage, proposed in zip(passages, proposals, strict=True):
        rows += [_row(passage, item, codes) for item in kept(proposed) if _place(item) in codes]
        passage.uncertainty = uncertainty(proposed)
        passage.suggested_by = engine.model
    Suggestion.objects.bulk_create(rows, ignore_conflicts=True)
    Passage.objects.bulk_update(passages, ["uncertainty", "suggested_by"])
    record(
        by=by, verb="evidence.suggest", target=forum, chain=forum.chain,
        passages=len(passages), suggestions=len(rows), model=engine.model,
    )  # fmt: skip


def _place(item: Proposed) -> tuple[str, str]:
    return item.dimension, item.key


def kept(proposed: Sequence[Proposed]) -> list[Proposed]:
    """The proposals worth a person's look: in each dimension the best few from its floor on, and of
    the objectives always the best five.
    """
    chosen: list[Proposed] = []
    for dimension, most in MOST.items():
        items = [item for item in proposed if item.dimension == dimension]
        items.sort(key=lambda item: (-item.score, item.key))
        always = ALWAYS.get(dimension, 0)
        chosen += [
            item
            for place, item in enumerate(items[:most])
            if place < always or item.score >= FLOOR[dimension]
        ]
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
        code_id=codes[_place(item)],
        score=round(item.score, 4),
        model=item.model,
        reasons=[_reason(reason) for reason in item.reasons[-MOST_REASONS:]],
    )


def _reason(reason: Reason) -> dict[str, Any]:
    """A reason as stored. Words of the passage are told by their place alone."""
    if reason.kind == "words":
        return {"kind": "words", "start": reason.start, "end": reason.end}
    return {
        "kind": "exemplar",
        "text": reason.text,
        "similarity": reason.similarity,
        "language": reason.language,
    }


def _vectors(passages: Sequence[Passage], texts: Sequence[str]) -> Matrix | None:
    """Embed once: for the suggestions and, stored, for search. None where there is no model."""
    model = load_embedder()
    if model is None:
        return None
    stored = PassageVector.objects.filter(passage__in=list(passages), model=model.model)
    known = {pk: np.frombuffer(bytes(vector), np.float16) for pk, vector in
             stored.values_list("passage_id", "vector")}  # fmt: skip
    missing = [(p, text) for p, text in zip(passages, texts, strict=True) if p.pk not in known]
    fresh = model.embed([text for _passage, text in missing], "passage").astype(np.float16)
    rows = [
        PassageVector(passage=passage, model=model.model, vector=vector.tobytes())
        for (passage, _text), vector in zip(missing, fresh, strict=True)
    ]
    PassageVector.objects.bulk_create(rows, ignore_conflicts=True)
    known |= {row.passage_id: vector for row, vector in zip(rows, fresh, strict=True)}
    return np.array([known[passage.pk] for passage in passages], dtype=np.float32)
