"""`reviewforum build_demo`: builds the demonstration, once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from demo import build
from demo.digest import digest_of_files
from demo.reader import DemoDataError
from reviewforum.forums.models import Forum


class Command(BaseCommand):
    """Builds the demonstration forum; a second run finds it built and does nothing."""

    help = "Build the demonstration forum (only with DEMO_MODE=yes)."

    def add_arguments(self, parser: CommandParser) -> None:
        """How long to spend on suggestions before the rest is left to the background worker."""
        parser.add_argument("--seconds", type=float, default=25.0, help="for suggestions")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build, or say that it stands."""
        if not settings.DEMO_MODE:
            raise CommandError("The demo is built only with DEMO_MODE=yes.")
        if build.foreign_data():
            raise CommandError(
                "This database holds forums that are not the demo's; nothing was changed. "
                "Set DATA_DIR (or DATABASE_URL) to a place of its own for the demo."
            )
        fresh = self._build()
        forum = Forum.objects.get(slug=build.FORUM)
        if fresh:
            build.suggest(forum, options["seconds"])
        if left := build.leave_the_rest(forum):
            self.stdout.write(f"Suggestions for {left} passages follow in the background.")

    def _build(self) -> bool:
        """Build it unless it stands; returns whether it was built."""
        before = build.built_from()
        if before == digest_of_files():
            self.stdout.write("The demo is built already.")
            return False
        if before is not None:
            self._start_over()
        try:
            build.build(self.stdout.write)
        except DemoDataError as exc:
            raise CommandError(f"The demo cannot be built; nothing was stored. {exc}") from exc
        self.stdout.write("The demo is built.")
        return True

    def _start_over(self) -> None:
        """Move the old database aside and make a new one: what was tried in it is not lost."""
        if not is_file(connection):
            raise CommandError(
                "The demo's files changed since it was built. Empty its database and run again."
            )
        path = Path(str(connection.settings_dict["NAME"]))
        kept = path.with_name(path.name + ".before")
        self.stdout.write(f"The demo's files changed: building it anew. The old one: {kept.name}.")
        connection.close()
        path.replace(kept)
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        call_command("migrate", verbosity=0)


def is_file(connection: Any) -> bool:
    """Whether the database is a file of its own, which may be moved aside."""
    name = str(connection.settings_dict["NAME"])
    return connection.vendor == "sqlite" and "memory" not in name
