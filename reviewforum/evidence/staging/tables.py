"""Rows of a questionnaire → contributions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from reviewforum.evidence.reading import Entry, Mapping, Table, guess_mapping, rows_to_entries
from reviewforum.evidence.reading.mapping import ROLES
from reviewforum.evidence.staging.model import Defaults, Outcome, Plan, Staged
from reviewforum.evidence.staging.vocabulary import UnknownWordError, Vocabulary
from reviewforum.evidence.staging.words_said import from_reading, message

#: Distinct words without a meaning that a person is asked about.
ASKED = 40
#: Rows in which a filled cell is looked for, and its characters shown.
LOOKED_AT, SAMPLE = 50, 80
#: Errors kept of one file; the rest are counted.
ERRORS_KEPT = 500


def stage_table(table: Table, defaults: Defaults, vocabulary: Vocabulary, plan: Plan) -> Outcome:
    """A contribution for each row, or each answer; a row that fails is named with the reason."""
    plan.setdefault("columns", as_columns(guess_mapping(table)))
    outcome = Outcome(kind="table", columns=list(table.columns), samples=samples(table), plan=plan)
    mapping = as_mapping(plan["columns"])
    outcome.errors = _mapping_errors(mapping, table)
    if outcome.errors:
        return outcome
    found = rows_to_entries(table, mapping, separate=bool(plan.get("separate")))
    outcome.errors = [from_reading(error) for error in found.errors]
    reader = _Values(vocabulary, plan.get("values", {}), plan["columns"])
    for entry in found.entries:
        staged = _staged(entry, defaults, reader)
        if staged is None:
            outcome.errors.extend(reader.problems(entry.row))
        else:
            outcome.entries.append(staged)
    outcome.errors = _in_order(outcome.errors)
    outcome.unknown = {role: sorted(words)[:ASKED] for role, words in reader.unknown.items()}
    return outcome


def samples(table: Table) -> dict[str, str]:
    """The first filled cell of each column, cut short, so that one sees what the column holds."""
    found = {}
    for place, column in enumerate(table.columns):
        cells = (" ".join(row.cells[place].split()) for row in table.rows[:LOOKED_AT])
        if cell := next((cell for cell in cells if cell), ""):
            found[column] = cell if len(cell) <= SAMPLE else cell[: SAMPLE - 1] + "…"
    return found


def as_columns(mapping: Mapping) -> dict[str, Any]:
    """A mapping as JSON, without the roles that no column has."""
    values = {key: value for key, value in asdict(mapping).items() if value}
    return {**values, "texts": list(mapping.texts)}


def as_mapping(columns: dict[str, Any]) -> Mapping:
    """Back again; roles that are not known are left out."""
    roles = {role: columns[role] for role in ROLES if columns.get(role)}
    return Mapping(texts=tuple(columns.get("texts", ())), **roles)


def _mapping_errors(mapping: Mapping, table: Table) -> list[dict[str, Any]]:
    known = ", ".join(table.columns)
    errors = [message("no_column", column=one, known=known) for one in mapping.missing(table)]
    return errors or ([] if mapping.texts else [message("no_text_column")])


def _in_order(errors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """By row, each row's reason once (separate answers of a row share what is wrong with it)."""
    ordered = sorted(errors, key=lambda error: (error.get("row", 0), error["code"]))
    return [one for at, one in enumerate(ordered) if at == 0 or one != ordered[at - 1]]


class _Values:
    """Reads the cells whose words have a key, and remembers those that have none."""

    def __init__(
        self, vocabulary: Vocabulary, chosen: dict[str, dict[str, str]], columns: dict[str, Any]
    ) -> None:
        self.chosen, self.columns = chosen, columns
        self.unknown: dict[str, set[str]] = {}
        self._known: dict[tuple[str, str], Any] = {}
        self._failed: list[UnknownWordError] = []
        self._read: dict[str, Callable[[str], Any]] = {
            "group": vocabulary.groups,
            "country": vocabulary.country,
            "language": vocabulary.language,
        }

    def start(self) -> None:
        """Before a row."""
        self._failed = []

    def of(self, role: str, value: str, nothing: Any) -> Any:
        """The key of a cell; `nothing` for an empty one, and for one that has no meaning."""
        if not value:
            return nothing
        if (role, value) not in self._known:
            self._known[role, value] = self._look_up(role, value)
        found = self._known[role, value]
        if isinstance(found, UnknownWordError):
            self._failed.append(found)
            return nothing
        return found

    def _look_up(self, role: str, value: str) -> Any:
        meant = self.chosen.get(role, {}).get(value)
        if meant is not None:  # chosen by a person; “” means: none
            return (meant, []) if role == "group" else meant
        try:
            return self._read[role](value)
        except UnknownWordError as error:
            self.unknown.setdefault(role, set()).add(value)
            return error

    @property
    def failed(self) -> bool:
        """Did a cell of the row have no meaning?"""
        return bool(self._failed)

    def problems(self, row: int) -> list[dict[str, Any]]:
        """What to say of them."""
        return [
            message(
                f"row_{error.role}",
                row,
                value=error.value[:80],
                column=f"“{self.columns.get(error.role, error.role)}”",
                known=error.known,
            )
            for error in self._failed
        ]


def _staged(entry: Entry, defaults: Defaults, reader: _Values) -> Staged | None:
    reader.start()
    group, also = reader.of("group", entry.group, (defaults.group, []))
    country = reader.of("country", entry.country, defaults.country)
    language = reader.of("language", entry.language, defaults.language)
    if reader.failed:
        return None
    return Staged(
        text=entry.text,
        pieces=[],
        kind="answer",
        title=entry.question[:300],
        name=entry.name[:200],
        body=entry.organisation[:250],
        email=entry.email,
        group=group,
        also=list(also),
        country=country,
        level=entry.level or defaults.level,
        language=language,
        at=_moment(entry.date),
        row=entry.row,
    )


def _moment(date: dt.date | None) -> str:
    return date.isoformat() if date else ""
