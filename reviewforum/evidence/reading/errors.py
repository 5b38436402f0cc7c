"""What can be wrong with a file, in words that say what happened and what to do.

Errors and notices carry a code and parameters; the English sentence is a template that
``makemessages`` finds, so that a page translates it: ``gettext(error.template) % error.params``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


def gettext_noop(message: str) -> str:
    """Marks a template for translation and returns it unchanged."""
    return message


ERRORS = {
    "empty": gettext_noop(
        "The file is empty. Check that it was saved and sent completely, and send it again."
    ),
    "too_large": gettext_noop(
        "The file has %(size)s MB; up to %(limit)s MB can be read. Split it, or take large "
        "pictures out, and send it again."
    ),
    "too_long": gettext_noop(
        "The file holds more than %(limit)s characters of text. Split it and send the parts."
    ),
    "unknown_type": gettext_noop(
        "The content of this file is not of a kind that can be read. Save the text as DOCX, ODT, "
        "PDF or plain text and send that."
    ),
    "unsupported": gettext_noop(
        "Files of this kind (%(found)s) are not read. Save it as %(wanted)s and send that."
    ),
    "old_office": gettext_noop(
        "This file is in the format of an older Office version (%(found)s). Open it, save it as "
        "%(wanted)s and send that."
    ),
    "encrypted": gettext_noop(
        "The file is protected by a password. Save a copy without password and send that."
    ),
    "damaged": gettext_noop(
        "The file is damaged or was cut short: it looks like %(format)s but cannot be read. Open "
        "it on your computer, save it again and send the new copy."
    ),
    "unpacks_too_large": gettext_noop(
        "Unpacked, this file is far larger than a document should be (over %(limit)s MB, or packed "
        "more than %(ratio)s times). Save it again without embedded objects and send that."
    ),
    "xml_entities": gettext_noop(
        "The file contains definitions (a document type with entities) that a document of the "
        "kind %(format)s never needs and that can be used for attacks. Save it again with a "
        "current office program and send that."
    ),
    "no_text": gettext_noop(
        "No text was found in the file (%(format)s). Check that it is the right file; text in "
        "pictures cannot be read."
    ),
    "pdf_without_text": gettext_noop(
        "The PDF has %(pages)s page(s) but no text: it was probably scanned. Run text recognition "
        "(OCR) on it, or send the document it was made from."
    ),
    "too_many_pages": gettext_noop(
        "The PDF has %(pages)s pages; up to %(limit)s can be read. Split it and send the parts."
    ),
    "image": gettext_noop(
        "This is a picture. Text in pictures cannot be read: send the document itself, or type "
        "the text."
    ),
    "recording": gettext_noop(
        "This is a recording. Send its transcript (VTT or SRT), or have it transcribed first."
    ),
    "archive": gettext_noop(
        "This is an archive of files. Unpack it and send the documents inside."
    ),
    "encoding": gettext_noop(
        "The letters of this text cannot be made out: its encoding is unknown or broken. Save it "
        "as UTF-8 and send it again."
    ),
    "no_rows": gettext_noop(
        "The table has no rows below its heading. Check that the right sheet was saved."
    ),
    "too_many_columns": gettext_noop(
        "The table has more than %(limit)s columns. Keep the columns that are needed, and check "
        "that the right separator was used."
    ),
    "too_many_rows": gettext_noop(
        "The table has more than %(limit)s rows. Split it and send the parts."
    ),
    "broken_table": gettext_noop(
        "Row %(row)s of the table cannot be read: a cell there has no end. Look for a quotation "
        "mark that is not closed, and save the table again."
    ),
    "broken_cues": gettext_noop(
        "The transcript cannot be read: none of its cues has a valid time and text. Times are "
        "written like 00:01:02.500 --> 00:01:05.000."
    ),
    "too_deep": gettext_noop(
        "Messages are attached inside messages more than %(limit)s deep. Save the inner message "
        "and send it by itself."
    ),
    "no_memory": gettext_noop(
        "Reading this file needs more memory than is available. Split it and send the parts."
    ),
}

NOTICES = {
    "name_differs": gettext_noop(
        "The name ends in .%(extension)s, but the content is %(format)s; it was read as that."
    ),
    "macros_ignored": gettext_noop("The file contains macros. They were not run and not kept."),
    "hidden_text": gettext_noop("Text that the file hides from readers was left out."),
    "comments_left_out": gettext_noop("Comments in the file were left out."),
    "changes_accepted": gettext_noop(
        "The file records changes: inserted text was read, deleted text left out."
    ),
    "characters_replaced": gettext_noop(
        "%(count)s character(s) could not be made out and are shown as �."
    ),
    "encoding_guessed": gettext_noop(
        "The text is not in UTF-8; it was read as %(encoding)s. Check letters with accents."
    ),
    "pages_without_text": gettext_noop(
        "No text was found on page(s) %(pages)s: they may be pictures."
    ),
    "running_lines": gettext_noop(
        "Lines repeated at the top or bottom of the pages, and page numbers, were left out."
    ),
    "signature_left_out": gettext_noop("The signature below the message was left out."),
    "attachment_unread": gettext_noop("The attachment “%(name)s” was not read: %(reason)s"),
    "attachments_skipped": gettext_noop(
        "Only the first %(limit)s attachments were read; %(count)s more were left out."
    ),
    "other_sheets": gettext_noop("Only the sheet “%(sheet)s” was read; left out: %(others)s."),
    "cues_skipped": gettext_noop("%(count)s cue(s) without a valid time or text were left out."),
    "uneven_rows": gettext_noop(
        "%(count)s row(s) have more cells than the heading, the first is row %(row)s; the cells "
        "to the right were left out."
    ),
    "file_cut_short": gettext_noop(
        "The file seems to be cut short; the text up to there was read."
    ),
}

ROW_ERRORS = {
    "row_without_text": gettext_noop("Row %(row)s: no text in %(column)s."),
    "row_email": gettext_noop("Row %(row)s: “%(value)s” in %(column)s is not an e-mail address."),
    "row_date": gettext_noop(
        "Row %(row)s: “%(value)s” in %(column)s is not a date. Write it like 2024-03-11."
    ),
    "row_level": gettext_noop(
        "Row %(row)s: “%(value)s” in %(column)s is not an attribution level. Write named, "
        "organisation, group or confidential."
    ),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know about how a file was read; nothing was lost by it."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def template(self) -> str:
        """The English sentence before its parameters are put in."""
        return NOTICES[self.code]

    @property
    def message(self) -> str:
        """The English sentence."""
        return self.template % self.params

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class RowError:
    """Why one row of a table gives no entry; ``row`` is counted as in the file, from 1."""

    code: str
    row: int
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def template(self) -> str:
        """The English sentence before its parameters are put in."""
        return ROW_ERRORS[self.code]

    @property
    def message(self) -> str:
        """The English sentence."""
        return self.template % {"row": self.row, **self.params}

    def __str__(self) -> str:
        return self.message


class ReadError(Exception):
    """A file cannot be read; ``message`` says what happened and what to do."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code = code
        self.params = params
        super().__init__(self.message)

    @property
    def template(self) -> str:
        """The English sentence before its parameters are put in."""
        return ERRORS[self.code]

    @property
    def message(self) -> str:
        """The English sentence."""
        return self.template % self.params
