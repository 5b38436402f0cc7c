"""Cutting a passage in two, or joining it with its neighbour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reviewforum.common.errors import NotPossible
from reviewforum.common.text import sentences
from reviewforum.evidence import tasks
from reviewforum.evidence.actions import passages as actions
from reviewforum.evidence.models import Passage
from reviewforum.evidence.views.coding_tabs import DESK_ONLY, whole_number
from reviewforum.forums.models import Forum
from reviewforum.forums.pages import desk_page
from reviewforum.forums.rules import may_code

SHOWN = 90


@dataclass(frozen=True)
class Place:
    """Where a passage can be cut: before a sentence."""

    at: int
    words: str


@desk_page(may_code, DESK_ONLY)
def cut(request: HttpRequest, forum: Forum, pk: int) -> HttpResponse:
    """The places to cut at, and the neighbours to join with."""
    passage = _passage(request, forum, pk)
    if passage.retired_at:
        return redirect("passage", forum.slug, pk)
    return _page(request, passage)


@require_POST
@desk_page(may_code, DESK_ONLY)
def split(request: HttpRequest, forum: Forum, pk: int) -> HttpResponse:
    """Cut before the sentence chosen, or before the words typed in."""
    passage = _passage(request, forum, pk)
    try:
        at = _chosen(passage, request.POST.get("at", ""), request.POST.get("words", ""))
        made = actions.split(by=request.user, passage=passage, at=at)
    except NotPossible as error:
        messages.error(request, str(error))
        return _page(request, passage, status=422)
    return _done(request, forum, made, _("Cut in two. Say of each part what it speaks to."))


@require_POST
@desk_page(may_code, DESK_ONLY)
def join(request: HttpRequest, forum: Forum, pk: int) -> HttpResponse:
    """Join with the neighbour chosen."""
    passage = _passage(request, forum, pk)
    other = _passage(request, forum, whole_number(request.POST.get("with")) or 0)
    try:
        made = actions.join(by=request.user, first=passage, second=other)
    except NotPossible as error:
        messages.error(request, str(error))
        return _page(request, passage, status=422)
    return _done(request, forum, [made], _("Joined. Say of the whole what it speaks to."))


def _done(request: HttpRequest, forum: Forum, made: Sequence[Passage], words: str) -> HttpResponse:
    tasks.suggest_these.enqueue(forum.pk, [passage.pk for passage in made])
    messages.success(request, words)
    return redirect("coding-passage", forum.slug, made[0].pk)


def _passage(request: HttpRequest, forum: Forum, pk: int) -> Passage:
    rows = Passage.objects.visible_in(forum, request.user).with_quote()
    return get_object_or_404(rows.select_related("contribution"), pk=pk)


def _page(request: HttpRequest, passage: Passage, status: int = 200) -> HttpResponse:
    rows = Passage.objects.current().with_quote().filter(text=passage.text_id)
    context = {
        "passage": passage,
        "places": places(passage),
        "at": request.POST.get("at", ""),
        "words": request.POST.get("words", ""),
        "neighbours": [
            (near, label)
            for near, label in (
                (
                    rows.filter(end__lte=passage.start).order_by("-end").first(),
                    _("Join with this, before it"),
                ),
                (
                    rows.filter(start__gte=passage.end).order_by("start").first(),
                    _("Join with this, after it"),
                ),
            )
            if near
        ],
    }
    return render(request, "evidence/passage_cut.html", context, status=status)


def places(passage: Passage) -> list[Place]:
    """The beginnings of its sentences, but for the first."""
    spans = sentences.split(passage.quote, passage.language)
    return [Place(span.start, _head(passage.quote[span.start :])) for span in spans[1:]]


def _head(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


def _chosen(passage: Passage, at: str, words: str) -> int:
    """Words typed in go before a choice. Raises NotPossible where they name no one place."""
    if words.strip():
        found = passage.quote.find(words.strip())
        if found < 0:
            raise NotPossible(_("The passage does not hold these words. Copy them from it."))
        if passage.quote.find(words.strip(), found + 1) >= 0:
            raise NotPossible(_("These words stand in it more than once. Give a few more of them."))
        return found
    place = whole_number(at)
    if place is None:
        raise NotPossible(_("Choose where to cut."))
    return place
