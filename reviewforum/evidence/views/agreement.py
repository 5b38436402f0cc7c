"""How far coders agree, and ending their disagreements."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reviewforum.common.errors import NotPossible
from reviewforum.common.pages import paginate
from reviewforum.evidence.actions.coding import adjudicate
from reviewforum.evidence.agreement import FEW, RELIABLE, TENTATIVE, agreement, sides
from reviewforum.evidence.attribution import clearance, shown
from reviewforum.evidence.models import Code, Coding, Dimension, Passage
from reviewforum.evidence.querysets import PassageQuerySet
from reviewforum.evidence.rules import may_adjudicate
from reviewforum.evidence.views.coding_tabs import DESK_ONLY, tabs, whole_number
from reviewforum.forums.models import Forum
from reviewforum.forums.pages import desk_page
from reviewforum.forums.rules import may_code

PER_PAGE = 10


@desk_page(may_code, DESK_ONLY)
def figures(request: HttpRequest, forum: Forum) -> HttpResponse:
    """Alpha and F1 per code, of the dimension chosen, with what they allow one to say."""
    chosen = request.GET.get("dimension")
    dimension = chosen if chosen in Dimension.values else str(Dimension.OBJECTIVE)
    found = agreement(forum, dimension)
    context = {
        "agreement": found,
        "rows": [row for row in found.rows if row.given or dimension != Dimension.COUNTRY],
        "dimension": dimension,
        "dimensions": Dimension.choices,
        "dimension_label": Dimension(dimension).label,
        "limits": {"reliable": RELIABLE, "tentative": TENTATIVE, "few": FEW},
        "tabs": tabs(forum, "agreement", "none"),
    }
    return render(request, "evidence/coding_agreement.html", context)


@desk_page(may_code, DESK_ONLY)
def disputes(request: HttpRequest, forum: Forum) -> HttpResponse:
    """Passages on which coders differ, each code with how many say it applies."""
    page = paginate(request, _disputed(request, forum), PER_PAGE)
    said = sides([row.pk for row in page])
    viewer = clearance(request.user, forum.pk)
    context = {
        "page": page,
        "disputes": [
            {
                "passage": row,
                "speaker": shown(row.contribution, viewer),
                "codes": [(coding.code, *said[row.pk, coding.code_id]) for coding in row.disputed],
            }
            for row in page
        ],
        "may_adjudicate": may_adjudicate(request.user, forum),
        "tabs": tabs(forum, "disputes", "none"),
    }
    return render(request, "evidence/coding_disputes.html", context)


def _disputed(request: HttpRequest, forum: Forum) -> PassageQuerySet:
    disputed = Coding.objects.filter(disputed=True).select_related("code")
    rows = Passage.objects.visible_in(forum, request.user).current().with_quote()
    return (
        rows.filter(pk__in=disputed.filter(passage__forum=forum).values("passage"))
        .select_related("contribution__contributor__group", "contribution__contributor__country")
        .select_related("contribution__stage")
        .prefetch_related(
            Prefetch("codings", disputed.order_by("code__dimension", "code__position"), "disputed")
        )
        .order_by("pk")
    )


@require_POST
@desk_page(may_code, DESK_ONLY)
def settle(request: HttpRequest, forum: Forum, pk: int) -> HttpResponse:
    """End one disagreement."""
    passage = get_object_or_404(Passage.objects.visible_in(forum, request.user), pk=pk)
    code = get_object_or_404(
        Code, framework=forum.framework, pk=whole_number(request.POST.get("code")) or 0
    )
    applies = request.POST.get("applies") == "yes"
    try:
        adjudicate(by=request.user, passage=passage, code=code, applies=applies)
    except NotPossible as error:
        messages.error(request, str(error))
    else:
        words = _("“%(code)s” applies.") if applies else _("“%(code)s” does not apply.")
        messages.success(request, words % {"code": code})
    return redirect("coding-disputes", forum.slug)
