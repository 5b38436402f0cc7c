"""The process, one line a stage, in order: read this first.

An app may import those above it, never those below (`import-linter` holds it to that). Navigation
and `INSTALLED_APPS` follow this list. What stands below the line is planned, with its place kept.
"""

from __future__ import annotations

APPS = [
    "reviewforum.common",  # the audit log, languages, files, page components
    "reviewforum.frameworks",  # what is reviewed against: objectives, principles, groups
    "reviewforum.people",  # accounts, States and their official names, organisations
    "reviewforum.forums",  # a forum in its cycle: calendar, sessions, roles
    "reviewforum.evidence",  # contributions, passages, coding, search: the heart
    "reviewforum.outcomes",  # reports: paragraphs, sentences, citations, publication
    "reviewforum.trace",  # from a voice to its outcome and back
]
