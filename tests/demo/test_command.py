from __future__ import annotations

import pytest
from django.core.management.base import CommandError

from demo.digest import digest_of_files
from demo.reader import HERE


def test_a_database_with_other_forums_is_left_alone(forum, command):
    with pytest.raises(CommandError, match="not the demo's"):
        command()


def test_the_digest_follows_the_files(tmp_path):
    (tmp_path / "a.toml").write_text("x = 1")
    before = digest_of_files(tmp_path)
    assert before == digest_of_files(tmp_path)
    (tmp_path / "a.toml").write_text("x = 2")
    assert digest_of_files(tmp_path) != before
    assert HERE.name == "demo"
