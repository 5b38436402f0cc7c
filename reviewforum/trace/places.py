"""The addresses a trace leads to."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from reviewforum.trace.parts import Cite


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
