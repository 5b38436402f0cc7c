"""The language in which a browser is shown the pages."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse


def keep_language(answer: HttpResponse, language: str) -> None:
    """Show this browser the pages in the language; an empty one leaves it to the browser."""
    if not language:
        answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
        return
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
