"""Moments in the forum's time zone, and the addresses a trace leads to."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format

from reviewforum.forums.models import Forum
from reviewforum.trace.parts import Cite


def moment(at: datetime | None, forum: Forum) -> str:
    """“18 January 2024, 15:05 (Europe/Zurich)”; empty for no moment."""
    if at is None:
        return ""
    there = timezone.localtime(at, ZoneInfo(forum.timezone))
    return f"{date_format(there, 'DATETIME_FORMAT', use_l10n=True)} ({forum.timezone})"


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
