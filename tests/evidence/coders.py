"""What the tests of coding share."""

from __future__ import annotations

from typing import Any

from reviewforum.evidence.models import Code, Suggestion
from tests import build

TEXT = "Recruiters take fees. Families wait for years."


def code(forum, key: Any, dimension: str = "objective") -> Code:
    return Code.objects.get(framework=forum.framework, dimension=dimension, key=str(key))


def passage(forum, text: str = TEXT, **fields: Any):
    made = build.contribution(forum, text, **fields)
    found = made.passages.get()
    found.made = made
    return found


def suggestion(passage, key: Any, score: float, dimension: str = "objective", **fields: Any):
    passage.suggested_by = "m"
    passage.save(update_fields=["suggested_by"])
    return Suggestion.objects.create(
        passage=passage,
        code=code(passage.forum, key, dimension),
        score=score,
        model=fields.pop("model", "m"),
        **fields,
    )


def holds(passage) -> dict[str, bool]:
    """Key → disputed, of the codes that hold."""
    return {row.code.key: row.disputed for row in passage.codings.select_related("code")}


def status(row) -> str:
    row.refresh_from_db()
    return row.status
