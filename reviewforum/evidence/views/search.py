"""The search page: what was said, in every language, with facets; and its downloads."""

from __future__ import annotations

import io
import json
from typing import Any

from defusedcsv import csv
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reviewforum.common.limits import limited
from reviewforum.evidence.actions.searches import forget_search, save_search
from reviewforum.evidence.models import Dimension, SavedSearch
from reviewforum.evidence.search import Facet, search
from reviewforum.evidence.search.engine import Hit
from reviewforum.forums.models import Forum
from reviewforum.forums.pages import forum_page

DOWNLOAD_ROWS = 2000
OPEN_FACETS = frozenset({"objective", "group", "kind"})


@limited("search", methods=("GET",))
@forum_page
def evidence(request: HttpRequest, forum: Forum) -> HttpResponse:
    """Search page; `?format=csv` and `?format=json` give the same as a file."""
    wanted = request.GET.get("format")
    if wanted in {"csv", "json"}:
        return _download(request, forum, wanted)
    results = search(forum, request.user, request.GET)
    return render(
        request,
        "evidence/search.html",
        {
            "results": results,
            "facets": [_facet(facet, request.GET) for facet in results.facets],
            "saved": _saved(request, forum),
            "hidden": _hidden(request.GET),
            "query_string": _without(request.GET, "page").urlencode(),
        },
    )


def _saved(request: HttpRequest, forum: Forum) -> list[SavedSearch]:
    if not request.user.is_authenticated:
        return []
    return list(SavedSearch.objects.filter(forum=forum, user=request.user))


def _hidden(params: QueryDict) -> list[tuple[str, str]]:
    """What the search form carries along beside its own words."""
    return [(k, v) for k, values in params.lists() if k not in {"q", "page"} for v in values]


def _without(params: QueryDict, *names: str) -> QueryDict:
    rest = params.copy()
    for name in names:
        rest.pop(name, None)
    return rest


def _facet(facet: Facet, params: QueryDict) -> dict[str, Any]:
    """A facet as links: each adds its value to the address, or takes it out again."""
    options = [
        {
            "label": choice.label if facet.name != "objective" else f"{choice.key} {choice.label}",
            "count": choice.count,
            "url": "?" + _toggled(params, facet.name, choice.key),
            "current": choice.chosen,
        }
        for choice in facet.values
    ]
    chosen = any(choice.chosen for choice in facet.values)
    return {"title": facet.label, "open": chosen or facet.name in OPEN_FACETS, "options": options}


def _toggled(params: QueryDict, name: str, key: str) -> str:
    changed = _without(params, "page")
    keys = changed.getlist(name)
    changed.setlist(name, [k for k in keys if k != key] if key in keys else [*keys, key])
    return changed.urlencode()


def _download(request: HttpRequest, forum: Forum, wanted: str) -> HttpResponse:
    params = _without(request.GET, "page")
    results = search(forum, request.user, params, per_page=DOWNLOAD_ROWS, with_facets=False)
    rows = [_row(hit) for hit in results.hits]
    if wanted == "json":
        body = {
            "forum": forum.slug,
            "query": results.query.text,
            "total": results.total,
            "rows": rows,
        }
        return HttpResponse(
            json.dumps(body, ensure_ascii=False, indent=1), content_type="application/json"
        )
    return _csv(rows, f"{forum.slug}-passages.csv")


def _row(hit: Hit) -> dict[str, Any]:
    """One passage as data: exactly what the page shows of it."""
    passage, speaker = hit.passage, hit.speaker
    codes: dict[str, list[str]] = {dimension: [] for dimension in Dimension.values}
    for coding in passage.codings.all():
        codes[coding.code.dimension].append(coding.code.key)
    return {
        "passage": passage.pk,
        "contribution": passage.contribution.number,
        "text": passage.quote,
        "language": passage.language,
        "speaker": speaker.label,
        "group": speaker.group_key or "",
        "country": speaker.country or "",
        "stage": passage.contribution.stage.slug,
        "received": passage.contribution.received_at.date().isoformat(),
        "illustrative": passage.contribution.illustrative,
        **{dimension: " ".join(sorted(keys)) for dimension, keys in codes.items()},
    }


def _csv(rows: list[dict[str, Any]], name: str) -> HttpResponse:
    out = io.StringIO()
    out.write("\ufeff")  # or spreadsheets read Arabic and Cyrillic as Latin
    if rows:
        writer = csv.DictWriter(out, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return HttpResponse(
        out.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
@login_required
@forum_page
def save(request: HttpRequest, forum: Forum) -> HttpResponse:
    """Keep the search under a name."""
    query = request.POST.get("query", "")
    save_search(
        by=request.user, forum=forum, name=request.POST.get("name") or _("Search"), query=query
    )
    return redirect(f"{_page(forum)}?{query}")


@require_POST
@login_required
@forum_page
def forget(request: HttpRequest, forum: Forum, pk: int) -> HttpResponse:
    """Drop a kept search of one's own."""
    kept = get_object_or_404(SavedSearch, forum=forum, user=request.user, pk=pk)
    forget_search(by=request.user, search=kept)
    return redirect(_page(forum))


def _page(forum: Forum) -> str:
    return reverse("evidence", args=[forum.slug])
