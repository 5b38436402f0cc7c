"""Every public page, in both directions of writing, passes axe."""

import pytest

from tests.journeys.conftest import axe_problems

PAGES = ["/", "/f/unece-2024/", "/f/unece-2024/evidence/", "/f/unece-2024/books/"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_public_pages_are_accessible(visit, language):
    page = visit(language=language)
    for path in PAGES:
        page.goto(path)
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        assert axe_problems(page) == [], path
