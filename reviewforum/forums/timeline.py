"""Where a forum and its stages stand in time, in the forum's own zone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_interval, format_time
from django.utils import timezone
from django.utils.translation import get_language

from reviewforum.common.localized import plain
from reviewforum.forums.models import Forum, Session, Stage

State = Literal["done", "now", "coming"]
LOCALES = {"en": "en_GB", "zh": "zh_Hans"}
"""Reader's language → CLDR locale where it is not the same: English dates begin with the day."""


@dataclass(frozen=True)
class Leg:
    """A stage, where it stands, and when it is in words."""

    stage: Stage
    state: State
    when: str
    sessions: tuple[Sitting, ...] = ()


@dataclass(frozen=True)
class Sitting:
    """A session and when it is in words."""

    session: Session
    when: str
    themes: tuple[str, ...] = ()


def legs(forum: Forum, stages: Iterable[Stage], now: datetime) -> list[Leg]:
    """The stages in order. `stages` come with their sessions where those are to be shown."""
    return [Leg(stage, state(stage, now), when(stage, forum)) for stage in stages]


def state(stage: Stage, now: datetime) -> State:
    """Done, under way, or coming. Without dates a stage is coming until the forum has ended."""
    if stage.starts_at is None and stage.ends_at is None:
        return "done" if stage.forum.ends < now.date() else "coming"
    if stage.ends_at is not None and stage.ends_at < now:
        return "done"
    return "now" if stage.starts_at is None or stage.starts_at <= now else "coming"


def when(stage: Stage, forum: Forum) -> str:
    """“4 Dec 2023 – 16 Feb 2024”; empty without dates."""
    start, end = stage.starts_at or stage.ends_at, stage.ends_at or stage.starts_at
    return days(start, end, forum) if start and end else ""


def days(start: datetime, end: datetime, forum: Forum) -> str:
    """From day to day, in the forum's zone and the reader's language."""
    return _interval(start, end, forum, "yMMMd")


def hours(session: Session, forum: Forum) -> str:
    """“Monday 29 January 2024, 14:00–16:00 (Europe/Zurich)”: the zone is always named."""
    start, end = (local(at, forum) for at in (session.starts_at, session.ends_at))
    if start.date() != end.date():
        return f"{_interval(start, end, forum, 'yMMMd')} ({forum.timezone})"
    day = _interval(start, start, forum, "yMMMEd")
    return f"{day}, {_interval(start, end, forum, 'Hm')} ({forum.timezone})"


def moment(at: datetime | None, forum: Forum) -> str:
    """“18 January 2024, 15:05 (Europe/Zurich)”; empty for no moment."""
    if at is None:
        return ""
    there, locale = local(at, forum), _locale()
    day = format_date(there.date(), "long", locale=locale)
    return f"{day}, {format_time(there.time(), 'HH:mm', locale=locale)} ({forum.timezone})"


def local(at: datetime, forum: Forum) -> datetime:
    """The moment as the forum's clocks show it."""
    return timezone.localtime(at, ZoneInfo(forum.timezone))


def _interval(start: datetime, end: datetime, forum: Forum, skeleton: str) -> str:
    zone = ZoneInfo(forum.timezone)
    return format_interval(start, end, skeleton, tzinfo=zone, locale=_locale())


def _locale() -> str:
    language = plain(get_language())
    return LOCALES.get(language, language)


def standing(forum: Forum, stages: Iterable[Stage], now: datetime) -> State:
    """Whether a forum is coming, in progress or past."""
    if forum.ends < local(now, forum).date():
        return "done"
    states = {state(stage, now) for stage in stages}
    begun = forum.starts <= local(now, forum).date() or states & {"now", "done"}
    return "now" if begun else "coming"
