"""Which passage a coder reads next: the order of the queue, its filters, how far the work got."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import BigIntegerField, Count, ExpressionWrapper, F, Max, Q, QuerySet

from reviewforum.evidence.models import Dimension, Passage, Reading, Status, Suggestion
from reviewforum.evidence.querysets import PassageQuerySet
from reviewforum.forums.models import Forum

PENDING, SECOND, ASIDE = "", "second", "aside"
QUEUES = (PENDING, SECOND, ASIDE)
FILTERS = ("queue", "stage", "language", "objective", "group")

ON_THE_DESK = 180
"""Seconds for which a passage on one coder's desk is kept from the others'."""
WORTH = 0.3
"""From this confidence on a passage is found under an objective suggested for it."""

AHEAD = 20
"""So many passages are looked at to find one on nobody's desk."""

# Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4): spreads consecutive numbers
# evenly, gives each its own place, and is the same on both databases.
SPREAD, MODULUS = 2654435761, 2**32


@dataclass(frozen=True)
class Selection:
    """The queue and the filters chosen; empty where none is."""

    queue: str = PENDING
    stage: str = ""
    language: str = ""
    objective: str = ""
    group: str = ""

    @classmethod
    def read(cls, params: Mapping[str, str]) -> Selection:
        """From the address; a queue that does not exist is the ordinary one."""
        values = {name: str(params.get(name) or "")[:60] for name in FILTERS}
        if values["queue"] not in QUEUES:
            values["queue"] = PENDING
        return cls(**values)

    @property
    def query(self) -> str:
        """As part of an address, without what is empty."""
        return urlencode({name: value for name in FILTERS if (value := getattr(self, name))})


def selected(forum: Forum, user: Any, selection: Selection) -> PassageQuerySet:
    """The current passages the filters leave, whatever their status."""
    rows = Passage.objects.visible_in(forum, user).current()
    if selection.stage:
        rows = rows.filter(contribution__stage__slug=selection.stage)
    if selection.language:
        rows = rows.filter(language=selection.language)
    if selection.group:
        rows = rows.filter(contribution__contributor__group__key=selection.group)
    if selection.objective:
        rows = rows.filter(pk__in=_suggested(forum, selection.objective))
    return rows


def _suggested(forum: Forum, objective: str) -> QuerySet[Suggestion, int]:
    rows = Suggestion.objects.filter(
        code__framework=forum.framework,
        code__dimension=Dimension.OBJECTIVE,
        code__key=objective,
        score__gte=WORTH,
    )
    return rows.order_by().values_list("passage", flat=True)


def waiting(forum: Forum, user: Any, selection: Selection) -> PassageQuerySet:
    """The passages of the queue, in its order, each with its `place` in it.

    Pending: least certain first. Second: those one other coder has finished, in an order that is
    random in effect and the same every time. Aside: those set aside one by one, latest first.
    """
    rows = selected(forum, user, selection)
    if selection.queue == SECOND:
        rows = rows.filter(status=Status.CODED, pk__in=_read_once(forum, user))
        return rows.annotate(place=_spread()).order_by("place", "pk")
    if selection.queue == ASIDE:
        # Those that went with their whole contribution come back with it, not one by one.
        rows = rows.filter(status=Status.SET_ASIDE, contribution__set_aside_at=None)
        return rows.annotate(place=-F("pk")).order_by("-pk")
    # Ordered by the column, not by `place`: the index holds it.
    rows = rows.filter(status=Status.PENDING)
    return rows.annotate(place=-F("uncertainty")).order_by("-uncertainty", "pk")


def _read_once(forum: Forum, user: Any) -> QuerySet[Reading, int]:
    """Passages that one coder has finished, and not this one."""
    rows = Reading.objects.filter(passage__forum=forum).order_by().values("passage")
    once = rows.annotate(n=Count("pk"), who=Max("by")).filter(n=1).exclude(who=user.pk)
    return once.values_list("passage", flat=True)


def _spread() -> ExpressionWrapper[Any]:
    return ExpressionWrapper((F("pk") * SPREAD) % MODULUS, output_field=BigIntegerField())


def next_id(forum: Forum, user: Any, selection: Selection, after: int | None = None) -> int | None:
    """The passage to read next, not one on another coder's desk; after `after` in the order where
    given, from the start again at the end. None when the queue is empty.
    """
    rows = waiting(forum, user, selection)
    place = _place(rows, selection, after)
    if place is not None:
        later = rows.filter(Q(place__gt=place) | Q(place=place, pk__gt=after))
        found = _free(list(later.values_list("pk", flat=True)[:AHEAD]), user)
        if found is not None:
            return found
    return _free(list(rows.values_list("pk", flat=True)[:AHEAD]), user)


def _place(rows: PassageQuerySet, selection: Selection, after: int | None) -> Any:
    """Where a passage stands in the order, though it may have left the queue meanwhile."""
    if after is None:
        return None
    if selection.queue == SECOND:
        return (after * SPREAD) % MODULUS
    if selection.queue == ASIDE:
        return -after
    found = Passage.objects.filter(pk=after).values_list("uncertainty", flat=True).first()
    return None if found is None else -found


def _free(ids: list[int], user: Any) -> int | None:
    """The first on nobody else's desk; the first of all when every one is."""
    keys = {f"coding:{pk}": pk for pk in ids}
    taken = {keys[key] for key, who in cache.get_many(keys).items() if who != user.pk}
    return next((pk for pk in ids if pk not in taken), ids[0] if ids else None)


def take(passage: Passage, user: Any) -> None:
    """Note that a coder has the passage before them. A hint: it spares double work, it locks
    nothing, and whoever decides all the same is a second reader.
    """
    cache.set(f"coding:{passage.pk}", user.pk, timeout=ON_THE_DESK)


@dataclass(frozen=True)
class Progress:
    """Of the passages selected: how many are done, one way or the other."""

    coded: int
    set_aside: int
    total: int

    @property
    def done(self) -> int:
        """Coded or set aside."""
        return self.coded + self.set_aside


def progress(forum: Forum, user: Any, selection: Selection) -> Progress:
    """How far the work got on what is selected."""
    counts = selected(forum, user, selection).aggregate(
        coded=Count("pk", filter=Q(status=Status.CODED)),
        set_aside=Count("pk", filter=Q(status=Status.SET_ASIDE)),
        total=Count("pk"),
    )
    return Progress(**counts)
