"""The calendar of a forum, as a page and as a file; and what its sessions leave out."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from reviewforum.common.localized import local
from reviewforum.forums.coverage import Coverage, coverage
from reviewforum.forums.models import Forum, Session, Stage
from reviewforum.forums.pages import forum_page
from reviewforum.forums.timeline import Leg, Sitting, hours, state, when


@forum_page
def calendar(request: HttpRequest, forum: Forum) -> HttpResponse:
    """Stages and sessions with their objectives, in the forum's time zone, which is named."""
    stages = forum.stages.select_related("forum").prefetch_related("sessions__objectives")
    context = {"legs": [_leg(stage, forum, timezone.now()) for stage in stages]}
    return render(request, "forums/calendar.html", context)


def _leg(stage: Stage, forum: Forum, now: datetime) -> Leg:
    sittings = tuple(Sitting(row, hours(row, forum), _themes(row)) for row in stage.sessions.all())
    return Leg(stage, state(stage, now), when(stage, forum), sittings)


def _themes(session: Session) -> tuple[str, ...]:
    return tuple(local(theme["names"]) for theme in session.themes)


@forum_page
def ics(request: HttpRequest, forum: Forum) -> HttpResponse:
    """The sessions, and the stages that have no sessions, as an iCalendar file."""
    answer = HttpResponse(to_ics(forum), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{forum.slug}.ics"'
    return answer


def to_ics(forum: Forum) -> bytes:
    """RFC 5545. Times are in UTC, so that every program shows them right in its own zone."""
    found = Calendar()
    found.add("prodid", "-//reviewforum//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", str(forum))
    for stage in forum.stages.prefetch_related("sessions__objectives"):
        rows: list[Session | Stage] = [*stage.sessions.all()]
        for row in rows or [stage]:
            if event := _event(row, forum):
                found.add_component(event)
    return bytes(found.to_ical())


def _event(row: Session | Stage, forum: Forum) -> Event | None:
    start = row.starts_at or row.ends_at
    if start is None:
        return None
    page = settings.SITE_URL + reverse("calendar", args=[forum.slug])
    host = settings.SITE_URL.split("//")[-1]
    event = Event()
    event.add("uid", f"{row._meta.model_name}-{row.pk}@{host}")
    event.add("dtstamp", start.astimezone(UTC))
    event.add("dtstart", start.astimezone(UTC))
    event.add("dtend", (row.ends_at or start).astimezone(UTC))
    event.add("summary", _title(row))
    event.add("url", page)
    if isinstance(row, Session) and (about := _about(row)):
        event.add("description", about)
    if place := local(forum.places):
        event.add("location", place)
    return event


def _title(row: Session | Stage) -> str:
    return f"{row.stage}: {row}" if isinstance(row, Session) else str(row)


def _about(row: Session) -> str:
    names = "; ".join(str(objective) for objective in row.objectives.all())
    lines = [*_themes(row), _("Objectives: %s") % names if names else ""]
    return "\n".join(line for line in lines if line)


@forum_page
def missing(request: HttpRequest, forum: Forum) -> HttpResponse:
    """The coverage check: which objectives no session of a stage takes up, in sentences."""
    found = coverage(forum)
    return render(request, "forums/coverage.html", {"rows": [(row, gaps(row)) for row in found]})


def gaps(row: Coverage) -> list[str]:
    """A sentence for each missing objective: “No session of “X” takes up objective 11, …”."""
    return [
        _("No session of “%(stage)s” takes up objective %(number)s, %(name)s.")
        % {"stage": row.stage, "number": item.number, "name": local(item.names)}
        for item in row.missing
    ]
