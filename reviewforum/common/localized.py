"""Texts of an organiser in several languages: `{"en": "…", "fr": "…"}`."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language

UN_LANGUAGES = ("en", "fr", "ru", "es", "ar", "zh")


def plain(code: str | None) -> str:
    """The language without region or script: `zh-hans` → `zh`."""
    return (code or "en").split("-")[0].lower()


def choose(texts: Mapping[str, str], language: str | None = None) -> tuple[str, str]:
    """(text, its language): the one asked for, else English, else the first there is."""
    wanted = plain(language or get_language())
    for code in (wanted, "en", *texts):
        if texts.get(code):
            return texts[code], code
    return "", wanted


def local(texts: Mapping[str, str], language: str | None = None) -> str:
    """The text in the language asked for, or the best there is."""
    return choose(texts, language)[0]
