"""Every verb that an action writes to the log can be read."""

import re
from pathlib import Path

from reviewforum.forums.verbs import VERBS, sentence

ROOT = Path(__file__).resolve().parents[2] / "reviewforum"
NAMED = re.compile(r'"((?:forums|evidence|outcomes)\.[a-z_]+)"')
DONE = re.compile(r'\bdone\(\s*\w+,\s*\w+,\s*"([a-z_]+)"')


def written():
    for path in [*ROOT.glob("*/actions/**/*.py"), *ROOT.glob("*/actions.py")]:
        source = path.read_text()
        yield from NAMED.findall(source)
        yield from (f"outcomes.{verb}" for verb in DONE.findall(source))


def test_every_verb_has_words():
    verbs = set(written())
    assert len(verbs) > 30
    assert sorted(verbs - set(VERBS)) == []


def test_an_unknown_verb_is_shown_as_it_stands():
    assert sentence("evidence.unheard_of") == "evidence.unheard_of"
