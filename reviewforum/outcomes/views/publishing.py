"""Circulating, publishing and correcting: the desk's side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from reviewforum.common.errors import NotPossible, require
from reviewforum.forums.models import Forum
from reviewforum.forums.pages import forum_page
from reviewforum.outcomes import rules
from reviewforum.outcomes.actions.corrigenda import correct as correct_sentence
from reviewforum.outcomes.actions.corrigenda import reads_now
from reviewforum.outcomes.actions.publication import publish as publish_report
from reviewforum.outcomes.actions.review import circulate as circulate_draft
from reviewforum.outcomes.assembly import assemble, blockers
from reviewforum.outcomes.forms.publication import CirculateForm, CorrectForm
from reviewforum.outcomes.models import Report, ReportVersion, VersionKind
from reviewforum.outcomes.views.access import draft_page
from reviewforum.outcomes.views.published import version_of


def _page(
    request: HttpRequest,
    report: Report,
    form: CirculateForm | None = None,
    problem: str = "",
) -> HttpResponse:
    draft = assemble(report)
    context: dict[str, Any] = {
        "report": report,
        "blockers": blockers(report, draft),
        "draft": draft,
        "form": form or CirculateForm(forum=report.forum),
        "problem": problem,
        "may_write": rules.may_write_draft(request.user, report.forum),
        "last": report.versions.order_by("number").last(),
    }
    status = 422 if problem or (form and form.is_bound) else 200
    return render(request, "outcomes/publish.html", context, status=status)


@draft_page
def publish(request: HttpRequest, report: Report) -> HttpResponse:
    """What stands in the way of publishing, and the button; POST publishes."""
    if request.method != "POST":
        return _page(request, report)
    try:
        version = publish_report(by=request.user, report=report, revision=_revision(request))
    except NotPossible as problem:
        return _page(request, report, problem=str(problem))
    words = _("Version %(number)s is published. Everyone can read it under this address.")
    messages.success(request, words % {"number": version.number})
    return HttpResponseRedirect(_version_url(report, version))


def _revision(request: HttpRequest) -> int:
    """The draft the person read; none is never the current one."""
    given = request.POST.get("revision", "")
    return int(given) if given.isdecimal() else -1


def _version_url(report: Report, version: ReportVersion) -> str:
    return reverse("report-version", args=[report.forum.slug, report.slug, version.number])


@require_POST
@draft_page
def circulate(request: HttpRequest, report: Report) -> HttpResponse:
    """Freeze the draft and send it to the reviewers named."""
    form = CirculateForm(request.POST, forum=report.forum)
    if not form.is_valid():
        return _page(request, report, form)
    try:
        made = circulate_draft(
            by=request.user,
            report=report,
            reviewers=form.cleaned_data["reviewers"],
            until=form.cleaned_data["until"],
            revision=_revision(request),
        )
    except NotPossible as problem:
        return _page(request, report, form, str(problem))
    count = len(made.invitations)
    sent = ngettext(
        "The draft was sent to %(count)s reviewer.",
        "The draft was sent to %(count)s reviewers.",
        count,
    )
    messages.success(request, sent % {"count": count})
    where = [report.forum.slug, report.slug, made.version.number]
    return HttpResponseRedirect(reverse("report-comments", args=where))


@forum_page
def correct(request: HttpRequest, forum: Forum, report: str, number: int) -> HttpResponse:
    """Choose a sentence of a published version (`?s=`), and correct it."""
    found = version_of(request, forum, report, number)
    require(rules.may_write_draft(request.user, forum), str(rules.ONLY_WRITERS))
    key = request.GET.get("s", "")
    context: dict[str, Any] = {
        "version": found,
        "report": found.report,
        "published": found.kind == VersionKind.PUBLISHED,
        "rows": found.sentences.order_by("position").prefetch_related("corrigenda"),
    }
    if not key:
        return render(request, "outcomes/publish_correct.html", context)
    sentence = get_object_or_404(found.sentences.select_related("version__report__forum"), key=key)
    was = reads_now(sentence)
    form = CorrectForm(request.POST or None, initial={"now": was})
    if request.method == "POST" and form.is_valid():
        try:
            made = correct_sentence(by=request.user, sentence=sentence, **form.cleaned_data)
        except NotPossible as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Corrigendum %(n)s is published.") % {"n": made.number})
            return HttpResponseRedirect(f"{_version_url(found.report, found)}#s-{key}")
    context |= {"sentence": sentence, "was": was, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "outcomes/publish_correct.html", context, status=status)
