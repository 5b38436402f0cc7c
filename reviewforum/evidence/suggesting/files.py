"""Reads the engine's own data: example sentences and lexicons, one small text file a language.

The shape is for people who write sentences, not for programmers (data/README.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from .answers import Example, SuggestingDataError

DATA = Path(__file__).parent / "data"


class Phrase(NamedTuple):
    """A lexicon entry: words that point to a key, and how strongly (1 strong, less is weaker)."""

    language: str
    key: str
    words: str
    weight: float


WEIGHTS = (1.0, 0.35)
"""Of the strong and of the weak phrases of a lexicon line."""


def read_examples(folder: Path) -> list[Example]:
    """The sentences of `folder`/exemplars/*.txt, in the order of file and line.

    Raises SuggestingDataError for a line that is not "keys | register | sentence".
    """
    return [
        _example(path, number, line)
        for path in sorted((folder / "exemplars").glob("*.txt"))
        for number, line in _lines(path)
    ]


def _example(path: Path, number: int, line: str) -> Example:
    parts = [part.strip() for part in line.split("|", 2)]
    if len(parts) != 3 or not all(parts):
        raise _error(path, number, 'is not "keys | register | sentence"')
    keys = tuple(sorted({key.strip() for key in parts[0].split(",")}))
    return Example(parts[2], path.stem, keys, group=f"{'+'.join(keys)}/{parts[1]}")


def read_lexicon(folder: Path) -> list[Phrase]:
    """The phrases of `folder`/lexicon/*.txt.

    Raises SuggestingDataError for a line that is not "key: strong; phrases | weak; phrases".
    """
    return [
        phrase
        for path in sorted((folder / "lexicon").glob("*.txt"))
        for number, line in _lines(path)
        for phrase in _phrases(path, number, line)
    ]


def _phrases(path: Path, number: int, line: str) -> Iterator[Phrase]:
    key, colon, rest = line.partition(":")
    columns = rest.split("|")
    if not colon or len(columns) > len(WEIGHTS):
        raise _error(path, number, 'is not "key: strong; phrases | weak; phrases"')
    for weight, column in zip(WEIGHTS, columns, strict=False):
        for words in filter(None, map(str.strip, column.split(";"))):
            yield Phrase(path.stem, key.strip(), words, weight)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    text = path.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def _error(path: Path, number: int, problem: str) -> SuggestingDataError:
    where = f"{path.parent.name}/{path.name}, line {number}"
    return SuggestingDataError(f"{where}: {problem}. Correct that line; nothing was loaded.")
