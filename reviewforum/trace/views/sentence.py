"""A published sentence and the voices behind it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reviewforum.forums.models import Forum
from reviewforum.forums.pages import forum_page
from reviewforum.forums.timeline import moment
from reviewforum.outcomes.models import Report
from reviewforum.trace.parts import SentenceTrace, Step
from reviewforum.trace.places import address, isolated
from reviewforum.trace.sentences import trace_sentence


@forum_page
def sentence(request: HttpRequest, forum: Forum, report: str, key: str) -> HttpResponse:
    """404 for a sentence that no published version holds."""
    reports = Report.objects.visible_to(request.user).select_related("forum")
    found = get_object_or_404(reports, forum=forum, slug=report)
    trace = trace_sentence(report=found, key=key, viewer=request.user)
    if trace is None:
        raise Http404
    context = {
        "trace": trace,
        "report": found,
        "report_url": address("report", forum.slug, found.slug),
        "version_url": address("report-version", forum.slug, found.slug, trace.version.number),
        "steps": thread(trace, forum),
        "published": moment(trace.version.at, forum),
    }
    return render(request, "trace/sentence.html", context)


def thread(trace: SentenceTrace, forum: Forum) -> list[Step]:
    """From the voices to this sentence."""
    where = {"number": trace.sentence.paragraph_number, "title": isolated(trace.version.title)}
    return [
        _received(trace, forum),
        _coded(trace),
        Step(_("Cited in § %(number)s") % where, trace.sentence.section_heading),
        Step(
            _("Published: “%(title)s”") % where,
            _("Version %(number)s, open to everyone.") % {"number": trace.version.number},
            at=moment(trace.version.at, forum),
        ),
    ]


def _received(trace: SentenceTrace, forum: Forum) -> Step:
    rows: dict[int, Any] = {v.passage.contribution_id: v.passage.contribution for v in trace.voices}
    count = ngettext("%(count)s contribution", "%(count)s contributions", len(rows))
    stages = ", ".join(dict.fromkeys(isolated(row.stage) for row in rows.values()))
    return Step(_("Received"), f"{count % {'count': len(rows)}}. {stages}" if rows else "")


def _coded(trace: SentenceTrace) -> Step:
    names = "; ".join(isolated(f"{code.key} ({code.name})") for code in trace.codes)
    return Step(_("Read and coded"), names)
