from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import transaction

from demo import build
from demo.management.commands.build_demo import Command


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """The demo without its suggestions, built once for a module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build.build()
        transaction.set_rollback(True)


@pytest.fixture
def command(settings, monkeypatch, capsys):
    settings.DEMO_MODE = True
    monkeypatch.setattr(build, "suggest", lambda forum, seconds: None)
    monkeypatch.setattr(build, "leave_the_rest", lambda forum: 0)

    def run() -> str:
        call_command(Command())
        return capsys.readouterr().out

    return run
