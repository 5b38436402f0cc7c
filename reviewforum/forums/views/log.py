"""The audit log of a forum in readable words. The secretariat's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from reviewforum.common import log as chain
from reviewforum.common.models import LogEntry
from reviewforum.common.pages import paginate
from reviewforum.forums.models import Forum
from reviewforum.forums.pages import desk_page
from reviewforum.forums.rules import is_secretariat
from reviewforum.forums.verbs import sentence
from reviewforum.people.models import User

ONLY = gettext_noop("Only the secretariat of this forum reads its log.")


@dataclass(frozen=True)
class Line:
    """One entry. `who` is empty for what no account did: a receipt, the command line."""

    entry: LogEntry
    who: str
    what: str
    data: str


@desk_page(is_secretariat, ONLY)
def log(request: HttpRequest, forum: Forum) -> HttpResponse:
    """The newest first; `?check=yes` recomputes the forum's chain and says whether it holds."""
    page = paginate(request, LogEntry.objects.filter(chain=forum.chain).order_by("-sequence"))
    context = {
        "page": page,
        "lines": _lines(list(page.object_list)),
        "checked": "check" in request.GET,
        "broken": _check(forum) if "check" in request.GET else (),
    }
    return render(request, "forums/log.html", context)


def _check(forum: Forum) -> list[chain.Broken]:
    return [broken for broken in chain.verify() if broken.chain == forum.chain]


def _lines(entries: Sequence[LogEntry]) -> list[Line]:
    actors = {entry.actor for entry in entries if entry.actor}
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=actors)}
    return [_line(entry, names) for entry in entries]


def _line(entry: LogEntry, names: dict[int, str]) -> Line:
    who = names.get(entry.actor, _("An account that is gone")) if entry.actor else ""
    return Line(entry, who, sentence(entry.verb), _plain(entry.data))


def _plain(data: dict[str, Any]) -> str:
    """The ids and counts, in one line; digests are shortened."""
    parts = [f"{key}: {_value(value)}" for key, value in sorted(data.items())]
    return ", ".join(parts)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"({len(value)})"
    text = str(value)
    return f"{text[:12]}…" if len(text) == 64 else text
