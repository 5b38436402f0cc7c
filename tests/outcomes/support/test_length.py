"""Words and pages, by the stated convention."""

import pytest

from reviewforum.outcomes.support.length import count_pages, count_words


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("", "en", 0),
        ("Fees – of 2,000 euros – persist.", "en", 5),
        ("L’accord-cadre n’existe pas.", "fr", 3),
        ("وللمهاجرين حقوق", "ar", 2),
        ("数据很重要。", "zh", 5),
        ("2024年3月11日在 Geneva 举行", "zh-hans", 10),
        ("Сборы сохраняются…", "ru", 2),
    ],
)
def test_words(text, language, words):
    assert count_words(text, language) == words


def test_pages_are_rounded_up_to_a_tenth():
    assert count_pages(8500, "en") == 16.1
    assert count_pages(0, "fr") == 0
    assert count_pages(101, "en", per_page=100) == 1.1
    with pytest.raises(ValueError, match="at least one"):
        count_pages(1, "en", per_page=0)
