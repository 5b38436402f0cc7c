"""The account of the review from which everything here started: a real source, imported as such."""

from __future__ import annotations

from typing import Any

from demo.reader import HERE
from reviewforum.evidence.actions import imports
from reviewforum.evidence.models import Contribution
from reviewforum.evidence.staging import Defaults
from reviewforum.forums.models import Forum

FILE = HERE / "seed.txt"
STAGE = "conference"
"""It tells of the whole review, so that it came in at its end."""


def bring_in(*, forum: Forum, by: Any) -> Contribution:
    """Import the file as the desk would. It is a civil society network's, and not made up."""
    defaults = Defaults(
        group="civil-society", level="group", language="en", published=True, illustrative=False
    )
    batch = imports.start_import(
        by=by,
        forum=forum,
        stage=forum.stages.get(slug=STAGE),
        uploads=[imports.Upload("review-of-the-region.txt", FILE.read_bytes(), "text/plain")],
        defaults=defaults,
        in_background=False,
    )
    imports.read_files(batch_id=batch.pk)
    batch.refresh_from_db()
    return imports.confirm(by=by, batch=batch)[0].contribution
