"""The report desk: the list of reports, what frames one, and the three panes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from reviewforum.common.errors import NotPossible, require
from reviewforum.forums.models import Forum
from reviewforum.forums.pages import desk_page
from reviewforum.outcomes import drafting, rules
from reviewforum.outcomes.actions import reports as actions
from reviewforum.outcomes.assembly import assemble
from reviewforum.outcomes.forms.reports import FrameForm, initial_of
from reviewforum.outcomes.models import Report
from reviewforum.outcomes.scope import Names, names_of
from reviewforum.outcomes.screen.draft import draft_view, quotes_of
from reviewforum.outcomes.screen.evidence import clusters_view, found
from reviewforum.outcomes.screen.missing import missing_view
from reviewforum.outcomes.views.access import KEPT, draft_page, said


@desk_page(rules.may_read_draft, rules.ONLY_DESK)
def reports(request: HttpRequest, forum: Forum) -> HttpResponse:
    """The forum's reports, each with the way to its draft."""
    rows = Report.objects.visible_to(request.user).filter(forum=forum)
    context = {
        "reports": rows.prefetch_related("stages", "versions"),
        "may_write": rules.may_write_draft(request.user, forum),
    }
    return render(request, "outcomes/desk_reports.html", context)


@desk_page(rules.may_read_draft, rules.ONLY_DESK)
def new(request: HttpRequest, forum: Forum) -> HttpResponse:
    """The form that begins a report."""
    require(rules.may_write_draft(request.user, forum), str(rules.ONLY_WRITERS))
    form = FrameForm(request.POST or None, forum=forum)
    if request.method == "POST" and form.is_valid():
        try:
            report = actions.create_report(by=request.user, forum=forum, frame=form.frame())
        except NotPossible as problem:
            form.add_error(None, str(problem))
        else:
            return HttpResponseRedirect(reverse("desk", args=[forum.slug, report.slug]))
    return _form(request, form, {"title": _("Begin a report"), "report": None})


@draft_page
def frame(request: HttpRequest, report: Report) -> HttpResponse:
    """The form that changes title, stages, limits and what words of quantity mean."""
    require(rules.may_write_draft(request.user, report.forum), str(rules.ONLY_WRITERS))
    initial = initial_of(report)
    form = FrameForm(request.POST or None, initial=initial, forum=report.forum)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_report(by=request.user, report=report, frame=form.frame())
        except NotPossible as problem:
            form.add_error(None, str(problem))
        else:
            said(request, _("Saved."))
            return HttpResponseRedirect(reverse("desk", args=[report.forum.slug, report.slug]))
    return _form(request, form, {"title": _("Title, stages and limits"), "report": report})


def _form(request: HttpRequest, form: FrameForm, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "outcomes/desk_frame.html", {**context, "form": form}, status=status)


@draft_page
def desk(request: HttpRequest, report: Report) -> HttpResponse:
    """The three panes."""
    return show(request, report)


def show(request: HttpRequest, report: Report, problem: str = "") -> HttpResponse:
    """The desk; with a `problem`, the answer to a form that could not be done, its words kept."""
    context = _context(request, report)
    if problem:
        context |= {"problem": problem, "kept": request.POST}
    status = 422 if problem else 200
    return render(request, "outcomes/desk.html", context, status=status)


def _context(request: HttpRequest, report: Report) -> dict[str, Any]:
    asked = request.GET.get("s", "")
    draft = assemble(report, quotes=asked)
    view = draft_view(draft, asked)
    names = names_of(report)
    clustered = request.GET.get("view") == "clusters"
    return {
        "report": report,
        "draft": view,
        "selected": view.selected,
        "quotes": quotes_of(view.selected),
        "missing": missing_view(draft, names, everything=request.GET.get("all") == "1"),
        "results": None if clustered else found(request, report),
        "clusters": clusters_view(report, request.GET) if clustered else None,
        "clustered": clustered,
        "objectives": _choices(names, "objective"),
        "groups": _choices(names, "group"),
        "may_write": rules.may_write_draft(request.user, report.forum),
        "drafter": drafting.configured() is not None,
        "keep": _keep(request),
        "pane": request.GET.get("pane", ""),
    }


def _choices(names: Names, dimension: str) -> list[tuple[str, str]]:
    return [(key, name) for (kind, key), name in names.items() if kind == dimension]


def _keep(request: HttpRequest) -> str:
    """The search beside the draft as a query string, without the selected sentence."""
    query = request.GET.copy()
    for name in [name for name in query if name not in KEPT]:
        del query[name]
    return query.urlencode()
