"""A file of an import: what it gives, and how to read it otherwise."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reviewforum.evidence.actions import imports
from reviewforum.evidence.forms.imports import (
    ColumnsForm,
    EntryForm,
    SpeakerForm,
    ValuesForm,
)
from reviewforum.evidence.models import BatchState, ImportBatch, ImportItem
from reviewforum.evidence.staging import Staged, Vocabulary, say
from reviewforum.evidence.staging.model import FIELDS
from reviewforum.evidence.staging.transcripts import SPEAKER_FIELDS
from reviewforum.evidence.views.imports import View, batch_page, done_or_said
from reviewforum.evidence.views.parts import state_options
from reviewforum.forums.models import Forum
from reviewforum.people.models import State

PER_PAGE = 25
#: Messages shown of one file; a table of ten thousand wrong rows has the same mistake in each.
MESSAGES = 100


def item_page(view: View) -> View:
    """`view(request, forum, item, …)`: the item with its batch."""

    @wraps(view)
    def wrapped(
        request: HttpRequest,
        forum: Forum,
        batch: ImportBatch,
        item: int,
        *args: Any,
        **kwargs: Any,
    ) -> HttpResponse:
        found = get_object_or_404(batch.items.select_related("file"), pk=item)
        found.batch = batch
        return view(request, forum, found, *args, **kwargs)

    return batch_page(wrapped)


def _back(forum: Forum, item: ImportItem) -> HttpResponse:
    return redirect("import-file", forum.slug, item.batch_id, item.pk)


@item_page
def file(request: HttpRequest, forum: Forum, item: ImportItem) -> HttpResponse:
    """The contributions found in a file, its messages, and the forms that read it otherwise."""
    return _shown(request, forum, item)


def _shown(
    request: HttpRequest, forum: Forum, item: ImportItem, status: int = 200, **forms: Any
) -> HttpResponse:
    vocabulary = Vocabulary.of(forum)
    page = Paginator(item.entries, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "item": item,
        "batch": item.batch,
        "open": item.batch.state == BatchState.READY,
        "blocked": imports.is_blocked(item),
        "page": page,
        "entries": _entries(forum, page),
        "error_words": [say(found) for found in item.errors[:MESSAGES]],
        "more_errors": max(0, item.summary.get("errors", 0) - MESSAGES),
        "warning_words": [say(found) for found in item.warnings],
        "states": state_options(),
        **_forms(item, forum, vocabulary),
        **forms,
    }
    return render(request, "evidence/import_file.html", context, status=status)


def _entries(forum: Forum, page: Any) -> list[dict[str, Any]]:
    groups = {group.key: group for group in forum.framework.groups.all()}
    states = {state.iso3: str(state) for state in State.objects.only("iso3", "names")}
    found = []
    for offset, data in enumerate(page.object_list):
        entry = Staged.from_json(data)
        place = page.start_index() - 1 + offset
        quotes = [entry.text[piece[0] : piece[1]] for piece in entry.pieces[:2]]
        about = {"group": groups.get(entry.group), "country": states.get(entry.country)}
        found.append({"entry": entry, "place": place, "quotes": quotes, **about})
    return found


def _forms(item: ImportItem, forum: Forum, vocabulary: Vocabulary) -> dict[str, Any]:
    kind = item.summary.get("kind")
    if kind == "table":
        unknown = item.summary.get("unknown") or {}
        values = ValuesForm(unknown=unknown, vocabulary=vocabulary, forum=forum)
        return {
            "columns_form": _columns_form(item),
            "values_form": values if unknown else None,
        }
    if kind == "transcript":
        return {"speakers": _speaker_forms(item, forum, vocabulary)}
    return {}


def _columns_form(item: ImportItem, data: Any = None) -> ColumnsForm:
    samples = item.summary.get("samples") or {}
    return ColumnsForm(data, columns=item.columns, plan=item.mapping, samples=samples)


def _speaker_forms(
    item: ImportItem, forum: Forum, vocabulary: Vocabulary, data: Any = None
) -> list[dict[str, Any]]:
    speakers = item.mapping.get("speakers", {})
    return [
        {
            "speaker": name,
            "form": SpeakerForm(
                data, prefix=f"s{place}", initial=who, forum=forum, vocabulary=vocabulary
            ),
        }
        for place, (name, who) in enumerate(sorted(speakers.items()))
    ]


def _changed(request: HttpRequest, item: ImportItem, said: str, **changes: Any) -> None:
    def work() -> bool:
        imports.change_plan(by=request.user, item=item, **changes)
        return True

    if done_or_said(request, work):
        messages.success(request, said)


@require_POST
@item_page
def columns(request: HttpRequest, forum: Forum, item: ImportItem) -> HttpResponse:
    """Say which column holds what."""
    form = _columns_form(item, request.POST)
    if not form.is_valid():
        return _shown(request, forum, item, 400, columns_form=form)
    _changed(request, item, _("The table was read again with these columns."), **form.plan())
    return _back(forum, item)


@require_POST
@item_page
def values(request: HttpRequest, forum: Forum, item: ImportItem) -> HttpResponse:
    """Say what unknown words of a table mean."""
    unknown = item.summary.get("unknown") or {}
    form = ValuesForm(request.POST, unknown=unknown, vocabulary=Vocabulary.of(forum), forum=forum)
    if not form.is_valid():
        return _shown(request, forum, item, 400, values_form=form)
    before = item.mapping.get("values", {})
    chosen = form.values()
    merged = {role: {**before.get(role, {}), **chosen.get(role, {})} for role in {*before, *chosen}}
    _changed(request, item, _("The table was read again with these meanings."), values=merged)
    return _back(forum, item)


@require_POST
@item_page
def speakers(request: HttpRequest, forum: Forum, item: ImportItem) -> HttpResponse:
    """Say who the speakers of a transcript are, and who is left out."""
    rows = _speaker_forms(item, forum, Vocabulary.of(forum), request.POST)
    valid = [row["form"].is_valid() for row in rows]  # every form is to show its errors
    if not all(valid):
        return _shown(request, forum, item, 400, speakers=rows, speakers_wrong=True)
    chosen = {
        row["speaker"]: {
            key: row["form"].cleaned_data[key] for key in (*SPEAKER_FIELDS, "leave_out")
        }
        for row in rows
    }
    _changed(
        request, item, _("The transcript was read again with these speakers."), speakers=chosen
    )
    return _back(forum, item)


@require_POST
@item_page
def leave_out(request: HttpRequest, forum: Forum, item: ImportItem) -> HttpResponse:
    """Leave the file out, or take it in again."""
    wanted = request.POST.get("leave_out") == "yes"
    done_or_said(request, lambda: imports.leave_out(by=request.user, item=item, left_out=wanted))
    return redirect("import", forum.slug, item.batch_id)


@item_page
def entry(request: HttpRequest, forum: Forum, item: ImportItem, place: int) -> HttpResponse:
    """One contribution of the preview, whole, as it would be cut; and the form that corrects it."""
    if place >= len(item.entries):
        raise Http404
    staged = Staged.from_json(item.entries[place])
    vocabulary = Vocabulary.of(forum)
    form = EntryForm(initial=item.entries[place], forum=forum, vocabulary=vocabulary)
    if request.method == "POST":
        form = EntryForm(request.POST, forum=forum, vocabulary=vocabulary)
        if form.is_valid() and _described(request, item, place, staged, form):
            return _back(forum, item)
    pieces = [
        {"quote": staged.text[start:end], "page": page, "seconds": first}
        for start, end, page, first, _last in staged.pieces
    ]
    context = {
        "item": item, "batch": item.batch, "staged": staged, "place": place, "pieces": pieces,
        "form": form, "states": state_options(), "open": item.batch.state == BatchState.READY,
    }  # fmt: skip
    status = 400 if form.errors else 200
    return render(request, "evidence/import_entry.html", context, status=status)


def _described(
    request: HttpRequest, item: ImportItem, place: int, staged: Staged, form: EntryForm
) -> bool:
    fields = {key: form.cleaned_data[key] for key in (*FIELDS, "left_out")}
    fields["language"] = fields["language"] or staged.language

    def work() -> bool:
        imports.describe(by=request.user, item=item, place=place, **fields)
        return True

    return bool(done_or_said(request, work))
