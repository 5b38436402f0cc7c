"""The versions of a report, and what changed between any two of them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from reviewforum.forums.models import Forum
from reviewforum.forums.pages import forum_page
from reviewforum.outcomes import rules
from reviewforum.outcomes.comparing import Text, changes, of_draft, of_version
from reviewforum.outcomes.models import Report, ReportVersion

DRAFT = "draft"
"""How an address names the draft as it stands now."""


def _report(request: HttpRequest, forum: Forum, slug: str) -> Report:
    rows = Report.objects.visible_to(request.user).filter(forum=forum)
    found = get_object_or_404(rows, slug=slug)
    found.forum = forum
    return found


@forum_page
def versions(request: HttpRequest, forum: Forum, report: str) -> HttpResponse:
    """Published versions for everyone; at the desk drafts for comment and the draft too."""
    found = _report(request, forum, report)
    rows = _versions(request, found).annotate(
        comments=Count("invitations__comments", distinct=True),
        reviewers=Count("invitations", distinct=True),
        corrected=Count("corrigenda", distinct=True),
    )
    context = {
        "report": found,
        "rows": list(rows.order_by("-number")),
        "desk": rules.may_read_draft(request.user, forum),
        "may_write": rules.may_write_draft(request.user, forum),
    }
    return render(request, "outcomes/versions.html", context)


def _versions(request: HttpRequest, report: Report) -> Any:
    return ReportVersion.objects.visible_to(request.user).filter(report=report)


@forum_page
def diff(request: HttpRequest, forum: Forum, report: str) -> HttpResponse:
    """What changed from `?old=` to `?new=`: numbers, or `draft` at the desk."""
    found = _report(request, forum, report)
    rows = {str(row.number): row for row in _versions(request, found).order_by("number")}
    desk = rules.may_read_draft(request.user, forum)
    names = [*rows, *([DRAFT] if desk else [])]
    if not rows:
        raise Http404
    new = request.GET.get("new") or names[-1]
    old = request.GET.get("old") or _before(list(rows), new)
    if old not in names or new not in names:
        raise Http404
    context = {
        "report": found,
        "old": old,
        "new": new,
        "old_version": rows.get(old),
        "new_version": rows.get(new),
        "choices": names,
        "changes": changes(_text(found, rows, old), _text(found, rows, new)),
        "desk": desk,
    }
    return render(request, "outcomes/diff.html", context)


def _before(numbers: list[str], new: str) -> str:
    """The version before another; before the draft, the last one."""
    place = numbers.index(new) if new in numbers else len(numbers)
    return numbers[max(place - 1, 0)]


def _text(report: Report, rows: dict[str, ReportVersion], name: str) -> Text:
    return of_draft(report) if name == DRAFT else of_version(rows[name])
