"""A real site in a process of its own, for browsers: its own database, its own files.

    python -m tests.journeys.site DATA_DIR

builds a small forum, signs each role in and prints the session cookies as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module

ROLES = ("secretariat", "rapporteur", "moderator", "reader")


def build() -> dict[str, str]:
    """Migrate, make a forum with accounts; role → session key."""
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.core.management import call_command

    from tests import build as make

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    forum = make.forum()
    engine = import_module(settings.SESSION_ENGINE)
    cookies = {}
    for role in ROLES:
        user = make.user(forum, role, email=f"{role}@example.org")
        session = engine.SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        cookies[role] = session.session_key
    return cookies


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    json.dump(build(), sys.stdout)
