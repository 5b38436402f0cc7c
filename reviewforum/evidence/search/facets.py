"""Facets: what the passages found divide into, with counts a viewer may see.

A facet that shows something of the speaker counts, and filters, only contributions whose level
opens it to this viewer: a count of one must not tell who spoke.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, Value, When
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from reviewforum.common.languages import language_name
from reviewforum.common.localized import local
from reviewforum.evidence.attribution import Clearance, fields_shown
from reviewforum.evidence.models import Coding, Dimension, Level, Status
from reviewforum.evidence.querysets import PassageQuerySet
from reviewforum.forums.models import Forum, Session

CODED = {
    "objective": Dimension.OBJECTIVE,
    "kind": Dimension.KIND,
    "principle": Dimension.PRINCIPLE,
    "mention": Dimension.COUNTRY,
}
# facet → what it is of the passage
PLAIN: dict[str, Any] = {
    "group": F("contribution__contributor__group__key"),
    "country": F("contribution__contributor__country__iso3"),
    "language": F("language"),
    "stage": F("contribution__stage__slug"),
    "session": F("contribution__session__slug"),
    "status": F("status"),
    "used": Case(When(citations_count__gt=0, then=Value("used")), default=Value("unused")),
}
SPEAKER = frozenset({"group", "country"})
DESK_ONLY = frozenset({"status"})
LABELS = {
    "objective": _("Objective"),
    "kind": _("Kind"),
    "group": _("Stakeholder group"),
    "country": _("Country of the contributor"),
    "language": _("Language"),
    "stage": _("Stage"),
    "session": _("Session"),
    "used": _("Use in reports"),
    "principle": _("Guiding principle"),
    "mention": _("Country spoken about"),
    "status": _("Status"),
}
USED = {"used": _("Cited in a report"), "unused": _("Not cited yet")}


@dataclass(frozen=True)
class Choice:
    """One value of a facet."""

    key: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A facet with the values that occur, most frequent first (objectives by number)."""

    name: str
    label: str
    values: tuple[Choice, ...]


@dataclass(frozen=True)
class Selection:
    """The values chosen, by facet."""

    chosen: dict[str, tuple[str, ...]]

    @classmethod
    def read(cls, params: QueryDict, viewer: Clearance) -> Selection:
        """From a query string; unknown facets are passed over, desk facets are for the desk."""
        return cls(
            {
                name: tuple(sorted(set(params.getlist(name))))
                for name in names(viewer)
                if params.get(name)
            }
        )

    def restrict(
        self, rows: PassageQuerySet, viewer: Clearance, but: frozenset[str] = frozenset()
    ) -> PassageQuerySet:
        """Within a facet any value, between facets all; `but` leaves facets out."""
        for name, keys in self.chosen.items():
            if name not in but:
                rows = _filter(rows, name, keys, viewer)
        return rows


def names(viewer: Clearance) -> list[str]:
    """The facets a viewer has."""
    return [name for name in LABELS if viewer >= Clearance.DESK or name not in DESK_ONLY]


def open_levels(part: str, viewer: Clearance) -> list[str]:
    """The levels that show this part of the speaker to the viewer."""
    return [level for level in Level.values if part in fields_shown(level, viewer)]


def _filter(
    rows: PassageQuerySet, name: str, keys: tuple[str, ...], viewer: Clearance
) -> PassageQuerySet:
    if name in CODED:
        coded = Coding.objects.filter(code__dimension=CODED[name], code__key__in=keys)
        return rows.filter(pk__in=coded.values("passage_id"))
    if name in SPEAKER:
        rows = rows.filter(contribution__level__in=open_levels(name, viewer))
    return rows.alias(**{f"facet_{name}": PLAIN[name]}).filter(**{f"facet_{name}__in": keys})


def facets(
    rows: PassageQuerySet, selection: Selection, viewer: Clearance, forum: Forum
) -> list[Facet]:
    """All facets of the passages found, each counted without its own choice.

    Two queries, one more for each coded facet in the selection, and four for the labels.
    """
    counts = _plain_counts(rows, selection, viewer) | _coded_counts(rows, selection, viewer)
    labels = _Labels(forum)
    found = [
        Facet(name, str(LABELS[name]), _choices(name, counts[name], selection, labels))
        for name in names(viewer)
    ]
    return [facet for facet in found if facet.values]


def _plain_counts(
    rows: PassageQuerySet, selection: Selection, viewer: Clearance
) -> dict[str, Counter[str]]:
    """The plain facets from one grouping by all of them at once."""
    base = selection.restrict(rows, viewer, but=frozenset(PLAIN))
    columns = {f"facet_{name}": value for name, value in PLAIN.items()}
    cells = (
        base.order_by().values(level=F("contribution__level"), **columns).annotate(n=Count("pk"))
    )
    counts: dict[str, Counter[str]] = {name: Counter() for name in PLAIN}
    for cell in cells:
        shown = {name: _shown(dict(cell), name, viewer) for name in PLAIN}
        for name in _counted_in(shown, selection):
            if key := shown[name]:
                counts[name][key] += cell["n"]
    return counts


def _shown(cell: dict[str, Any], name: str, viewer: Clearance) -> str | None:
    """The cell's value of a facet, or None where its level hides it."""
    if name in SPEAKER and name not in fields_shown(cell["level"], viewer):
        return None
    value: str | None = cell[f"facet_{name}"]
    return value


def _counted_in(shown: dict[str, str | None], selection: Selection) -> Iterator[str]:
    """The facets in which a cell counts: those all other facets' choices let it through to."""
    misses = [
        name for name, keys in selection.chosen.items() if name in PLAIN and shown[name] not in keys
    ]
    if not misses:
        yield from shown
    elif len(misses) == 1:
        yield misses[0]


def _coded_counts(
    rows: PassageQuerySet, selection: Selection, viewer: Clearance
) -> dict[str, Counter[str]]:
    """Facets without a choice share one query; one with a choice is counted without it."""
    chosen = {name for name in CODED if name in selection.chosen}
    free = {CODED[name]: name for name in CODED if name not in chosen}
    counts: dict[str, Counter[str]] = {name: Counter() for name in CODED}
    batches = [(frozenset[str](), free)] + [(frozenset({n}), {CODED[n]: n}) for n in sorted(chosen)]
    for but, dimensions in batches:
        within = selection.restrict(rows, viewer, but=but).order_by().values("pk")
        codings = Coding.objects.filter(passage__in=within, code__dimension__in=list(dimensions))
        grouped = codings.values_list("code__dimension", "code__key").annotate(n=Count("pk"))
        for dimension, key, count in grouped:
            counts[dimensions[dimension]][key] = count
    return counts


def _choices(
    name: str, counts: Counter[str], selection: Selection, labels: _Labels
) -> tuple[Choice, ...]:
    chosen = selection.chosen.get(name, ())
    keys = {*counts, *chosen}  # a chosen value stays in sight, so that it can be taken back
    found = [Choice(key, labels.of(name, key), counts[key], key in chosen) for key in keys]
    order: Callable[[Choice], Any] = _by_number if name == "objective" else _by_count
    return tuple(sorted(found, key=order))


def _by_count(choice: Choice) -> tuple[int, str, str]:
    return (-choice.count, choice.label, choice.key)


def _by_number(choice: Choice) -> tuple[int, str]:
    return (int(choice.key) if choice.key.isdigit() else 0, choice.key)


class _Labels:
    """The words for facet values, read once a search."""

    def __init__(self, forum: Forum) -> None:
        codes = forum.framework.codes.values_list("dimension", "key", "names")
        self.codes = {(dimension, key): local(texts) for dimension, key, texts in codes}
        sessions = Session.objects.filter(stage__forum=forum)
        self.named = {
            "group": _texts(forum.framework.groups.values_list("key", "names")),
            "stage": _texts(forum.stages.values_list("slug", "names")),
            "session": _texts(sessions.values_list("slug", "names")),
        }

    def of(self, name: str, key: str) -> str:
        """The label; the key itself where nothing is known of it."""
        if name in CODED:
            return self.codes.get((CODED[name], key), key)
        if name == "country":
            return self.codes.get((Dimension.COUNTRY, key), key)
        if name == "language":
            return language_name(key)
        if name == "used":
            return str(USED.get(key, key))
        if name == "status":
            return str(dict(Status.choices).get(key, key))
        return self.named[name].get(key, key)


def _texts(rows: Any) -> dict[str, str]:
    return {key: local(texts) for key, texts in rows}
