"""A forum on one page: its way, who runs it, and what it says so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reviewforum.common.languages import language_name
from reviewforum.common.localized import local
from reviewforum.forums.models import Forum, StageKind
from reviewforum.forums.pages import forum_page
from reviewforum.forums.timeline import Leg, legs

SHOWN_GROUP = ("named", "organisation", "group")
"""Levels of attribution at which everyone may know the stakeholder group."""


@forum_page
def overview(request: HttpRequest, forum: Forum) -> HttpResponse:
    """The stages with what happened at each, the newest report, figures that raise questions."""
    stages = list(forum.stages.select_related("forum"))
    way = legs(forum, stages, timezone.now())
    counts = _by_stage(forum, request.user)
    context = {
        "stages": [_line(leg, forum, counts.get(leg.stage.pk, 0)) for leg in way],
        "now": [leg for leg in way if leg.state == "now"],
        "facts": _facts(forum),
        "figures": figures(forum),
        "report": _newest_report(forum, request.user),
        "coverage": forum.stages.filter(sessions__objectives__isnull=False).exists(),
    }
    return render(request, "forums/overview.html", context)


def _by_stage(forum: Forum, user: Any) -> dict[int, int]:
    """Stage → contributions this reader may open."""
    rows = forum.contributions.visible_to(user).order_by().values_list("stage_id")
    return dict(rows.annotate(Count("pk")))


def _line(leg: Leg, forum: Forum, count: int) -> dict[str, Any]:
    said = ngettext("%(count)s contribution", "%(count)s contributions", count) % {"count": count}
    return {
        "title": leg.stage,
        "detail": " · ".join(part for part in (leg.when, said if count else "") if part),
        "state": leg.state,
        "url": _leads_to(leg, forum, count),
    }


def _leads_to(leg: Leg, forum: Forum, count: int) -> str:
    if leg.stage.kind == StageKind.REPORT:
        return link("reports", forum)
    if count and link("evidence", forum):
        return f"{link('evidence', forum)}?stage={leg.stage.slug}"
    return f"{link('calendar', forum)}#{leg.stage.slug}"


def link(name: str, forum: Forum) -> str:
    """The address of a page of this forum; empty where the site has none."""
    try:
        return reverse(name, args=[forum.slug])
    except NoReverseMatch:
        return ""


def _facts(forum: Forum) -> list[tuple[str, Any]]:
    chairs = ", ".join(sorted(str(state) for state in forum.chairs.all()))
    languages = ", ".join(language_name(code) for code in forum.languages)
    rows = [
        (_("Reviews"), forum.framework),
        (_("Region"), forum.region),
        (_("Chairs"), chairs),
        (_("Place"), local(forum.places)),
        (_("Working languages"), languages),
        (_("Time zone"), forum.timezone),
    ]
    return [(term, value) for term, value in rows if value]


@dataclass(frozen=True)
class Figure:
    """A figure, what it counts, and the question it raises."""

    value: str
    label: str
    question: str
    url: str


def figures(forum: Forum) -> list[Figure]:
    """Received; groups heard out of all; languages. None of it tells a confidential speaker apart:
    groups and languages are counted among the contributions whose group anyone may know.
    """
    received = forum.contributions.count()
    if not received:
        return []
    open_rows = forum.contributions.filter(level__in=SHOWN_GROUP)
    heard = open_rows.filter(contributor__group__stakeholder=True)
    groups = heard.order_by().values("contributor__group").distinct().count()
    every = forum.framework.groups.filter(stakeholder=True).count()
    languages = open_rows.order_by().values("language").distinct().count()
    return [
        Figure(str(received), ngettext("contribution", "contributions", received),
               _("What became of them?"), link("books", forum)),
        Figure(_("%(heard)s of %(all)s") % {"heard": groups, "all": every},
               _("stakeholder groups heard"), _("Whose voices are missing?"),
               link("voices", forum)),
        Figure(str(languages), ngettext("language", "languages", languages),
               _("What do they say?"), link("evidence", forum)),
    ]  # fmt: skip


def _newest_report(forum: Forum, user: Any) -> dict[str, Any] | None:
    rows = forum.reports.visible_to(user).filter(versions__kind="published")
    fields = ("slug", "versions__title", "versions__number", "versions__at")
    found = rows.order_by("-versions__at").values(*fields).first()
    if found is None:
        return None
    try:
        url = reverse("report", args=[forum.slug, found["slug"]])
    except NoReverseMatch:
        url = ""
    return {
        "title": found["versions__title"],
        "number": found["versions__number"],
        "at": found["versions__at"],
        "url": url,
    }
