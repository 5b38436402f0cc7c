"""The tree of a draft, read in one query: sections, paragraphs, sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from typing import Any, TypeVar

from django.db import models
from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.functions import Substr

from reviewforum.outcomes.models import Citation, Paragraph, Report, Section, Sentence

ALL = "all"
UNREAD = ("email", "country__sort_names", "country__footnotes", "country__formal")
"""What no report shows of a speaker: not loaded, a page with many citations reads less."""
SECTION = ("pk", "key", "position", "heading")
PARAGRAPH = ("pk", "key", "position")
SENTENCE = ("pk", "key", "position", "text", "revision", "origin", "accepted", "model")


@dataclass(frozen=True)
class SentenceRow:
    """A sentence in its place, with its citations in order."""

    sentence: Sentence
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class ParagraphRow:
    """A paragraph. `number` is counted through the report."""

    paragraph: Paragraph
    number: int
    sentences: tuple[SentenceRow, ...]


@dataclass(frozen=True)
class SectionRow:
    """A section with its number and paragraphs."""

    section: Section
    number: int
    paragraphs: tuple[ParagraphRow, ...]


def tree_of(report: Report, citations: Mapping[int, Sequence[Citation]]) -> tuple[SectionRow, ...]:
    """The report's sections with all they hold. `citations` by the number of their sentence.

    One outer join rather than three queries: it is read at every change of a draft.
    """
    fields = [
        *SECTION,
        *(f"paragraphs__{name}" for name in PARAGRAPH),
        *(f"paragraphs__sentences__{name}" for name in SENTENCE),
    ]
    order = [
        f"{prefix}{name}"
        for prefix in ("", "paragraphs__", "paragraphs__sentences__")
        for name in ("position", "pk")
    ]
    rows = Section.objects.filter(report=report).order_by(*order).values(*fields)
    numbers = count(1)
    return tuple(
        _section(report, list(part), place, numbers, citations)
        for place, (_pk, part) in enumerate(groupby(rows, key=lambda row: row["pk"]), start=1)
    )


Row = dict[str, Any]
Model = TypeVar("Model", bound=models.Model)


def _section(
    report: Report,
    rows: list[Row],
    place: int,
    numbers: Iterator[int],
    citations: Mapping[int, Sequence[Citation]],
) -> SectionRow:
    section = _made(Section, rows[0], "", SECTION, report=report)
    parts = groupby(rows, key=lambda row: row["paragraphs__pk"])
    paragraphs = (
        _paragraph(section, list(part), next(numbers), citations) for pk, part in parts if pk
    )
    return SectionRow(section, place, tuple(paragraphs))


def _paragraph(
    section: Section, rows: list[Row], number: int, citations: Mapping[int, Sequence[Citation]]
) -> ParagraphRow:
    paragraph = _made(Paragraph, rows[0], "paragraphs__", PARAGRAPH, section=section)
    made = (
        _made(Sentence, row, "paragraphs__sentences__", SENTENCE, paragraph=paragraph)
        for row in rows
        if row["paragraphs__sentences__pk"]
    )
    sentences = (SentenceRow(item, tuple(citations.get(item.pk, ()))) for item in made)
    return ParagraphRow(paragraph, number, tuple(sentences))


def _made(
    model: type[Model], row: Row, prefix: str, names: Iterable[str], **parents: models.Model
) -> Model:
    made = model(**{name: row[f"{prefix}{name}"] for name in names}, **parents)
    made._state.adding = False  # read from the database, though by hand
    made._state.db = "default"
    return made


def citations_of(report: Report, quotes: str = "") -> list[Citation]:
    """The citations with passage, contribution and speaker. `quotes`: load the words of ALL, or
    of the sentence with this key, so that `passage.quote` asks no more.
    """
    rows = _quoted(
        Citation.objects.filter(sentence__paragraph__section__report=report), quotes
    ).select_related(
        "passage__contribution__contributor__group",
        "passage__contribution__contributor__country",
        "passage__contribution__stage",
    )
    rows = rows.defer(*(f"passage__contribution__contributor__{name}" for name in UNREAD))
    found = list(rows)
    for citation in found:
        quote = getattr(citation, "quoted", None)
        if quote is not None:
            citation.passage.__dict__["quoted"] = quote
    return found


def _quoted(rows: QuerySet[Citation], quotes: str) -> QuerySet[Citation, Any]:
    if not quotes:
        return rows
    length = F("passage__end") - F("passage__start")
    words = Substr("passage__text__body", F("passage__start") + 1, length)
    if quotes == ALL:
        return rows.annotate(quoted=words)
    of_one = Case(
        When(sentence__key=quotes, then=words), default=Value(None), output_field=models.TextField()
    )
    return rows.annotate(quoted=of_one)
