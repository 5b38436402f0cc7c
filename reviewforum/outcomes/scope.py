"""The evidence a report must account for, as rows for the checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Exists, Q

from reviewforum.common.templatetags.ui import lang_name
from reviewforum.evidence.attribution import Clearance, fields_shown
from reviewforum.evidence.models import Coding, Dimension, Level, Passage, Status
from reviewforum.evidence.querysets import PassageQuerySet
from reviewforum.outcomes.models import Report, Waiver
from reviewforum.outcomes.support import unheard
from reviewforum.outcomes.support.voices import Voice

OPEN = frozenset(
    level for level in Level.values if "country" in fields_shown(level, Clearance.DESK)
)
"""Levels that let the desk know a contributor's country: a cell must not betray it otherwise."""

Objectives = Mapping[int, frozenset[str]]


def gathered(rows: Iterable[tuple[int, str]]) -> Objectives:
    """(passage, key) pairs → passage: its keys."""
    codes: dict[int, set[str]] = defaultdict(set)
    for passage, key in rows:
        codes[passage].add(key)
    return {passage: frozenset(keys) for passage, keys in codes.items()}


def passages_in_scope(report: Report) -> PassageQuerySet:
    """The standing passages the report must account for: those of its stages, or of all."""
    passages = Passage.objects.filter(forum_id=report.forum_id).current()
    standing = passages.exclude(status=Status.SET_ASIDE).exclude(
        contribution__status=Status.SET_ASIDE
    )
    chosen = Report.stages.through.objects.filter(report_id=report.pk)
    return standing.filter(
        Q(contribution__stage_id__in=chosen.values("stage_id")) | ~Exists(chosen)
    )


def objectives_of(report: Report) -> Objectives:
    """Passage → its objectives, for all passages of the forum; what coders dispute is left out."""
    rows = Coding.objects.filter(
        passage__forum_id=report.forum_id, code__dimension=Dimension.OBJECTIVE, disputed=False
    )
    return gathered(rows.values_list("passage_id", "code__key"))


def voices(
    report: Report, cited: Sequence[Passage], waivers: Iterable[Waiver], codes: Objectives
) -> tuple[Voice, ...]:
    """The evidence in scope: one row for each contributor, group and set of codes. `cited` are the
    passages the draft cites.
    """
    heard = _with_successors(report, cited)
    waived = {waiver.contributor_id for waiver in waivers if waiver.contributor_id}
    rows: dict[tuple[Any, ...], Voice] = {}
    for voice in _each(passages_in_scope(report), codes, heard, waived):
        rows.setdefault(_identity(voice), voice)
    return tuple(rows.values())


def _with_successors(report: Report, cited: Sequence[Passage]) -> set[int]:
    """The cited passages and what they became by splitting and joining: the voice was heard."""
    heard = {passage.pk for passage in cited}
    if all(passage.retired_at is None for passage in cited):
        return heard
    links = Passage.parents.through.objects.filter(from_passage__forum_id=report.forum_id)
    for child, parent in links.order_by("from_passage_id").values_list(
        "from_passage_id", "to_passage_id"
    ):
        if parent in heard:
            heard.add(child)
    return heard


def _identity(voice: Voice) -> tuple[Any, ...]:
    return (
        voice.contributor,
        voice.group,
        voice.objectives,
        voice.language,
        voice.countries,
        voice.coded,
        voice.cited,
        voice.confidential,
    )


def _each(
    scope: PassageQuerySet, codes: Objectives, heard: set[int], waived: set[int]
) -> Iterator[Voice]:
    """One voice a passage; one more for each further group its contributor belongs to."""
    who = "contribution__contributor"
    fields = (
        "pk",
        "language",
        "status",
        "contribution__level",
        f"{who}_id",
        f"{who}__group__key",
        f"{who}__country__iso3",
        f"{who}__also__key",
    )
    last = None
    order = ("contribution__number", "position", "pk", f"{who}__also__number")
    for pk, language, status, level, number, group, country, also in scope.order_by(
        *order
    ).values_list(*fields):
        voice = Voice(
            contributor=str(number),
            group=group or "other",
            objectives=codes.get(pk, frozenset()),
            countries=frozenset({country}) if country and level in OPEN else frozenset(),
            language=language,
            coded=status == Status.CODED,
            cited=pk in heard,
            waived=number in waived,
            confidential=level == "confidential",
        )
        if pk != last:
            yield voice
        if also:
            yield replace(voice, group=also)
        last = pk


def as_waiver(row: Waiver) -> unheard.Waiver | None:
    """The stored waiver in the terms of the check; None for one that names no cell it knows."""
    if row.contributor_id:
        return unheard.Waiver(row.reason, contributor=str(row.contributor_id))
    if row.language:
        return unheard.Waiver(row.reason, dimension="language", value=row.language)
    if row.group is not None:
        objective = row.code.key if row.code else None
        return unheard.Waiver(
            row.reason, "group", row.group.key, objective, whole=objective is None
        )
    if row.code is not None and row.code.dimension == Dimension.COUNTRY:
        return unheard.Waiver(row.reason, "country", row.code.key)
    return None


Names = Mapping[tuple[str, str], str]


def names_of(report: Report) -> Names:
    """(dimension, key) → name in the reader's language, for groups, objectives and countries.

    Two queries: the codes hold objectives and countries alike.
    """
    framework = report.forum.framework
    names = {("group", group.key): str(group) for group in framework.groups.all()}
    codes = framework.codes.filter(dimension__in=[Dimension.OBJECTIVE, Dimension.COUNTRY])
    names |= {(str(code.dimension), code.key): str(code) for code in codes}
    return names


def cell_name(dimension: str, value: str, objective: str | None, names: Names) -> str:
    """A cell in the reader's words: “Trade unions × 6 Recruitment and decent work”."""
    known = lang_name(value) if dimension == "language" else names.get((dimension, value), value)
    if objective is None:
        return known
    return f"{known} × {objective} {names.get(('objective', objective), '')}".rstrip()
