"""Reads a framework: what a review forum reviews against (docs/data/frameworks.md).

A framework is data. Any file of this shape loads; nothing in the code knows the Global Compact.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewforum.common.datafiles import (
    LANGUAGES,
    DataFileError,
    Table,
    Text,
    load_toml,
    refuse_repeats,
)

DATA = Path(__file__).parent / "data"


class FrameworkDataError(DataFileError):
    """A framework's file cannot be used."""


@dataclass(frozen=True, slots=True)
class ObjectiveData:
    """One objective, known by its number; `official` names the languages of official titles."""

    number: int
    short: Text
    title: Text
    official: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrincipleData:
    """A guiding principle and what it means in one line."""

    key: str
    names: Text
    meaning: Text


@dataclass(frozen=True, slots=True)
class GroupData:
    """A stakeholder group: its name, and the label of one body of it ("A trade union")."""

    key: str
    names: Text
    singular: Text


@dataclass(frozen=True, slots=True)
class LabelData:
    """A word in the plural and as the label of one."""

    plural: Text
    singular: Text


@dataclass(frozen=True, slots=True)
class ClusterData:
    """Objectives that are reviewed together."""

    key: str
    names: Text
    objectives: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FrameworkData:
    """A framework as its file states it, checked.

    `languages` are the ones every wording exists in; `missing` those the file declares it may
    lack. `states` labels States, which are not a stakeholder group.
    """

    slug: str
    reference: str
    adopted: dt.date
    languages: tuple[str, ...]
    missing: tuple[str, ...]
    names: Text
    short_names: Text
    objective_label: LabelData
    states: LabelData
    objectives: tuple[ObjectiveData, ...]
    principles: tuple[PrincipleData, ...]
    stakeholder_groups: tuple[GroupData, ...]
    clusters: tuple[ClusterData, ...]


def available() -> list[str]:
    """The slugs of the frameworks that ship with the product, sorted."""
    return sorted(path.stem for path in DATA.glob("*.toml"))


def read_framework(source: str | Path) -> FrameworkData:
    """The framework of that slug, or in that file (a Path, or a text ending in .toml).

    Raises FrameworkDataError when there is none, or when its file is not as it should be.
    """
    path = _locate(source)
    return parse_framework(load_toml(path, FrameworkDataError), file=path.name)


def parse_framework(raw: dict[str, Any], *, file: str) -> FrameworkData:
    """The framework in `raw`; `file` is what errors call it. Raises FrameworkDataError."""
    root = Table(raw, file, FrameworkDataError)
    missing = _missing(root)
    root.languages = tuple(code for code in LANGUAGES if code not in missing)
    framework = _framework(root, missing)
    root.done()
    return framework


def _locate(source: str | Path) -> Path:
    if isinstance(source, Path) or source.endswith(".toml"):
        return Path(source)
    if source not in available():
        known = ", ".join(available())
        raise FrameworkDataError(source, "slug", "no such framework", f"Available: {known}.")
    return DATA / f"{source}.toml"


def _missing(root: Table) -> tuple[str, ...]:
    missing = root.items("missing", str, "language codes")
    _only_languages(root, "missing", missing)
    if len(missing) == len(LANGUAGES):
        root.fail("missing", "leaves no language", "Keep at least one language complete.")
    return missing


def _only_languages(table: Table, key: str, codes: tuple[str, ...]) -> None:
    for code in codes:
        if code not in LANGUAGES:
            table.fail(key, f"contains {code!r}", f"Use the codes {', '.join(LANGUAGES)}.")


def _framework(root: Table, missing: tuple[str, ...]) -> FrameworkData:
    objectives = _objectives(root)
    return FrameworkData(
        slug=root.slug("slug"),
        reference=root.string("reference"),
        adopted=root.date("adopted"),
        languages=root.languages,
        missing=missing,
        names=root.text("name"),
        short_names=root.text("short_name"),
        objective_label=_label(root, "objective_label"),
        states=_label(root, "states"),
        objectives=objectives,
        principles=_principles(root),
        stakeholder_groups=_groups(root),
        clusters=_clusters(root, {objective.number for objective in objectives}),
    )


def _label(root: Table, key: str) -> LabelData:
    table = root.table(key)
    label = LabelData(plural=table.text("plural"), singular=table.text("singular"))
    table.done()
    return label


def _objectives(root: Table) -> tuple[ObjectiveData, ...]:
    found = tuple(_objective(table) for table in root.tables("objectives"))
    if not found:
        root.fail("objectives", "is empty", "Add at least one [[objectives]].")
    numbers = [objective.number for objective in found]
    refuse_repeats(root, "objectives", numbers)
    if numbers != list(range(1, len(numbers) + 1)):
        advice = f"Number them 1 to {len(numbers)}, in order and without a gap."
        root.fail("objectives", f"are numbered {numbers}", advice)
    return found


def _objective(table: Table) -> ObjectiveData:
    official = table.items("official", str, "language codes")
    _only_languages(table, "official", official)
    objective = ObjectiveData(
        table.integer("number"), table.text("short"), table.text("title"), official
    )
    _official_present(table, objective)
    table.done()
    return objective


def _official_present(table: Table, objective: ObjectiveData) -> None:
    for code in objective.official:
        if code not in objective.title:
            table.fail("official", f"names {code!r}", f'Add title.{code} or take "{code}" out.')


def _principles(root: Table) -> tuple[PrincipleData, ...]:
    found = tuple(_principle(table) for table in root.tables("principles"))
    refuse_repeats(root, "principles", [principle.key for principle in found])
    return found


def _principle(table: Table) -> PrincipleData:
    principle = PrincipleData(table.slug("key"), table.text("name"), table.text("meaning"))
    table.done()
    return principle


def _groups(root: Table) -> tuple[GroupData, ...]:
    found = tuple(_group(table) for table in root.tables("stakeholder_groups"))
    refuse_repeats(root, "stakeholder_groups", [group.key for group in found])
    return found


def _group(table: Table) -> GroupData:
    group = GroupData(table.slug("key"), table.text("name"), table.text("singular"))
    if group.key == "states":
        table.fail("key", "States are not a stakeholder group", "Label them in [states].")
    table.done()
    return group


def _clusters(root: Table, numbers: set[int]) -> tuple[ClusterData, ...]:
    found = tuple(_cluster(table, numbers) for table in root.tables("clusters"))
    refuse_repeats(root, "clusters", [cluster.key for cluster in found])
    return found


def _cluster(table: Table, numbers: set[int]) -> ClusterData:
    objectives = table.items("objectives", int, "objective numbers")
    if not objectives or not set(objectives) <= numbers:
        advice = f"List numbers from 1 to {len(numbers)}."
        table.fail("objectives", f"is {list(objectives)}", advice)
    cluster = ClusterData(table.slug("key"), table.text("name"), objectives)
    table.done()
    return cluster
