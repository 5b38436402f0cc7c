"""The coding desk: one passage at a time, decided from the keyboard or with buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reviewforum.common.errors import NotPossible
from reviewforum.common.localized import plain
from reviewforum.evidence import offers, queue, tasks
from reviewforum.evidence.actions.coding import (
    PASSAGE_REASONS,
    decide_all,
    restore_passage,
    set_aside_passage,
)
from reviewforum.evidence.actions.undo import undo
from reviewforum.evidence.attribution import clearance, shown
from reviewforum.evidence.forms.coding import CodingForm, FilterForm
from reviewforum.evidence.models import (
    Code,
    Passage,
    Reading,
    SetAside,
    Status,
    Suggestion,
    TextVersion,
)
from reviewforum.evidence.queue import Selection
from reviewforum.evidence.views.coding_tabs import DESK_ONLY, tabs, whole_number
from reviewforum.forums.models import Forum
from reviewforum.forums.pages import desk_page
from reviewforum.forums.rules import may_code

AROUND = 400
"""Code points of the text shown before and after a passage."""

REASON_KEYS = dict(zip(PASSAGE_REASONS, "tfsvw", strict=True))


@desk_page(may_code, DESK_ONLY)
def coding(request: HttpRequest, forum: Forum) -> HttpResponse:
    """The next passage of the queue."""
    selection = Selection.read(request.GET)
    pk = queue.next_id(forum, request.user, selection, whole_number(request.GET.get("after")))
    if pk is None:
        return render(request, "evidence/coding_done.html", _frame(request, forum, selection))
    return _show(request, forum, _passage(request, forum, pk), selection)


@desk_page(may_code, DESK_ONLY)
def passage(request: HttpRequest, forum: Forum, pk: int) -> HttpResponse:
    """One passage: to read it (again), and to save what one says of it."""
    found = _passage(request, forum, pk)
    if found.retired_at:
        return redirect("passage", forum.slug, pk)
    selection = Selection.read(request.GET)
    if request.method != "POST":
        return _show(request, forum, found, selection)
    form = CodingForm(_codes(forum), request.POST)
    if request.POST.get("do") != "none" and not form.is_valid():
        return _show(request, forum, found, selection, form)
    applied = [] if request.POST.get("do") == "none" else form.applied
    return _try(
        request, forum, found, lambda: decide_all(by=request.user, passage=found, applied=applied)
    )


@require_POST
@desk_page(may_code, DESK_ONLY)
def put_aside(request: HttpRequest, forum: Forum, pk: int) -> HttpResponse:
    """Set a passage aside for one of the reasons offered."""
    found, code = _passage(request, forum, pk), request.POST.get("code", "")
    return _try(
        request, forum, found, lambda: set_aside_passage(by=request.user, passage=found, code=code)
    )


@require_POST
@desk_page(may_code, DESK_ONLY)
def take_up(request: HttpRequest, forum: Forum, pk: int) -> HttpResponse:
    """Take a passage up again, and show it."""
    found = _passage(request, forum, pk)
    return _try(
        request, forum, found, lambda: restore_passage(by=request.user, passage=found), stay=True
    )


@require_POST
@desk_page(may_code, DESK_ONLY)
def take_back(request: HttpRequest, forum: Forum, pk: int) -> HttpResponse:
    """Undo one's last step on a passage, and show it with what was ticked, to be corrected."""
    found, selection = _passage(request, forum, pk), Selection.read(request.GET)
    try:
        codes = undo(by=request.user, passage=found)
    except NotPossible as error:
        messages.error(request, str(error))
        return redirect(_address("coding-passage", forum, selection, pk=pk))
    was = "-".join(map(str, sorted(codes)))
    return redirect(_address("coding-passage", forum, selection, pk=pk, was=was))


@require_POST
@desk_page(may_code, DESK_ONLY)
def suggest(request: HttpRequest, forum: Forum) -> HttpResponse:
    """Have the machine read what it has not read yet, in the background."""
    tasks.suggest_pending.enqueue(forum.pk)
    messages.success(request, _("Asked for suggestions. They appear as they are made."))
    return redirect(_address("coding", forum, Selection.read(request.GET)))


def _try(
    request: HttpRequest,
    forum: Forum,
    found: Passage,
    act: Callable[[], Any],
    stay: bool = False,
) -> HttpResponse:
    """Do it and go on to the next passage, or stay; where it is not possible, stay and say why."""
    selection = Selection.read(request.GET)
    try:
        act()
    except NotPossible as error:
        messages.error(request, str(error))
        stay = True
    if stay:
        return redirect(_address("coding-passage", forum, selection, pk=found.pk))
    after = {"after": found.pk} if request.GET.get("after") else {}
    return redirect(_address("coding", forum, selection, last=found.pk, **after))


def _address(name: str, forum: Forum, selection: Selection, pk: int = 0, **more: int | str) -> str:
    query = "&".join(part for part in (selection.query, urlencode(more)) if part)
    path = reverse(name, args=[forum.slug, *([pk] if pk else [])])
    return f"{path}?{query}" if query else path


def _passage(request: HttpRequest, forum: Forum, pk: int) -> Passage:
    """The passage with all the page shows of where it comes from; 404 where one may not see it."""
    rows = Passage.objects.visible_in(forum, request.user).with_quote()
    return get_object_or_404(
        rows.select_related(
            "contribution__contributor__group",
            "contribution__contributor__country",
            "contribution__stage",
            "contribution__session",
            "set_aside_by",
        ),
        pk=pk,
    )


def _codes(forum: Forum) -> list[Code]:
    return list(Code.objects.filter(framework=forum.framework))


def _frame(request: HttpRequest, forum: Forum, selection: Selection) -> dict[str, Any]:
    """What the desk shows beside the passage."""
    codes = _codes(forum)
    return {
        "codes": codes,
        "selection": selection,
        "keep": selection.query,
        "filters": FilterForm(forum, codes, selection),
        "progress": queue.progress(forum, request.user, selection),
        "last": _last(request, forum),
        "tabs": tabs(forum, "coding", selection.queue),
    }


def _last(request: HttpRequest, forum: Forum) -> Passage | None:
    """The passage one has just dealt with: what undo takes back."""
    pk = whole_number(request.GET.get("last"))
    rows = Passage.objects.visible_in(forum, request.user).current().select_related("contribution")
    return rows.filter(pk=pk).first() if pk else None


def _show(
    request: HttpRequest,
    forum: Forum,
    found: Passage,
    selection: Selection,
    form: CodingForm | None = None,
) -> HttpResponse:
    queue.take(found, request.user)
    context = _frame(request, forum, selection)
    suggested = offers.standing(found)
    read = Reading.objects.filter(passage=found, by=request.user.pk).exists()
    ticked = form.ticked if form else _ticked(request, found, suggested, read)
    before, after = _context(found)
    context |= {
        "passage": found,
        "quote": offers.marked(found.quote, suggested.values()),
        "before": before,
        "after": after,
        "speaker": shown(found.contribution, clearance(request.user, forum.pk)),
        "translation": _translation(found),
        "offers": offers.offers(found, suggested, context["codes"], ticked),
        "form": form or CodingForm(context["codes"]),
        "again": read,
        "unread": not found.suggested_by,
        "aside": found.status == Status.SET_ASIDE,
        "reasons": [(key, SetAside(code).label, code) for code, key in REASON_KEYS.items()],
        "line": round(100 * offers.LINE),
    }
    status = 422 if form else 200
    return render(request, "evidence/coding.html", context, status=status)


def _ticked(
    request: HttpRequest, found: Passage, suggested: dict[int, Suggestion], read: bool
) -> set[int]:
    """What one has just taken back; else one's own earlier yes; else what is above the line."""
    if was := request.GET.get("was"):
        return {pk for part in was.split("-") if (pk := whole_number(part))}
    said = offers.own_words(found, request.user)
    own = {pk for pk, applies in said.items() if applies}
    if own or read:
        return own
    return {pk for pk, row in suggested.items() if row.score >= offers.LINE}


def _context(found: Passage) -> tuple[str, str]:
    """The text before and after the passage, cut at white space."""
    start = max(0, found.start - AROUND)
    rows = TextVersion.objects.filter(pk=found.text_id)
    before, after = rows.values_list(
        Substr("body", start + 1, max(found.start - start, 1)),
        Substr("body", found.end + 1, AROUND),
    ).get()
    before = before if found.start else ""
    if start:
        before = "… " + before.split(maxsplit=1)[-1] if " " in before else f"… {before}"
    if len(after) == AROUND:
        after = after.rsplit(maxsplit=1)[0] + " …" if " " in after else f"{after} …"
    return before.strip(), after.strip()


def _translation(found: Passage) -> TextVersion | None:
    """A text of the same contribution in the reader's language, else in English, else any."""
    order = {plain(get_language()): 0, "en": 1}
    rows = TextVersion.objects.filter(contribution=found.contribution_id).exclude(pk=found.text_id)
    return min(rows, key=lambda row: (order.get(row.language, 2), -row.number), default=None)
