"""Strict reading of the TOML data files that ship with the product.

A data file is edited by people who are not programmers, so every refusal names the file, the
key and what to do. Nothing here knows what the data means; the readers of the apps do.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn, TypeVar

LANGUAGES = ("en", "fr", "ru", "es", "ar", "zh")
"""The six languages of the United Nations, in the order used by the files."""

Text = Mapping[str, str]
"""One wording per language code."""

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

T = TypeVar("T")


class DataFileError(ValueError):
    """A data file cannot be used; says which file, which key, what is wrong and what to do."""

    def __init__(self, file: str, key: str, problem: str, advice: str) -> None:
        super().__init__(f"{file}: {key}: {problem}. {advice}")
        self.file, self.key, self.problem, self.advice = file, key, problem, advice


def load_toml(path: Path, error: type[DataFileError] = DataFileError) -> dict[str, Any]:
    """The content of a TOML file; raises `error` when it is absent, not UTF-8 or not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as exc:
        reason = exc.strerror or "cannot be read"
        raise error(str(path), "file", reason, "Check the path and who may read it.") from exc
    except UnicodeDecodeError as exc:
        raise error(str(path), "file", "is not UTF-8", "Save it again as UTF-8.") from exc
    except tomllib.TOMLDecodeError as exc:
        raise error(str(path), "file", f"is not TOML: {exc}", "Correct that line.") from exc


@dataclass
class Table:
    """One table of a data file, read key by key; `done()` then refuses what nobody asked for."""

    raw: dict[str, Any]
    file: str
    error: type[DataFileError] = DataFileError
    languages: tuple[str, ...] = LANGUAGES
    path: str = ""
    taken: set[str] = field(default_factory=set)

    def fail(self, key: str, problem: str, advice: str) -> NoReturn:
        """Refuse the file because of `key`."""
        raise self.error(self.file, self.where(key), problem, advice)

    def where(self, key: str) -> str:
        """The full name of `key`, as errors print it."""
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        """Whether the file gives `key` here."""
        return key in self.raw

    def value(self, key: str, kind: type[T], what: str) -> T:
        """The value of `key`, exactly of type `kind` (true is no number, a time is no date)."""
        self.taken.add(key)
        if key not in self.raw:
            self.fail(key, "is missing", f"Add {what}.")
        found = self.raw[key]
        if type(found) is not kind:
            self.fail(key, f"is {found!r}", f"Write {what}.")
        return found

    def string(self, key: str) -> str:
        """A text that is not empty."""
        found = self.value(key, str, "a text in quotation marks")
        return self.clean(key, found)

    def optional_string(self, key: str) -> str | None:
        """A text, or None when the key is absent."""
        return self.string(key) if self.has(key) else None

    def slug(self, key: str) -> str:
        """A text that is a slug."""
        return self.check_slug(key, self.string(key))

    def check_slug(self, key: str, found: str) -> str:
        """`found` itself when it is a slug; else `key` is refused."""
        if not SLUG.fullmatch(found):
            self.fail(key, f"is {found!r}", "Use small letters a-z, digits and single hyphens.")
        return found

    def integer(self, key: str) -> int:
        """A whole number; true and 1.0 are none."""
        return self.value(key, int, "a whole number")

    def boolean(self, key: str, *, default: bool = False) -> bool:
        """true or false, `default` when the key is absent."""
        return self.value(key, bool, "true or false") if self.has(key) else default

    def date(self, key: str) -> dt.date:
        """A calendar date; a date with a time is none."""
        return self.value(key, dt.date, "a date such as 2024-03-11, without quotation marks")

    def optional_date(self, key: str) -> dt.date | None:
        """A calendar date, or None when the key is absent."""
        return self.date(key) if self.has(key) else None

    def local_time(self, key: str) -> dt.datetime:
        """A date and time without an offset: the offset follows from the forum's time zone."""
        what = "a local time such as 2024-03-11T10:00:00, without quotation marks"
        found = self.value(key, dt.datetime, what)
        if found.tzinfo is not None:
            self.fail(key, "carries an offset", f"Write {what} and without Z or +01:00.")
        return found

    def items(self, key: str, kind: type[T], what: str) -> tuple[T, ...]:
        """A list without repetition, each entry exactly of type `kind`; absent means empty."""
        found = self.value(key, list, f"a list of {what}") if self.has(key) else []
        for entry in found:
            if type(entry) is not kind:
                self.fail(key, f"contains {entry!r}", f"List {what} only.")
        refuse_repeats(self, key, found)
        return tuple(found)

    def text(self, key: str) -> Text:
        """A wording in every required language, and in no language that is not known."""
        table = self.table(key)
        for language in table.languages:
            if not table.has(language):
                advice = f'Add it, or list "{language}" under missing if the file allows it.'
                table.fail(language, "is missing", advice)
        return table.wordings()

    def partial_text(self, key: str) -> Text:
        """Wordings for some languages, possibly none."""
        return self.table(key).wordings() if self.has(key) else MappingProxyType({})

    def wordings(self) -> Text:
        """What this table says in each language; no other key may stand in it."""
        found = {code: self.string(code) for code in LANGUAGES if self.has(code)}
        self.done(known=LANGUAGES)
        return MappingProxyType(found)

    def table(self, key: str) -> Table:
        """The table under `key`."""
        raw = self.value(key, dict, f"a table [{self.where(key)}]")
        return self.child(key, raw)

    def tables(self, key: str) -> list[Table]:
        """The entries of an array of tables; absent means empty."""
        found = self.value(key, list, f"entries [[{self.where(key)}]]") if self.has(key) else []
        return [self.entry(f"{key}[{place}]", raw) for place, raw in enumerate(found, start=1)]

    def keyed_tables(self, key: str) -> dict[str, Table]:
        """The sub-tables of a table, by their key; absent means empty."""
        if not self.has(key):
            return {}
        parent = self.table(key)
        return {name: parent.entry(name, raw) for name, raw in parent.raw.items()}

    def entry(self, key: str, raw: object) -> Table:
        """`raw` as the table under `key`; refused when it is something else."""
        if not isinstance(raw, dict):
            self.fail(key, f"is {raw!r}", "Write a table.")
        return self.child(key, raw)

    def child(self, key: str, raw: dict[str, Any]) -> Table:
        """A table below this one, held to the same rules."""
        return Table(raw, self.file, self.error, self.languages, self.where(key))

    def clean(self, key: str, found: str) -> str:
        """Refuse an empty text, stray spaces, control characters and decomposed letters."""
        if not found.strip() or found != found.strip():
            self.fail(key, f"is {found!r}", "Write a text without spaces around it.")
        if any(unicodedata.category(letter) == "Cc" for letter in found):
            self.fail(key, f"is {found!r}", "Remove the line break or control character.")
        if found != unicodedata.normalize("NFC", found):
            self.fail(key, f"is {found!r}", "Save it in Unicode normal form C.")
        return found

    def done(self, known: Iterable[str] | None = None) -> None:
        """Refuse keys that were not read, which are most often a slip of the pen."""
        for key in self.raw:
            if key not in self.taken:
                names = ", ".join(sorted(known or self.taken))
                self.fail(key, "is not known", f"Correct or remove it; known here: {names}.")


def refuse_repeats(table: Table, key: str, values: Iterable[object]) -> None:
    """Refuse `key` when one of `values` occurs twice."""
    seen: list[object] = []
    for value in values:
        if value in seen:
            table.fail(key, f"{value!r} occurs twice", "Keep one of the two.")
        seen.append(value)
