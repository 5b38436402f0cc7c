"""What every test may use. Builders are plain functions in `tests/build.py`."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@pytest.fixture(autouse=True)
def english():
    """A page asked for in Arabic leaves the thread in Arabic; each test begins in English."""
    from django.utils import translation

    translation.activate("en")
    yield
    translation.activate("en")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The Compact and the States are read once for all tests; each takes place on top of them."""
    from tests import build

    with django_db_blocker.unblock():
        build.gcm()


@pytest.fixture
def forum(db):
    """A published forum of the Compact."""
    from tests import build

    return build.forum()


@pytest.fixture
def secretariat(forum):
    """Runs the forum."""
    from tests import build

    return build.user(forum, "secretariat", email="secretariat@example.org")


@pytest.fixture
def rapporteur(forum):
    """Writes the report."""
    from tests import build

    return build.user(forum, "rapporteur", email="rapporteur@example.org")


@pytest.fixture
def outsider(db):
    """Signed in, without a role."""
    from tests import build

    return build.user(email="outsider@example.org")
