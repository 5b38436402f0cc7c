"""Headers that every answer carries."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict


class PrivateByDefault:
    """Nothing that depends on who asks may be kept by a shared cache; views may say otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers that the view did not set."""
        response = self.get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
        )
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class NoNullCharacters:
    """Refuses a request with a null character in its address or form (400). No person types one;
    PostgreSQL stores none, and would fail in whichever view met it first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing before the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_args: object) -> None:
        """Raises BadRequest. Runs once the view is known, when forms have been read for CSRF."""
        if "\0" in request.path or _has_null(request.GET) or _has_null(request.POST):
            raise BadRequest("null character")


def _has_null(given: QueryDict) -> bool:
    return any("\0" in part for name, values in given.lists() for part in (name, *values))
