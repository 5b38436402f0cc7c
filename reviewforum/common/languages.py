"""Names of languages, in themselves and in the reader's language."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language

from reviewforum.common.localized import plain


@lru_cache(maxsize=512)
def _name(code: str, reader: str) -> str:
    try:
        return str(Locale.parse(reader).languages.get(code, code))
    except (UnknownLocaleError, ValueError):
        return code


def language_name(code: str, reader: str | None = None) -> str:
    """The language's name in the reader's language; the code where it has none."""
    return _name(plain(code), plain(reader or get_language()))
