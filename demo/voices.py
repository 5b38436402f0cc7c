"""Reads the contributions of the demo: one JSON object a line, in every file of a folder."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo.reader import HERE, DemoDataError

FOLDER = HERE / "contributions"
ASIDE_FILE = HERE / "aside.jsonl"
NEEDED = ("id", "stage", "group", "body", "country", "language", "attribution", "kind_of_input",
          "title", "text", "intended")  # fmt: skip
MAY = (*NEEDED, "translation_en", "same_as", "set_aside", "reason")
GROUPS = {"state": "states"}
"""What the files call a group → its key in the framework, where the two differ."""

LEAST = 300
GROUPS_LEAST = 13
STATES_LEAST = 30
LANGUAGES_LEAST = 8


@dataclass(frozen=True, slots=True)
class VoiceData:
    """One contribution, written for the demo. `intended`: the objectives its author had in mind.

    `set_aside` is why it goes no further (empty for nearly all), `reason` what its author reads.
    """

    key: str
    stage: str
    group: str
    body: str
    country: str
    language: str
    level: str
    spoken: bool
    title: str
    text: str
    translation: str
    intended: tuple[int, ...]
    set_aside: str = ""
    reason: str = ""


def read_voices(folder: Path = FOLDER, aside: Path = ASIDE_FILE) -> list[VoiceData]:
    """All contributions, those to be set aside last. Raises DemoDataError."""
    rows = [row for path in sorted(folder.glob("*.jsonl")) for row in _rows(path)]
    found = {row["id"]: row for row in rows}
    again = [{**found.get(row.get("same_as", ""), {}), **row} for row in _lines(aside)]
    voices = [_voice(row) for row in [*rows, *(_checked(row, aside.name) for row in again)]]
    repeated = [key for key, count in Counter(voice.key for voice in voices).items() if count > 1]
    if repeated:
        problem = f"occurs twice: {', '.join(repeated)}"
        raise DemoDataError(folder.name, "id", problem, "Give each its own.")
    return voices


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for row in _lines(path):
        yield _checked(row, path.name)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            yield json.loads(line)
        except json.JSONDecodeError as exc:
            where = f"line {number}"
            raise DemoDataError(path.name, where, f"is not JSON: {exc}", "Correct it.") from exc


def _checked(row: dict[str, Any], file: str) -> dict[str, Any]:
    key = str(row.get("id", "a line"))
    if missing := [name for name in NEEDED if name not in row]:
        raise DemoDataError(file, key, f"lacks {', '.join(missing)}", "Add it.")
    if unknown := sorted(set(row) - set(MAY)):
        raise DemoDataError(file, key, f"has {', '.join(unknown)}", "Correct or remove it.")
    return row


def _voice(row: dict[str, Any]) -> VoiceData:
    return VoiceData(
        key=row["id"],
        stage=row["stage"],
        group=GROUPS.get(row["group"], row["group"]),
        body=row["body"],
        country=row["country"],
        language=row["language"],
        level=row["attribution"],
        spoken=row["kind_of_input"] == "spoken",
        title=row["title"],
        text=row["text"],
        translation=row.get("translation_en", ""),
        intended=tuple(row["intended"]),
        set_aside=row.get("set_aside", ""),
        reason=row.get("reason", ""),
    )


def shortfalls(voices: list[VoiceData]) -> list[str]:
    """What the demo lacks of what it promises: contributions, groups, States, languages."""
    wanted = (
        ("contributions", len(voices), LEAST),
        ("stakeholder groups", len({v.group for v in voices} - {"states"}), GROUPS_LEAST),
        ("States", len({v.country for v in voices}), STATES_LEAST),
        ("languages", len({v.language for v in voices}), LANGUAGES_LEAST),
    )
    return [f"{what}: {has} of {least}" for what, has, least in wanted if has < least]
