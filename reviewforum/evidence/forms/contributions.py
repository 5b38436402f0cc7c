"""Forms on the page of a contribution."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reviewforum.evidence.forms.imports import WordField
from reviewforum.evidence.models import Level, SetAside
from reviewforum.evidence.staging import Vocabulary


class SetAsideForm(forms.Form):
    """Why a contribution goes no further."""

    code = forms.ChoiceField(
        label=_("Reason"),
        choices=[choice for choice in SetAside.choices if choice[0] != SetAside.WITHDRAWN],
    )
    reason = forms.CharField(
        label=_("In words its author will read"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LevelForm(forms.Form):
    """Another level of attribution."""

    level = forms.ChoiceField(label=_("How may it be attributed?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, levels: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [choice for choice in Level.choices if choice[0] in levels]
        self.fields["level"].choices = choices  # type: ignore[attr-defined]


class TranslationForm(forms.Form):
    """A text in another language."""

    body = forms.CharField(label=_("Translation"), widget=forms.Textarea(attrs={"rows": 10}))

    def __init__(self, *args: Any, vocabulary: Vocabulary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = WordField(
            vocabulary, "language", label=_("Language of the translation"), required=True
        )
        self.order_fields(["language", "body"])
