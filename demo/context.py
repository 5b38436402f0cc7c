"""What the welcome on the home page knows; nothing is asked of the database before it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from demo import files
from demo.build import FORUM, receipt
from reviewforum.forums.models import Forum
from reviewforum.outcomes.models import ReportVersion

FOLLOWED = "a-068"
"""A named contribution in Russian that the published report cites in its first paragraph."""


@dataclass(frozen=True)
class Start:
    """The first things to try: follow a voice, read what was published, go on with a draft."""

    forum: Forum
    code: str
    published: ReportVersion | None
    draft: Any
    files: list[str]


def start() -> Start | None:
    """Where a newcomer begins; None until the demo is built."""
    forum = Forum.objects.filter(slug=FORUM).first()
    if forum is None:
        return None
    versions = ReportVersion.objects.filter(report__forum=forum, kind="published")
    published = versions.select_related("report").order_by("pk").first()
    draft = forum.reports.exclude(versions__kind="published").order_by("pk").first()
    return Start(forum, receipt(FOLLOWED), published, draft, list(files.names()))


def welcome(request: HttpRequest) -> dict[str, Callable[[], Start | None]]:
    """`demo_start`, called by the template that shows it."""
    return {"demo_start": start}
