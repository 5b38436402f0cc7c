"""Reads States, regions and official footnotes (docs/data/states.md).

Codes come from pycountry. Names come from the file, and where the file gives none from CLDR.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import pycountry
from babel import Locale

from reviewforum.common.datafiles import LANGUAGES, DataFileError, Table, Text, load_toml

DATA = Path(__file__).parent / "data"
STATES_FILE = DATA / "states.toml"
REGIONS_FILE = DATA / "regions.toml"

CLDR_LOCALES = {code: code for code in LANGUAGES} | {"zh": "zh_Hans"}

Status = Literal["member", "observer"]
STATUSES: dict[str, Status] = {"member": "member", "observer": "observer"}


class StateDataError(DataFileError):
    """A file of States or regions cannot be used."""


@dataclass(frozen=True, slots=True)
class FootnoteData:
    """An official note to a name; the wording is data and may be edited."""

    key: str
    text: Text


@dataclass(frozen=True, slots=True)
class StateData:
    """A member or observer State of the United Nations.

    `names` are complete in six languages; `stated` lists the languages the file itself names,
    the others are CLDR's. `sort` holds one key per language that plain string order puts right.
    `aliases` serve to find a State in a text and are never shown as its name.
    """

    iso3: str
    iso2: str
    m49: str
    status: Status
    names: Text
    stated: tuple[str, ...]
    sort: Text
    aliases: Mapping[str, tuple[str, ...]]
    formal: str | None
    adjective: str | None
    footnotes: tuple[FootnoteData, ...]


@dataclass(frozen=True, slots=True)
class EntityData:
    """A name that occurs in texts and carries a note, but is no State in any list of States."""

    key: str
    names: Text
    footnotes: tuple[FootnoteData, ...]


@dataclass(frozen=True, slots=True)
class RegionData:
    """A regional commission; `members` is None when its membership is not recorded."""

    key: str
    names: Text
    short_names: Text
    region: Text
    members: tuple[str, ...] | None
    source: str | None
    as_of: dt.date | None


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """Everything states.toml holds."""

    states: tuple[StateData, ...]
    entities: tuple[EntityData, ...]
    footnotes: tuple[FootnoteData, ...]


def read_states(path: Path = STATES_FILE) -> list[StateData]:
    """Member and observer States by alpha-3 code. Raises StateDataError."""
    return list(_people_file(path).states)


def read_entities(path: Path = STATES_FILE) -> list[EntityData]:
    """Names with a footnote that are no States. Raises StateDataError."""
    return list(_people_file(path).entities)


def read_footnotes(path: Path = STATES_FILE) -> list[FootnoteData]:
    """All official footnotes, used or not. Raises StateDataError."""
    return list(_people_file(path).footnotes)


def read_regions(path: Path = REGIONS_FILE, states: Path = STATES_FILE) -> list[RegionData]:
    """The regional commissions in the order of the file. Raises StateDataError."""
    known = {state.iso3 for state in read_states(states)}
    return parse_regions(load_toml(path, StateDataError), file=path.name, known=known)


def protocol_order(states: Iterable[StateData], language: str = "en") -> list[StateData]:
    """The States in alphabetical order of their names in `language`; Chinese follows English."""
    return sorted(states, key=lambda state: (state.sort[language], state.iso3))


@cache
def _people_file(path: Path) -> PeopleFile:
    return parse_states(load_toml(path, StateDataError), file=path.name)


def parse_states(raw: dict[str, Any], *, file: str) -> PeopleFile:
    """The content of a file of States; `file` is what errors call it. Raises StateDataError."""
    root = Table(raw, file, StateDataError)
    notes = {key: _footnote(root, key) for key in root.keyed_tables("footnotes")}
    states = tuple(_state(t, key, notes) for key, t in root.keyed_tables("states").items())
    entities = tuple(_entity(t, key, notes) for key, t in root.keyed_tables("entities").items())
    root.done()
    _names_once(root, states)
    return PeopleFile(
        tuple(sorted(states, key=lambda state: state.iso3)), entities, tuple(notes.values())
    )


def parse_regions(raw: dict[str, Any], *, file: str, known: set[str]) -> list[RegionData]:
    """The regions in `raw`, whose members must be `known`. Raises StateDataError."""
    root = Table(raw, file, StateDataError)
    regions = [_region(t, key, known) for key, t in root.keyed_tables("regions").items()]
    root.done()
    return regions


def _footnote(root: Table, key: str) -> FootnoteData:
    table = root.table("footnotes")
    return FootnoteData(table.check_slug(key, key), table.text(key))


def _notes(table: Table, known: dict[str, FootnoteData]) -> tuple[FootnoteData, ...]:
    keys = table.items("footnotes", str, "footnote keys")
    for key in keys:
        if key not in known:
            table.fail("footnotes", f"names {key!r}", f"Add [footnotes.{key}] or correct the key.")
    return tuple(known[key] for key in keys)


def _entity(table: Table, key: str, notes: dict[str, FootnoteData]) -> EntityData:
    table.check_slug("", key)
    entity = EntityData(key, table.text("names"), _notes(table, notes))
    table.done()
    return entity


def _state(table: Table, iso3: str, notes: dict[str, FootnoteData]) -> StateData:
    country = _country(table, iso3)
    stated = table.partial_text("names")
    cldr = {code: _cldr_name(code, country.alpha_2) for code in LANGUAGES}
    names = cldr | dict(stated)
    state = StateData(
        iso3=iso3,
        iso2=country.alpha_2,
        m49=country.numeric,
        status=_status(table),
        names=MappingProxyType(names),
        stated=tuple(stated),
        sort=_sort_keys(names, table.partial_text("sort")),
        aliases=_aliases(table, names, cldr),
        formal=table.optional_string("formal"),
        adjective=table.optional_string("adjective"),
        footnotes=_notes(table, notes),
    )
    table.done()
    return state


def _country(table: Table, iso3: str) -> Any:
    country = pycountry.countries.get(alpha_3=iso3)
    if country is None or country.alpha_3 != iso3:
        table.fail("", "is no ISO 3166-1 alpha-3 code", "Use the code; the name goes in names.")
    return country


def _status(table: Table) -> Status:
    found = table.string("status")
    if found not in STATUSES:
        table.fail("status", f"is {found!r}", 'Write "member" or "observer".')
    return STATUSES[found]


@cache
def _cldr(language: str) -> Mapping[str, str]:
    return MappingProxyType(dict(Locale.parse(CLDR_LOCALES[language]).territories))


def _cldr_name(language: str, iso2: str) -> str:
    return unicodedata.normalize("NFC", _cldr(language)[iso2])


def _aliases(table: Table, names: Text, cldr: Text) -> Mapping[str, tuple[str, ...]]:
    """The file's other names, and CLDR's name where it is not the one shown."""
    given = table.table("aliases") if table.has("aliases") else table.child("aliases", {})
    found: dict[str, tuple[str, ...]] = {}
    for code in LANGUAGES:
        listed = [*given.items(code, str, "names"), cldr[code]]
        found[code] = tuple(dict.fromkeys(name for name in listed if name != names[code]))
    given.done(known=LANGUAGES)
    return MappingProxyType(found)


def _sort_keys(names: Text, given: Text) -> Text:
    keys = {code: sort_key(given.get(code, names[code]), code) for code in LANGUAGES}
    if "zh" not in given:
        keys["zh"] = keys["en"]
    return MappingProxyType(keys)


def sort_key(name: str, language: str) -> str:
    """A key that puts names in alphabetical order, word by word.

    Case, accents and punctuation do not count. In Arabic the article and the carriers of hamza
    do not count, as in the lists of the United Nations; in Russian ё is е, but й stays a letter.
    """
    folded = name.casefold()
    folded = _fold_arabic(folded) if language == "ar" else folded.replace("ё", "е")
    bare = folded if language in ("ru", "zh") else _without_marks(folded)
    return " ".join(re.findall(r"[^\W_]+", bare))


def _fold_arabic(name: str) -> str:
    """Drop the article first: a word such as ألبانيا begins with hamza, not with an article."""
    bare = re.sub(r"(?<!\w)ال(?=\w)", "", name)
    return re.sub(r"[أإآ]", "ا", bare)


def _without_marks(name: str) -> str:
    split = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in split if unicodedata.category(letter) != "Mn")


def _names_once(root: Table, states: tuple[StateData, ...]) -> None:
    """Refuse a name two States share: a list could not tell them apart."""
    for code in LANGUAGES:
        owner: dict[str, str] = {}
        for state in states:
            other = owner.setdefault(state.names[code], state.iso3)
            if other != state.iso3:
                key, problem = f"states.{state.iso3}.names.{code}", f"is also the name of {other}"
                root.fail(key, problem, "Correct one of the two.")


def _region(table: Table, key: str, known: set[str]) -> RegionData:
    table.check_slug("", key)
    members = _members(table, known)
    region = RegionData(
        key=key,
        names=table.text("names"),
        short_names=table.text("short_names"),
        region=table.text("region"),
        members=members,
        source=table.optional_string("source") if members is None else table.string("source"),
        as_of=table.optional_date("as_of") if members is None else table.date("as_of"),
    )
    table.done()
    return region


def _members(table: Table, known: set[str]) -> tuple[str, ...] | None:
    if not table.has("members"):
        return None
    members = table.items("members", str, "alpha-3 codes")
    for iso3 in members:
        if iso3 not in known:
            table.fail("members", f"names {iso3!r}", f"Add [states.{iso3}] or correct the code.")
    return members
