"""A passage in its context."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from reviewforum.evidence.attribution import clearance, shown
from reviewforum.evidence.models import Passage, TextVersion
from reviewforum.forums.models import Forum
from reviewforum.forums.pages import forum_page

AROUND = 3


@forum_page
def passage(request: HttpRequest, forum: Forum, pk: int) -> HttpResponse:
    """The words, what stands before and after, the translation, the speaker as one may see them."""
    rows = (
        Passage.objects.visible_to(request.user)
        .with_quote()
        .filter(forum=forum)
        .select_related(
            "contribution__contributor__group",
            "contribution__contributor__country",
            "contribution__stage",
            "contribution__session",
        )
    )
    found = get_object_or_404(rows, pk=pk)
    context = {
        "passage": found,
        "speaker": shown(found.contribution, clearance(request.user, forum.pk)),
        "neighbours": _neighbours(request, found),
        "translations": _translations(request, found),
        "codings": found.codings.select_related("code").order_by(
            "code__dimension", "code__position"
        ),
        "successors": found.children.order_by("position") if found.retired_at else (),
    }
    return render(request, "evidence/passage.html", context)


def _translations(request: HttpRequest, found: Passage) -> list[TextVersion]:
    """Whole translations, for who may read the whole original: of a passage that a report quotes,
    the rest may be closed.
    """
    rows = Passage.objects.current().filter(contribution=found.contribution_id)
    if rows.visible_to(request.user).count() < rows.count():
        return []
    return list(TextVersion.objects.filter(contribution=found.contribution_id).exclude(number=1))


def _neighbours(request: HttpRequest, found: Passage) -> list[Passage]:
    """The passages around it in the text, itself among them; only those the person may see."""
    near = (
        Passage.objects.visible_to(request.user)
        .current()
        .with_quote()
        .filter(
            text_id=found.text_id,
            position__range=(found.position - AROUND, found.position + AROUND),
        )
    )
    around = [row for row in near if row.pk != found.pk and not _overlap(row, found)]
    return sorted([*around, found], key=lambda row: (row.start, row.pk))


def _overlap(a: Passage, b: Passage) -> bool:
    """A retired passage and its successors hold the same words; they are shown once."""
    return a.start < b.end and b.start < a.end
