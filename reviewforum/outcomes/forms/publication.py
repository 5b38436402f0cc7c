"""Forms of circulating, answering and correcting."""

from __future__ import annotations

from datetime import datetime
from email.utils import getaddresses
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
        help_text=_(
            "One a line: a name and an e-mail address, as in “Focal point <name@example.org>”."
        ),
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
        """The reviewers; a line that holds no address is named."""
        lines = [line.strip() for line in self.cleaned_data["reviewers"].splitlines()]
        found: list[Reviewer] = []
        for line in filter(None, lines):
            people = [Reviewer(name, email) for name, email in getaddresses([line]) if email]
            if not people or not all(_is_address(one.email) for one in people):
                raise ValidationError(
                    _("No e-mail address in the line “%(line)s”."), params={"line": line[:100]}
                )
            found.extend(people)
        return found


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


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
