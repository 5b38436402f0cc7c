"""`reviewforum coverage FORUM`: which objectives no session takes up."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reviewforum.common.localized import local
from reviewforum.forums.coverage import Coverage, coverage
from reviewforum.forums.models import Forum
from reviewforum.forums.views.calendar import gaps


class Command(BaseCommand):
    """The coverage check of a forum, stage by stage."""

    help = "Says for each stage which objectives no session takes up."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The forum by its slug."""
        parser.add_argument("forum", help="slug of the forum")
        parser.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError for an unknown forum."""
        found = coverage(find_forum(options["forum"]))
        if options["json"]:
            body = {"forum": options["forum"], "stages": [_data(row) for row in found]}
            self.stdout.write(json.dumps(body, ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(_text(row) for row in found) or NOTHING)


NOTHING = "No session of this forum has objectives."


def find_forum(slug: str) -> Forum:
    """The forum of this slug. Raises CommandError that names those there are."""
    forum = Forum.objects.select_related("cycle__framework").filter(slug=slug).first()
    if forum is None:
        known = ", ".join(Forum.objects.order_by("slug").values_list("slug", flat=True)) or "none"
        raise CommandError(f"There is no forum “{slug}”. Known: {known}.")
    return forum


def _data(row: Coverage) -> dict[str, Any]:
    return {
        "stage": row.stage.slug,
        "name": str(row.stage),
        "covered": sorted(item.number for item in row.covered),
        "missing": [{"number": item.number, "name": local(item.names)} for item in row.missing],
    }


def _text(row: Coverage) -> str:
    lines = gaps(row) or ["Every objective is taken up."]
    return "\n".join([f"{row.stage}:", *(f"  {line}" for line in lines)])
