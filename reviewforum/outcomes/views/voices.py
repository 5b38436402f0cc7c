"""The voices matrix: picture, table, what is empty said in words, and the same as a file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from defusedcsv import csv
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language_bidi

from reviewforum.common.limits import limited
from reviewforum.forums.models import Forum
from reviewforum.forums.pages import forum_page
from reviewforum.forums.rules import at_desk
from reviewforum.outcomes.support.suppression import TOTAL
from reviewforum.outcomes.voices import NAMES, PAIRS, Question, VoicesTable, voices_table


@limited("search", methods=("GET",))
@forum_page
def voices(request: HttpRequest, forum: Forum) -> HttpResponse:
    """Who spoke to what: `?table=`, `?stage=`; `?format=csv` gives it as a file."""
    pair = request.GET.get("table") or next(iter(PAIRS))
    if pair not in PAIRS:
        raise Http404
    slug = request.GET.get("stage")
    stage = get_object_or_404(forum.stages, slug=slug) if slug else None
    question = Question(forum, pair, stage, at_desk(request.user, forum))
    table = voices_table(question)
    if request.GET.get("format") == "csv":
        return _csv(table)
    context: dict[str, Any] = {
        "table": table,
        "question": question,
        "picture": table.picture("rtl" if get_language_bidi() else "ltr") if table.heard else "",
        "tables": [
            (f"?{_changed(request.GET, 'table', name)}", _title(name), name == pair)
            for name in PAIRS
        ],
        "stages": list(forum.stages.all()),
        "row_name": NAMES[question.dimensions[0]],
        "column_name": NAMES[question.dimensions[1]],
        "smallest": max(forum.small_cell, 2),
    }
    return render(request, "outcomes/voices.html", context)


def _title(pair: str) -> str:
    rows, columns = PAIRS[pair]
    return f"{NAMES[rows]} × {NAMES[columns]}"


def _changed(params: QueryDict, name: str, value: str) -> str:
    changed = params.copy()
    changed.pop("format", None)
    changed[name] = value
    return changed.urlencode()


def _csv(table: VoicesTable) -> HttpResponse:
    """One line a crossing, totals included."""
    out = io.StringIO()
    out.write("\ufeff")  # or spreadsheets read Arabic and Cyrillic as Latin
    rows, columns = table.question.dimensions
    writer = csv.writer(out)
    writer.writerow(
        [rows, f"{rows}_name", columns, f"{columns}_name", "received", "coded", "cited"]
    )
    writer.writerows(_lines(table))
    forum = table.question.forum
    name = f"{forum.slug}-voices-{table.question.pair}.csv"
    return HttpResponse(
        out.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _lines(table: VoicesTable) -> Iterator[list[Any]]:
    names = {place.key: place.name for place in (*table.rows, *table.columns)}
    keys = ([*(place.key for place in side), TOTAL] for side in (table.rows, table.columns))
    rows, columns = keys
    for row in rows:
        for column in columns:
            places = [row or "total", names.get(row, ""), column or "total", names.get(column, "")]
            yield [*places, *table.values[row, column].numbers]
