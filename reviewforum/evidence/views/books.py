"""The books on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reviewforum.evidence.books import balance, for_everyone, unbalanced
from reviewforum.evidence.models import Contribution
from reviewforum.forums.models import Forum
from reviewforum.forums.pages import forum_page
from reviewforum.forums.rules import at_desk

SET_ASIDE_ROWS = 50


@forum_page
def books(request: HttpRequest, forum: Forum) -> HttpResponse:
    """What came in and what became of it; the desk sees every count, and who set aside what."""
    desk = at_desk(request.user, forum)
    found = balance(forum, 0 if desk else forum.small_cell)
    broken = unbalanced(found.values())
    if not desk:
        found = {name: for_everyone(book, forum.small_cell) for name, book in found.items()}
    context = {
        "books": found,
        "broken": broken,
        "desk": desk,
        "set_aside": _set_aside(forum) if desk else (),
    }
    return render(request, "evidence/books.html", context)


def _set_aside(forum: Forum) -> list[Contribution]:
    rows = Contribution.objects.filter(forum=forum, status="set-aside").select_related(
        "set_aside_by", "stage"
    )
    return list(rows.order_by("-set_aside_at")[:SET_ASIDE_ROWS])
