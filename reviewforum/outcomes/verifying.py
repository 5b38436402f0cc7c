"""Frozen versions against their digests, and what they cite against what was cited."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F

from reviewforum.outcomes.freezing import digest_of
from reviewforum.outcomes.models import FrozenCitation, ReportVersion


def check() -> Iterator[str]:
    """A version holds the words and citations it was frozen with."""
    for version in ReportVersion.objects.select_related("report__forum").order_by("pk"):
        if digest_of(version) != version.digest:
            yield f"{_name(version)}: it changed after it was frozen"
    rows = FrozenCitation.objects.exclude(digest=F("passage__digest"))
    for row in rows.select_related("sentence__version__report__forum").order_by("pk"):
        yield f"{_name(row.sentence.version)}, note {row.number}: the passage is not the one cited"


def _name(version: ReportVersion) -> str:
    report = version.report
    return f"report {report.forum.slug}/{report.slug}, version {version.number}"
