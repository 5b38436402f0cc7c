"""The report held against its evidence."""

import pytest

from reviewforum.outcomes.support.checks import (
    DISSENTS,
    Cited,
    Evidence,
    Line,
    Supports,
    check_report,
)
from reviewforum.outcomes.support.folding import LANGUAGES

EVIDENCE = Evidence(
    by_objective={
        "6": frozenset({"u1", "u2", "u3", "m1", "s1"}),
        "17": frozenset({"m1", "m2"}),
    },
    groups={
        "trade-unions": frozenset({"u1", "u2", "u3"}),
        "migrants": frozenset({"m1", "m2"}),
        "diaspora": frozenset({"m2"}),
        "states": frozenset({"s1"}),
    },
)


def cited(contributor, **fields):
    defaults = {
        "key": f"c-{contributor}",
        "passage": f"p-{contributor}",
        "objectives": frozenset({"6"}),
        "digest": "d",
        "digest_now": "d",
    }
    return Cited(contributor=contributor, **(defaults | fields))


def line(text, *citations, **fields):
    return Line("s", text, fields.pop("language", "en"), citations, **fields)


def codes(*lines, **options):
    return [finding.code for finding in check_report(lines, EVIDENCE, **options)]


def test_a_sound_sentence_has_no_finding():
    assert codes(line("Three trade unions stressed fees.", *map(cited, ("u1", "u2", "u3")))) == []


def test_an_uncited_sentence_blocks():
    (finding,) = check_report([line("Fees persist.")], EVIDENCE)
    assert (finding.code, finding.severity, finding.sentence) == ("sentence_uncited", "blocks", "s")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"withdrawn": True}, "citation_withdrawn"),
        ({"digest_now": "other"}, "citation_changed"),
        ({"set_aside": True}, "citation_set_aside"),
    ],
)
def test_a_citation_that_no_longer_stands(fields, code):
    assert codes(line("Fees persist.", cited("u1"), cited("u2", **fields))) == [code]
    assert codes(line("Fees persist.", cited("u1", **fields))) == ["sentence_uncited", code]


def test_what_no_longer_stands_is_not_counted():
    three = [cited("u1"), cited("u2"), cited("u3", withdrawn=True)]
    assert "number_differs" in codes(line("Three trade unions stressed fees.", *three))


def test_a_passage_cited_twice_and_one_off_the_matter():
    twice = [cited("u1", key="a"), cited("u1", key="b")]
    assert codes(line("Fees persist.", *twice)) == ["citation_duplicate"]
    astray = cited("m2", objectives=frozenset({"17"}))
    off = line("Fees persist.", cited("u1"), astray, objectives=frozenset({"6"}))
    assert codes(off) == ["citation_idle"]


def test_two_passages_of_one_contributor_are_one_voice():
    same = [cited("u1", passage="p1", key="a"), cited("u1", passage="p2", key="b")]
    assert codes(line("Two trade unions stressed fees.", *same)) == ["number_differs"]


def test_dissent_is_to_be_mentioned_and_does_not_count_as_support():
    against = cited("s1", stance=DISSENTS)
    assert codes(line("Fees persist.", cited("u1"), against)) == ["dissent_missing"]
    assert codes(line("Fees persist, while one State disagreed.", cited("u1"), against)) == []
    assert codes(line("Fees persist, while two States disagreed.", cited("u1"), against)) == [
        "scope_empty"
    ]
    assert codes(line("Fees persist, although this was contested.", cited("u1"), against)) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Les frais persistent ; toutefois, ce point est contesté."),
        ("ru", "Сборы сохраняются, однако это оспаривают."),
        ("es", "Las tasas persisten, aunque hubo desacuerdo."),
        ("ar", "تستمر الرسوم، غير أن ذلك موضع خلاف."),
        ("zh", "费用依然存在，但有人持异议。"),
    ],
)
def test_dissent_is_recognised_in_every_language(language, text):
    against = cited("s1", stance=DISSENTS)
    assert codes(line(text, cited("u1"), against, language=language)) == []


def test_a_verbatim_quotation_may_not_rest_on_confidential_voices_alone():
    text = "A worker said: “they took my passport away”."
    hidden = cited("m1", confidential=True)
    assert "quotation_confidential" in codes(line(text, hidden))
    assert "quotation_confidential" not in codes(line(text, hidden, cited("u1")))
    assert "quotation_confidential" not in codes(line("The “firewall” is missing.", hidden))


def test_the_word_limit():
    text = line("One two three four five.", cited("u1"))
    assert codes(text, word_limit=5) == []
    (finding,) = check_report([text], EVIDENCE, word_limit=3)
    assert finding.code == "report_too_long"
    assert finding.params["excess"] == 2


def test_support_counts_a_contributor_in_each_of_its_groups():
    behind = Supports(EVIDENCE).behind(
        line("x", cited("m2", objectives=frozenset({"17"})), cited("m1"))
    )
    assert behind.contributors == {"m1", "m2"}
    assert behind.by_group["diaspora"] == {"m2"}
    assert behind.denominator == 6
    assert behind.denominator_by_group["migrants"] == 2


def test_every_finding_can_be_told_in_six_languages():
    lines = [
        line("All States stressed fees."),
        line("Many participants stressed fees.", cited("u1"), cited("u2", withdrawn=True)),
        line("No State opposed it.", cited("u1"), cited("s1", stance=DISSENTS)),
    ]
    for finding in check_report(lines, EVIDENCE, word_limit=1):
        for language in LANGUAGES:
            assert "{" not in finding.message(language)
