"""The small parts of every page. The style guide (`/style/`) shows each; `docs/develop/look.md`
lists how it is called.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reviewforum.common.languages import language_name
from reviewforum.common.localized import local
from reviewforum.common.text import languages

register = template.Library()

GROUP_SHAPES = {
    "states": "states",
    "migrants": "migrants",
    "civil-society": "civil-society",
    "ngos": "civil-society",
    "diaspora": "diaspora",
    "faith-based": "faith-based",
    "local-authorities": "local-authorities",
    "private-sector": "private-sector",
    "business-and-industry": "private-sector",
    "trade-unions": "trade-unions",
    "workers-and-trade-unions": "trade-unions",
    "parliamentarians": "parliamentarians",
    "nhri": "nhri",
    "red-cross": "red-cross",
    "academia": "academia",
    "science-and-technology": "academia",
    "media": "media",
}
"""Group key → symbol in `img/groups.svg`; a key that is not here is drawn as `other`."""

TURNING_ICONS = frozenset({"arrow", "back", "quote"})
"""Icons that point along the line, and turn round where it runs from right to left."""

NOTICE_ICONS = {"info": "info", "success": "done", "warning": "warning", "error": "error"}

# Inline thread: knots 22 units apart, on a line of 20 units' height.
STEP, MIDDLE, RADIUS = 22, 10, 5


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A line icon; silent beside words, or named by `label` where it stands alone."""
    css = "icon icon--turns" if name in TURNING_ICONS else "icon"
    return _symbol("img/icons.svg", name, css, label)


@register.simple_tag
def group_icon(group: Any, label: str = "") -> SafeString:
    """The shape of a stakeholder group (a model or its key)."""
    key = group if isinstance(group, str) else getattr(group, "key", "")
    return _symbol("img/groups.svg", GROUP_SHAPES.get(key, "other"), "group-icon", label)


def _symbol(sprite: str, name: str, css: str, label: str) -> SafeString:
    use = format_html('<use href="{}#{}"></use>', static(sprite), name)
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}">{}</svg>', css, label, use)
    return format_html('<svg class="{}" aria-hidden="true">{}</svg>', css, use)


@register.simple_tag
def group_badge(group: Any, label: str = "") -> SafeString:
    """Shape and name of a stakeholder group. `group`: a model or its key; with a key give a label.

    Empty for no group, so that a confidential speaker's badge is no badge.
    """
    if not group:
        return SafeString()
    return format_html('<span class="group">{} {}</span>', group_icon(group), label or str(group))


@register.inclusion_tag("components/objective_chip.html")
def objective_chip(
    objective: Any, url: str = "", suggested: bool = False, word: str = ""
) -> dict[str, Any]:
    """The number and short name of an objective (or a code of one); dashed while a machine's guess.

    `word`: the framework's own word for what it numbers, read before the number.
    """
    names = getattr(objective, "names", {})
    number = getattr(objective, "number", None) or getattr(objective, "key", "")
    title = local(getattr(objective, "titles", {})) or local(names)
    return {
        "number": number,
        "name": local(names) or str(objective),
        "title": title,
        "url": url,
        "suggested": suggested,
        "word": word or _("Objective"),
    }


@register.inclusion_tag("components/chip.html")
def chip(
    label: Any, kind: str = "", icon: str = "", url: str = "", suggested: bool = False
) -> dict[str, Any]:
    """A small fact. `kind`: country, language, kind, level, warning or empty."""
    icons = {"country": "pin", "level": "lock", "warning": "warning"}
    return {
        "label": label,
        "kind": kind,
        "icon": icon or icons.get(kind, ""),
        "url": url,
        "suggested": suggested,
    }


@register.inclusion_tag("components/citation_chip.html")
def citation_chip(number: Any, url: str, label: str = "", current: bool = False) -> dict[str, Any]:
    """The numbered mark behind a sentence that opens the passage it cites."""
    return {"number": number, "url": url, "label": label, "current": current}


@register.simple_tag
def lang_attrs(code: str | None) -> SafeString:
    """`lang` and `dir` of a text that may be in another language than the page."""
    if not code or code == languages.UNDETERMINED:
        return SafeString('dir="auto"')
    return format_html('lang="{}" dir="{}"', code, languages.direction(code))


@register.filter
def lang_name(code: str | None) -> str:
    """The name of a language in the reader's language; the code where no name is known."""
    if not code or code == languages.UNDETERMINED:
        return _("Unknown language")
    return language_name(code)


@register.simple_tag
def offered_languages() -> list[tuple[str, str]]:
    """(code, name) of the page's languages, each named in itself, whatever the page's own is."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]


@register.filter
def notice_kind(level: str | None) -> str:
    """Django's message level → kind of notice."""
    return level if level in NOTICE_ICONS else "info"


@register.filter
def notice_icon(kind: str) -> str:
    """Kind of notice → icon."""
    return NOTICE_ICONS.get(kind, "info")


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """One field of a form with label, help and error, as `{{ form }}` would show it."""
    return format_html('<div class="{}">{}</div>', field_css(bound), bound.as_field_group())


@register.filter
def field_css(bound: BoundField) -> str:
    """The classes of a field's box."""
    css = ["field"]
    if is_check(bound):
        css.append("field--check")
    if bound.errors:
        css.append("field--error")
    own = bound.css_classes()
    return " ".join([*css, own]) if own else " ".join(css)


@register.filter
def is_check(bound: BoundField) -> bool:
    """A single checkbox: its label stands behind it."""
    widget = bound.field.widget
    return getattr(widget, "input_type", "") == "checkbox" and not widget.use_fieldset


@register.filter
def focus_id(bound: BoundField) -> str:
    """The id that a link from the error summary leads to."""
    first = bound.id_for_label or bound.auto_id
    if bound.field.widget.use_fieldset and bound.subwidgets:
        first = bound.subwidgets[0].id_for_label or first
    return str(first)


@dataclass(frozen=True)
class Knot:
    """A knot of the inline thread, placed."""

    x: int
    state: str
    before: int
    line: str


@register.inclusion_tag("components/thread_inline.html")
def thread_inline(steps: Sequence[Mapping[str, Any]], label: str = "") -> dict[str, Any]:
    """The thread as a small picture for a list or a sentence: one knot a step.

    `steps` as for `components/thread.html`. It is read out as `label`, by default the title of the
    last step reached.
    """
    states = [str(step["state"]) for step in steps]
    reached = [str(step["title"]) for step in steps if step["state"] == "reached"]
    return {
        "knots": [_knot(states, index) for index in range(len(states))],
        "width": 2 * (RADIUS + 1) + STEP * max(len(states) - 1, 0),
        "middle": MIDDLE,
        "radius": RADIUS,
        "label": label or (reached[-1] if reached else ""),
    }


def _knot(states: Sequence[str], index: int) -> Knot:
    x = RADIUS + 1 + STEP * index
    reached = states[index] == "reached" or states[index] == "stopped"
    return Knot(x, states[index], x - STEP if index else x, "reached" if reached else "pending")


# --- parts with a body --------------------------------------------------------------------------
@register.simple_block_tag
def breadcrumb(content: str) -> SafeString:
    """The way here: one `<li>` a step, from the forum down, without the page itself."""
    return _part("breadcrumb", content)


@register.simple_block_tag
def page_header(content: str, title: Any, lede: Any = "", eyebrow: Any = "") -> SafeString:
    """The page's `<h1>`, with what can be done here (buttons) as its body."""
    return _part("page_header", content, title=title, lede=lede, eyebrow=eyebrow)


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: Any = "") -> SafeString:
    """Something to know. `kind`: info, success, warning or error."""
    return _part("notice", content, kind=notice_kind(kind), title=title)


@register.simple_block_tag
def empty(content: str, title: Any, text: Any = "") -> SafeString:
    """Stands where a list has nothing yet: says so, and how to fill it; its body are buttons."""
    return _part("empty", content, title=title, text=text)


@register.simple_block_tag
def more(content: str, summary: Any, start_open: bool = False) -> SafeString:
    """What opens on demand, without script."""
    return _part("more", content, summary=summary, open=start_open)


@register.simple_block_tag
def table(content: str, caption: Any, tall: bool = False, stack: bool = False) -> SafeString:
    """A table with its caption; its body is `<thead>`, `<tbody>`, `<tfoot>`.

    `tall` scrolls under a standing head; `stack` turns rows into cards on a phone (give each cell
    `data-label`).
    """
    return _part("table", content, caption=caption, tall=tall, stack=stack)


@register.simple_block_tag
def pane(content: str, name: str, title: Any, figure: Any = "") -> SafeString:
    """One of the panes of a desk. `name` is its id, that `components/pane_tabs.html` leads to."""
    return _part("pane", content, name=name, title=title, figure=figure)


def _part(part: str, content: str, **values: Any) -> SafeString:
    # The body was rendered, and so escaped, by the template it stands in.
    body = SafeString(content.strip())
    return SafeString(render_to_string(f"components/{part}.html", {"content": body, **values}))
