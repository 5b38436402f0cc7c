"""The document as a tagged PDF (PDF/UA-1), set by typst.

The template `report.typ` is fixed; everything of the document reaches it as JSON, as text and
never as markup. The same document gives the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import typst

from reviewforum.outcomes.export import fonts
from reviewforum.outcomes.export.document import Document, Note, Para, Section, Sent, primary
from reviewforum.outcomes.export.labels import (
    Labels,
    day,
    digits,
    facts_line,
    labels,
    note_places,
    quantity,
    quotation_marks,
    running_status,
    status_line,
)
from reviewforum.outcomes.export.text import breakable, needs_space, printable, printable_part

TEMPLATE = Path(__file__).with_name("report.typ")
_LONG_ENOUGH_FOR_CONTENTS = 6
_HEADER_LENGTH = 70
_MAY_BREAK = 900  # characters of a note above which it may run over a page
_RUNS_REMEMBERED = 11


class ExportFailed(RuntimeError):
    """The PDF could not be set; the message says why and what is still to be had."""


def to_pdf(document: Document) -> bytes:
    """The document as PDF/UA-1. Raises `FontsMissing` when a font package is not installed, and
    `ExportFailed` when typst refuses it.
    """
    data = json.dumps(_drawable(layout(document)), ensure_ascii=False)
    try:
        made: bytes = typst.compile(
            str(TEMPLATE),
            root=str(TEMPLATE.parent),
            font_paths=fonts.library(),
            ignore_system_fonts=True,
            sys_inputs={"document": data},
            pdf_standards=["ua-1"],
            timestamp=_timestamp(document),
        )
    except typst.TypstError as error:
        raise ExportFailed(
            f"The PDF could not be set ({error}). The report is unchanged; "
            "DOCX, HTML and JSON can still be made."
        ) from error
    finally:
        _forget()
    return made


def _forget() -> None:
    """Let go of what typst remembers of a document. It keeps results for its next ten runs, about
    160 MB for a large report each time, which a worker that exports now and then cannot spare.
    """
    for _ in range(_RUNS_REMEMBERED):
        typst.compile(b"", font_paths=fonts.library(), ignore_system_fonts=True)


def _timestamp(document: Document) -> datetime:
    when = document.published_at
    return datetime.combine(when, time(), UTC) if when else datetime(1970, 1, 1, tzinfo=UTC)


def layout(document: Document) -> dict[str, Any]:
    """What the template needs, with every fixed word, digit and separator already decided."""
    words, language = labels(document.language), document.language
    return {
        "lang": language,
        "families": _families(document),
        "digits": [digits(number, language) for number in range(10)],
        "words": _words(words),
        "front": _front(document, words),
        "sections": [_section(document, section, seen) for seen, section in _with_memory(document)],
        "corrigenda": _corrigenda(document),
        "method": _method(document),
        "annex": _annex(document, words),
        "notes": [_note(document, note, words) for note in document.notes_in_order],
    }


def _with_memory(document: Document) -> Iterator[tuple[set[int], Section]]:
    """Each section with the numbers of the notes referred to before it, shared by all."""
    seen: set[int] = set()
    return ((seen, section) for section in document.sections)


def _words(words: Labels) -> dict[str, str]:
    names = ("contents", "notes", "method", "annex", "corrigenda", "page", "group",
             "contributors", "count", "thresholds", "word", "meaning")  # fmt: skip
    return {name: getattr(words, name) for name in names}


def _front(document: Document, words: Labels) -> dict[str, Any]:
    when = document.published_at
    online, _, _ = words.online.partition("{link}")
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "forum": document.forum,
        "header": _shortened(document.title),
        "status": status_line(document),
        "facts": facts_line(document),
        "running": running_status(document),
        "notices": _notices(document, words),
        "online": online,
        "link": document.link,
        "date": [when.year, when.month, when.day] if when else None,
        "contents": len(document.sections) >= _LONG_ENOUGH_FOR_CONTENTS,
    }


def _notices(document: Document, words: Labels) -> list[str]:
    made_up = words.illustrative_notice if document.illustrative else None
    corrected = words.corrected_notice if document.corrigenda else None
    return [notice for notice in (made_up, corrected) if notice]


def _shortened(title: str) -> str:
    line = printable(title)
    if len(line) <= _HEADER_LENGTH:
        return line
    return printable(line[: _HEADER_LENGTH - 1].rsplit(" ", 1)[0]) + "…"


def _section(document: Document, section: Section, seen: set[int]) -> dict[str, Any]:
    paragraphs = [_paragraph(document, para, seen) for para in section.paragraphs]
    return {"heading": section.heading, "level": section.level, "paragraphs": paragraphs}


def _paragraph(document: Document, para: Para, seen: set[int]) -> dict[str, Any]:
    texts = [sentence.text for sentence in para.sentences]
    gaps = [needs_space(document.language, before) for before in ["", *texts]]
    sentences = [
        {**_sentence(document, sentence, seen), "gap": gap}
        for sentence, gap in zip(para.sentences, gaps, strict=False)
    ]
    label = digits(para.number, document.language)
    return {"id": para.number, "label": label, "sentences": sentences}


def _sentence(document: Document, sentence: Sent, seen: set[int]) -> dict[str, Any]:
    references = []
    for number in sentence.notes:
        label = digits(number, document.language)
        references.append({"id": number, "label": label, "first": number not in seen})
        seen.add(number)
    return {"text": sentence.text, **_tongue(sentence.language, document), "notes": references}


def _tongue(language: str | None, document: Document) -> dict[str, Any]:
    """The language of a part, where it is not the document's, and the faces to set it in."""
    if language is None or language == document.language:
        return {"lang": None}
    code = primary(language)
    known = re.fullmatch("[a-z]{2,3}", code)
    return {"lang": code if known else "und", "face": _face(language)}


def _face(language: str) -> str:
    """Which list of `families` a language is set in."""
    code = language.lower().replace("_", "-")
    if code.startswith("zh-") and fonts.families(code) != fonts.families("zh"):
        return "zh-hant"
    return primary(code) if primary(code) in {"zh", "ja", "ko"} else "other"


def _families(document: Document) -> dict[str, list[str]]:
    named = {code: fonts.families(code) for code in ("zh", "zh-hant", "ja", "ko")}
    return {**named, "other": fonts.families(document.language)}


def _note(document: Document, note: Note, words: Labels) -> dict[str, Any]:
    marks = quotation_marks(document, note.quotation_language)
    translation, _, _ = words.translation.partition("{text}")
    places = [{"id": place, "label": label} for place, label in note_places(document, note.number)]
    return {
        "id": note.number,
        "label": digits(note.number, document.language),
        "long": len(note.quotation) + len(note.translation or "") > _MAY_BREAK,
        "withdrawn": words.withdrawn if note.withdrawn else None,
        "marks": marks,
        "own_marks": quotation_marks(document, document.language),
        "quotation": {"text": note.quotation, **_tongue(note.quotation_language, document)},
        "translation": note.translation,
        "translated": translation,
        "attribution": note.attribution,
        "source": note.source,
        "url": note.url,
        "places": places,
    }


def _method(document: Document) -> dict[str, Any]:
    rows = [[row.words, row.meaning] for row in document.method_note.thresholds]
    return {"paragraphs": list(document.method_note.paragraphs), "rows": rows}


def _annex(document: Document, words: Labels) -> dict[str, Any]:
    language = document.language
    rows = []
    for group in document.annex:
        unlisted = words.unlisted.format(n=quantity(group.unlisted, language))
        names = [*group.contributors, *([unlisted] if group.unlisted else [])]
        rows.append([group.name, words.separator.join(names), quantity(group.count, language)])
    total = quantity(sum(group.count for group in document.annex), language)
    return {"rows": rows, "total": words.total.format(n=total)}


def _corrigenda(document: Document) -> list[dict[str, Any]]:
    language, words = document.language, labels(document.language)
    return [
        {
            "number": digits(one.number, language),
            "where": one.where,
            "date": day(one.date, language),
            "changes": [[words.was, one.was], [words.now, one.now], [words.reason, one.reason]],
        }
        for one in document.corrigenda
    ]


def _drawable(data: dict[str, Any]) -> dict[str, Any]:
    """The layout with every text made printable, and code points for what no face can draw."""
    clean: dict[str, Any] = _each_text(data, printable_part)
    missing = fonts.without_glyph({char for text in _texts(clean) for char in text})
    table = {ord(char): f"[U+{ord(char):04X}]" for char in missing}
    done: dict[str, Any] = _each_text(clean, lambda text: breakable(text.translate(table)))
    return done


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _each_text(part, change) for key, part in value.items()}
    return [_each_text(part, change) for part in value] if isinstance(value, list) else value


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)
