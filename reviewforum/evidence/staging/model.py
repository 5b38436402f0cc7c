"""What staging takes and gives. All of it goes through JSON: a preview outlives a request."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any

#: What a person decided about a file, as JSON. Any of: `columns` (role → column, `texts` →
#: columns), `separate`, `values` (role → word in the file → key), `speakers` (name in the file →
#: fields), `fields` (of the one contribution of a text), `skip_errors`.
Plan = dict[str, Any]

#: What a person may say of a contribution before it is stored.
FIELDS = ("title", "name", "body", "email", "group", "country", "level", "language")


@dataclass(frozen=True)
class Defaults:
    """Settings that hold for every file of an import unless the file or a person says otherwise.

    `group` and `country` are keys (ISO 3166-1 alpha-3), `language` is empty to detect it,
    `spoken_at` is when the session began (ISO 8601), `expected` the forum's languages.
    """

    group: str = ""
    country: str = ""
    level: str = "confidential"
    language: str = ""
    published: bool = False
    illustrative: bool = False
    spoken_at: str = ""
    expected: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For `ImportBatch.settings`."""
        return {**asdict(self), "expected": list(self.expected)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Defaults:
        """Back again; what is not known is left out."""
        known = {one.name for one in fields(cls)}
        values = {key: value for key, value in data.items() if key in known}
        return cls(**{**values, "expected": tuple(values.get("expected", ()))})


@dataclass
class Staged:
    """A contribution as it would be stored. `pieces`: start, end, page, first and last second."""

    text: str
    pieces: list[list[Any]]
    kind: str = "written"
    title: str = ""
    name: str = ""
    body: str = ""
    email: str = ""
    group: str = ""
    also: list[str] = field(default_factory=list)
    country: str = ""
    level: str = "confidential"
    language: str = ""
    at: str = ""
    row: int | None = None
    speaker: str = ""
    left_out: bool = False
    repeats: int | None = None

    def as_json(self) -> dict[str, Any]:
        """For `ImportItem.entries`."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Staged:
        """Back again."""
        return cls(**data)


@dataclass
class Outcome:
    """What a file gives: its contributions, and what is to be said about it.

    `kind` is text, table, transcript, or empty for a file that could not be read. `samples` holds a
    cell of each column of a table, `unknown` the words that name no group, State or language, by
    role.
    """

    kind: str = ""
    format: str = ""
    title: str = ""
    entries: list[Staged] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    samples: dict[str, str] = field(default_factory=dict)
    plan: Plan = field(default_factory=dict)
    unknown: dict[str, list[str]] = field(default_factory=dict)
