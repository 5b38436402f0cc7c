"""Cutting passages anew. The old ones stay, so that citations of them point at the same words."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reviewforum.common.errors import NotPossible, require
from reviewforum.common.log import record
from reviewforum.evidence.actions.receive import index, new_passage
from reviewforum.evidence.actions.status import refresh_contributions
from reviewforum.evidence.intake import Piece
from reviewforum.evidence.models import Passage, Suggestion
from reviewforum.forums.rules import may_code


@transaction.atomic
def split(*, by: Any, passage: Passage, at: int) -> list[Passage]:
    """Cut a passage in two before the code point `at` of its own words.

    Raises NotPossible when nothing would be left on one side, or when it was cut anew already.
    """
    held = _held(by, passage)
    body = held.text.body
    middle = held.start + at
    first = _trimmed(body, held.start, middle)
    second = _trimmed(body, middle, held.end)
    if not (held.start < middle < held.end) or first is None or second is None:
        raise NotPossible(_("Choose a place inside the passage, with words on both sides."))
    return _replace(by, [held], [first, second], "evidence.split")


@transaction.atomic
def join(*, by: Any, first: Passage, second: Passage) -> Passage:
    """Make one passage of two neighbours of the same text. Raises NotPossible for any others."""
    one, two = sorted((_held(by, first), _held(by, second)), key=lambda row: row.start)
    if one.text_id != two.text_id or one.pk == two.pk:
        raise NotPossible(_("Only passages of the same text can be joined."))
    if one.text.body[one.end : two.start].strip():
        raise NotPossible(_("Only neighbours can be joined: other words stand between these two."))
    return _replace(by, [one, two], [(one.start, two.end)], "evidence.join")[0]


def _held(by: Any, passage: Passage) -> Passage:
    held = Passage.objects.select_for_update().select_related("forum").get(pk=passage.pk)
    require(may_code(by, held.forum), _("Only the desk of this forum cuts passages."))
    if held.retired_at:
        raise NotPossible(_("This passage was cut anew meanwhile."))
    return held


def _trimmed(body: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without white space around it; None where nothing is left."""
    words = body[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return (start, end) if start < end else None


def _replace(by: Any, old: list[Passage], spans: list[tuple[int, int]], verb: str) -> list[Passage]:
    """Retire the old passages, make the new ones; what was suggested or coded is suggested anew."""
    text, contribution = old[0].text, old[0].contribution
    made = []
    for start, end in spans:
        piece = Piece(start, end, old[0].page, *_seconds(old, start, end))
        passage = new_passage(old[0].forum, contribution, text, piece, old[0].position)
        passage.save()
        passage.parents.set(old)
        made.append(passage)
    index([(passage, text.body) for passage in made])
    Passage.objects.filter(pk__in=[row.pk for row in old]).update(retired_at=timezone.now())
    _suggest_again(old, made)
    refresh_contributions([contribution.pk])
    record(
        by=by, verb=verb, target=old[0], chain=old[0].forum.chain,
        old=[row.pk for row in old], made=[row.pk for row in made],
    )  # fmt: skip
    return made


def _seconds(old: list[Passage], start: int, end: int) -> tuple[float | None, float | None]:
    """The seconds of a part, in proportion to its words."""
    first, last = old[0], old[-1]
    if first.start_seconds is None or last.end_seconds is None:
        return None, None
    length = max(1, last.end - first.start)
    per_letter = (last.end_seconds - first.start_seconds) / length
    return (
        first.start_seconds + (start - first.start) * per_letter,
        first.start_seconds + (end - first.start) * per_letter,
    )


def _suggest_again(old: list[Passage], made: list[Passage]) -> None:
    """The codes of the old passages become suggestions for the new: a person confirms which hold."""
    best: dict[int, Suggestion] = {}
    for row in Suggestion.objects.filter(passage__in=old).order_by("score"):
        best[row.code_id] = row
    coded = {pk for row in old for pk in row.codings.values_list("code_id", flat=True)}
    Suggestion.objects.bulk_create(
        Suggestion(
            passage=passage,
            code_id=pk,
            score=best[pk].score if pk in best else 0.5,
            model="cut anew",
            reasons=[{"kind": "parent", "passage": old[0].pk}],
        )  # fmt: skip
        for passage in made
        for pk in sorted(coded | set(best))
    )
