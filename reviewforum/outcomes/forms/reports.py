"""The form that frames a report."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviewforum.forums.models import Forum, Stage
from reviewforum.outcomes.actions.reports import Frame
from reviewforum.outcomes.models import Report, ReportKind
from reviewforum.outcomes.support.levels import Thresholds

LANGUAGES = [
    ("en", "English"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("es", "Español"),
    ("ar", "العربية"),
    ("zh", "中文"),
]
# setting → what the form asks. Shares are asked in per cent, since people say “half”.
COUNTS = {
    "a_few_least": _("“A few”: at least"),
    "a_few_most": _("“A few”: at most"),
    "some_least": _("“Some”: at least"),
    "several_least": _("“Several”: at least"),
    "many_least": _("“Many”: at least"),
    "few_most": _("“Few”: at most"),
}
SHARES = {
    "most_share": _("“Most”: more than this share of those who spoke to it, in per cent"),
    "nearly_all_share": _("“Nearly all”: more than this share, in per cent"),
}


class FrameForm(forms.Form):
    """Title, language, stages, limits, due date, and what the words of quantity mean."""

    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=ReportKind.choices)
    language = forms.ChoiceField(label=_("Language of the report"), choices=LANGUAGES)
    stages = forms.ModelMultipleChoiceField(
        label=_("Stages whose evidence it accounts for"),
        queryset=Stage.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all stages of the forum."),
    )
    word_limit = forms.IntegerField(label=_("Most words"), min_value=1, required=False)
    page_limit = forms.IntegerField(label=_("Most pages"), min_value=1, required=False)
    due_at = forms.DateTimeField(
        label=_("Due"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"],
    )

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.forum = forum
        self.fields["stages"].queryset = forum.stages.all()  # type: ignore[attr-defined]
        self.fields["due_at"].help_text = _("Time zone: %(zone)s") % {"zone": forum.timezone}
        standard = asdict(Thresholds())
        for name, label in COUNTS.items():
            self.fields[name] = _number(label, int(standard[name]), 1, 1000)
        for name, label in SHARES.items():
            self.fields[name] = _number(label, round(standard[name] * 100), 1, 99)

    def clean_due_at(self) -> Any:
        """The time as meant: in the forum's time zone, whatever the site's is."""
        given = self.cleaned_data["due_at"]
        if given is None:
            return None
        return timezone.make_naive(given).replace(tzinfo=ZoneInfo(self.forum.timezone))

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError when a stronger word would ask for less than a weaker one."""
        cleaned: dict[str, Any] = super().clean() or {}
        try:
            Thresholds.from_settings(self.thresholds())
        except ValueError:
            raise forms.ValidationError(
                _("A stronger word must ask for at least as many voices as a weaker one.")
            ) from None
        return cleaned

    def thresholds(self) -> dict[str, float]:
        """Only what differs from the standard, so that the standard may improve later."""
        standard = asdict(Thresholds())
        given: dict[str, float] = {}
        for name in (*COUNTS, *SHARES):
            value = self.cleaned_data.get(name)
            if value is not None:
                given[name] = value / 100 if name in SHARES else value
        return {name: value for name, value in given.items() if value != standard[name]}

    @property
    def threshold_fields(self) -> list[forms.BoundField]:
        """The fields of the words of quantity, to be set apart on the page."""
        return [self[name] for name in (*COUNTS, *SHARES)]

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """All other fields."""
        return [field for field in self if field.name not in {*COUNTS, *SHARES}]

    def frame(self) -> Frame:
        """What the action takes; call on a valid form."""
        data = self.cleaned_data
        return Frame(
            title=data["title"],
            language=data["language"],
            kind=data["kind"],
            stages=tuple(data["stages"]),
            word_limit=data["word_limit"],
            page_limit=data["page_limit"],
            due_at=data["due_at"],
            thresholds=self.thresholds(),
        )


def _number(label: Any, initial: int, least: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, initial=initial, min_value=least, max_value=most, required=False
    )


def initial_of(report: Report) -> dict[str, Any]:
    """A report's frame as the form shows it."""
    zone = ZoneInfo(report.forum.timezone)
    shown = {**asdict(Thresholds()), **report.thresholds}
    return {
        "title": report.titles.get(report.language, str(report)),
        "kind": report.kind,
        "language": report.language,
        "stages": report.stages.all(),
        "word_limit": report.word_limit,
        "page_limit": report.page_limit,
        "due_at": timezone.localtime(report.due_at, zone).replace(tzinfo=None)
        if report.due_at
        else None,
        **{name: shown[name] for name in COUNTS},
        **{name: round(shown[name] * 100) for name in SHARES},
    }
