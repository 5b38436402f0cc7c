"""The addresses a trace leads to, and words of another language among the page's own."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language_bidi

from reviewforum.trace.parts import Cite


def isolated(text: object) -> str:
    """Words that may run the other way than the line they stand in: on a page from right to left
    they are set apart (U+2068, U+2069), so that the marks around them stay in their place.
    """
    return f"\u2068{text}\u2069" if get_language_bidi() else str(text)


def address(name: str, *parts: object) -> str:
    """The address of a page; empty where the site has no such page."""
    try:
        return reverse(name, args=parts)
    except NoReverseMatch:
        return ""


def sentence_address(cite: Cite) -> str:
    """Where a citing sentence is shown with its voices."""
    report = cite.report
    return address("sentence", report.forum.slug, report.slug, cite.sentence.key)
