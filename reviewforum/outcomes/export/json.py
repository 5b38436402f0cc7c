"""The document as JSON, for programs. The schema is described in docs/develop/export.md."""

from __future__ import annotations

import json
import re
from typing import Any

from reviewforum.outcomes.export.document import (
    Correction,
    Document,
    Group,
    MethodNote,
    Note,
    Para,
    Section,
    Sent,
)

SCHEMA = "reviewforum.report/1"
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


def to_json(document: Document) -> str:
    """The document as JSON text: the same keys in the same order whatever it holds, dates as
    ISO 8601, text exactly as given (but for halves of characters, which no file can hold).
    """
    text = json.dumps(as_data(document), ensure_ascii=False, indent=2) + "\n"
    return _HALF_CHARACTER.sub("\ufffd", text)


def as_data(document: Document) -> dict[str, Any]:
    """The document as plain lists and dictionaries."""
    return {
        "schema": SCHEMA,
        **_front(document),
        "sections": [_section(section) for section in document.sections],
        "notes": [_note(document, note) for note in document.notes_in_order],
        "method_note": _method(document.method_note),
        "annex": [_group(group) for group in document.annex],
        "corrigenda": [_correction(correction) for correction in document.corrigenda],
    }


def _front(document: Document) -> dict[str, Any]:
    day = document.published_at
    return {
        "language": document.language,
        "title": document.title,
        "subtitle": document.subtitle,
        "forum": document.forum,
        "number": document.number,
        "status": document.status,
        "published_at": day.isoformat() if day else None,
        "rapporteur": document.rapporteur_label,
        "word_count": document.word_count,
        "illustrative": document.illustrative,
        "link": document.link,
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "level": section.level,
        "paragraphs": [_paragraph(para) for para in section.paragraphs],
    }


def _paragraph(para: Para) -> dict[str, Any]:
    return {"number": para.number, "sentences": [_sentence(sent) for sent in para.sentences]}


def _sentence(sent: Sent) -> dict[str, Any]:
    return {"text": sent.text, "language": sent.language, "notes": list(sent.notes)}


def _note(document: Document, note: Note) -> dict[str, Any]:
    return {
        "number": note.number,
        "withdrawn": note.withdrawn,
        "quotation": note.quotation,
        "quotation_language": None if note.withdrawn else note.quotation_language,
        "translation": note.translation,
        "attribution": note.attribution,
        "source": note.source,
        "url": note.url,
        "paragraphs": document.cited_in.get(note.number, []),
    }


def _method(method: MethodNote) -> dict[str, Any]:
    rows = [{"words": row.words, "meaning": row.meaning} for row in method.thresholds]
    return {"paragraphs": list(method.paragraphs), "thresholds": rows}


def _group(group: Group) -> dict[str, Any]:
    return {
        "name": group.name,
        "count": group.count,
        "contributors": list(group.contributors),
        "unlisted": group.unlisted,
    }


def _correction(correction: Correction) -> dict[str, Any]:
    return {
        "number": correction.number,
        "where": correction.where,
        "was": correction.was,
        "now": correction.now,
        "reason": correction.reason,
        "date": correction.date.isoformat(),
    }
