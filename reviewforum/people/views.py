"""One's account, and the States under their official names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from reviewforum.common.localized import local, plain
from reviewforum.people.actions import set_preferences
from reviewforum.people.languages import keep_language
from reviewforum.people.models import Region, State, User
from reviewforum.people.reader import EntityData, read_entities


class AccountForm(forms.ModelForm[User]):
    """What one may change about one's account."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of pages and messages"),
        choices=[("", gettext_lazy("As the browser asks")), *settings.LANGUAGES],
        required=False,
    )

    class Meta:
        model = User
        fields = ("name", "language")
        labels = {"name": gettext_lazy("Name shown to colleagues")}


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Name and language, one's roles, and the ways to sign in."""
    user: Any = request.user
    form = AccountForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        set_preferences(by=user, name=given["name"], language=given["language"])
        return _saved(request, given["language"])
    roles = user.roles.select_related("forum", "state").order_by("forum__slug", "role")
    return render(request, "people/account.html", {"form": form, "roles": roles})


def _saved(request: HttpRequest, language: str) -> HttpResponse:
    """Back to the page, in the language just chosen."""
    answer = redirect("account")
    with override(language or get_language()):
        messages.success(request, _("Saved."))
    keep_language(answer, language)
    return answer


@dataclass(frozen=True)
class Row:
    """A State in the list; `notes` are numbers into the page's footnotes."""

    state: State
    regions: str
    notes: tuple[int, ...]


def states(request: HttpRequest) -> HttpResponse:
    """All States in protocol order of the reader's language, with codes, regions and footnotes."""
    language = plain(get_language())
    rows = State.objects.prefetch_related("regions")
    region = request.GET.get("region", "")
    shown = rows.filter(regions__slug=region) if region else rows
    ordered = sorted(shown, key=lambda row: (row.sort_names.get(language, ""), row.iso3))
    notes = _footnotes(ordered)
    context = {
        "rows": [_row(state, notes) for state in ordered],
        "footnotes": [(number, text) for number, text in notes.values()],
        "regions": Region.objects.filter(members__isnull=False).distinct().order_by("slug"),
        "region": region,
        "entities": [_entity(data, language) for data in read_entities()],
    }
    return render(request, "people/states.html", context)


def _entity(data: EntityData, language: str) -> tuple[str, list[str]]:
    return local(data.names, language), [local(note.text, language) for note in data.footnotes]


def _footnotes(ordered: list[State]) -> dict[str, tuple[int, str]]:
    """Key → (number on this page, text), in the order in which they are met."""
    found: dict[str, tuple[int, str]] = {}
    for state in ordered:
        for key, texts in state.footnotes.items():
            found.setdefault(key, (len(found) + 1, local(texts)))
    return found


def _row(state: State, notes: dict[str, tuple[int, str]]) -> Row:
    regions = ", ".join(sorted(str(region) for region in state.regions.all()))
    return Row(state, regions, tuple(notes[key][0] for key in state.footnotes))
