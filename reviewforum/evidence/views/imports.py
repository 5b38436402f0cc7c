"""The import desk: upload, progress, preview, corrections, confirmation."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import wraps
from typing import Any

from defusedcsv import csv
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from reviewforum.common.errors import NotPossible
from reviewforum.common.pages import paginate
from reviewforum.evidence.actions import imports
from reviewforum.evidence.attribution import clearance, shown
from reviewforum.evidence.forms.imports import StartForm
from reviewforum.evidence.models import BatchState, Contribution, ImportBatch, ImportItem
from reviewforum.evidence.receipts import digest_of_code
from reviewforum.evidence.rules import may_import, may_see_import
from reviewforum.evidence.staging import Vocabulary, say
from reviewforum.evidence.views.parts import state_options
from reviewforum.forums.models import Forum
from reviewforum.forums.pages import desk_page

WHY_NOT = gettext_noop(
    "Documents are imported by the secretariat, the rapporteur and the moderators of this forum."
)
#: After so long without a file read, reading is taken to have broken off.
STALLED = timedelta(minutes=3)
#: Messages of a file shown in the preview of the import; its own page shows all.
FIRST = 5

desk = desk_page(may_import, WHY_NOT)
View = Callable[..., HttpResponse]


def batch_page(view: View) -> View:
    """`view(request, forum, batch, …)` for those who may look into the import."""

    @wraps(view)
    def wrapped(
        request: HttpRequest, forum: Forum, pk: int, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        rows = ImportBatch.objects.filter(forum=forum).select_related("stage", "session", "by")
        batch = get_object_or_404(rows, pk=pk)
        batch.forum = forum
        imports.allow(request.user, batch)
        return view(request, forum, batch, *args, **kwargs)

    return desk(wrapped)


def done_or_said(request: HttpRequest, work: Callable[[], Any]) -> Any:
    """Do it, or say why not; None when it was not possible."""
    try:
        return work()
    except NotPossible as error:
        messages.error(request, str(error))
        return None


@desk
def imports_list(request: HttpRequest, forum: Forum) -> HttpResponse:
    """The imports of the forum, and the form that starts one."""
    vocabulary = Vocabulary.of(forum)
    form = StartForm(forum=forum, vocabulary=vocabulary)
    if request.method == "POST":
        form = StartForm(request.POST, request.FILES, forum=forum, vocabulary=vocabulary)
        if form.is_valid() and (batch := _start(request, forum, form)) is not None:
            return redirect("import", forum.slug, batch.pk)
    context = {"form": form, "page": _listed(request, forum), "states": state_options()}
    status = 400 if form.errors else 200
    return render(request, "evidence/imports.html", context, status=status)


def _start(request: HttpRequest, forum: Forum, form: StartForm) -> ImportBatch | None:
    chosen = form.cleaned_data
    try:
        return imports.start_import(
            by=request.user,
            forum=forum,
            stage=chosen["stage"],
            session=chosen["session"],
            uploads=form.opened(),
            defaults=form.defaults(),
        )
    except NotPossible as error:
        form.add_error(None, str(error))
        return None


def _listed(request: HttpRequest, forum: Forum) -> Any:
    rows = ImportBatch.objects.filter(forum=forum).select_related("stage", "session", "by")
    page = paginate(request, rows, 20)
    for batch in page.object_list:
        batch.forum = forum
        batch.may_see = may_see_import(request.user, batch)
    return page


@batch_page
def import_page(request: HttpRequest, forum: Forum, batch: ImportBatch) -> HttpResponse:
    """An import where it stands: being read, paused, ready with its preview, stored, discarded."""
    items = list(batch.items.select_related("file").defer("entries"))
    _decorate(forum, items)
    context = {"batch": batch, "items": items, **_totals(items), **_progress(batch)}
    return render(request, "evidence/import.html", context)


def _decorate(forum: Forum, items: list[ImportItem]) -> None:
    """What the page says of each file."""
    received = _received_before(forum, [item.file_id for item in items if item.known])
    names = {item.pk: item.filename for item in items}
    for item in items:
        said: Any = item
        said.blocked = imports.is_blocked(item)
        said.error_words = [say(found) for found in item.errors[:FIRST]]
        said.more_errors = max(0, item.summary.get("errors", 0) - FIRST)
        said.warning_words = [say(found) for found in item.warnings[:FIRST]]
        said.attached_to = names.get(item.summary.get("attached", 0), "")
        said.received = received.get(item.file_id)


def _received_before(forum: Forum, file_ids: list[int]) -> dict[int, dict[str, Any]]:
    """file → when it was received, and as which contributions."""
    rows = Contribution.objects.filter(forum=forum, source__file_id__in=file_ids)
    found: dict[int, dict[str, Any]] = {}
    fields = ("source__file_id", "source__imported_at", "number")
    for file_id, at, number in rows.order_by("number").values_list(*fields):
        entry = found.setdefault(file_id, {"at": at, "first": number, "count": 0})
        entry["count"] += 1
        entry["last"] = number
    return found


def _totals(items: list[ImportItem]) -> dict[str, Any]:
    kept = [item for item in items if not item.left_out]
    return {
        "contributions": sum(item.summary.get("kept", 0) for item in kept),
        "passages": sum(item.summary.get("passages", 0) for item in kept),
        "ungrouped": sum(item.summary.get("ungrouped", 0) for item in kept),
        "blocked": [item for item in items if imports.is_blocked(item)],
    }


def _progress(batch: ImportBatch) -> dict[str, Any]:
    last = batch.items.exclude(read_at=None).order_by("-read_at").values_list("read_at", flat=True)
    moved = last.first() or batch.started_at
    reading = batch.state == BatchState.READING
    return {
        "reading": reading,
        "stalled": reading and timezone.now() - moved > STALLED,
        "percent": 100 * batch.done // batch.total if batch.total else 0,
    }


@never_cache
@batch_page
def progress(request: HttpRequest, forum: Forum, batch: ImportBatch) -> HttpResponse:
    """How far reading got: as a fragment for htmx, as JSON for everyone else."""
    if getattr(request, "htmx", False):
        context = {"batch": batch, **_progress(batch)}
        answer = render(request, "evidence/_import_progress.html", context)
        if batch.state != BatchState.READING:
            answer["HX-Refresh"] = "true"
        return answer
    values = {"state": batch.state, "done": batch.done, "total": batch.total}
    return JsonResponse({**values, "percent": _progress(batch)["percent"]})


def _verb(action: Callable[..., Any]) -> View:
    """A page with one button: do it, come back to the import."""

    def view(request: HttpRequest, forum: Forum, batch: ImportBatch) -> HttpResponse:
        done_or_said(request, lambda: action(by=request.user, batch=batch))
        return redirect("import", forum.slug, batch.pk)

    return require_POST(batch_page(view))


pause = _verb(imports.pause)
resume = _verb(imports.resume)
discard = _verb(imports.discard)


@require_POST
@batch_page
def leave_broken_out(request: HttpRequest, forum: Forum, batch: ImportBatch) -> HttpResponse:
    """Go on without what could not be read."""
    count = done_or_said(request, lambda: imports.leave_broken_out(by=request.user, batch=batch))
    if count:
        messages.info(
            request,
            ngettext("%(n)s file or row is left out.", "%(n)s files or rows are left out.", count)
            % {"n": count},
        )
    return redirect("import", forum.slug, batch.pk)


@never_cache
@require_POST
@batch_page
def confirm(request: HttpRequest, forum: Forum, batch: ImportBatch) -> HttpResponse:
    """Store it; the answer is the only place where the receipt codes ever stand."""
    received = done_or_said(request, lambda: imports.confirm(by=request.user, batch=batch))
    if received is None:
        return redirect("import", forum.slug, batch.pk)
    codes = {one.contribution.number: one.code for one in received}
    rows = [
        {"contribution": row, "code": codes[row.number], "who": label}
        for row, label in _labelled(request, forum, number__range=(min(codes), max(codes)))
    ]
    batch.refresh_from_db()
    answer = render(request, "evidence/import_done.html", {"batch": batch, "rows": rows})
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _labelled(
    request: HttpRequest, forum: Forum, **chosen: Any
) -> Iterator[tuple[Contribution, str]]:
    """Contributions with their speakers as the viewer sees them, by number."""
    rows = Contribution.objects.filter(forum=forum, **chosen)
    rows = rows.select_related("contributor__group", "contributor__country").order_by("number")
    viewer = clearance(request.user, forum.pk)
    for row in rows:
        yield row, shown(row, viewer).label


@never_cache
@require_POST
@desk
def receipts(request: HttpRequest, forum: Forum) -> HttpResponse:
    """The codes of the page just shown, sent back by it, as a table to keep: they are nowhere else.

    A code is only repeated for the contribution it belongs to.
    """
    codes = {digest_of_code(code): code for code in request.POST.get("codes", "").split()}
    out = io.StringIO()
    out.write("\ufeff")  # or spreadsheets read Arabic and Cyrillic as Latin
    writer = csv.writer(out)
    writer.writerow([_("Contribution"), _("Contributor"), _("Title"), _("Receipt code")])
    for row, label in _labelled(request, forum, receipt_digest__in=list(codes)):
        writer.writerow([row.number, label, row.title, codes[row.receipt_digest or ""]])
    name = f"{forum.slug}-receipts.csv"
    return HttpResponse(
        out.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
