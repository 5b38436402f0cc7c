"""Forms that cite, waive and ask for a suggested paragraph."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from reviewforum.common.errors import NotPossible
from reviewforum.evidence.models import Code, Contributor, Dimension, Passage
from reviewforum.outcomes import drafting
from reviewforum.outcomes.actions import citing, suggestions, waivers
from reviewforum.outcomes.models import Citation, Report, Section
from reviewforum.outcomes.support.written import Verdict
from reviewforum.outcomes.views.access import Place, draft_change, said, unmoved
from reviewforum.outcomes.views.sentences import sentence_of

MOST = 200
"""Passages at most that one suggestion or one click cites."""


def passages_of(request: HttpRequest, report: Report) -> list[Passage]:
    """The passages named by a form, in order; those one may not see are not there."""
    asked = [int(key) for key in request.POST.getlist("passage") if key.isdecimal()][:MOST]
    rows = Passage.objects.visible_to(request.user).filter(forum=report.forum, pk__in=asked)
    found = rows.with_quote().select_related("contribution__contributor__group").in_bulk()
    return [found[key] for key in dict.fromkeys(asked) if key in found]


@draft_change
def cite(request: HttpRequest, report: Report) -> Place:
    """Let the selected sentence cite one or more passages."""
    key = request.POST.get("sentence", "")
    if not key:
        raise NotPossible(_("Choose the sentence in the draft first, then cite the passage."))
    sentence = sentence_of(report, key)
    citing.cite_all(
        by=request.user,
        sentence=sentence,
        passages=passages_of(request, report),
        stance=request.POST.get("stance", "supports"),
    )
    return Place(sentence=key)


@draft_change
def citation(request: HttpRequest, report: Report, pk: int, verb: str) -> Place:
    """Remove a citation, or say whether it supports or dissents."""
    rows = Citation.objects.filter(sentence__paragraph__section__report=report)
    found = get_object_or_404(rows.select_related("sentence__paragraph__section__report"), pk=pk)
    key = found.sentence.key
    if verb == "remove":
        citing.uncite(by=request.user, citation=found)
    elif verb in {"supports", "dissents"}:
        citing.set_stance(by=request.user, citation=found, stance=verb)
    else:
        raise Http404
    return Place(sentence=key)


@draft_change
def waive(request: HttpRequest, report: Report) -> Place:
    """Leave a cell of the evidence, or a contributor, uncited for a reason."""
    reason = request.POST.get("reason", "")
    waivers.waive(by=request.user, report=report, cell=_cell(request, report), reason=reason)
    return Place(part="missing")


def _cell(request: HttpRequest, report: Report) -> waivers.Cell:
    given = request.POST
    if (who := given.get("contributor", "")).isdecimal():
        return waivers.Cell(
            contributor=Contributor.objects.filter(forum=report.forum, pk=who).first()
        )
    return waivers.Cell(
        group=report.forum.framework.groups.filter(key=given.get("group", "")).first(),
        code=_code(request, report),
        language=given.get("language", "")[:8],
    )


def _code(request: HttpRequest, report: Report) -> Code | None:
    for name, dimension in (("objective", Dimension.OBJECTIVE), ("country", Dimension.COUNTRY)):
        if key := request.POST.get(name, ""):
            codes = Code.objects.filter(framework=report.forum.framework, dimension=dimension)
            return codes.filter(key=key).first()
    return None


@draft_change
def unwaive(request: HttpRequest, report: Report, pk: int) -> Place:
    """Take a waiver back."""
    waiver = get_object_or_404(report.waivers, pk=pk)
    waivers.unwaive(by=request.user, waiver=waiver)
    return Place(part="missing")


@draft_change
def suggest(request: HttpRequest, report: Report) -> Place | HttpResponse:
    """Suggest a paragraph from passages: verbatim, or written where a service is configured."""
    section, after = _where(request, report)
    chosen = passages_of(request, report)
    if request.POST.get("how") == "written":
        return _written(request, report, section, after, chosen)
    paragraph = suggestions.suggest_extract(
        by=request.user, section=section, passages=chosen, after=after
    )
    said(request, _("A paragraph is suggested. Accept, change or remove each of its sentences."))
    return Place(sentence=paragraph.sentences.order_by("position")[0].key)


def _where(request: HttpRequest, report: Report):  # type: ignore[no-untyped-def]
    """The section and the paragraph after which it goes: where the selected sentence stands."""
    key = request.POST.get("sentence", "")
    if key:
        paragraph = sentence_of(report, key).paragraph
        return paragraph.section, paragraph
    section = report.sections.order_by("position").last()
    if section is None:
        raise NotPossible(_("Add a section first: a paragraph needs a heading to stand under."))
    section.report = report
    return section, None


def _written(  # type: ignore[no-untyped-def]
    request: HttpRequest, report: Report, section: Section, after, chosen: list[Passage]
) -> Place | HttpResponse:
    result = suggestions.suggest_written(
        by=request.user,
        section=section,
        passages=chosen,
        drafter=drafting.configured(),
        after=after,
    )
    place = result.paragraph.sentences.order_by("position")[0].key if result.paragraph else ""
    if not result.refused:
        said(
            request, _("A paragraph is suggested. Accept, change or remove each of its sentences.")
        )
        return Place(sentence=place)
    count = result.paragraph.sentences.count() if result.paragraph else 0
    words = ngettext(
        "%(count)s sentence is suggested.", "%(count)s sentences are suggested.", count
    ) % {"count": count}
    refused = [_told(verdict) for verdict in result.refused]
    context = {"report": report, "refused": refused, "place": place, "words": words}
    return unmoved(render(request, "outcomes/desk_refused.html", context))


def _told(verdict: Verdict) -> dict[str, Any]:
    language = get_language() or "en"
    reasons = [reason.message(language) for reason in verdict.reasons]
    return {"text": verdict.written.text, "reasons": reasons}
