"""Pages of the site itself: health, language, errors."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from reviewforum.common.samples import samples


def healthz(request: HttpRequest) -> HttpResponse:
    """200 once the database answers: what a load balancer or a script waits for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


def style_guide(request: HttpRequest) -> HttpResponse:
    """Every page component, with sample content."""
    return render(request, "style_guide.html", samples(request))


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 with the reason."""
    return render(request, "errors/403.html", {"reason": str(exception or "")}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404; the same for what does not exist and what one may not know of."""
    return render(request, "errors/404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return render(request, "errors/400.html", status=400)


def failed(request: HttpRequest) -> HttpResponse:
    """500; asks nothing of the database."""
    return render(request, "errors/500.html", {"title": _("Something failed here")}, status=500)


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """429 that says how long to wait."""
    answer: Any = render(request, "errors/429.html", {"seconds": seconds}, status=429)
    answer["Retry-After"] = str(seconds)
    return HttpResponse(answer.content, status=429, headers={"Retry-After": str(seconds)})
