"""What the style guide shows. Written for it; no one said any of this."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import get_language_bidi

from reviewforum.common.charts import Bar, Knot, Mark, bars_svg, matrix_svg, thread_svg
from reviewforum.common.charts.canvas import Direction

GROUPS = {
    "states": "States",
    "migrants": "Migrants",
    "civil-society": "Civil society",
    "diaspora": "Migrant and diaspora organizations",
    "faith-based": "Faith-based organizations",
    "local-authorities": "Local authorities and communities",
    "private-sector": "Private sector",
    "trade-unions": "Trade unions",
    "parliamentarians": "Parliamentarians",
    "nhri": "National human rights institutions",
    "red-cross": "International Red Cross and Red Crescent Movement",
    "academia": "Academia",
    "media": "Media",
    "other": "Other",
}
ICONS = [
    "arrow",
    "back",
    "calendar",
    "check",
    "clock",
    "cross",
    "done",
    "download",
    "edit",
    "error",
    "eye",
    "file",
    "globe",
    "info",
    "join",
    "key",
    "language",
    "link",
    "lock",
    "mail",
    "person",
    "pin",
    "plus",
    "print",
    "quote",
    "search",
    "spark",
    "split",
    "thread",
    "trash",
    "upload",
    "warning",
]
THREAD = [
    {
        "title": "Received",
        "detail": "A written input in Spanish, in the call for inputs.",
        "state": "reached",
        "at": "18 January 2024, 14:05 (Geneva)",
    },
    {
        "title": "Read and coded",
        "detail": "3 passages, coded to objectives 6 (Recruitment and decent work) and 22.",
        "state": "reached",
        "at": "2 February 2024",
    },
    {
        "title": "Cited in the summary report",
        "detail": "Paragraph 14: “Several trade unions asked for contracts that workers can read.”",
        "state": "reached",
        "url": "#thread",
        "at": "1 March 2024",
    },
    {
        "title": "Recommendation",
        "detail": "No recommendation rests on it yet.",
        "state": "pending",
    },
]
STOPPED = [
    {"title": "Received", "state": "reached", "at": "20 February 2024"},
    {
        "title": "Set aside",
        "detail": "The same contribution was received before; that one goes on.",
        "state": "stopped",
        "at": "21 February 2024, by the secretariat",
    },
]
STAGES = [
    {"title": "Call for inputs", "detail": "18 January to 29 February", "state": "done"},
    {"title": "Consultations", "detail": "Four sessions", "state": "done", "url": "#stages"},
    {"title": "Summary report", "detail": "Being written", "state": "now"},
    {"title": "Hearing", "detail": "11 March", "state": "coming"},
    {"title": "Conference", "detail": "11 and 12 March", "state": "coming"},
]
FACETS = [
    {
        "title": "Stakeholder group",
        "open": True,
        "options": [
            {"label": "Trade unions", "count": 41, "url": "#facets", "current": True},
            {"label": "Academia", "count": 16, "url": "#facets", "current": False},
            {"label": "Media", "count": None, "url": "#facets", "current": False},
        ],
    },
    {
        "title": "Language",
        "open": False,
        "options": [{"label": "Arabic", "count": 12, "url": "#facets", "current": False}],
    },
]


class SampleForm(forms.Form):
    """One field of each sort."""

    title = forms.CharField(help_text="In one line, as it should stand in a list.")
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), required=False)
    language = forms.ChoiceField(choices=[("en", "English"), ("ar", "Arabic")])
    level = forms.ChoiceField(
        label="How may it be attributed?",
        widget=forms.RadioSelect,
        choices=[
            ("named", "Named"),
            ("organisation", "Organisation only"),
            ("group", "Stakeholder group only"),
            ("confidential", "Confidential"),
        ],
    )
    objectives = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        choices=[("6", "6 Recruitment and decent work"), ("22", "22 Social security portability")],
        required=False,
    )
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), required=False)
    document = forms.FileField(help_text="PDF, DOCX or ODT, up to 50 MB.", required=False)
    consent = forms.BooleanField(label="It may be published.", help_text="It can be withdrawn.")


def charts() -> dict[str, Any]:
    """The three drawings, in the page's direction."""
    direction: Direction = "rtl" if get_language_bidi() else "ltr"
    knots = [
        Knot("Received", "reached", "18 January 2024"),
        Knot("Coded", "reached", "Objectives 6 and 22"),
        Knot("Cited", "stopped", "§ 14", "the draft was not published"),
        Knot("Recommendation", "ahead"),
    ]
    series = ("Received", "Coded", "Cited")
    marks = {
        (0, 0): Mark(20, 14, 6),
        (0, 1): Mark(9, 4),
        (1, 1): Mark(4, 2, 1),
        (1, 2): Mark(hidden=True),
    }
    return {
        "thread_chart": thread_svg(knots, title="The way of one voice", direction=direction),
        "matrix_chart": matrix_svg(
            ["Trade unions", "Academia"],
            ["6", "14", "22"],
            marks,
            title="Voices by group and objective",
            description="The table beside it holds the same figures.",
            series=series,
            empty_word="Nothing received",
            hidden_word="Too few to show",
            direction=direction,
        ),
        "bars_chart": bars_svg(
            [Bar("Call for inputs", (212, 187, 61)), Bar("Consultations", (104, 104, 40))],
            title="Inputs by stage",
            description="The table beside it holds the same figures.",
            series=series,
            direction=direction,
        ),
    }


def samples(request: HttpRequest) -> dict[str, Any]:
    """Context of the style guide."""
    objectives = [
        SimpleNamespace(number=6, names={"en": "Recruitment and decent work"}, titles={}),
        SimpleNamespace(number=22, names={"en": "Social security portability"}, titles={}),
    ]
    return {
        **charts(),
        "groups": GROUPS.items(),
        "icons": ICONS,
        "thread": THREAD,
        "stopped": STOPPED,
        "stages": STAGES,
        "facets": FACETS,
        "objectives": objectives,
        "form": SampleForm({"title": "", "level": "group", "language": "en"}),
        "blank": SampleForm(auto_id="blank_%s"),
        "page": Paginator(range(1200), 50).get_page(request.GET.get("page", 3)),
        "facts": [("Received", "18 January 2024"), ("Language", "Spanish"), ("Pages", "3")],
        "tabs": [("#tabs", "Passages", True), ("#tabs", "Sentences", False)],
        "pane_tabs": [("evidence", "Evidence"), ("draft", "Draft"), ("missing", "What is missing")],
        "keys": [("j", "next passage"), ("a", "accept"), ("c", "cite")],
    }
