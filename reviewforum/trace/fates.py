"""How each passage fared, in words: once for all where they fared alike."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reviewforum.common.templatetags.clock import clock
from reviewforum.evidence.models import Status
from reviewforum.trace.parts import Cite, CodeFact, ContributionTrace, PassageFate
from reviewforum.trace.steps import why

MOST = 100
"""Passages listed on a receipt; the rest are counted."""

_ORDER = [Status.CODED, Status.PENDING, Status.SET_ASIDE]


@dataclass(frozen=True)
class Fate:
    """One line of the list. `quote` is None where the words may not be shown."""

    place: str
    quote: str | None
    language: str
    status: str
    note: str
    objectives: tuple[CodeFact, ...]
    cites: tuple[Cite, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Fates:
    """The passages' fates; `alike` when one line would say the same as all."""

    lines: tuple[Fate, ...]
    more: int
    alike: bool


def told(trace: ContributionTrace) -> Fates:
    """The list for a receipt: the cited first, then the coded, those waiting, those set aside."""
    fates = sorted(trace.passages, key=_rank)
    alike = len({fate.shape for fate in fates}) <= 1
    lines = tuple(_line(fate) for fate in fates[:MOST])
    return Fates(lines, max(0, len(fates) - MOST), alike)


def _rank(fate: PassageFate) -> tuple[bool, int, int]:
    return (not fate.cites, _ORDER.index(Status(fate.passage.status)), fate.passage.position)


def _line(fate: PassageFate) -> Fate:
    row = fate.passage
    return Fate(
        place=place(fate),
        quote=fate.quote,
        language=row.language,
        status=str(row.get_status_display()),
        note=why(row.set_aside_code),
        objectives=fate.objectives,
        cites=fate.cites,
        reasons=tuple(dict.fromkeys(reason.text for reason in fate.reasons)),
    )


def place(fate: PassageFate) -> str:
    """“Passage 3, page 2”, or its time in the recording."""
    row = fate.passage
    found = _("Passage %(number)s") % {"number": row.position}
    if row.page:
        return _("%(passage)s, page %(page)s") % {"passage": found, "page": row.page}
    if row.start_seconds is not None:
        return f"{found}, {clock(row.start_seconds)}"
    return found
