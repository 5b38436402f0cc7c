"""Freezing: a draft's words and citations as rows that never change, under one digest."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reviewforum.outcomes.assembly import Assembled
from reviewforum.outcomes.facts import facts_of
from reviewforum.outcomes.models import (
    Citation,
    FrozenCitation,
    FrozenSentence,
    ReportVersion,
    VersionKind,
)

Note = tuple[int, str]
"""A passage and its stance: each pair has one number, however many sentences cite it."""


@dataclass(frozen=True)
class Frozen:
    """A version with its rows, made and not yet stored."""

    version: ReportVersion
    sentences: tuple[FrozenSentence, ...]
    citations: tuple[FrozenCitation, ...]


def freeze(
    draft: Assembled, *, kind: str, number: int, by: Any, comments_until: datetime | None = None
) -> ReportVersion:
    """Store the draft as it stands as version `number`. Call it with the report locked.

    Paragraphs are numbered through the version, notes in the order in which they are first cited.
    """
    made = _freeze(draft, kind, number)
    made.version.by = by if getattr(by, "pk", None) else None
    made.version.comments_until = comments_until
    made.version.save()
    FrozenSentence.objects.bulk_create(made.sentences)
    FrozenCitation.objects.bulk_create(made.citations)
    return made.version


def _freeze(draft: Assembled, kind: str, number: int) -> Frozen:
    report = draft.report
    version = ReportVersion(
        report=report,
        number=number,
        kind=VersionKind(kind),
        title=report.titles.get(report.language) or str(report),
        language=report.language,
        facts=facts_of(draft),
    )
    sentences = tuple(_sentences(draft, version))
    citations = tuple(_citations(draft, sentences))
    by_key: dict[str, list[FrozenCitation]] = defaultdict(list)
    for citation in citations:
        by_key[citation.sentence.key].append(citation)
    version.digest = _digest(version, sentences, by_key)
    return Frozen(version, sentences, citations)


def _sentences(draft: Assembled, version: ReportVersion) -> Iterator[FrozenSentence]:
    place = paragraph_number = section_number = 0
    section_key = ""
    for section, paragraph in draft.paragraphs:
        if not paragraph.sentences:
            continue
        paragraph_number += 1
        if section.section.key != section_key:
            section_number, section_key = section_number + 1, section.section.key
        for row in paragraph.sentences:
            place += 1
            yield FrozenSentence(
                version=version,
                key=row.sentence.key,
                section_number=section_number,
                section_key=section_key,
                section_heading=section.section.heading,
                paragraph_number=paragraph_number,
                paragraph_key=paragraph.paragraph.key,
                position=place,
                text=row.sentence.text,
            )


def _citations(draft: Assembled, sentences: tuple[FrozenSentence, ...]) -> Iterator[FrozenCitation]:
    numbers: dict[Note, int] = {}
    for frozen, row in zip(sentences, draft.sentences, strict=True):
        for citation in row.citations:
            note = (citation.passage_id, citation.stance)
            number = numbers.setdefault(note, len(numbers) + 1)
            yield _citation(frozen, citation, number)


def _citation(sentence: FrozenSentence, citation: Citation, number: int) -> FrozenCitation:
    return FrozenCitation(
        sentence=sentence,
        passage=citation.passage,
        stance=citation.stance,
        number=number,
        digest=citation.digest,
    )


# --- the digest ---------------------------------------------------------------------------------


def digest_of(version: ReportVersion) -> str:
    """The digest computed anew from the stored rows. Two queries."""
    sentences = tuple(version.sentences.order_by("position"))
    by_key: dict[str, list[FrozenCitation]] = defaultdict(list)
    rows = FrozenCitation.objects.filter(sentence__version=version).select_related("sentence")
    for row in rows:
        by_key[row.sentence.key].append(row)
    return _digest(version, sentences, by_key)


def _digest(
    version: ReportVersion,
    sentences: tuple[FrozenSentence, ...],
    citations: Mapping[str, list[FrozenCitation]],
) -> str:
    """SHA-256 over the version's words, citations and facts, in one canonical JSON form."""
    body = [
        version.report_id,
        version.number,
        str(version.kind),
        version.title,
        version.language,
        version.facts,
        [_line(row, citations.get(row.key, [])) for row in sentences],
    ]
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _line(row: FrozenSentence, citations: list[FrozenCitation]) -> list[Any]:
    cited = sorted([one.number, one.passage_id, str(one.stance), one.digest] for one in citations)
    place = [row.section_number, row.section_key, row.section_heading]
    return [*place, row.paragraph_number, row.paragraph_key, row.position, row.key, row.text, cited]
