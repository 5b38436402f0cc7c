"""Translations: compiled without gettext's tools, and checked for what is missing.

`python -m reviewforum.common.catalogues` compiles every catalogue; `make setup` runs it, so that a
newcomer needs no gettext. `check_translations` reports what a translator still has to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@dataclass(frozen=True)
class Lack:
    """A message that is not translated, or not rightly."""

    language: str
    message: str
    problem: str


def catalogues(folder: Path = LOCALE) -> Iterator[tuple[str, Path]]:
    """(locale, its .po file), sorted."""
    for path in sorted(folder.glob("*/LC_MESSAGES/django.po")):
        yield path.parent.parent.name, path


def load(path: Path) -> Catalog:
    """A catalogue as it stands in the file."""
    with path.open("rb") as handle:
        return read_po(handle)


def compile_all(folder: Path = LOCALE) -> list[Path]:
    """Write the .mo beside each .po; returns the files written."""
    written = []
    for _locale, path in catalogues(folder):
        target = path.with_suffix(".mo")
        with target.open("wb") as handle:
            write_mo(handle, load(path))
        written.append(target)
    return written


def lacks(folder: Path = LOCALE) -> Iterator[Lack]:
    """What is missing, fuzzy, or lost a placeholder."""
    for locale, path in catalogues(folder):
        for message in load(path):
            if message.id and (problem := _problem(message)):
                yield Lack(locale, _text(message.id), problem)


def _problem(message: Message) -> str:
    if message.fuzzy:
        return "fuzzy"
    if not _forms(message.string) or not all(_forms(message.string)):
        return "not translated"
    wanted = _holes(_forms(message.id)[-1])
    if any(not _holes(form) <= wanted for form in _forms(message.string)):
        return "has a placeholder that the original lacks"
    if _holes(_forms(message.string)[-1]) != wanted:
        return "lost a placeholder"
    return ""


def _forms(value: object) -> list[str]:
    forms = value if isinstance(value, (list, tuple)) else [value] if value else []
    return [str(form) for form in forms]


def _holes(text: str) -> frozenset[str]:
    return frozenset(PLACEHOLDER.findall(text))


def _text(value: object) -> str:
    return _forms(value)[0]


if __name__ == "__main__":
    compile_all()
