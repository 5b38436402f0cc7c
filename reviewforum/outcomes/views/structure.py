"""Forms for sections and paragraphs of a draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from reviewforum.outcomes.actions import structure, suggestions
from reviewforum.outcomes.models import Paragraph, Report, Section
from reviewforum.outcomes.views.access import Place, draft_change


@draft_change
def add_section(request: HttpRequest, report: Report) -> Place:
    """A new heading, at the end or after another section."""
    after = report.sections.filter(key=request.POST.get("after", "")).first()
    heading = request.POST.get("heading", "")
    section = structure.add_section(by=request.user, report=report, heading=heading, after=after)
    return Place(part=f"sec-{section.key}")


@draft_change
def section(request: HttpRequest, report: Report, key: str, verb: str) -> Place:
    """Rename, move or remove a section, or add a paragraph to it."""
    found = get_object_or_404(report.sections, key=key)
    found.report = report
    return _do(SECTION, verb)(request, found)


@draft_change
def paragraph(request: HttpRequest, report: Report, key: str, verb: str) -> Place:
    """Move, join, remove or accept a paragraph."""
    rows = Paragraph.objects.select_related("section").filter(section__report=report)
    found = get_object_or_404(rows, key=key)
    found.section.report = report
    return _do(PARAGRAPH, verb)(request, found)


Verb = Callable[[HttpRequest, Any], Place]


def _do(verbs: dict[str, Verb], verb: str) -> Verb:
    if verb not in verbs:
        raise Http404
    return verbs[verb]


def _rename(request: HttpRequest, section: Section) -> Place:
    heading = request.POST.get("heading", "")
    structure.rename_section(by=request.user, section=section, heading=heading)
    return Place(part=f"sec-{section.key}")


def _move_section(step: int) -> Verb:
    def move(request: HttpRequest, section: Section) -> Place:
        structure.move_section(by=request.user, section=section, step=step)
        return Place(part=f"sec-{section.key}")

    return move


def _remove_section(request: HttpRequest, section: Section) -> Place:
    structure.remove_section(by=request.user, section=section)
    return Place(part="draft")


def _add_paragraph(request: HttpRequest, section: Section) -> Place:
    text = request.POST.get("text", "")
    after = section.paragraphs.filter(key=request.POST.get("after", "")).first()
    made = structure.add_paragraph(by=request.user, section=section, text=text, after=after)
    return _last_of(made)


def _move_paragraph(step: int) -> Verb:
    def move(request: HttpRequest, paragraph: Paragraph) -> Place:
        structure.move_paragraph(by=request.user, paragraph=paragraph, step=step)
        return _here(request, paragraph)

    return move


def _join(request: HttpRequest, paragraph: Paragraph) -> Place:
    kept = structure.join_paragraph(by=request.user, paragraph=paragraph)
    return _here(request, kept)


def _remove(request: HttpRequest, paragraph: Paragraph) -> Place:
    section = paragraph.section
    structure.remove_paragraph(by=request.user, paragraph=paragraph)
    return Place(part=f"sec-{section.key}")


def _accept(request: HttpRequest, paragraph: Paragraph) -> Place:
    suggestions.accept_paragraph(by=request.user, paragraph=paragraph)
    return _here(request, paragraph)


def _here(request: HttpRequest, paragraph: Paragraph) -> Place:
    """The sentence that was selected, else the paragraph."""
    selected = request.GET.get("s", "")
    return Place(sentence=selected) if selected else Place(part=f"p-{paragraph.key}")


def _last_of(paragraph: Paragraph) -> Place:
    last = paragraph.sentences.order_by("position").last()
    return Place(sentence=last.key) if last else Place(part="draft")


SECTION: dict[str, Verb] = {
    "rename": _rename,
    "up": _move_section(structure.UP),
    "down": _move_section(structure.DOWN),
    "remove": _remove_section,
    "add": _add_paragraph,
}
PARAGRAPH: dict[str, Verb] = {
    "up": _move_paragraph(structure.UP),
    "down": _move_paragraph(structure.DOWN),
    "join": _join,
    "remove": _remove,
    "accept": _accept,
}
