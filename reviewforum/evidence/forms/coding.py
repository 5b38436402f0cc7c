"""Forms of the coding desk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reviewforum.common.templatetags.ui import lang_name
from reviewforum.evidence import queue
from reviewforum.evidence.models import Code, Dimension
from reviewforum.evidence.queue import Selection
from reviewforum.forums.models import Forum


class CodingForm(forms.Form):
    """What a coder says of one passage: ticked codes, and objectives and countries typed in."""

    code = forms.TypedMultipleChoiceField(coerce=int, required=False)
    objectives = forms.CharField(
        label=gettext_lazy("Other objectives, by number"), required=False, max_length=120
    )
    countries = forms.CharField(
        label=gettext_lazy("Other countries, by name"), required=False, max_length=400
    )

    def __init__(self, codes: Iterable[Code], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = {code.pk: code for code in codes}
        self.fields["code"].choices = [(pk, str(pk)) for pk in self.codes]  # type: ignore[attr-defined]
        self.fields["objectives"].widget.attrs.update(
            {"data-key": "o", "autocomplete": "off", "inputmode": "numeric"}
        )
        self.fields["countries"].widget.attrs.update(
            {"data-key": "c", "autocomplete": "off", "list": "countries"}
        )

    def clean_objectives(self) -> list[Code]:
        """Numbers, however they are set apart."""
        known = {code.key: code for code in self._of(Dimension.OBJECTIVE)}
        parts = re.split(r"[\s,،;、]+", self.cleaned_data["objectives"])
        return _found([part for part in parts if part], known, _number)

    def clean_countries(self) -> list[Code]:
        """Names in any language the framework has, or three-letter codes, set apart by commas."""
        known = {name: code for code in self._of(Dimension.COUNTRY) for name in _names(code)}
        parts = re.split(r"[,،;、\n]+", self.cleaned_data["countries"])
        return _found([part.strip() for part in parts if part.strip()], known, str.casefold)

    def _of(self, dimension: str) -> list[Code]:
        return [code for code in self.codes.values() if code.dimension == dimension]

    @property
    def applied(self) -> list[Code]:
        """The codes that apply, once each."""
        data = self.cleaned_data
        chosen = [self.codes[pk] for pk in data["code"]]
        return list(dict.fromkeys([*chosen, *data["objectives"], *data["countries"]]))

    @property
    def ticked(self) -> set[int]:
        """The ids ticked in what was sent, valid or not, so that the page comes back as it was."""
        return {int(pk) for pk in self.data.getlist("code") if str(pk).isdigit()}  # type: ignore[attr-defined]


def _number(part: str) -> str:
    """`٦` and `06` are 6; what is no number stays as it is."""
    return str(int(part)) if part.isdecimal() else part


def _names(code: Code) -> set[str]:
    return {code.key.casefold(), *(name.casefold() for name in code.names.values())}


def _found(wanted: list[str], known: dict[str, Code], key: Callable[[str], str]) -> list[Code]:
    """The codes called so. Raises ValidationError naming, as they were typed, those unknown."""
    unknown = [part for part in wanted if key(part) not in known]
    if unknown:
        message = ngettext(
            "There is none called %(names)s.", "There are none called %(names)s.", len(unknown)
        )
        raise ValidationError(message % {"names": ", ".join(f"“{part}”" for part in unknown)})
    return [known[key(part)] for part in wanted]


class FilterForm(forms.Form):
    """Which queue, and of it which part."""

    queue = forms.ChoiceField(label=gettext_lazy("Queue"), required=False)
    stage = forms.ChoiceField(label=gettext_lazy("Stage"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    objective = forms.ChoiceField(label=gettext_lazy("Suggested objective"), required=False)
    group = forms.ChoiceField(label=gettext_lazy("Stakeholder group"), required=False)

    def __init__(self, forum: Forum, codes: Iterable[Code], selection: Selection) -> None:
        super().__init__(initial={name: getattr(selection, name) for name in queue.FILTERS})
        everything = [("", _("All"))]
        choices: dict[str, list[tuple[str, str]]] = {
            "queue": queue_names(),
            "stage": everything + [(row.slug, str(row)) for row in forum.stages.all()],
            "language": everything + _languages(forum),
            "objective": everything
            + [(c.key, f"{c.key} {c}") for c in codes if c.dimension == Dimension.OBJECTIVE],
            "group": everything + [(g.key, str(g)) for g in forum.framework.groups.all()],
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]


def queue_names() -> list[tuple[str, str]]:
    """The queues, in the reader's words."""
    return [
        (queue.PENDING, _("Not coded yet, least certain first")),
        (queue.SECOND, _("Second reading of what another coder finished")),
        (queue.ASIDE, _("Set aside")),
    ]


def _languages(forum: Forum) -> list[tuple[str, str]]:
    codes = forum.passages.filter(retired_at=None).order_by().values_list("language", flat=True)
    return sorted(((code, str(lang_name(code))) for code in codes.distinct()), key=lambda x: x[1])
