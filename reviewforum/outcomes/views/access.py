"""How the desk's pages find their report, and how its forms answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from reviewforum.common.errors import NotPossible
from reviewforum.forums.models import Forum
from reviewforum.forums.pages import desk_page
from reviewforum.outcomes import rules
from reviewforum.outcomes.models import Report

View = Callable[..., HttpResponse]

KEPT = ("q", "objective", "group", "country", "language", "used", "view", "page")
"""What of the desk's address a form hands back: the search beside the draft stays as it was."""


@dataclass(frozen=True)
class Place:
    """Where the desk opens after a change: a sentence, or a part of the page."""

    sentence: str = ""
    part: str = ""


def report_of(request: HttpRequest, forum: Forum, slug: str) -> Report:
    """The report by its slug, if the person may see it (404 otherwise)."""
    reports = Report.objects.visible_to(request.user).filter(forum=forum)
    report = get_object_or_404(reports, slug=slug)
    report.forum = forum
    return report


def draft_page(view: View) -> View:
    """`view(request, report, …)`: a page that reads a draft."""

    @desk_page(rules.may_read_draft, rules.ONLY_DESK)
    @wraps(view)
    def wrapped(
        request: HttpRequest, forum: Forum, report: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        return view(request, report_of(request, forum, report), *args, **kwargs)

    return wrapped


def draft_change(view: Callable[..., Place | HttpResponse]) -> View:
    """`view(request, report, …)`: a form that changes a draft. It returns the place to open the
    desk at, or a page of its own. What is not possible is said at the desk, the words kept.
    """

    @require_POST
    @draft_page
    @wraps(view)
    def wrapped(request: HttpRequest, report: Report, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer = view(request, report, *args, **kwargs)
        except NotPossible as problem:
            from reviewforum.outcomes.views.desk import show  # the page that shows the refusal

            return unmoved(show(request, report, problem=str(problem)))
        return back(request, report, answer) if isinstance(answer, Place) else answer

    return wrapped


def unmoved(response: HttpResponse) -> HttpResponse:
    """A refusal keeps the address of the desk: reloading the form's own would not work."""
    response.headers["HX-Push-Url"] = "false"
    return response


def back(request: HttpRequest, report: Report, place: Place) -> HttpResponse:
    """To the desk, at a place, with the search as it was."""
    return HttpResponseRedirect(desk_url(request, report, place))


def desk_url(request: HttpRequest, report: Report, place: Place) -> str:
    """The desk's address: the search kept, the sentence selected."""
    query = request.GET.copy()
    for name in [name for name in query if name not in {*KEPT, "s"}]:
        del query[name]
    if place.sentence:
        query["s"] = place.sentence
    anchor = f"s-{place.sentence}" if place.sentence else place.part
    url = reverse("desk", args=[report.forum.slug, report.slug])
    return f"{url}{'?' if query else ''}{query.urlencode()}{'#' if anchor else ''}{anchor}"


def said(request: HttpRequest, words: str) -> None:
    """A word of success, shown on the next page."""
    messages.success(request, words)
