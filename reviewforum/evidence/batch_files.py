"""Files and their mapping as the command line gives them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewforum.evidence.models import Level
from reviewforum.evidence.staging import Defaults, Plan, UnknownWordError, Vocabulary
from reviewforum.evidence.staging.model import FIELDS
from reviewforum.evidence.staging.transcripts import SPEAKER_FIELDS, guess_speaker

PARTS = ("columns", "separate", "values", "speakers", "fields")


@dataclass(frozen=True)
class Given:
    """A file with what its mapping says of it."""

    name: str
    data: bytes
    mapping: dict[str, Any]


def given(paths: list[str], mapping: str | None, vocabulary: Vocabulary) -> list[Given]:
    """The files in the order given. Raises ValueError for one that cannot be opened, for a mapping
    that is no JSON object, names an unknown part, a file that was not given, or an unknown word.
    """
    common, by_name = _mapping(mapping)
    names = [Path(path).name for path in paths]
    if unknown := sorted(set(by_name) - set(names)):
        raise ValueError(f"{mapping}: names files that are not imported: {', '.join(unknown)}.")
    return [
        Given(
            name, _bytes(path), _checked({**common, **by_name.get(name, {})}, mapping, vocabulary)
        )
        for path, name in zip(paths, names, strict=True)
    ]


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise ValueError(f"{path} cannot be opened: {error.strerror or error}.") from error


def _mapping(path: str | None) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """(what holds for every file, what holds for a file by its name)."""
    if path is None:
        return {}, {}
    try:
        data = json.loads(_bytes(path))
    except ValueError as error:
        raise ValueError(f"{path} is not a mapping in JSON: {error}") from error
    if not isinstance(data, dict):
        raise ValueError(f"{path} must hold an object with any of: {', '.join(PARTS)}, files.")
    by_name = data.pop("files", {})
    for part in [data, *(by_name.values() if isinstance(by_name, dict) else [by_name])]:
        _require_object(path, part)
    return data, by_name


def _require_object(path: str, part: Any) -> None:
    if not isinstance(part, dict):
        raise ValueError(f"{path}: “files” must hold an object for each file name.")
    if unknown := sorted(set(part) - set(PARTS)):
        known = ", ".join(PARTS)
        raise ValueError(f"{path}: does not know “{unknown[0]}”. It may hold: {known}, files.")


def _checked(mapping: dict[str, Any], path: str | None, vocabulary: Vocabulary) -> dict[str, Any]:
    """The mapping with words turned into keys. Raises ValueError."""
    found = dict(mapping)
    try:
        if "fields" in found:
            found["fields"] = _keys(found["fields"], FIELDS, vocabulary)
        if "speakers" in found:
            fields = (*SPEAKER_FIELDS, "language", "leave_out")
            found["speakers"] = {
                name: _keys(who, fields, vocabulary) for name, who in found["speakers"].items()
            }
    except UnknownWordError as error:
        raise ValueError(f"{path}: {error.role} {error}") from error
    return found


def _keys(fields: dict[str, Any], known: tuple[str, ...], vocabulary: Vocabulary) -> dict[str, Any]:
    found = dict(fields)
    if unknown := sorted(set(found) - set(known)):
        raise ValueError(f"does not know “{unknown[0]}”. It may be: {', '.join(known)}.")
    if found.get("level", Level.NAMED) not in Level.values:
        raise ValueError(f"“{found['level']}” is no level; use {', '.join(Level.values)}.")
    for role in ("group", "country", "language"):
        if role in found:
            found[role] = getattr(vocabulary, role)(found[role])
    return found


def plan_of(file: Given, defaults: Defaults, vocabulary: Vocabulary) -> Plan:
    """The plan of a file: what the mapping does not say of a speaker is guessed."""
    plan: Plan = {key: value for key, value in file.mapping.items() if key in PARTS}
    if "speakers" in plan:
        plan["speakers"] = {
            name: {**guess_speaker(name, defaults, vocabulary), **who}
            for name, who in plan["speakers"].items()
        }
    return plan
