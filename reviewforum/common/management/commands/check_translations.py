"""`check_translations`: are all six languages complete, and no new text forgotten?"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reviewforum.common.catalogues import catalogues, lacks, load


class Command(BaseCommand):
    """Fails with a line for every message not translated."""

    help = "Checks that every text of the interface is translated into all languages."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare the sources with the catalogues, then the catalogues with completeness."""
        problems = [f"{lack.language}: {lack.problem}: {lack.message!r}" for lack in lacks()]
        problems += self._forgotten()
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} texts to translate.")
        self.stdout.write("All texts are translated.")

    def _forgotten(self) -> list[str]:
        """Texts in the sources that a catalogue lacks; needs gettext's xgettext, else skipped."""
        if not shutil.which("xgettext"):
            self.stderr.write("xgettext is not installed: new texts were not looked for.")
            return []
        wanted = self._extract()
        found = []
        for locale, path in catalogues():
            held = {str(message.id) for message in load(path)}
            found += [f"{locale}: not in the catalogue: {text}" for text in sorted(wanted - held)]
        return found

    @staticmethod
    def _extract() -> set[str]:
        """Extract into a copy of the tree, so that checking changes nothing."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "tree"
            shutil.copytree(
                settings.BASE_DIR / "reviewforum",
                copy / "reviewforum",
                ignore=shutil.ignore_patterns("*.pyc", "static", "*.mo", "data"),
            )
            for path in (copy / "reviewforum" / "locale").glob("*/LC_MESSAGES/django.po"):
                if path.parent.parent.name != "fr":
                    path.unlink()
            subprocess.run(
                [sys.executable, "-m", "django", "makemessages", "--locale", "fr", "--no-location"],
                cwd=copy / "reviewforum",
                check=True,
                capture_output=True,
            )
            fresh = load(copy / "reviewforum/locale/fr/LC_MESSAGES/django.po")
            return {str(message.id) for message in fresh if message.id}
