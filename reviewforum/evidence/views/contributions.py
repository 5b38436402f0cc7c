"""The page of a contribution: its words, its passages, what became of them; and its verbs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.db.models import Prefetch
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import TemplateDoesNotExist, get_template
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reviewforum.common.errors import NotPossible, require
from reviewforum.common.localized import plain
from reviewforum.common.pages import paginate
from reviewforum.evidence.actions import contributions as actions
from reviewforum.evidence.attribution import clearance, shown, title_shown
from reviewforum.evidence.forms.contributions import LevelForm, SetAsideForm, TranslationForm
from reviewforum.evidence.models import Coding, Contribution, Passage, SetAside, TextVersion
from reviewforum.evidence.rules import (
    is_contributor,
    may_lower,
    may_open_original,
    may_set_aside,
)
from reviewforum.evidence.staging import Vocabulary
from reviewforum.evidence.states import OPENNESS, lowers
from reviewforum.forums.models import Forum
from reviewforum.forums.pages import forum_page
from reviewforum.forums.rules import at_desk

PASSAGES = 200
MEDIA_TYPES = {
    "PDF": "application/pdf",
    "DOCX": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ODT": "application/vnd.oasis.opendocument.text",
    "VTT": "text/vtt",
}
"""What originals are sent as; anything else is bytes, which no browser opens by itself."""

View = Callable[..., HttpResponseBase]


def contribution_page(view: View) -> View:
    """`view(request, forum, contribution, …)` for those who may see it; 404 for all others."""

    @wraps(view)
    def wrapped(
        request: HttpRequest, forum: Forum, number: int, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        rows = Contribution.objects.visible_to(request.user).filter(forum=forum)
        rows = rows.select_related(
            "contributor__group", "contributor__country", "stage", "session", "source__file",
            "set_aside_by",
        )  # fmt: skip
        row = get_object_or_404(rows, number=number)
        row.forum = forum
        return view(request, forum, row, *args, **kwargs)

    return forum_page(wrapped)  # type: ignore[arg-type]


@contribution_page
def contribution(request: HttpRequest, forum: Forum, row: Contribution) -> HttpResponse:
    """The contribution, whole."""
    return _page(request, forum, row)


def _page(
    request: HttpRequest, forum: Forum, row: Contribution, status: int = 200, **forms: Any
) -> HttpResponse:
    desk = at_desk(request.user, forum)
    page = paginate(request, _passages(request, row), PASSAGES)
    hidden = 0 if desk else row.passages.current().count() - page.paginator.count
    translations = [] if hidden else _translations(row)
    viewer = clearance(request.user, forum.pk)
    context = {
        "contribution": row,
        "title": title_shown(row, viewer),
        "speaker": shown(row, viewer),
        "page": page,
        "hidden": hidden,
        "translations": translations,
        "translation": _chosen(request, translations),
        "desk": desk,
        "own": is_contributor(request.user, row),
        "original": desk and may_open_original(request.user, row),
        "fate": _existing("trace/_contribution_fate.html"),
        "tools": _existing("evidence/_passage_tools.html") if desk else None,
        **_forms(request, forum, row, desk),
        **forms,
    }
    return render(request, "evidence/contribution.html", context, status=status)


def _passages(request: HttpRequest, row: Contribution) -> Any:
    rows = Passage.objects.visible_to(request.user).current().with_quote()
    # Codes on which coders differ do not hold until someone settles it.
    holding = Coding.objects.filter(disputed=False).select_related("code")
    return (
        rows.filter(contribution=row)
        .prefetch_related(Prefetch("codings", holding))
        .order_by("text_id", "start", "pk")
    )


def _translations(row: Contribution) -> list[TextVersion]:
    return list(row.texts.exclude(number=1).order_by("number"))


def _chosen(request: HttpRequest, translations: list[TextVersion]) -> TextVersion | None:
    """The translation beside the original: the one asked for, else one the reader reads."""
    asked = request.GET.get("with", "")
    for text in translations:
        if str(text.number) == asked:
            return text
    mine = [text for text in translations if text.language == plain(get_language())]
    best = mine or translations
    return best[-1] if best else None


def _existing(name: str) -> str | None:
    """The name of a template that a later part of the process may bring, when it does."""
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return None
    return name


def _forms(request: HttpRequest, forum: Forum, row: Contribution, desk: bool) -> dict[str, Any]:
    """The forms of the verbs this person may do to it now."""
    forms: dict[str, Any] = {}
    aside = row.set_aside_at is not None
    withdrawn = row.set_aside_code == SetAside.WITHDRAWN
    if may_set_aside(request.user, forum):
        if not aside:
            forms["set_aside_form"] = SetAsideForm()
        forms["may_restore"] = aside and not withdrawn
        forms["translation_form"] = TranslationForm(vocabulary=Vocabulary.of(forum))
    if levels := _levels(request, row):
        forms["level_form"] = LevelForm(levels=levels)
    forms["may_withdraw"] = may_lower(request.user, row) and not withdrawn
    forms["may_open"] = desk
    return forms


def _levels(request: HttpRequest, row: Contribution) -> list[str]:
    """The levels this person may set: more closed ones; the contributor also more open ones."""
    if is_contributor(request.user, row):
        return [level for level in OPENNESS if level != row.level]
    if may_lower(request.user, row):
        return [level for level in OPENNESS if lowers(row.level, level)]
    return []


# --- verbs ------------------------------------------------------------------------------------
def _done(
    request: HttpRequest, row: Contribution, work: Callable[[], Any], said: str
) -> HttpResponse:
    """Do it and say so, or say why it was not possible; back to where the person may still look."""
    try:
        work()
    except NotPossible as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    if Contribution.objects.visible_to(request.user).filter(pk=row.pk).exists():
        return redirect("contribution", row.forum.slug, row.number)
    return redirect("evidence", row.forum.slug)


@require_POST
@contribution_page
def set_aside(request: HttpRequest, forum: Forum, row: Contribution) -> HttpResponse:
    """It goes no further, for a reason."""
    form = SetAsideForm(request.POST)
    if not form.is_valid():
        return _page(request, forum, row, 400, set_aside_form=form)
    try:
        actions.set_aside(by=request.user, contribution=row, **form.cleaned_data)
    except NotPossible as error:
        form.add_error(None, str(error))
        return _page(request, forum, row, 400, set_aside_form=form)
    messages.success(request, _("The contribution is set aside; its author reads the reason."))
    return redirect("contribution", forum.slug, row.number)


@require_POST
@contribution_page
def restore(request: HttpRequest, forum: Forum, row: Contribution) -> HttpResponse:
    """It is taken up again."""
    return _done(
        request,
        row,
        lambda: actions.restore(by=request.user, contribution=row),
        _("The contribution is taken up again."),
    )


@require_POST
@contribution_page
def attribution(request: HttpRequest, forum: Forum, row: Contribution) -> HttpResponse:
    """Less of the speaker is shown; or more, by themselves."""
    form = LevelForm(request.POST, levels=OPENNESS)
    if not form.is_valid():
        return _page(request, forum, row, 400, level_form=form)
    level = form.cleaned_data["level"]
    verb = actions.lower_attribution if lowers(row.level, level) else actions.raise_attribution
    return _done(
        request,
        row,
        lambda: verb(by=request.user, contribution=row, level=level),
        _("The attribution is changed everywhere, as of now."),
    )


@require_POST
@contribution_page
def withdraw(request: HttpRequest, forum: Forum, row: Contribution) -> HttpResponse:
    """Its contributor takes it back."""
    return _done(
        request,
        row,
        lambda: actions.withdraw(by=request.user, contribution=row),
        _("The contribution is withdrawn. Its words are no longer shown to readers."),
    )


@require_POST
@contribution_page
def open_to_readers(request: HttpRequest, forum: Forum, row: Contribution) -> HttpResponse:
    """Readers may find it, or no longer."""
    wanted = request.POST.get("published") == "yes"
    said = _("Readers can find it now.") if wanted else _("Readers no longer find it.")
    return _done(
        request,
        row,
        lambda: actions.open_to_readers(by=request.user, contribution=row, published=wanted),
        said,
    )


@require_POST
@contribution_page
def translation(request: HttpRequest, forum: Forum, row: Contribution) -> HttpResponse:
    """A text in another language stands beside the original."""
    form = TranslationForm(request.POST, vocabulary=Vocabulary.of(forum))
    if not form.is_valid():
        return _page(request, forum, row, 400, translation_form=form)
    try:
        actions.add_translation(by=request.user, contribution=row, **form.cleaned_data)
    except NotPossible as error:
        form.add_error(None, str(error))
        return _page(request, forum, row, 400, translation_form=form)
    messages.success(request, _("The translation stands beside the original."))
    return redirect("contribution", forum.slug, row.number)


@contribution_page
def original(request: HttpRequest, forum: Forum, row: Contribution) -> HttpResponseBase:
    """The file as it was received, to save; no browser shows it as a page of this site."""
    require(
        may_open_original(request.user, row),
        _(
            "The file a contribution came in may name people who did not agree to it, so that it "
            "is for the secretariat. Others at the desk open documents whose contributors are "
            "all named."
        ),
    )
    source = row.source
    if source is None or not default_storage.exists(source.file.path):
        raise Http404
    return FileResponse(
        default_storage.open(source.file.path),
        as_attachment=True,
        filename=source.filename,
        content_type=MEDIA_TYPES.get(source.format, "application/octet-stream"),
        headers={
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cache-Control": "private, no-store",
        },
    )
