"""Forms of the import desk. They come back filled, but for files: no browser refills those."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reviewforum.evidence.actions.imports import Upload
from reviewforum.evidence.actions.receive import text_digest
from reviewforum.evidence.models import Level
from reviewforum.evidence.reading.mapping import ROLES
from reviewforum.evidence.staging import Defaults, UnknownWordError, Vocabulary
from reviewforum.forums.models import Forum, Session, Stage

ROLE_NAMES = {
    "text": _("Text of the contribution"),
    "name": _("Name of the speaker"),
    "organisation": _("Organisation"),
    "group": _("Stakeholder group"),
    "country": _("Country"),
    "language": _("Language"),
    "email": _("E-mail address"),
    "level": _("Attribution"),
    "date": _("Date"),
}
#: Every role that a column may have.
COLUMN_ROLES = ("text", *ROLES)


class WordField(forms.CharField):
    """A group, State or language, written as people write it; gives its key."""

    def __init__(self, vocabulary: Vocabulary, role: str, options: str = "", **kwargs: Any) -> None:
        super().__init__(max_length=120, **{"required": False, **kwargs})
        self.look_up = getattr(vocabulary, role)
        if options:
            self.widget.attrs["list"] = options

    def clean(self, value: Any) -> str:
        """Raises ValidationError for a word without a meaning."""
        words = super().clean(value)
        try:
            return str(self.look_up(words))
        except UnknownWordError as error:
            raise forms.ValidationError(
                gettext("“%(value)s” is not known here. Write it like: %(known)s.")
                % {"value": words, "known": error.known}
            ) from error


def group_choices(forum: Forum) -> list[tuple[str, str]]:
    """The forum's groups, with “not known” first."""
    groups = [(group.key, str(group)) for group in forum.framework.groups.all()]
    return [("", gettext("Not known")), *groups]


class FilesInput(forms.ClearableFileInput):
    """A choice of several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; gives the list of those of an acceptable size."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Raises ValidationError without a file, naming each that is too large."""
        chosen = [one for one in data or () if one]
        if not chosen:
            raise forms.ValidationError(gettext("Choose at least one file."))
        if large := [
            str(one.name) for one in chosen if (one.size or 0) > settings.MAX_UPLOAD_BYTES
        ]:
            raise forms.ValidationError(
                gettext("Up to %(limit)s MB each can be taken. Split or leave out: %(files)s")
                % {"limit": settings.MAX_UPLOAD_BYTES // 1024**2, "files": ", ".join(large)}
            )
        return chosen


class StartForm(forms.Form):
    """The files, where they belong, and what holds for all of them."""

    uploads = FilesField(
        label=_("Files"),
        help_text=_(
            "DOCX, ODT, PDF, HTML, Markdown, plain text, e-mail (EML), transcript (VTT, SRT) or "
            "questionnaire (CSV, XLSX); several at once. Nothing is stored before you confirm."
        ),
    )
    stage = forms.ModelChoiceField(
        queryset=Stage.objects.none(), label=_("Stage"), empty_label=None
    )
    session = forms.ModelChoiceField(
        queryset=Session.objects.none(),
        required=False,
        empty_label=_("No session"),
        label=_("Session"),
        help_text=_("For transcripts and statements of one session."),
    )
    level = forms.ChoiceField(
        label=_("Attribution"),
        choices=Level.choices,
        initial=Level.CONFIDENTIAL,
        help_text=_(
            "What the contributors agreed to, where a file does not say it. When in doubt, choose "
            "the more closed one: the contributor alone can open it later."
        ),
    )
    group = forms.ChoiceField(
        label=_("Stakeholder group"),
        required=False,
        help_text=_("Where a file does not say it."),
    )
    published = forms.BooleanField(
        label=_("Readers may find them at once"),
        required=False,
        help_text=_("Confidential contributions are never shown to readers."),
    )
    illustrative = forms.BooleanField(
        label=_("They were written as examples"),
        required=False,
        help_text=_("Every page and export will say so."),
    )

    def __init__(self, *args: Any, forum: Forum, vocabulary: Vocabulary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].queryset = forum.stages.all()  # type: ignore[attr-defined]
        sessions = Session.objects.filter(stage__forum=forum).select_related("stage")
        self.fields["session"].queryset = sessions.order_by(  # type: ignore[attr-defined]
            "stage__position", "position"
        )
        self.fields["session"].label_from_instance = (  # type: ignore[attr-defined]
            lambda session: f"{session.stage}: {session}"
        )
        self.fields["group"].choices = group_choices(forum)  # type: ignore[attr-defined]
        self.fields["country"] = WordField(
            vocabulary, "country", "states", label=_("Country"),
            help_text=_("Where a file does not say it: a name or a code, such as Italy or ITA."),
        )  # fmt: skip
        self.fields["language"] = WordField(
            vocabulary, "language", label=_("Language"),
            help_text=_("Leave empty to have it detected, text by text."),
        )  # fmt: skip
        self.fields["illustrative"].initial = forum.illustrative
        order = ("uploads", "stage", "session", "level", "group", "country", "language")
        self.order_fields(order)

    def clean(self) -> dict[str, Any]:
        """A session brings its stage's contributions, so it must be one of that stage."""
        values: dict[str, Any] = super().clean() or {}
        session, stage = values.get("session"), values.get("stage")
        if session and stage and session.stage_id != stage.pk:
            self.add_error("session", gettext("This session belongs to another stage."))
        return values

    def defaults(self) -> Defaults:
        """What holds for all the files."""
        names = ("group", "country", "level", "language", "published", "illustrative")
        return Defaults(**{name: self.cleaned_data[name] for name in names})

    def opened(self) -> Iterator[Upload]:
        """The files, one in memory at a time."""
        for one in self.cleaned_data["uploads"]:
            name = str(one.name)
            guessed = mimetypes.guess_type(name)[0] or "application/octet-stream"
            yield Upload(name, one.read(), guessed)


class ColumnsForm(forms.Form):
    """What each column of a table holds."""

    def __init__(
        self,
        *args: Any,
        columns: Sequence[str],
        plan: dict[str, Any],
        samples: dict[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.columns = list(columns)
        roles = _roles(plan.get("columns", {}))
        choices = [("", gettext("Leave out")), *((key, ROLE_NAMES[key]) for key in COLUMN_ROLES)]
        for place, column in enumerate(self.columns):
            self.fields[f"column{place}"] = forms.ChoiceField(
                label=column,
                choices=choices,
                required=False,
                initial=roles.get(column, ""),
                help_text=_sample(samples.get(column, "")),
            )
        self.fields["separate"] = forms.ChoiceField(
            label=_("Several columns with text"),
            widget=forms.RadioSelect,
            initial="yes" if plan.get("separate") else "no",
            choices=[
                ("no", _("One contribution a row, each answer under its question")),
                ("yes", _("Each answer a contribution of its own")),
            ],
        )

    def clean(self) -> dict[str, Any]:
        """At least one text, and no other role twice."""
        values: dict[str, Any] = super().clean() or {}
        chosen = [values.get(f"column{place}", "") for place in range(len(self.columns))]
        if "text" not in chosen:
            self.add_error(None, gettext("No column holds the text. Choose at least one."))
        for role in ROLES:
            if chosen.count(role) > 1:
                self.add_error(
                    None,
                    gettext("More than one column is said to hold: %(role)s. Choose one.")
                    % {"role": ROLE_NAMES[role]},
                )
        return values

    def plan(self) -> dict[str, Any]:
        """`columns` and `separate` for a plan."""
        found: dict[str, Any] = {"texts": []}
        for place, column in enumerate(self.columns):
            role = self.cleaned_data[f"column{place}"]
            if role == "text":
                found["texts"].append(column)
            elif role:
                found[role] = column
        return {"columns": found, "separate": self.cleaned_data["separate"] == "yes"}


def _sample(cell: str) -> str:
    # Fields show their help without escaping it; this is what someone wrote in a file.
    return format_html("{}", gettext("Such as: %(cell)s") % {"cell": cell}) if cell else ""


def _roles(columns: dict[str, Any]) -> dict[str, str]:
    """Column → role."""
    found = dict.fromkeys(columns.get("texts", ()), "text")
    return {**found, **{column: role for role, column in columns.items() if role != "texts"}}


class ValuesForm(forms.Form):
    """What the words of a table mean that name no group, State or language."""

    def __init__(
        self, *args: Any, unknown: dict[str, list[str]], vocabulary: Vocabulary, forum: Forum,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        # By what they say, not by place: another tab may have settled some meanwhile.
        self.words = {
            text_digest(f"{role}:{word}")[:16]: (role, word)
            for role in sorted(unknown)
            for word in unknown[role]
        }
        groups = group_choices(forum)
        for place, (role, word) in self.words.items():
            label = f"{ROLE_NAMES[role]}: “{word}”"
            if role == "group":
                field: forms.Field = forms.ChoiceField(label=label, choices=groups, required=False)
            else:
                options = "states" if role == "country" else ""
                field = WordField(vocabulary, role, options, label=label)
            self.fields[f"word-{place}"] = field
            self.fields[f"none-{place}"] = forms.BooleanField(
                label=_("It means none; go on without"), required=False
            )

    def values(self) -> dict[str, dict[str, str]]:
        """role → word → key; only words that were given a meaning, or none on purpose."""
        found: dict[str, dict[str, str]] = {}
        for place, (role, word) in self.words.items():
            key = self.cleaned_data[f"word-{place}"]
            if key or self.cleaned_data[f"none-{place}"]:
                found.setdefault(role, {})[word] = key
        return found


class WhoForm(forms.Form):
    """One speaker of a transcript, or the contributor of one contribution."""

    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    body = forms.CharField(label=_("Organisation or delegation"), required=False, max_length=250)
    group = forms.ChoiceField(label=_("Stakeholder group"), required=False)
    level = forms.ChoiceField(label=_("Attribution"), choices=Level.choices)

    def __init__(self, *args: Any, forum: Forum, vocabulary: Vocabulary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = group_choices(forum)  # type: ignore[attr-defined]
        self.fields["country"] = WordField(vocabulary, "country", "states", label=_("Country"))
        self.order_fields(["name", "body", "group", "country", "level"])


class SpeakerForm(WhoForm):
    """A speaker of a transcript."""

    leave_out = forms.BooleanField(
        label=_("Leave out: leads or serves the session"), required=False
    )


class EntryForm(WhoForm):
    """One contribution of the preview."""

    title = forms.CharField(label=_("Title"), required=False, max_length=300)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Kept for the secretariat; never shown."),
    )
    left_out = forms.BooleanField(label=_("Leave this contribution out"), required=False)

    def __init__(self, *args: Any, forum: Forum, vocabulary: Vocabulary, **kwargs: Any) -> None:
        super().__init__(*args, forum=forum, vocabulary=vocabulary, **kwargs)
        self.fields["language"] = WordField(vocabulary, "language", label=_("Language"))
        order = [
            "title",
            "name",
            "body",
            "group",
            "country",
            "level",
            "language",
            "email",
            "left_out",
        ]
        self.order_fields(order)
