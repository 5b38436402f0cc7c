"""Verbs of an import: start, pause, resume, correct the preview, confirm, discard.

`by=None` is the operator at the command line, who holds the database anyway.
"""

from reviewforum.evidence.actions.imports.base import allow, is_blocked
from reviewforum.evidence.actions.imports.preview import (
    change_plan,
    describe,
    leave_broken_out,
    leave_out,
)
from reviewforum.evidence.actions.imports.reading import look, read_files, settings_of
from reviewforum.evidence.actions.imports.start import (
    Upload,
    discard,
    pause,
    resume,
    start_import,
)
from reviewforum.evidence.actions.imports.store import confirm

__all__ = [
    "Upload",
    "allow",
    "change_plan",
    "confirm",
    "describe",
    "discard",
    "is_blocked",
    "leave_broken_out",
    "leave_out",
    "look",
    "pause",
    "read_files",
    "resume",
    "settings_of",
    "start_import",
]
