"""Forms and pages of one sentence: save, settle, split, move, history, and what was removed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reviewforum.common.errors import NotPossible
from reviewforum.outcomes.actions import sentences, structure, suggestions
from reviewforum.outcomes.models import Paragraph, Report, Sentence, SentenceRevision
from reviewforum.outcomes.support import wording
from reviewforum.outcomes.support.editing import Op, diff
from reviewforum.outcomes.support.levels import Level
from reviewforum.outcomes.views.access import Place, draft_change, draft_page, said, unmoved

ANY_PARAGRAPH = "paragraph__section"


def sentence_of(report: Report, key: str) -> Sentence:
    """A sentence of the report by its key (404 otherwise)."""
    rows = Sentence.objects.select_related(ANY_PARAGRAPH).filter(paragraph__section__report=report)
    found = get_object_or_404(rows, key=key)
    found.paragraph.section.report = report
    return found


@draft_change
def add(request: HttpRequest, report: Report) -> Place:
    """Write a sentence into a paragraph, after another or at its end."""
    rows = Paragraph.objects.select_related("section").filter(section__report=report)
    paragraph = get_object_or_404(rows, key=request.POST.get("paragraph", ""))
    paragraph.section.report = report
    after = paragraph.sentences.filter(key=request.POST.get("after", "")).first()
    text = request.POST.get("text", "")
    made = sentences.add_sentence(by=request.user, paragraph=paragraph, text=text, after=after)
    return Place(sentence=made[-1].key)


@draft_change
def save(request: HttpRequest, report: Report, key: str) -> Place | HttpResponse:
    """Save a sentence over the revision it was read at; a conflict is shown with all texts."""
    text = request.POST.get("text", "")
    try:
        saved = sentences.save_sentence(
            by=request.user, report=report, key=key, text=text, revision=_revision(request)
        )
    except sentences.SentenceConflict as conflict:
        return show_conflict(request, report, conflict)
    except sentences.SentenceGone as gone:
        return show_gone(request, report, gone)
    if saved.merged:
        said(request, _("Merged with what someone else changed meanwhile: read it once more."))
    return Place(sentence=saved.sentences[-1].key)


def _revision(request: HttpRequest) -> int:
    given = request.POST.get("revision", "")
    if not given.isdecimal():
        raise NotPossible(_("The form is incomplete. Open the sentence again and save once more."))
    return int(given)


def show_conflict(
    request: HttpRequest, report: Report, conflict: sentences.SentenceConflict
) -> HttpResponse:
    """The text both started from, mine and theirs, and a box to settle it."""
    sides = [
        {"title": _("Both started from"), "text": conflict.base},
        {"title": _("You wrote"), "text": marked(diff(conflict.base, conflict.mine))},
        {"title": _("Someone else wrote"), "text": marked(diff(conflict.base, conflict.theirs))},
    ]
    context = {
        "report": report,
        "conflict": conflict,
        "sides": [{**side, "language": report.language} for side in sides],
    }
    return unmoved(render(request, "outcomes/desk_conflict.html", context, status=409))


def show_gone(request: HttpRequest, report: Report, gone: sentences.SentenceGone) -> HttpResponse:
    """The words written over a sentence that was removed, and where to put them."""
    rows = Paragraph.objects.filter(section__report=report).select_related("section")
    ordered = rows.order_by("section__position", "position")
    context = {"report": report, "gone": gone, "paragraphs": list(enumerate(ordered, start=1))}
    return unmoved(render(request, "outcomes/desk_gone.html", context, status=409))


def marked(ops: list[Op]) -> SafeString:
    """A difference with what was added and dropped marked up; the words are escaped."""
    tags = {"keep": "{}", "add": "<ins>{}</ins>", "drop": "<del>{}</del>"}
    parts = ((format_html(tags[op.kind], op.text),) for op in ops)
    return format_html_join("", "{}", parts)


@draft_change
def apply_word(request: HttpRequest, report: Report, key: str) -> Place | HttpResponse:
    """Put the word that fits the count in the place of the one that does not."""
    found = sentence_of(report, key)
    start, end = (request.POST.get(name, "") for name in ("start", "end"))
    level = request.POST.get("level", "")
    fits = start.isdecimal() and end.isdecimal() and level in set(Level)
    if not fits or found.revision != _revision(request):
        raise NotPossible(_("The sentence changed meanwhile. Read what the check says now."))
    text = with_word(found.text, int(start), int(end), Level(level), report.language)
    sentences.save_sentence(
        by=request.user, report=report, key=key, text=text, revision=found.revision
    )
    return Place(sentence=key)


def with_word(text: str, start: int, end: int, level: Level, language: str) -> str:
    """The text with another word of quantity in this span, in the case of the old one."""
    old, new = text[start:end], wording.word(level, language)
    if old[:1].isupper():
        new = new[:1].upper() + new[1:]
    before, after = old[: len(old) - len(old.lstrip())], old[len(old.rstrip()) :]
    return f"{text[:start]}{before}{new}{after}{text[end:]}"


@draft_change
def sentence(request: HttpRequest, report: Report, key: str, verb: str) -> Place:
    """Split, join, move, accept or remove a sentence, or begin a paragraph with it."""
    if verb not in VERBS:
        raise Http404
    return VERBS[verb](request, sentence_of(report, key))


Verb = Callable[[HttpRequest, Sentence], Place]


def _split(request: HttpRequest, sentence: Sentence) -> Place:
    at = request.POST.get("at", "")
    made = sentences.split_sentence(
        by=request.user, sentence=sentence, at=int(at) if at.isdecimal() else None
    )
    return Place(sentence=made[-1].key)


def _join(request: HttpRequest, sentence: Sentence) -> Place:
    sentences.join_sentence(by=request.user, sentence=sentence)
    return Place(sentence=sentence.key)


def _move(step: int) -> Verb:
    def move(request: HttpRequest, sentence: Sentence) -> Place:
        sentences.move_sentence(by=request.user, sentence=sentence, step=step)
        return Place(sentence=sentence.key)

    return move


def _new_paragraph(request: HttpRequest, sentence: Sentence) -> Place:
    structure.split_paragraph(by=request.user, sentence=sentence)
    return Place(sentence=sentence.key)


def _accept(request: HttpRequest, sentence: Sentence) -> Place:
    suggestions.accept_sentence(by=request.user, sentence=sentence)
    return Place(sentence=sentence.key)


def _remove(request: HttpRequest, sentence: Sentence) -> Place:
    siblings = list(sentence.paragraph.sentences.order_by("position"))
    place = siblings.index(sentence)
    near = siblings[place - 1] if place else siblings[1] if len(siblings) > 1 else None
    sentences.remove_sentence(by=request.user, sentence=sentence)
    said(request, _("Removed. Its words are kept under “Removed sentences”."))
    return Place(sentence=near.key) if near else Place(part="draft")


VERBS: dict[str, Verb] = {
    "split": _split,
    "join": _join,
    "up": _move(structure.UP),
    "down": _move(structure.DOWN),
    "paragraph": _new_paragraph,
    "accept": _accept,
    "remove": _remove,
}


@dataclass(frozen=True)
class Step:
    """One revision, as it differs from the one before."""

    revision: SentenceRevision
    text: Any


@draft_page
def history(request: HttpRequest, report: Report, key: str) -> HttpResponse:
    """Every text a sentence had, newest first, each with its changes."""
    rows = list(
        report.sentence_revisions.filter(sentence_key=key).select_related("by").order_by("revision")
    )
    if not rows:
        raise Http404
    before = ["", *(row.text for row in rows)]
    steps = [
        Step(row, marked(diff(old, row.text)) if old else row.text)
        for old, row in zip(before, rows, strict=False)
    ]
    context = {"report": report, "key": key, "steps": steps[::-1]}
    return render(request, "outcomes/desk_history.html", context)


@draft_page
def removed(request: HttpRequest, report: Report) -> HttpResponse:
    """The sentences that were removed, newest first, to be brought back."""
    standing = Sentence.objects.filter(paragraph__section__report=report).values("key")
    rows = (
        report.sentence_revisions.filter(deleted=True)
        .exclude(sentence_key__in=standing)
        .select_related("by")
        .order_by("-pk")[:200]
    )
    latest: dict[str, SentenceRevision] = {}
    for row in rows:
        latest.setdefault(row.sentence_key, row)
    paragraphs = Paragraph.objects.filter(section__report=report).order_by(
        "section__position", "position"
    )
    context = {
        "report": report,
        "rows": list(latest.values()),
        "paragraphs": list(enumerate(paragraphs, start=1)),
    }
    return render(request, "outcomes/desk_removed.html", context)


@draft_change
def restore(request: HttpRequest, report: Report, key: str) -> Place:
    """Bring a removed sentence back to the end of a paragraph."""
    rows = Paragraph.objects.select_related("section").filter(section__report=report)
    paragraph = get_object_or_404(rows, key=request.POST.get("paragraph", ""))
    paragraph.section.report = report
    sentences.restore_sentence(by=request.user, report=report, key=key, paragraph=paragraph)
    return Place(sentence=key)
