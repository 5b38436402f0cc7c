"""The last pane: what is missing before the report can be published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from reviewforum.common.localized import local
from reviewforum.common.templatetags.ui import lang_name
from reviewforum.evidence.attribution import Clearance, fields_shown, shown
from reviewforum.evidence.models import Contribution, Level
from reviewforum.outcomes.assembly import Assembled, Blocker, blockers, must_settle
from reviewforum.outcomes.models import Waiver
from reviewforum.outcomes.scope import Names, cell_name
from reviewforum.outcomes.screen.draft import Note, note_of
from reviewforum.outcomes.support.findings import Severity
from reviewforum.outcomes.support.unheard import Cell

SHOWN, VOICES = 20, 12
"""Cells on the page unless all are asked for, and contributors named in each."""
OPENNESS = {level: place for place, level in enumerate(Level.values)}


@dataclass(frozen=True)
class SilentView:
    """A contributor not heard. `contributor` is empty where naming them by number would tell that
    two contributions are one person's."""

    label: str
    contributor: str
    ever_cited: bool


@dataclass(frozen=True)
class CellView:
    """A cell of the evidence that no sentence cites, its passages' address and its waiver."""

    name: str
    group: str
    spoke: int
    voices: tuple[SilentView, ...]
    more: int
    query: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class WaiverView:
    """A waiver that stands."""

    waiver: Waiver
    name: str


@dataclass(frozen=True)
class MissingView:
    """What is missing, and how long the draft is. `blockers` without the cells, listed apart."""

    ready: bool
    blockers: list[Blocker]
    warnings: list[Note]
    cells: tuple[CellView, ...]
    hidden: int
    waivers: tuple[WaiverView, ...]
    words: int
    pages: float


def missing_view(draft: Assembled, names: Names, everything: bool) -> MissingView:
    """The pane's rows: at most SHOWN cells unless everything is asked for. One query."""
    open_cells = [cell for cell in draft.cells if must_settle(cell)]
    chosen = open_cells if everything else open_cells[:SHOWN]
    labels = _labels(draft, chosen)
    found = blockers(draft.report, draft, names)
    return MissingView(
        ready=not found,
        blockers=[item for item in found if item.code != "cell_unheard"],
        warnings=[
            note_of(finding, draft.report.language)
            for finding in draft.findings
            if finding.severity is Severity.WARNS
        ],
        cells=tuple(_cell(cell, names, labels) for cell in chosen),
        hidden=len(open_cells) - len(chosen),
        waivers=tuple(WaiverView(row, _waiver_name(row)) for row in draft.waiver_rows),
        words=draft.words,
        pages=draft.pages,
    )


def _cell(cell: Cell, names: Names, labels: Mapping[str, SilentView]) -> CellView:
    place: dict[str, str] = {cell.dimension: cell.value}
    if cell.objective is not None:
        place["objective"] = cell.objective
    silent = [
        SilentView(view.label, view.contributor, one.ever_cited)
        for one in cell.contributors[:VOICES]
        if (view := labels.get(one.contributor))
    ]
    return CellView(
        name=cell_name(cell.dimension, cell.value, cell.objective, names),
        group=cell.value if cell.dimension == "group" else "",
        spoke=cell.spoke,
        voices=tuple(silent),
        more=max(len(cell.contributors) - VOICES, 0),
        query=urlencode({**place, "used": "unused"}),
        fields=tuple(sorted(place.items())),
    )


def _waiver_name(row: Waiver) -> str:
    parts = [str(row.group) if row.group else "", lang_name(row.language) if row.language else ""]
    if row.code is not None:
        number = row.code.key if row.code.dimension == "objective" else ""
        parts.append(f"{number} {local(row.code.names)}".strip())
    return " × ".join(part for part in parts if part)


def _labels(draft: Assembled, cells: Sequence[Cell]) -> dict[str, SilentView]:
    """Contributors as the desk may see them, each under the least open of their levels, so that a
    named contribution does not tell who spoke in a confidential one.
    """
    wanted = {one.contributor for cell in cells for one in cell.contributors[:VOICES]}
    rows = (
        Contribution.objects.filter(
            forum_id=draft.report.forum_id, contributor_id__in=sorted(map(int, wanted))
        )
        .select_related("contributor__group", "contributor__country")
        .order_by("number")
    )
    by_contributor: dict[str, list[Contribution]] = defaultdict(list)
    for row in rows:
        by_contributor[str(row.contributor_id)].append(row)
    return {who: _label(who, given) for who, given in by_contributor.items()}


def _label(who: str, given: Iterable[Contribution]) -> SilentView:
    rows = list(given)
    least_open = max(rows, key=lambda row: OPENNESS[row.level])
    levels: set[Any] = {fields_shown(row.level, Clearance.DESK) for row in rows}
    return SilentView(
        label=shown(least_open, Clearance.DESK).label,
        contributor=who if len(levels) == 1 else "",
        ever_cited=False,
    )
