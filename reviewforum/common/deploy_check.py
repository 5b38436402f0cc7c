"""`python -m reviewforum.common.deploy_check`: Django's own deployment check, as a site would run.

It must be clean with nothing set but what every real site sets: its address and its secret.
"""

from __future__ import annotations

import os
import secrets
import tempfile


def main() -> None:
    """Run `check --deploy` on settings for a site behind HTTPS; any warning fails."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            DATA_DIR=folder,
            SITE_URL="https://forum.example",
            ALLOWED_HOSTS="forum.example",
            SECRET_KEY=secrets.token_urlsafe(60),
            DJANGO_SETTINGS_MODULE="config.settings",
        )
        from django.core.management import execute_from_command_line

        execute_from_command_line(["reviewforum", "check", "--deploy", "--fail-level", "WARNING"])


if __name__ == "__main__":
    main()
