"""Cutting passages anew. The old ones stay, so that citations of them point at the same words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reviewforum.common.errors import NotPossible, require
from reviewforum.common.log import record
from reviewforum.evidence.actions.receive import index, new_passage
from reviewforum.evidence.actions.status import held, settle
from reviewforum.evidence.intake import Piece
from reviewforum.evidence.models import Coding, Passage, Suggestion
from reviewforum.evidence.offers import CARRIED
from reviewforum.forums.rules import may_code

Span = tuple[int, int]

SURE, DOUBTED = 1.0, 0.5
"""Confidence of a code carried over: as certain as a person's word, or as a dispute."""


@transaction.atomic
def split(*, by: Any, passage: Passage, at: int) -> list[Passage]:
    """Cut a passage in two before the code point `at` of its own words.

    Raises Refused; NotPossible when no words would be left on one side, or it was cut anew already.
    """
    (row,) = _to_cut(by, passage)
    body, middle = row.text.body, row.start + at
    if not row.start < middle < row.end:
        raise NotPossible(_("Choose a place inside the passage."))
    first, second = _trimmed(body, row.start, middle), _trimmed(body, middle, row.end)
    if first is None or second is None:
        raise NotPossible(_("Choose a place with words on both sides."))
    return _replace(by, [row], [first, second], "evidence.split")


@transaction.atomic
def join(*, by: Any, first: Passage, second: Passage) -> Passage:
    """Make one passage of two neighbours of one text. Raises Refused; NotPossible for others."""
    one, two = sorted(_to_cut(by, first, second), key=lambda row: row.start)
    if one.text_id != two.text_id or one.pk == two.pk:
        raise NotPossible(_("Only two passages of the same text can be joined."))
    if one.text.body[one.end : two.start].strip():
        raise NotPossible(_("Only neighbours can be joined: other words stand between these two."))
    return _replace(by, [one, two], [(one.start, two.end)], "evidence.join")[0]


def _to_cut(by: Any, *passages: Passage) -> list[Passage]:
    rows = held(*passages)
    for row in rows:
        require(may_code(by, row.forum), _("Only the desk of this forum cuts passages."))
    return rows


def _trimmed(body: str, start: int, end: int) -> Span | None:
    """The span without white space around it; None where nothing is left."""
    words = body[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return (start, end) if start < end else None


def _replace(by: Any, old: Sequence[Passage], spans: Sequence[Span], verb: str) -> list[Passage]:
    """Retire the old passages and make the new ones, in the index too."""
    made = [_made(old, start, end) for start, end in spans]
    index([(passage, old[0].text.body) for passage in made])
    Passage.objects.filter(pk__in=[row.pk for row in old]).update(retired_at=timezone.now())
    _carry(old, made)
    settle(made)
    record(
        by=by, verb=verb, target=old[0], chain=old[0].forum.chain,
        old=[row.pk for row in old], made=[row.pk for row in made],
    )  # fmt: skip
    return made


def _made(old: Sequence[Passage], start: int, end: int) -> Passage:
    first = old[0]
    piece = Piece(start, end, first.page, *_seconds(old, start, end))
    passage = new_passage(first.forum, first.contribution, first.text, piece, first.position)
    _stay_aside(passage, old)
    passage.save()
    passage.parents.set(old)
    return passage


def _stay_aside(passage: Passage, old: Sequence[Passage]) -> None:
    """Parts of what was set aside, whole, stay so for the same reason."""
    reasons = {(row.status, row.set_aside_code, row.set_aside_by_id) for row in old}
    if len(reasons) == 1:
        status, code, by = reasons.pop()
        if code:
            passage.status, passage.set_aside_code, passage.set_aside_by_id = status, code, by


def _seconds(old: Sequence[Passage], start: int, end: int) -> tuple[float | None, float | None]:
    """The seconds of a part, in proportion to its words."""
    first, last = old[0], old[-1]
    if first.start_seconds is None or last.end_seconds is None:
        return None, None
    per_letter = (last.end_seconds - first.start_seconds) / max(1, last.end - first.start)
    return (
        first.start_seconds + (start - first.start) * per_letter,
        first.start_seconds + (end - first.start) * per_letter,
    )


def _carry(old: Sequence[Passage], made: Sequence[Passage]) -> None:
    """The codes of the old passages are suggested for the new: a person confirms which hold."""
    scores: dict[int, float] = {}
    for row in Coding.objects.filter(passage__in=old).order_by("code_id"):
        score = DOUBTED if row.disputed else SURE
        scores[row.code_id] = max(score, scores.get(row.code_id, 0))
    scores = {**_carried_before(old, scores), **scores}
    Suggestion.objects.bulk_create(
        Suggestion(
            passage=passage, code_id=pk, score=score, model=CARRIED,
            reasons=[{"kind": "parent", "passage": row.pk} for row in old],
        )
        for passage in made
        for pk, score in sorted(scores.items())
    )  # fmt: skip


def _carried_before(old: Sequence[Passage], known: dict[int, float]) -> dict[int, float]:
    """Codes carried to a passage that nobody has read before it was cut again."""
    unread = [row for row in old if not row.readings.exists()]
    rows = Suggestion.objects.filter(passage__in=unread, model=CARRIED).exclude(code__in=known)
    return dict(rows.order_by("score").values_list("code_id", "score"))
