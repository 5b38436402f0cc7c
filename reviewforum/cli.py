"""The `reviewforum` command: every management command of the project under one name."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command named in `sys.argv`; a mistake is told on stderr, with a status above 0."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
