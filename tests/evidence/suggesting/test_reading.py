"""How a passage is read before it is coded."""

import pytest

from reviewforum.evidence.suggesting.files import DATA, read_lexicon
from reviewforum.evidence.suggesting.reading import KNOWN, LONGEST_PASSAGE, read, read_all


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Мы ждем", "ru"),
        ("Children locked up", "en"),
        ("移民", "zh"),
        ("", "en"),
        ("ქართული", "en"),
    ],
)
def test_a_language_is_found_among_those_with_a_lexicon(text, language):
    assert read(text).language == language


def test_a_given_language_is_taken_without_its_region():
    assert read("移民", "zh-hans").language == "zh"
    assert read("text", "kk").language == "kk"


def test_the_known_languages_are_those_of_the_lexicon():
    assert {phrase.language for phrase in read_lexicon(DATA / "gcm")} == set(KNOWN)


def test_only_the_head_of_a_document_is_read_but_the_text_is_kept():
    text = "border " * LONGEST_PASSAGE
    reading = read(text, "en")
    assert reading.text == text
    assert reading.terms[-1].end <= LONGEST_PASSAGE


def test_each_text_needs_its_language():
    with pytest.raises(ValueError, match="1 texts but 2 languages"):
        read_all(["a"], ["en", "fr"])
