"""`reviewforum load_framework FILE|SLUG`: puts a framework into the database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reviewforum.frameworks.actions import load_framework
from reviewforum.frameworks.reader import FrameworkDataError


class Command(BaseCommand):
    """Loads or refreshes a framework; what is numbered keeps its number and what refers to it."""

    help = "Loads a framework from its file, or one that comes with the product (gcm, sdg)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to load."""
        parser.add_argument("source", help="path of a TOML file, or a slug")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError for a file that is not as it should be; then nothing is stored."""
        given = options["source"]
        try:
            made = load_framework(by=None, source=Path(given) if _is_path(given) else given)
        except FrameworkDataError as error:
            raise CommandError(str(error)) from error
        count = made.objectives.count()
        self.stdout.write(f"Loaded {made.slug}: {made}, {count} objectives.")


def _is_path(given: str) -> bool:
    return given.endswith(".toml") or "/" in given
