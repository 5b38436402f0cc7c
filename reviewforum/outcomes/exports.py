"""A version as a file: PDF, Word, HTML, JSON. What a file says of speakers is what everyone may
read at the moment it is made, whoever makes it; nothing made is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from reviewforum.common.localized import plain
from reviewforum.outcomes.annex import annex
from reviewforum.outcomes.export.document import (
    Correction,
    Document,
    Note,
    Para,
    Section,
    Sent,
)
from reviewforum.outcomes.export.docx import to_docx
from reviewforum.outcomes.export.json import to_json
from reviewforum.outcomes.export.labels import digits, labels, status_line
from reviewforum.outcomes.export.pdf import to_pdf
from reviewforum.outcomes.languages import speaking
from reviewforum.outcomes.method import method_note, say
from reviewforum.outcomes.models import Corrigendum, ReportVersion
from reviewforum.outcomes.reading import (
    NoteView,
    ParagraphView,
    Reading,
    SectionView,
    SentenceView,
    State,
    read,
)

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}
"""Format → media type."""


@dataclass(frozen=True)
class Export:
    """A file ready to be handed out."""

    data: bytes
    media_type: str
    name: str


def export(version: ReportVersion, form: str, language: str | None = None) -> Export:
    """The version as a file; its labels in `language`, by default the report's own.

    Raises KeyError for an unknown form, ExportFailed when a PDF cannot be set.
    """
    reading = read(version, language)
    media_type = TYPES[form]
    data = _MAKERS[form](reading)
    return Export(data, media_type, file_name(version, form, reading.language))


def file_name(version: ReportVersion, form: str, language: str) -> str:
    """`unece-2024-summary-report-v3.pdf`; the language where it is not the report's."""
    report = version.report
    other = "" if language == plain(version.language) else f"-{language}"
    return f"{report.forum.slug}-{report.slug}-v{version.number}{other}.{form}"


def document_of(reading: Reading) -> Document:
    """The neutral form that the writers take. Five queries more."""
    version, language = reading.version, reading.language
    forum = version.report.forum
    with speaking(language):
        forum_name = str(forum)
    return Document(
        language=language,
        title=version.title,
        forum=forum_name,
        number=version.number,
        status="published" if reading.published else "draft",
        sections=tuple(_section(reading, part) for part in reading.sections),
        published_at=day_of(version),
        word_count=int(version.facts.get("words", 0)),
        illustrative=forum.illustrative,
        notes=tuple(_note(reading, note) for note in reading.notes),
        method_note=method_note(version, language),
        annex=annex(version, language),
        corrigenda=tuple(_correction(reading, one) for one in reading.corrigenda),
        link=page_url(version) if reading.published else None,
    )


def day_of(version: ReportVersion) -> date:
    """The day it was made, where the forum is."""
    return timezone.localtime(version.at, ZoneInfo(version.report.forum.timezone)).date()


def page_url(version: ReportVersion) -> str:
    """The version's page on the web."""
    report = version.report
    address = reverse("report-version", args=[report.forum.slug, report.slug, version.number])
    return f"{settings.SITE_URL}{address}"


def _section(reading: Reading, part: SectionView) -> Section:
    return Section(part.heading, tuple(_para(reading, row) for row in part.paragraphs))


def _para(reading: Reading, row: ParagraphView) -> Para:
    return Para(row.number, tuple(_sent(reading, sentence) for sentence in row.sentences))


def _sent(reading: Reading, sentence: SentenceView) -> Sent:
    own = plain(reading.version.language)
    marks = [say("corrected", own, n=digits(number, own)) for number in sentence.corrections]
    text = " ".join([sentence.text, *marks])
    return Sent(text, sentence.notes, None if own == reading.language else own)


def _note(reading: Reading, note: NoteView) -> Note:
    if note.state == State.WITHDRAWN:
        return Note(note.number, withdrawn=True)
    opened = reading.published and note.passage is not None
    forum = reading.version.report.forum
    return Note(
        number=note.number,
        quotation=note.quotation,
        quotation_language=note.language or "en",
        translation=note.translation.text if note.translation else None,
        attribution=_attribution(note, reading.language),
        source="; ".join(_source(note, reading.language)),
        url=f"{settings.SITE_URL}{reverse('passage', args=[forum.slug, note.passage])}"
        if opened
        else None,
    )


def _attribution(note: NoteView, language: str) -> str:
    if not note.dissents:
        return note.attribution
    return f"{note.attribution} ({say('dissents', language)})"


def _source(note: NoteView, language: str) -> Iterator[str]:
    if note.source:
        yield note.source
    if note.translation and note.translation.machine:
        yield say("machine_translation", language)


def _correction(reading: Reading, one: Corrigendum) -> Correction:
    zone = ZoneInfo(reading.version.report.forum.timezone)
    number = digits(one.sentence.paragraph_number, reading.language)
    return Correction(
        number=one.number,
        where=labels(reading.language).paragraph.format(n=number),
        was=one.was,
        now=one.now,
        reason=one.reason,
        date=timezone.localtime(one.at, zone).date(),
    )


# --- formats ------------------------------------------------------------------------------------


def _pdf(reading: Reading) -> bytes:
    return to_pdf(document_of(reading))


def _docx(reading: Reading) -> bytes:
    return to_docx(document_of(reading))


def _json(reading: Reading) -> bytes:
    return to_json(document_of(reading)).encode()


def _html(reading: Reading) -> bytes:
    """One file that needs no other: the page's own style sheets stand in it."""
    document = document_of(reading)
    with speaking(reading.language):
        text = render_to_string(
            "outcomes/report_print.html",
            {**page_parts(reading, document), "styles": _styles(), "base": settings.SITE_URL},
        )
    return text.encode()


def _styles() -> str:
    """The style sheets in one. They are files of this product: no words of a person are in them."""
    found = (finders.find(f"css/{name}.css") for name in ("base", "parts", "report"))
    return "\n".join(Path(str(path)).read_text(encoding="utf-8") for path in found if path)


_MAKERS: dict[str, Callable[[Reading], bytes]] = {
    "pdf": _pdf,
    "docx": _docx,
    "html": _html,
    "json": _json,
}


def page_parts(reading: Reading, document: Document) -> dict[str, Any]:
    """What the page and the HTML file are rendered from."""
    return {
        "reading": reading,
        "version": reading.version,
        "report": reading.version.report,
        "forum": reading.version.report.forum,
        "document": document,
        "labels": labels(reading.language),
        "status": status_line(document),
        "citation": cite_this(reading.version, document),
        "total": sum(group.count for group in document.annex),
        **roots(reading.version),
    }


def roots(version: ReportVersion) -> dict[str, str]:
    """The beginnings of the addresses of sentences and passages: thousands stand on a page."""
    report = version.report
    sentence = reverse("sentence", args=[report.forum.slug, report.slug, "0"])
    passage = reverse("passage", args=[report.forum.slug, 0])
    return {
        "sentence_root": sentence.removesuffix("0/"),
        "passage_root": passage.removesuffix("0/"),
    }


def cite_this(version: ReportVersion, document: Document) -> str:
    """How to cite the version, in its own language: forum, title, version and date, address."""
    own = replace(document, language=version.language)
    with speaking(version.language):
        parts = [str(version.report.forum), version.title, status_line(own)]
    return ". ".join([*parts, own.link] if own.link else parts)
