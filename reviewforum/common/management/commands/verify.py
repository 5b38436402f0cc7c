"""`reviewforum verify`: is everything still as it was stored?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reviewforum.common.verifying import problems


class Command(BaseCommand):
    """A line on stderr for each thing that does not hold, and status 1."""

    help = (
        "Recomputes the chains of the log and the digests of files, texts, passages and published "
        "versions. Changes nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError when something does not hold."""
        count = 0
        for problem in problems():
            count += 1
            self.stderr.write(problem)
        if count:
            raise CommandError(
                f"{count} things do not hold. Nothing was repaired: compare with a backup."
            )
        self.stdout.write("Everything holds.")
