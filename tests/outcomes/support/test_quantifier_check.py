"""Word and count compared: what is said, and when nothing is."""

import pytest

from reviewforum.outcomes.support.findings import Severity
from reviewforum.outcomes.support.folding import LANGUAGES
from reviewforum.outcomes.support.levels import Level, Thresholds
from reviewforum.outcomes.support.quantifiers import Support, check, describe
from reviewforum.outcomes.support.wording import GROUPS, lead_in, quantity, table

MANY = {
    "en": "Many participants stressed this.",
    "fr": "De nombreux participants ont souligné ce point.",
    "ru": "Многие участники подчеркнули это.",
    "es": "Muchos participantes subrayaron esto.",
    "ar": "شدد العديد من المشاركين على ذلك.",
    "zh": "许多与会者强调了这一点。",
}


def support(unions=0, diaspora=0, states=0, denominator=0, **by_group):
    groups = {
        "trade-unions": frozenset(f"u{i}" for i in range(unions)),
        "diaspora": frozenset(f"d{i}" for i in range(diaspora)),
        "states": frozenset(f"s{i}" for i in range(states)),
    }
    everyone = frozenset().union(*groups.values())
    return Support(everyone, groups, denominator or len(everyone), by_group)


def codes(sentence, behind, language="en", thresholds=None):
    return [finding.code for finding in check(sentence, language, behind, thresholds)]


def test_the_warning_gives_word_figures_rule_and_a_way_out():
    (finding,) = check(MANY["en"], "en", support(unions=2, diaspora=1, denominator=20))
    assert finding.severity is Severity.WARNS
    assert finding.suggestion is Level.SEVERAL
    assert finding.message("en") == (
        "“Many” stands over 3 contributors (2 trade unions, 1 migrant or diaspora organization); "
        "the forum's rule for “Many” is at least 6. Use “several”, or cite more."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_warns_and_is_silent_in_every_language(language):
    (finding,) = check(MANY[language], language, support(unions=2, diaspora=1, denominator=20))
    for told in LANGUAGES:
        message = finding.message(told)
        assert "3" in message
        assert "6" in message
        assert "{" not in message
        assert finding.suggested_word(told) in message
    assert check(MANY[language], language, support(unions=6, denominator=20)) == []


def test_a_threshold_is_a_setting():
    behind = support(unions=3, denominator=20)
    assert codes(MANY["en"], behind) == ["quantifier_too_strong"]
    assert codes(MANY["en"], behind, thresholds=Thresholds(many_least=3)) == []


def test_the_count_is_taken_over_the_body_named():
    behind = support(unions=7, states=2, denominator=40, states_=0)
    assert codes("Many trade unions stressed this.", behind) == []
    (finding,) = check("Many States stressed this.", "en", behind)
    assert finding.params["count"] == 2


def test_stakeholders_are_all_but_states():
    behind = support(unions=2, states=9)
    (finding,) = check("Many stakeholders stressed this.", "en", behind)
    assert finding.params["count"] == 2


def test_a_body_nobody_of_which_is_cited():
    assert codes("Several States stressed this.", support(unions=5)) == ["scope_empty"]


@pytest.mark.parametrize(
    ("sentence", "unions", "total", "expected"),
    [
        ("Most trade unions stressed this.", 5, 10, ["quantifier_too_strong"]),
        ("Most trade unions stressed this.", 6, 10, []),
        ("All trade unions stressed this.", 9, 10, ["quantifier_too_strong"]),
        ("All trade unions stressed this.", 10, 10, []),
        ("A few trade unions stressed this.", 4, 40, ["quantifier_too_weak"]),
        ("A few trade unions stressed this.", 3, 40, []),
        ("One trade union stressed this.", 2, 40, ["quantifier_too_weak"]),
        ("One trade union stressed this.", 1, 40, []),
        ("Some trade unions stressed this.", 9, 10, ["quantifier_understates"]),
        ("Some trade unions stressed this.", 2, 10, []),
        ("Three trade unions stressed this.", 2, 10, ["number_differs"]),
        ("Three trade unions stressed this.", 3, 10, []),
        ("More than 10 trade unions stressed this.", 10, 10, []),
        ("More than 10 trade unions stressed this.", 5, 10, ["number_differs"]),
        ("No trade union opposed this.", 2, 10, ["absence_unshown"]),
        ("Trade unions stressed this.", 2, 10, []),
    ],
)
def test_words_of_share_number_and_absence(sentence, unions, total, expected):
    behind = support(unions=unions, denominator=total, **{"trade-unions": total})
    assert codes(sentence, behind) == expected


def test_without_citations_the_uncited_sentence_is_the_finding():
    assert codes(MANY["en"], Support()) == []


def test_a_count_inside_what_was_said_is_a_note_at_most():
    (finding,) = check(
        "One trade union stressed that many States charge fees.", "en",
        support(unions=1, states=1),
    )  # fmt: skip
    assert (finding.code, finding.severity) == ("quantifier_mentioned", Severity.NOTES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_note_prints_the_rule(language):
    rows = dict(describe(Thresholds(many_least=11, most_share=0.6), language))
    assert len(rows) == 8
    assert any("11" in rule for rule in rows.values())
    assert any("60" in rule for rule in rows.values())


def test_data_is_complete_in_six_languages():
    assert all(set(texts) == set(LANGUAGES) for texts in table("findings").values())
    wording = table("wording")
    for part in ("nouns", "words", "phrases", "lead_in", "joining"):
        assert set(wording[part]) == set(LANGUAGES)
    for language in LANGUAGES:
        assert set(GROUPS) <= set(wording["nouns"][language])
        for level in wording["phrases"][language]:
            assert all(quantity(Level(level), group, language) for group in GROUPS)


@pytest.mark.parametrize(
    ("language", "opening"),
    [
        ("en", "Several trade unions (4) and one local authority stressed:"),
        ("fr", "Plusieurs syndicats (4) et une autorité locale soulignent :"),
        ("ru", "Несколько профсоюзов (4) и один местный орган власти подчёркивают:"),
        ("es", "Varios sindicatos (4) y una autoridad local subrayan:"),
        ("ar", "ورد ما يلي عن عدد من النقابات العمالية (4) وسلطة محلية واحدة:"),
        ("zh", "若干工会（4）和一个地方当局强调："),
    ],
)
def test_the_opening_agrees_with_its_counts(language, opening):
    counts = {"local-authorities": 1, "trade-unions": 4, "media": 0}
    assert lead_in(counts, language, Thresholds()) == opening
    assert lead_in({}, language, Thresholds()) == ""


def test_the_opening_takes_gender_number_and_share():
    assert lead_in({"private-sector": 7}, "fr", Thresholds()).startswith("De nombreuses entités")
    assert lead_in({"local-authorities": 1}, "es", Thresholds()) == "Una autoridad local subraya:"
    most = lead_in({"states": 7}, "en", Thresholds(), {"states": 10})
    assert most == "Most States (7) stressed:"
