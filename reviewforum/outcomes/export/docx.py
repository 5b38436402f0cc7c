"""The document as a Word file, with real headings, real endnotes and the language of each part.

Paragraph and note numbers are written out, not counted by the word processor: they stay what they
were published as whatever is edited around them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any

import docx

from reviewforum.outcomes.export import docx_styles as look
from reviewforum.outcomes.export import ooxml
from reviewforum.outcomes.export.document import (
    Correction,
    Document,
    Group,
    Note,
    Para,
    Section,
    Sent,
    is_right_to_left,
)
from reviewforum.outcomes.export.labels import (
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
from reviewforum.outcomes.export.text import needs_space, printable

_UNDATED = datetime(2000, 1, 1)


def to_docx(document: Document) -> bytes:
    """The document as the bytes of a .docx file; the same document gives the same bytes."""
    return _Writer(document).write()


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.language = document.language
        self.words = labels(document.language)
        self.word = docx.Document()
        self.body = self.word.element.body
        self.endnotes = ooxml.add_endnotes(self.word)
        numbers = (note.number for note in document.notes_in_order)
        self.note_ids = {number: place for place, number in enumerate(numbers, 1)}
        self.referred: set[int] = set()
        self.bookmarks = 0

    def write(self) -> bytes:
        look.dress(self.word, self.document)
        self._properties()
        look.running_lines(self.word, self.document, self.words, running_status(self.document))
        for part in (self._front, self._text, self._corrigenda, self._method, self._annex,
                     self._notes):  # fmt: skip
            part()
        out = BytesIO()
        self.word.save(out)
        return ooxml.steady(out.getvalue())

    def _properties(self) -> None:
        ooxml.drop_thumbnail(self.word)
        core, when = self.word.core_properties, self.document.published_at
        core.title, core.language = printable(self.document.title)[:255], self.language
        core.author = core.last_modified_by = core.comments = core.keywords = ""
        core.created = core.modified = datetime.combine(when, time()) if when else _UNDATED
        core.revision = 1

    # Building blocks

    def _add(self, made: Any) -> None:
        self.body.insert(len(self.body) - 1, made)  # the last one holds the page layout

    def _run(self, text: str, **options: Any) -> Any:
        return ooxml.run(text, options.pop("language", self.language), **options)

    def _say(self, style: str, text: str) -> None:
        if text:
            self._add(ooxml.paragraph(style, self._run(text)))

    def _heading(self, text: str, level: int = 1) -> None:
        self._say(f"Heading{level}", text)

    def _bookmarked(self, name: str, *children: Any) -> list[Any]:
        self.bookmarks += 1
        return ooxml.bookmarked(name, self.bookmarks, *children)

    # Parts of the document

    def _front(self) -> None:
        document = self.document
        self._say(look.FACTS, document.forum)
        self._say("Title", document.title)
        self._say("Subtitle", document.subtitle)
        self._say(look.FACTS, status_line(document))
        self._say(look.FACTS, facts_line(document))
        if document.link:
            online, _, _ = self.words.online.partition("{link}")
            address = self._run(document.link, language="en", style=look.LINK)
            link = ooxml.link_outside(self.word.part, document.link, address)
            self._add(ooxml.paragraph(look.FACTS, self._run(online), link))
        if document.illustrative:
            self._say(look.NOTICE, self.words.illustrative_notice)
        if document.corrigenda:
            self._say(look.NOTICE, self.words.corrected_notice)

    def _text(self) -> None:
        for section in self.document.sections:
            self._section(section)

    def _section(self, section: Section) -> None:
        self._heading(section.heading, section.level)
        for para in section.paragraphs:
            self._add(self._paragraph(para))

    def _paragraph(self, para: Para) -> Any:
        number = self._run(f"{digits(para.number, self.language)}.")
        children = [*self._bookmarked(f"para_{para.number}", number), ooxml.tab()]
        before = ""
        for sentence in para.sentences:
            if needs_space(self.language, before):
                children.append(self._run(" "))
            children.extend(self._sentence(sentence))
            before = sentence.text
        return ooxml.paragraph(look.NUMBERED, *children)

    def _sentence(self, sentence: Sent) -> list[Any]:
        made = [self._run(sentence.text, language=sentence.language or self.language)]
        for place, number in enumerate(sentence.notes):
            if place:
                made.append(self._run(", ", style=look.NOTE_MARK))
            made.extend(self._reference(number))
        return made

    def _reference(self, number: int) -> list[Any]:
        """The mark of a note. Word ties a note to one place; later ones link to that first."""
        mark, name = digits(number, self.language), f"note_{number}"
        if number in self.referred:
            return [ooxml.link_inside(name, self._run(mark, style=look.NOTE_MARK))]
        self.referred.add(number)
        tie = ooxml.element("endnoteReference", customMarkFollows="1", id=self.note_ids[number])
        return self._bookmarked(name, self._run(mark, style=look.NOTE_MARK, before=tie))

    def _corrigenda(self) -> None:
        if self.document.corrigenda:
            self._heading(self.words.corrigenda)
        for correction in self.document.corrigenda:
            self._correction(correction)

    def _correction(self, one: Correction) -> None:
        number = self._run(f"{digits(one.number, self.language)}.")
        where = [self._run(one.where, bold=True), self._run(f" · {day(one.date, self.language)}")]
        self._add(ooxml.paragraph(look.NUMBERED, number, ooxml.tab(), *where))
        words = self.words
        for label, text in ((words.was, one.was), (words.now, one.now), (words.reason, one.reason)):
            parts = [self._run(f"{label} ", bold=True), self._run(text)]
            self._add(ooxml.paragraph("Normal", *parts))

    def _method(self) -> None:
        method, words = self.document.method_note, self.words
        if method.paragraphs or method.thresholds:
            self._heading(words.method)
        for text in method.paragraphs:
            self._say("Normal", text)
        if method.thresholds:
            self._heading(words.thresholds, 2)
            rows = [(row.words, row.meaning) for row in method.thresholds]
            self._table(words.thresholds, (words.word, words.meaning), rows)

    def _annex(self) -> None:
        annex, words = self.document.annex, self.words
        if not annex:
            return
        self._heading(words.annex)
        total = quantity(sum(group.count for group in annex), self.language)
        self._say("Normal", words.total.format(n=total))
        header = (words.group, words.contributors, words.count)
        self._table(words.annex, header, [self._group(group) for group in annex])

    def _group(self, group: Group) -> tuple[str, str, str]:
        names = list(group.contributors)
        if group.unlisted:
            names.append(self.words.unlisted.format(n=quantity(group.unlisted, self.language)))
        return group.name, self.words.separator.join(names), quantity(group.count, self.language)

    def _table(self, caption: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        grid = ooxml.element("tblGrid", *(ooxml.element("gridCol") for _ in header))
        lines = [self._row(header, head=True), *(self._row(row) for row in rows)]
        self._add(ooxml.element("tbl", self._table_properties(caption), grid, *lines))
        self._add(ooxml.paragraph("Normal"))

    def _table_properties(self, caption: str) -> Any:
        rule = {"val": "single", "sz": 4, "space": 0, "color": "B9BEC4"}
        borders = (ooxml.element(side, **rule) for side in ("top", "bottom", "insideH"))
        turned = [ooxml.element("bidiVisual")] if self.document.right_to_left else []
        return ooxml.element(
            "tblPr",
            *turned,
            ooxml.element("tblW", w=5000, type="pct"),
            ooxml.element("tblBorders", *borders),
            ooxml.element("tblLook", val="0020", firstRow="1"),
            ooxml.element("tblCaption", val=printable(caption)),
        )

    def _row(self, cells: Sequence[str], *, head: bool = False) -> Any:
        marks = [ooxml.element("cantSplit"), *([ooxml.element("tblHeader")] if head else [])]
        made = (
            ooxml.element("tc", ooxml.paragraph(look.NOTE_TEXT, self._run(text, bold=head)))
            for text in cells
        )
        return ooxml.element("tr", ooxml.element("trPr", *marks), *made)

    def _notes(self) -> None:
        """The heading comes last in the text: Word sets the endnotes right after it."""
        if self.document.notes:
            self._heading(self.words.notes)
        for note in self.document.notes_in_order:
            lines = [self._note_head(note), *self._note_words(note)]
            made = ooxml.element("endnote", *lines, id=self.note_ids[note.number])
            self.endnotes.element.append(made)

    def _note_head(self, note: Note) -> Any:
        mark = self._run(f"{digits(note.number, self.language)}.")
        back = ooxml.link_inside(f"note_{note.number}", mark)
        return ooxml.paragraph(look.NOTE_TEXT, back, self._run(" "), *self._about(note))

    def _about(self, note: Note) -> list[Any]:
        parts: list[Any] = []
        if note.withdrawn:
            parts.append(self._run(self.words.withdrawn))
        if note.attribution:
            parts.append(self._run(note.attribution, bold=True))
        if note.source:
            parts.append(self._source(note))
        for place, label in note_places(self.document, note.number):
            link = self._run(label, style=look.LINK)
            parts.append(ooxml.link_inside(f"para_{place}", link))
        between = [part for found in parts for part in (found, self._run(" · "))]
        return between[:-1]

    def _source(self, note: Note) -> Any:
        if note.url is None:
            return self._run(note.source)
        return ooxml.link_outside(self.endnotes, note.url, self._run(note.source, style=look.LINK))

    def _note_words(self, note: Note) -> list[Any]:
        lines = []
        if note.quotation:
            lines.append(self._quoted("", note.quotation, note.quotation_language))
        if note.translation is not None:
            before, _, _ = self.words.translation.partition("{text}")
            lines.append(self._quoted(before, note.translation, self.language))
        return lines

    def _quoted(self, before: str, text: str, language: str) -> Any:
        opening, closing = quotation_marks(self.document, language)
        turned = is_right_to_left(language)
        lead = [self._run(before)] if before else []
        quote = self._run(f"{opening}{printable(text)}{closing}", language=language)
        differs = turned if turned != self.document.right_to_left else None
        return ooxml.paragraph(look.NOTE_TEXT, *lead, quote, bidi=differs)
