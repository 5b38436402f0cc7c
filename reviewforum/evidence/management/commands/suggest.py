"""`reviewforum suggest`: objectives for texts from standard input, for anyone to measure."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reviewforum.evidence.suggesting import Suggester, SuggestingDataError, Suggestion
from reviewforum.frameworks.reader import FrameworkDataError

BATCH = 32
"""Lines answered together: enough to be quick, few enough for a pipe to see answers soon."""

Line = dict[str, Any]


class BadLineError(ValueError):
    """A line that cannot be answered; the message says what is wrong with it."""


class Command(BaseCommand):
    """Reads JSON lines, writes the same lines with the ranked objectives. Needs no database."""

    help = (
        'Reads JSON lines {"text", "lang"?} and writes each again with "objectives": all of '
        'them, ranked, as {"number", "score"}. Needs no database. A line that cannot be read is '
        "named on stderr, the others are answered, and the status is 1."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The framework, by its slug or the path of its file."""
        parser.add_argument("--framework", default="gcm", help="slug, or path of a framework file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError for an unknown framework and, at the end, for lines left out."""
        try:
            suggester = Suggester.load(options["framework"])
        except (FrameworkDataError, SuggestingDataError) as error:
            raise CommandError(str(error)) from error
        self.left_out = 0
        for chunk in _chunks(self._lines(), BATCH):
            texts = [line["text"] for line in chunk]
            found = suggester.suggest(texts, [line.get("lang") or None for line in chunk])
            for line, ranked in zip(chunk, found, strict=True):
                self.stdout.write(_json({**line, "objectives": [_row(item) for item in ranked]}))
            self.stdout.flush()
        if self.left_out:
            raise CommandError(f"{self.left_out} of the lines could not be read; see above.")

    def _lines(self) -> Iterator[Line]:
        for number, raw in enumerate(getattr(sys.stdin, "buffer", sys.stdin), start=1):
            try:
                line = read_line(raw)
            except BadLineError as error:
                self.left_out += 1
                self.stderr.write(f"Line {number}: {error}")
            else:
                if line is not None:
                    yield line


def read_line(raw: bytes | str) -> Line | None:
    """The object on a line; None for an empty one. Raises BadLineError."""
    try:
        words = (raw.decode("utf-8") if isinstance(raw, bytes) else raw).strip("\ufeff \t\r\n")
        line = json.loads(words) if words else None
    except UnicodeDecodeError as error:
        raise BadLineError("is not UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise BadLineError(f"is not JSON ({error}).") from error
    if line is not None:
        _check(line)
    return line


def _check(line: Any) -> None:
    if not isinstance(line, dict) or not isinstance(line.get("text"), str):
        raise BadLineError('is not an object with a string "text".')
    if not isinstance(line.get("lang", ""), str | None):
        raise BadLineError('has a "lang" that is not a language code, such as "en".')


def _chunks(lines: Iterable[Line], size: int) -> Iterator[list[Line]]:
    """As itertools.batched of Python 3.12."""
    chunk: list[Line] = []
    for line in lines:
        chunk.append(line)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _row(item: Suggestion) -> Line:
    return {"number": item.number, "score": item.score}


def _json(line: Line) -> str:
    """Readable in any script; escaped where the line holds half a character, which no file can."""
    words = json.dumps(line, ensure_ascii=False)
    try:
        words.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(line)
    return words
