"""Finding the forum a page is about, and whether the person may be at its desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from reviewforum.common.errors import require
from reviewforum.forums.models import Forum

Rule = Callable[[Any, Forum], bool]
View = Callable[..., HttpResponse]


def forum_of(request: HttpRequest, slug: str) -> Forum:
    """The forum by its slug, if the person may see it (404 otherwise); kept for the navigation."""
    forums = Forum.objects.visible_to(request.user).select_related("cycle__framework", "region")
    forum = get_object_or_404(forums, slug=slug)
    request.forum = forum  # type: ignore[attr-defined]
    return forum


def forum_page(view: View) -> View:
    """`view(request, forum, …)` for a URL that begins with the forum's slug."""

    @wraps(view)
    def wrapped(request: HttpRequest, forum: str, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, forum_of(request, forum), *args, **kwargs)

    return wrapped


def desk_page(rule: Rule, reason: str) -> Callable[[View], View]:
    """A page behind a rule. Who is not signed in is asked to; who may not, reads why."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, forum: str, *args: Any, **kwargs: Any) -> HttpResponse:
            found = forum_of(request, forum)
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            require(rule(request.user, found), _(reason))
            return view(request, found, *args, **kwargs)

        return wrapped

    return decorate
