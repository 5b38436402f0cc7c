"""What every test may use. Builders are plain functions in `tests/build.py`."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


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
