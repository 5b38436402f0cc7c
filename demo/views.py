"""Signing in as a role of the demo with one click, and files for trying an import."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from demo import files
from demo.build import FORUM
from demo.reader import read_roles
from reviewforum.people.models import User

DESKS = {"secretariat": "imports", "rapporteur": "report-desk", "rapporteur-2": "coding"}
"""Where a role has most to do; the others begin at the forum's own page."""
BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as the account with the key `role`, and go on where one was."""
    key = request.POST.get("role", "")
    emails = {account.key: account.email for account in read_roles()}
    user = User.objects.filter(email=emails.get(key, "")).first()
    if user is None:
        raise Http404
    login(request, user, backend=BACKEND)
    return redirect(_next(request) or _desk(key))


def _next(request: HttpRequest) -> str:
    """Where the person was, if that is a page of this site."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if safe else ""


def _desk(key: str) -> str:
    for name in (DESKS.get(key, "forum"), "forum"):
        try:
            return reverse(name, args=[FORUM])
        except NoReverseMatch:
            continue
    return reverse("home")


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponse:
    """A document to import, for download."""
    if name not in files.names():
        raise Http404
    answer = HttpResponse(files.make(name), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
