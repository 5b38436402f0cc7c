"""States named in a passage."""

import pytest

from reviewforum.evidence.suggesting import Suggester
from reviewforum.evidence.suggesting.countries import IMPLIED, NAMED


@pytest.fixture(scope="module")
def lexical() -> Suggester:
    return Suggester.load("gcm", embedder=None)


def named(suggester: Suggester, text: str, language: str) -> dict[str, float]:
    (answer,) = suggester.suggest([text], [language], dimensions=("country",))
    for suggestion in answer:
        for reason in suggestion.reasons:
            assert text[reason.start : reason.end] == reason.text
    return {suggestion.key: suggestion.score for suggestion in answer}


@pytest.mark.parametrize(
    ("language", "text", "states"),
    [
        ("en", "In Moldova and Spain, as in the United Kingdom, fees fell.", {"MDA", "ESP", "GBR"}),
        ("fr", "La Suisse et l’Allemagne coopèrent.", {"CHE", "DEU"}),
        ("ru", "Граждане Таджикистана работают в Казахстане.", {"TJK", "KAZ"}),
        ("es", "Acuerdo entre España y Marruecos.", {"ESP", "MAR"}),
        ("ar", "اتفاق بين ألمانيا وتركيا", {"DEU", "TUR"}),
        ("zh", "德国与土耳其签署协议", {"DEU", "TUR"}),
        ("de", "In Österreich und Polen", {"AUT", "POL"}),
        ("uk", "Українці працюють у Польщі, Чехії та Україна", {"UKR"}),
    ],
)
def test_names_are_found(lexical, language, text, states):
    found = named(lexical, text, language)
    assert {key for key, score in found.items() if score == NAMED} >= states


@pytest.mark.parametrize(
    ("language", "text", "state"),
    [
        ("en", "Swiss cantons took part.", "CHE"),
        ("fr", "les autorités moldaves", "MDA"),
        ("ru", "узбекские работники", "UZB"),
        ("es", "las temporeras rumanas", "ROU"),
        ("ar", "السلطات الفرنسية", "FRA"),
    ],
)
def test_adjectives_are_found_with_less_confidence(lexical, language, text, state):
    assert named(lexical, text, language) == {state: IMPLIED}


@pytest.mark.parametrize(
    "text",
    [
        "Give us a chance to polish our language.",
        "turkey and chad on the menu",
        "We ask only to be heard.",
        "",
    ],
)
def test_common_words_are_not_states(lexical, text):
    assert named(lexical, text, "en") == {}


def test_a_name_inside_a_longer_one_is_not_meant(lexical):
    assert set(named(lexical, "Papua New Guinea reported.", "en")) == {"PNG"}


def test_every_member_of_the_region_has_an_adjective_in_six_languages():
    from reviewforum.evidence.suggesting.files import DATA, read_lexicon
    from reviewforum.people.reader import read_regions

    (members,) = (set(region.members or ()) for region in read_regions() if region.key == "unece")
    phrases = read_lexicon(DATA / "countries")
    for language in ("en", "fr", "ru", "es", "ar", "zh"):
        assert {phrase.key for phrase in phrases if phrase.language == language} == members
