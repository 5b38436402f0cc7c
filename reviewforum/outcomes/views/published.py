"""What is published: the list, the page of a version, its downloads."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from reviewforum.common.limits import limited
from reviewforum.common.localized import UN_LANGUAGES, plain
from reviewforum.common.pages import paginate
from reviewforum.forums.models import Forum
from reviewforum.forums.pages import forum_page
from reviewforum.outcomes import rules
from reviewforum.outcomes.export.pdf import ExportFailed
from reviewforum.outcomes.exports import TYPES, document_of, export, page_parts
from reviewforum.outcomes.languages import page_code
from reviewforum.outcomes.models import ReportVersion, VersionKind
from reviewforum.outcomes.reading import read

FORMATS = [("pdf", "PDF"), ("docx", "Word"), ("html", "HTML"), ("json", "JSON")]


def published_versions(request: HttpRequest, forum: Forum) -> QuerySet[ReportVersion]:
    """The published versions of the forum that the person may see."""
    rows = ReportVersion.objects.visible_to(request.user)
    return rows.filter(report__forum=forum, kind=VersionKind.PUBLISHED)


def version_of(
    request: HttpRequest, forum: Forum, slug: str, number: int | None = None
) -> ReportVersion:
    """A version the person may see: by its number, or the newest that is published (404)."""
    rows = ReportVersion.objects.visible_to(request.user).select_related("report")
    rows = rows.filter(report__forum=forum, report__slug=slug)
    if number is None:
        found = rows.filter(kind=VersionKind.PUBLISHED).order_by("number").last()
    else:
        found = rows.filter(number=number).first()
    if found is None:
        raise Http404
    found.report.forum = forum
    return found


@forum_page
def reports(request: HttpRequest, forum: Forum) -> HttpResponse:
    """The newest published version of each report."""
    newest = published_versions(request, forum).filter(report=OuterRef("report"))
    last = newest.order_by().values("report").annotate(last=Max("number")).values("last")
    rows = published_versions(request, forum).filter(number=Subquery(last))
    rows = rows.select_related("report").annotate(corrected=Count("corrigenda")).order_by("-at")
    context = {
        "rows": paginate(request, rows),
        "may_write": rules.may_write_draft(request.user, forum),
    }
    return render(request, "outcomes/reports.html", context)


@forum_page
def report(request: HttpRequest, forum: Forum, report: str) -> HttpResponse:
    """The newest published version."""
    return _page(request, version_of(request, forum, report))


@forum_page
def version(request: HttpRequest, forum: Forum, report: str, number: int) -> HttpResponse:
    """A version by its number; drafts for comment only at the desk."""
    return _page(request, version_of(request, forum, report, number))


def _page(request: HttpRequest, found: ReportVersion, problem: str = "") -> HttpResponse:
    reading = read(found, get_language())
    newest = found.report.versions.filter(kind=VersionKind.PUBLISHED).order_by("number").last()
    context: dict[str, Any] = {
        **page_parts(reading, document_of(reading)),
        "newest": newest,
        "problem": problem,
        "formats": FORMATS,
        "languages": settings.LANGUAGES,
        "own_language": page_code(found.language),
        "may_write": rules.may_write_draft(request.user, found.report.forum),
    }
    return render(request, "outcomes/report.html", context, status=500 if problem else 200)


@limited("download", methods=("GET",))
@forum_page
def download(request: HttpRequest, forum: Forum, report: str, number: int) -> HttpResponse:
    """A version as a file: `?format=`, and `?language=` for its headings and notes."""
    found = version_of(request, forum, report, number)
    form = request.GET.get("format", "pdf")
    language = plain(request.GET.get("language") or found.language)
    if form not in TYPES or language not in UN_LANGUAGES:
        raise Http404
    try:
        made = export(found, form, language)
    except ExportFailed as problem:
        return _page(request, found, problem=str(problem))
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return HttpResponse(made.data, content_type=made.media_type, headers=headers)
