"""Forms of circulating, answering and correcting."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviewforum.forums.models import Forum
from reviewforum.outcomes.actions.review import LONGEST, Reviewer


class CirculateForm(forms.Form):
    """Who is asked for comments, and until when."""

    reviewers = forms.CharField(
        label=_("Reviewers"),
        help_text=_("One a line: a name, then an e-mail address."),
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "dir": "auto"}),
    )
    until = forms.DateTimeField(
        label=_("Comments until"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"],
    )

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(forum.timezone)
        self.fields["until"].help_text = forum.timezone

    def clean_until(self) -> datetime:
        """The moment in the forum's time zone, whatever zone the server is in."""
        given: datetime = self.cleaned_data["until"]
        moment = given.replace(tzinfo=self.zone)
        if moment <= timezone.now():
            raise ValidationError(_("This moment has passed already. Choose a later one."))
        return moment

    def clean_reviewers(self) -> list[Reviewer]:
        """The reviewers; a line that does not hold one address is named."""
        lines = [line.strip() for line in self.cleaned_data["reviewers"].splitlines()]
        return [_reviewer(line) for line in lines if line]


_ADDRESS = re.compile(r"[^\s<>,;:()\"]+@[^\s<>,;:()\"]+")


def _reviewer(line: str) -> Reviewer:
    """The name and address in a line. Raises ValidationError naming the line."""
    found = _ADDRESS.findall(line)
    try:
        validate_email(found[0] if len(found) == 1 else "")
    except ValidationError:
        message = _("The line “%(line)s” must hold one e-mail address.")
        raise ValidationError(message, params={"line": line[:100]}) from None
    name = line.replace(found[0], "").strip(' \t<>,;:()"')
    return Reviewer(name, found[0])


class AnswerForm(forms.Form):
    """What became of a comment."""

    taken_up = forms.TypedChoiceField(
        label=_("Outcome"),
        choices=[("yes", _("Taken up")), ("no", _("Not taken up"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("The reviewer reads this."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CorrectForm(forms.Form):
    """A correction of one sentence."""

    now = forms.CharField(label=_("It shall read"), widget=forms.Textarea(attrs={"rows": 4}))
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It is printed beside the correction."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
