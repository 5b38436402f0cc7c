"""Saying things in the language of a report instead of the reader's."""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.utils.translation import override

from reviewforum.common.localized import plain


def page_code(language: str) -> str:
    """The code the page's catalogues have for a plain language: `zh` → `zh-hans`."""
    code = plain(language)
    return "zh-hans" if code == "zh" else code


def speaking(language: str) -> AbstractContextManager[None]:
    """Within it, names and labels are in this language."""
    return override(page_code(language))
