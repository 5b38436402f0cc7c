"""Coding in a browser: from the keyboard alone, without scripts, in Arabic, on a phone."""

import re
import subprocess
import sys
from itertools import product

import pytest

from tests.journeys.conftest import ROOT, axe_problems

BASE = "/f/unece-2024/coding/"
FILL = """
import django; django.setup()
from reviewforum.evidence.models import Code, Suggestion
from reviewforum.forums.models import Forum
from tests import build
forum = Forum.objects.get()
codes = {(c.dimension, c.key): c for c in Code.objects.all()}
for number, words in enumerate([
    "Recruiters take fees from workers before they travel, and keep their passports.",
    "Families wait for years until they may live together.",
    "Wir danken dem Sekretariat.",
]):
    made = build.contribution(forum, words, body=f"Body {number}")
    row = made.passages.get()
    row.uncertainty, row.suggested_by = 0.9 - number / 10, "m"
    row.save()
    for place, (dimension, key, score) in enumerate([
        ("objective", "6", 0.9), ("objective", "10", 0.4), ("objective", "7", 0.2),
        ("kind", "gap", 0.7),
    ]):
        why = [{"kind": "words", "start": 0, "end": 20},
               {"kind": "exemplar", "text": "Brokers charge them.", "similarity": 0.7,
                "language": "en"}]
        Suggestion.objects.create(passage=row, code=codes[dimension, key], score=score,
                                  model="m", reasons=why)
"""
ASK = """
import django; django.setup()
from reviewforum.evidence.models import Passage
for row in Passage.objects.order_by("pk"):
    print(row.status, *sorted(c.code.key for c in row.codings.all()))
"""


def run(site, code):
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=site.env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture
def filled(site):
    run(site, FILL)
    return site


def words(page):
    return page.locator(".coding__words").inner_text()


def press(page, key):
    """A key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_three_passages_from_the_keyboard(filled, visit):
    page = visit("rapporteur")
    page.goto(BASE)
    assert words(page).startswith("Recruiters")
    page.keyboard.press("2")
    page.keyboard.press("2")
    page.keyboard.press("3")
    page.keyboard.press("o")
    page.keyboard.type("17")
    press(page, "Enter")
    assert words(page).startswith("Families")
    press(page, "u")
    assert words(page).startswith("Recruiters")
    press(page, "a")
    press(page, "r")
    assert words(page).startswith("Wir danken")
    page.keyboard.press("x")
    press(page, "t")
    assert "Nothing is left to code" in page.content()
    assert run(filled, ASK) == ["coded 17 6 7 gap", "coded", "set-aside"]


def test_the_list_of_keys(filled, visit):
    page = visit("rapporteur")
    page.goto(BASE)
    page.keyboard.press("?")
    shown = page.locator("#keys-help dl").inner_text()
    assert "Save, go on" in shown and "6 Recruitment" in shown


def test_with_buttons_alone(filled, visit):
    page = visit("rapporteur", scripts=False)
    page.goto(BASE)
    page.get_by_label(re.compile("7 Reduce")).check()
    page.get_by_role("button", name=re.compile("Save, go on")).click()
    page.locator("summary", has_text="Set it aside").click()
    page.get_by_role("button", name=re.compile("no point of substance")).click()
    page.get_by_role("button", name=re.compile("Undo")).click()
    assert words(page).startswith("Families")
    assert run(filled, ASK) == ["coded 6 7 gap", "pending", "pending"]


def test_the_desk_is_accessible_and_fits_in_either_direction(filled, visit):
    for language, phone in product(("en", "ar"), (False, True)):
        page = visit("rapporteur", language, phone=phone)
        for path in (BASE, f"{BASE}agreement/", f"{BASE}disputes/", f"{BASE}?queue=second"):
            page.goto(path)
            assert axe_problems(page) == [], path
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, f"{path} is {wide} px too wide"
