"""What forums review against."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from reviewforum.common.localized import choose, local
from reviewforum.frameworks.models import Framework, Objective


def frameworks(request: HttpRequest) -> HttpResponse:
    """The frameworks this site knows."""
    rows = Framework.objects.annotate(count=Count("objectives")).order_by("slug")
    return render(request, "frameworks/list.html", {"frameworks": rows})


@dataclass(frozen=True)
class Titled:
    """An objective with its title, the title's language, and whether the wording was adopted."""

    objective: Objective
    title: str
    language: str
    official: bool


def framework(request: HttpRequest, slug: str) -> HttpResponse:
    """Objectives with their titles in the reader's language, principles, stakeholder groups."""
    found = get_object_or_404(Framework, slug=slug)
    objectives = [_titled(item) for item in found.objectives.all()]
    context = {
        "framework": found,
        "objectives": objectives,
        "unofficial": any(not item.official for item in objectives),
        "principles": [(item, local(item.meanings)) for item in found.principles.all()],
        "groups": found.groups.filter(stakeholder=True),
    }
    return render(request, "frameworks/framework.html", context)


def _titled(item: Objective) -> Titled:
    title, language = choose(item.titles)
    return Titled(item, title, language, language in item.official)
