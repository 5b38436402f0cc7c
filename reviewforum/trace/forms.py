"""The forms of a receipt."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reviewforum.evidence.models import Level
from reviewforum.evidence.receipts import WORDS, normalise
from reviewforum.evidence.states import OPENNESS


class CodeForm(forms.Form):
    """The five words."""

    code = forms.CharField(
        label=_("The five words of your receipt"),
        max_length=200,
        help_text=_("With spaces or hyphens between them, in small or capital letters."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        """The code as it is kept. Raises ValidationError for another number of words."""
        words = normalise(self.cleaned_data["code"])
        if words.count("-") != WORDS - 1:
            raise forms.ValidationError(_("A receipt has five words. Please type all of them."))
        return words


class HeldForm(forms.Form):
    """Something done with the receipt: the code comes along, unseen."""

    code = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        # Two such forms stand on one page: their fields need ids of their own.
        super().__init__(data, **{"auto_id": f"{type(self).__name__.lower()}_%s", **kwargs})


class LevelForm(HeldForm):
    """How far the contribution may be attributed from now on."""

    level = forms.ChoiceField(label=_("From now on, show"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, now: str, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        lower = OPENNESS[OPENNESS.index(now) + 1 :]
        labels = dict(Level.choices)
        field = self.fields["level"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(level, labels[Level(level)]) for level in lower]


class WithdrawForm(HeldForm):
    """Taking it back."""

    sure = forms.BooleanField(
        label=_("I want it withdrawn"),
        help_text=_("This cannot be undone. You can send a new contribution at any time."),
    )
