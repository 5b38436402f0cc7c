"""Reviewing a circulated draft: the reviewer's page, which needs no account, and the desk's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reviewforum.common.errors import NotPossible
from reviewforum.common.limits import limited
from reviewforum.forums.models import Forum
from reviewforum.forums.pages import desk_page
from reviewforum.outcomes import rules
from reviewforum.outcomes.actions import review as actions
from reviewforum.outcomes.export.labels import labels
from reviewforum.outcomes.exports import roots
from reviewforum.outcomes.forms.publication import AnswerForm
from reviewforum.outcomes.models import (
    FrozenSentence,
    ReportVersion,
    ReviewComment,
    ReviewInvitation,
    VersionKind,
)
from reviewforum.outcomes.reading import read
from reviewforum.outcomes.views.published import version_of

View = Callable[..., HttpResponse]


def _private(view: View) -> View:
    """Nothing of a private link is kept, passed on or found by a search engine."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped


def _invitation(secret: str) -> ReviewInvitation:
    rows = ReviewInvitation.objects.select_related("version__report__forum__cycle__framework")
    found = rows.filter(secret_digest=actions.secret_digest(secret)).first()
    if found is None:
        raise Http404
    return found


@limited("search", methods=("GET",))
@_private
def review(request: HttpRequest, secret: str) -> HttpResponse:
    """The draft with one's own comments; `?s=` opens the form at a sentence."""
    invitation = _invitation(secret)
    actions.open_invitation(invitation=invitation)
    return _page(request, secret, invitation)


@limited("public-write")
@require_POST
@_private
def comment(request: HttpRequest, secret: str) -> HttpResponse:
    """Leave a comment on a sentence, or on the draft as a whole."""
    invitation = _invitation(secret)
    key, text = request.POST.get("sentence", ""), request.POST.get("text", "")
    sentence = _sentence(invitation.version, key) if key else None
    try:
        made = actions.comment(invitation=invitation, text=text, sentence=sentence)
    except NotPossible as problem:
        return _page(request, secret, invitation, problem=str(problem), kept=text, key=key)
    messages.success(request, _("Your comment is stored. The rapporteur reads it here."))
    return HttpResponseRedirect(f"{reverse('review', args=[secret])}#comment-{made.pk}")


def _sentence(version: ReportVersion, key: str) -> FrozenSentence:
    return get_object_or_404(version.sentences.all(), key=key)


def _page(
    request: HttpRequest,
    secret: str,
    invitation: ReviewInvitation,
    problem: str = "",
    kept: str = "",
    key: str = "",
) -> HttpResponse:
    version = invitation.version
    own = list(invitation.comments.select_related("sentence").order_by("pk"))
    reading = read(version, get_language())
    context = {
        "secret": secret,
        "invitation": invitation,
        "version": version,
        "report": version.report,
        "forum": version.report.forum,
        "reading": reading,
        "labels": labels(reading.language),
        **roots(version),
        "open": actions.takes_comments(version),
        "selected": key or request.GET.get("s", ""),
        "comments": own,
        "commenting": True,
        "problem": problem,
        "kept": kept,
        "longest": actions.LONGEST,
    }
    return render(request, "outcomes/review.html", context, status=422 if problem else 200)


# --- at the desk --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Remarks:
    """A sentence of the draft, or None for the whole of it, and what reviewers said of it."""

    sentence: FrozenSentence | None
    comments: list[ReviewComment]


def draft_version(view: View) -> View:
    """`view(request, version, …)`: a page about a draft that was circulated, for its desk."""

    @desk_page(rules.may_read_draft, rules.ONLY_DESK)
    @wraps(view)
    def wrapped(
        request: HttpRequest, forum: Forum, report: str, number: int, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        found = version_of(request, forum, report, number)
        if found.kind != VersionKind.DRAFT:
            raise Http404
        return view(request, found, *args, **kwargs)

    return wrapped


@draft_version
def comments(request: HttpRequest, version: ReportVersion) -> HttpResponse:
    """All comments beside their sentences, with the answers."""
    return _comments(request, version)


def _comments(
    request: HttpRequest, version: ReportVersion, refused: AnswerForm | None = None, pk: int = 0
) -> HttpResponse:
    rows = ReviewComment.objects.filter(invitation__version=version)
    found = list(rows.select_related("invitation", "sentence", "answered_by").order_by("pk"))
    context = {
        "version": version,
        "report": version.report,
        "remarks": _remarks(found),
        "count": len(found),
        "unanswered": sum(one.taken_up is None for one in found),
        "invitations": version.invitations.order_by("name", "pk"),
        "open": actions.takes_comments(version),
        "may_write": rules.may_write_draft(request.user, version.report.forum),
        "refused": refused,
        "refused_pk": pk,
    }
    return render(request, "outcomes/review_comments.html", context, status=422 if refused else 200)


def _remarks(found: Iterable[ReviewComment]) -> list[Remarks]:
    """By sentence in the order of the draft; remarks on the whole come first."""
    by_sentence: dict[int | None, list[ReviewComment]] = defaultdict(list)
    for one in found:
        by_sentence[one.sentence_id].append(one)
    groups = [Remarks(rows[0].sentence, rows) for rows in by_sentence.values()]
    return sorted(groups, key=lambda item: item.sentence.position if item.sentence else 0)


@require_POST
@draft_version
def answer(request: HttpRequest, version: ReportVersion, pk: int) -> HttpResponse:
    """Say what became of a comment."""
    rows = ReviewComment.objects.filter(invitation__version=version)
    found = get_object_or_404(rows.select_related("invitation__version__report__forum"), pk=pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _comments(request, version, form, pk)
    try:
        actions.answer(by=request.user, comment=found, **form.cleaned_data)
    except NotPossible as problem:
        form.add_error("reason", str(problem))
        return _comments(request, version, form, pk)
    return HttpResponseRedirect(f"{_address(version)}#comment-{pk}")


@require_POST
@draft_version
def invite_again(request: HttpRequest, version: ReportVersion, pk: int) -> HttpResponse:
    """Send a reviewer a new link."""
    found = get_object_or_404(version.invitations.all(), pk=pk)
    found.version = version
    try:
        actions.invite_again(by=request.user, invitation=found)
    except NotPossible as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("A new link is on its way; the old one opens nothing now."))
    return HttpResponseRedirect(_address(version))


def _address(version: ReportVersion) -> str:
    report = version.report
    return reverse("report-comments", args=[report.forum.slug, report.slug, version.number])
