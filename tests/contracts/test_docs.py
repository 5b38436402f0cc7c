"""Docs that must not fall behind the code."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_setting_is_documented():
    source = (ROOT / "config/settings.py").read_text()
    names = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))
    page = (ROOT / "docs/operate/settings.md").read_text()
    assert names and {name for name in names if f"`{name}`" not in page} == set()
