"""One search: words and meaning, through what the viewer may see, with facets.

Words and meaning are two rankings, joined by reciprocal rank fusion (Cormack, Clarke and Büttcher,
SIGIR 2009): a passage's score is the sum of 1 / (60 + its rank) in each.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import get_language

from reviewforum.common.models import LogHead
from reviewforum.evidence.attribution import Clearance, Shown, clearance, shown
from reviewforum.evidence.models import Passage
from reviewforum.evidence.querysets import PassageQuerySet
from reviewforum.evidence.search import among, lexical, vectors  # noqa: F401 — `pk__among`
from reviewforum.evidence.search.facets import Facet, Selection, facets
from reviewforum.evidence.search.query import Query, parse
from reviewforum.evidence.search.snippets import snippet
from reviewforum.forums.models import Forum

PER_PAGE = 25
FUSION = 60
NEWEST = ("-contribution_id", "position", "pk")  # along an index: no sorting of a whole forum


@dataclass(frozen=True)
class Hit:
    """A passage found, as this viewer may see it."""

    passage: Passage
    snippet: str
    speaker: Shown


@dataclass(frozen=True)
class Results:
    """What a search gave."""

    query: Query
    selection: Selection
    page: Page[Any]
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    total: int
    capped: bool
    any_word: bool
    by_meaning: bool


@dataclass(frozen=True)
class Found:
    """Ids in order, and how they were found; `ids` is None for a query without words."""

    ids: list[int] | None
    capped: bool = False
    any_word: bool = False
    by_meaning: bool = False


def search(
    forum: Forum,
    user: Any,
    params: QueryDict,
    *,
    per_page: int = PER_PAGE,
    with_facets: bool = True,
) -> Results:
    """Search the forum's passages. `params`: `q`, `exact`, `page` and the facets' names."""
    viewer = clearance(user, forum.pk)
    query = parse(params.get("q", ""))
    selection = Selection.read(params, viewer)
    rows = Passage.objects.visible_in(forum, user).current()
    found = _find(query, forum.pk, rows, viewer, exact=bool(params.get("exact")))
    if found.ids is not None:
        rows = rows.filter(pk__among=found.ids)
    chosen = selection.restrict(rows, viewer)
    whole = _Whole(forum, user, viewer, selection) if found.ids is None else None
    page = _page(chosen, found, params.get("page"), per_page, whole)
    return Results(
        query=query,
        selection=selection,
        page=page,
        hits=_hits(page, query, viewer),
        facets=tuple(_facets(rows, selection, viewer, forum, whole) if with_facets else ()),
        total=page.paginator.count,
        capped=found.capped,
        any_word=found.any_word,
        by_meaning=found.by_meaning,
    )


class _Whole:
    """What is counted over a whole forum, kept until the next action in it: its log says when."""

    def __init__(self, forum: Forum, user: Any, viewer: Clearance, selection: Selection) -> None:
        head = LogHead.objects.filter(chain=forum.chain).values_list("digest", flat=True).first()
        # Who is not at the desk may still see contributions of their own.
        who = getattr(user, "pk", None) if viewer == Clearance.PUBLIC else None
        parts = [forum.pk, head, int(viewer), who, get_language(), sorted(selection.chosen.items())]
        self.key = hashlib.sha256(repr(parts).encode()).hexdigest()

    def keep(self, name: str, compute: Callable[[], Any]) -> Any:
        """The value kept under this name, or computed now."""
        kept = cache.get(f"{name}:{self.key}")
        if kept is None:
            kept = compute()
            cache.set(f"{name}:{self.key}", kept, timeout=3600)
        return kept


class _Counted(Paginator):  # type: ignore[type-arg]
    """A paginator that is told how many there are."""

    count = 0


def _find(
    query: Query, forum_id: int, rows: PassageQuerySet, viewer: Clearance, *, exact: bool
) -> Found:
    """What is hidden from the viewer is left out before anything is decided: else a page that falls
    back to any word, or does not, would tell which words stand in a confidential contribution.
    """
    if not query.wanted:
        return Found([] if query.text else None)
    matched = lexical.find(query, forum_id)
    words = _visible(matched, rows, viewer)
    any_word = not words and len(query.wanted) > 1
    if any_word:
        matched = lexical.find(query, forum_id, any_word=True)
        words = _visible(matched, rows, viewer)
    meaning = [] if exact or query.unwanted else vectors.find(query.text, forum_id)
    meaning = _visible(meaning, rows, viewer)
    return Found(
        fuse([words, meaning]), len(matched) >= lexical.CAP, any_word and bool(words), bool(meaning)
    )


def _visible(ids: list[int], rows: PassageQuerySet, viewer: Clearance) -> list[int]:
    """Those the viewer may see, in their order; at the desk all of a forum's."""
    if viewer >= Clearance.DESK or not ids:
        return ids
    seen = set(rows.filter(pk__among=ids).values_list("pk", flat=True))
    return [pk for pk in ids if pk in seen]


def fuse(rankings: Sequence[Sequence[int]]) -> list[int]:
    """One ranking of several; ties go to the lower id."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, pk in enumerate(ranking, start=1):
            scores[pk] = scores.get(pk, 0.0) + 1 / (FUSION + rank)
    return sorted(scores, key=lambda pk: (-scores[pk], pk))


def _page(
    rows: PassageQuerySet, found: Found, number: str | None, per_page: int, whole: _Whole | None
) -> Page[Any]:
    """The page asked for. A ranked search is paged over its ids, so that rank survives."""
    if whole is not None:
        pages: Paginator[Any] = _Counted(
            rows.order_by(*NEWEST).values_list("pk", flat=True), per_page
        )
        pages.count = whole.keep("total", rows.order_by().count)
    else:
        visible = set(rows.values_list("pk", flat=True))
        pages = Paginator([pk for pk in found.ids or () if pk in visible], per_page)
    page = pages.get_page(number)
    order = {pk: place for place, pk in enumerate(page.object_list)}
    loaded = _loaded(Passage.objects.filter(pk__among=list(order)))
    page.object_list = sorted(loaded, key=lambda passage: order[passage.pk])
    return page


def _loaded(rows: PassageQuerySet) -> QuerySet[Passage]:
    """What a result block shows, in a fixed number of queries."""
    speaker = "contribution__contributor"
    return (
        rows.with_quote()
        .select_related(
            f"{speaker}__group",
            f"{speaker}__country",
            "contribution__stage",
            "contribution__session",
        )
        .prefetch_related("codings__code")
    )


def _hits(page: Page[Any], query: Query, viewer: Clearance) -> tuple[Hit, ...]:
    return tuple(
        Hit(
            passage,
            snippet(passage.quote, passage.language, query),
            shown(passage.contribution, viewer),
        )
        for passage in page.object_list
    )


def _facets(
    rows: PassageQuerySet,
    selection: Selection,
    viewer: Clearance,
    forum: Forum,
    whole: _Whole | None,
) -> list[Facet]:
    if whole is None:
        return facets(rows, selection, viewer, forum)
    kept: list[Facet] = whole.keep("facets", lambda: facets(rows, selection, viewer, forum))
    return kept
