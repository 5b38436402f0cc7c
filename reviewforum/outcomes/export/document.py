"""The neutral form of an outcome document: what every export renders, and nothing else.

Whoever builds a `Document` has already decided who may be named: attributions, sources and annex
labels arrive as finished text. The renderers read these objects alone, so what is not in here
cannot leak. A document that contradicts itself is refused when it is made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, get_args
from urllib.parse import urlsplit

Status = Literal["published", "draft", "corrigendum"]
LANGUAGES = ("en", "fr", "ru", "es", "ar", "zh")
RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur", "ps", "ug", "sd", "yi", "ckb", "dv"})


class DocumentError(ValueError):
    """A document that cannot be exported as it stands; the message says what to put right."""


def primary(code: str) -> str:
    """The language without script or region: `zh-hans` → `zh`."""
    return code.replace("_", "-").split("-")[0].lower()


def is_right_to_left(code: str) -> bool:
    """Whether the language is written from right to left."""
    return primary(code) in RIGHT_TO_LEFT


def _check_address(address: str | None) -> None:
    if address is not None and urlsplit(address).scheme not in {"http", "https"}:
        raise DocumentError(f"“{address}” is not a web address; links must start with https://.")


@dataclass(frozen=True)
class Sent:
    """A sentence, the numbers of its notes, and its language where it is not the document's."""

    text: str
    notes: tuple[int, ...] = ()
    language: str | None = None


@dataclass(frozen=True)
class Para:
    """A paragraph, numbered through the document."""

    number: int
    sentences: tuple[Sent, ...]


@dataclass(frozen=True)
class Section:
    """A heading (level 1 to 3) and the paragraphs under it."""

    heading: str
    paragraphs: tuple[Para, ...] = ()
    level: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 3:
            raise DocumentError(f"Heading level {self.level}: only levels 1 to 3 can be set.")


@dataclass(frozen=True)
class Note:
    """The evidence behind a sentence: words quoted, in their language, and who is shown as having
    said them where. A withdrawn note keeps its number alone: its words and everything that could
    tell whose they were are dropped when it is made.
    """

    number: int
    quotation: str = ""
    quotation_language: str = "en"
    translation: str | None = None
    attribution: str = ""
    source: str = ""
    url: str | None = None
    withdrawn: bool = False

    def __post_init__(self) -> None:
        _check_address(self.url)
        if self.withdrawn:
            for name, empty in _NOTHING_LEFT.items():
                object.__setattr__(self, name, empty)


_NOTHING_LEFT = {
    "quotation": "",
    "quotation_language": "en",
    "translation": None,
    "attribution": "",
    "source": "",
    "url": None,
}


@dataclass(frozen=True)
class Threshold:
    """What a word such as “many” stands for in this document."""

    words: str
    meaning: str


@dataclass(frozen=True)
class MethodNote:
    """How the document was made: paragraphs, then the table of quantifiers."""

    paragraphs: tuple[str, ...] = ()
    thresholds: tuple[Threshold, ...] = ()


@dataclass(frozen=True)
class Group:
    """A stakeholder group in the annex: those who may be listed, and how many there are in all."""

    name: str
    contributors: tuple[str, ...]
    count: int

    def __post_init__(self) -> None:
        if self.count < len(self.contributors):
            raise DocumentError(f"“{self.name}” lists more contributors than it counts.")

    @property
    def unlisted(self) -> int:
        """How many contributors are counted and not listed."""
        return self.count - len(self.contributors)


@dataclass(frozen=True)
class Correction:
    """One corrigendum: where, what stood there, what it reads now, why, since when."""

    number: int
    where: str
    was: str
    now: str
    reason: str
    date: date


@dataclass(frozen=True)
class Document:
    """An outcome document in one language. `number` is its version; `link` its page on the web.

    Raises `DocumentError` when the language is none of the six, a number is given twice, a
    sentence points at a note that is not there, or a note belongs to no sentence.
    """

    language: str
    title: str
    forum: str
    number: int
    status: Status
    sections: tuple[Section, ...]
    subtitle: str = ""
    published_at: date | None = None
    rapporteur_label: str = ""
    word_count: int = 0
    illustrative: bool = False
    notes: tuple[Note, ...] = ()
    method_note: MethodNote = field(default_factory=MethodNote)
    annex: tuple[Group, ...] = ()
    corrigenda: tuple[Correction, ...] = ()
    link: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "language", primary(self.language))
        if self.language not in LANGUAGES:
            raise DocumentError(f"No words for “{self.language}”: use {', '.join(LANGUAGES)}.")
        if self.status not in get_args(Status):
            raise DocumentError(f"“{self.status}” is no status: {', '.join(get_args(Status))}.")
        if not self.title.strip():
            raise DocumentError("The document has no title.")
        _check_address(self.link)
        self._check_numbers()

    def _check_numbers(self) -> None:
        _refuse_twice("Paragraph", [para.number for para in self.paragraphs()])
        _refuse_twice("Note", [note.number for note in self.notes])
        cited = set(self.cited_in)
        held = {note.number for note in self.notes}
        if cited - held:
            raise DocumentError(f"Notes cited but missing: {_listed(cited - held)}.")
        if held - cited:
            raise DocumentError(f"Notes that no sentence cites: {_listed(held - cited)}.")

    def paragraphs(self) -> Iterator[Para]:
        """Every paragraph in reading order."""
        for section in self.sections:
            yield from section.paragraphs

    @cached_property
    def cited_in(self) -> dict[int, list[int]]:
        """Note number → the numbers of the paragraphs that cite it, each once, in reading order."""
        places: dict[int, list[int]] = {}
        for para in self.paragraphs():
            for number in (n for sentence in para.sentences for n in sentence.notes):
                found = places.setdefault(number, [])
                if para.number not in found:
                    found.append(para.number)
        return places

    @property
    def notes_in_order(self) -> list[Note]:
        """The notes by number."""
        return sorted(self.notes, key=lambda note: note.number)

    @property
    def right_to_left(self) -> bool:
        """Whether the document runs from right to left."""
        return is_right_to_left(self.language)


def _refuse_twice(what: str, numbers: list[int]) -> None:
    twice = {number for number, times in Counter(numbers).items() if times > 1}
    if twice:
        raise DocumentError(f"{what} numbers given twice: {_listed(twice)}.")


def _listed(numbers: set[int]) -> str:
    return ", ".join(str(number) for number in sorted(numbers))
