"""Where the passages of a contribution are cited, as far as a viewer may know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from reviewforum.evidence.models import Passage
from reviewforum.forums.models import Forum
from reviewforum.forums.rules import at_desk
from reviewforum.outcomes.models import Citation
from reviewforum.trace.parts import Cite
from reviewforum.trace.reading import Shelf, published_cites


@dataclass(frozen=True)
class Draft:
    """A draft that cites a passage, and its place at the desk."""

    title: str
    url: str


@dataclass
class Where:
    """The published sentences and the drafts that cite one passage."""

    cites: list[Cite] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)


def where_cited(contribution: int, forum: Forum, viewer: Any) -> Mapping[int, Where]:
    """Passage → where it is cited, for the passages of a contribution that are."""
    rows = Passage.objects.filter(contribution_id=contribution).order_by()
    cites = published_cites(list(rows.values_list("pk", flat=True)), Shelf.of(forum))
    found = {pk: Where(cites=rows) for pk, rows in cites.items()}
    if at_desk(viewer, forum):
        for pk, draft in _drafts(contribution):
            found.setdefault(pk, Where()).drafts.append(draft)
    return found


def once(places: Iterable[Where]) -> Where:
    """Several passages' places together, each sentence once, in the order of the reports."""
    rows = list(places)
    cites = {(c.report.pk, c.sentence.key): c for row in rows for c in row.cites}
    drafts = {draft.url: draft for row in rows for draft in row.drafts}
    ordered = sorted(cites.values(), key=lambda c: (c.report.pk, c.sentence.position))
    return Where(ordered, list(drafts.values()))


def _drafts(contribution: int) -> list[tuple[int, Draft]]:
    rows = Citation.objects.filter(passage__contribution_id=contribution).order_by("pk")
    chain = rows.select_related("sentence__paragraph__section__report__forum")
    return [(row.passage_id, _draft(row)) for row in chain]


def _draft(row: Citation) -> Draft:
    report = row.sentence.paragraph.section.report
    desk = reverse("desk", args=[report.forum.slug, report.slug])
    return Draft(str(report), f"{desk}?s={row.sentence.key}#s-{row.sentence.key}")
