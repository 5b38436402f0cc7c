"""Messages about files and rows, kept as code and parameters so that each reader gets their own
language.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from reviewforum.evidence.reading import Notice, ReadError, RowError
from reviewforum.evidence.reading.errors import ERRORS, NOTICES, ROW_ERRORS, gettext_noop

OWN = {
    "row_group": gettext_noop(
        "Row %(row)s: “%(value)s” in %(column)s is no stakeholder group of this forum. Say which "
        "one it means, or write one of: %(known)s."
    ),
    "row_country": gettext_noop(
        "Row %(row)s: “%(value)s” in %(column)s is not a State. Say which one it means, or write "
        "its name or its code of three letters. Close to it: %(known)s."
    ),
    "row_language": gettext_noop(
        "Row %(row)s: “%(value)s” in %(column)s is not a language. Write its name or code, such "
        "as: %(known)s."
    ),
    "no_text_column": gettext_noop("No column holds the text. Choose at least one."),
    "no_column": gettext_noop("The table has no column “%(column)s”. It has: %(known)s."),
    "column_twice": gettext_noop("Two columns are said to hold the %(role)s. Choose one."),
    "nobody_left": gettext_noop("Every speaker is left out, so nothing of this file is imported."),
    "language_unsure": gettext_noop(
        "The language of %(count)s contribution(s) could not be told for certain; check it."
    ),
    "unreadable_attachment": gettext_noop(
        "This attachment was left out because it could not be read."
    ),
    "read_failed": gettext_noop(
        "Reading this file failed for a reason that is not its own. It is kept. Import it again; "
        "if it fails again, leave it out and report it."
    ),
    "lost": gettext_noop("The stored file is missing. Send it again in a new import."),
}
TEMPLATES = {**ERRORS, **NOTICES, **ROW_ERRORS, **OWN}


def message(code: str, row: int | None = None, **params: Any) -> dict[str, Any]:
    """A message to keep. Raises KeyError for a code that has no words."""
    if code not in TEMPLATES:
        raise KeyError(code)
    found: dict[str, Any] = {"code": code, "params": {k: _plain(v) for k, v in params.items()}}
    if row is not None:
        found["row"] = row
    return found


def from_reading(said: Notice | RowError | ReadError) -> dict[str, Any]:
    """A message of the readers."""
    row = said.row if isinstance(said, RowError) else None
    return message(said.code, row, **said.params)


def say(found: Mapping[str, Any]) -> str:
    """The message in the reader's language."""
    template = gettext(TEMPLATES[found["code"]])
    return template % {"row": found.get("row", ""), **found["params"]}


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | float | str) else str(value)
