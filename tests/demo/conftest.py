from __future__ import annotations

import pytest
from django.db import transaction

from demo import build


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """The demo without its suggestions, built once for a module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build.build()
        transaction.set_rollback(True)
