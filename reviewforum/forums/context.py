"""The forum a page is about, and the way around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from reviewforum.forums import rules

# (address name, label, who sees it); in the order of the process.
PUBLIC = [
    ("forum", _("Overview")),
    ("calendar", _("Calendar")),
    ("evidence", _("Contributions")),
    ("voices", _("Voices")),
    ("reports", _("Reports")),
    ("books", _("Accounts of inputs")),
]
DESK = [
    ("imports", _("Import"), rules.at_desk),
    ("coding", _("Coding"), rules.may_code),
    ("report-desk", _("Report desk"), rules.at_desk),
    ("people", _("People"), rules.is_secretariat),
    ("log", _("Log"), rules.is_secretariat),
]


# Pages behind an entry: how their address names begin → the entry; the first that fits.
BEHIND = [
    ("coverage", "calendar"),
    ("passage", "evidence"),
    ("contribution", "evidence"),
    ("import", "imports"),
    ("coding-", "coding"),
    ("report-desk", "report-desk"),
    *((name, "report-desk") for name in ("desk", "report-new", "report-frame")),
    *((name, "report-desk") for name in ("report-publish", "report-circulate", "report-comments")),
    ("report-correct", "report-desk"),
    ("report", "reports"),
    ("sentence", "reports"),
]


@dataclass(frozen=True)
class Link:
    """One entry of the navigation."""

    url: str
    label: Any
    current: str
    """As `aria-current` has it: `page`, `true` for a page behind the entry, or empty."""


def forum_nav(request: HttpRequest) -> dict[str, Any]:
    """`forum`, `nav` and `desk_nav` on pages of a forum."""
    forum = getattr(request, "forum", None)
    if forum is None:
        return {}
    names = [(name, label) for name, label in PUBLIC]
    desk = [(name, label) for name, label, rule in DESK if rule(request.user, forum)]
    return {
        "forum": forum,
        "nav": _links(request, forum, names),
        "desk_nav": _links(request, forum, desk),
    }


def _links(request: HttpRequest, forum: Any, names: list[tuple[str, Any]]) -> list[Link]:
    links = []
    for name, label in names:
        try:
            url = reverse(name, args=[forum.slug])
        except NoReverseMatch:
            continue
        links.append(Link(url, label, _current(request, name)))
    return links


def _current(request: HttpRequest, name: str) -> str:
    here = str(request.resolver_match.url_name) if request.resolver_match else ""
    if here == name:
        return "page"
    behind = next((entry for start, entry in BEHIND if here.startswith(start)), "")
    return "true" if behind == name else ""
