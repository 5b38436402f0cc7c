"""Suggested paragraphs: verbatim, from many, in any order; written ones only where carried."""

# ruff: noqa: E501 - a case a line reads as a table

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewforum.outcomes.support.folding import LANGUAGES
from reviewforum.outcomes.support.suggest import (
    Passage,
    Written,
    cluster,
    extract,
    verify_written,
)

PASSAGES = [
    Passage("p1", "Seasonal workers pay fees to recruiters before they leave. Employers should pay these fees.", "en", "c1", "trade-unions", 100),
    Passage("p2", "Recruitment fees of 2,000 euros are charged to workers in Georgia. Workers do not receive a contract in their language.", "en", "c2", "trade-unions"),
    Passage("p3", "Schools refuse children without papers; the children lose years of school.", "en", "c3", "civil-society"),
    Passage("p4", "Children without papers are kept out of school by head teachers.", "en", "c4", "migrants"),
    Passage("p5", "Les enfants sans papiers restent hors de l’école.", "fr", "c5", "migrants", translations={"en": "Children without papers stay out of school."}),
]  # fmt: skip


def test_passages_that_say_alike_come_together_with_a_label():
    fees, school = cluster(PASSAGES[:4])
    assert fees.passages == ("p1", "p2")
    assert "fees" in fees.label
    assert school.passages == ("p3", "p4")
    assert "children" in school.label


def test_a_passage_like_no_other_is_kept_by_itself():
    alone = Passage("z", "Consulates issue travel documents late.", "en", "c", "media")
    assert ("z",) in [found.passages for found in cluster([*PASSAGES, alone])]


vectors = st.lists(
    st.lists(st.floats(-1, 1, allow_nan=False), min_size=3, max_size=3), min_size=1, max_size=12
)


@settings(deadline=None)
@given(vectors, st.randoms(use_true_random=False))
def test_clusters_do_not_depend_on_the_order_of_the_passages(rows, rng):
    passages = [
        Passage(f"k{i:02}", f"word{i} text", "en", f"c{i}", "media") for i in range(len(rows))
    ]
    given_vectors = {p.key: row for p, row in zip(passages, rows, strict=True)}
    shuffled = passages[:]
    rng.shuffle(shuffled)
    found = cluster(passages, given_vectors)
    assert cluster(shuffled, given_vectors) == found
    assert sorted(key for part in found for key in part.passages) == [p.key for p in passages]


def test_bad_clusters_are_refused_and_none_is_none():
    assert cluster([]) == []
    with pytest.raises(ValueError, match="twice"):
        cluster([PASSAGES[0], PASSAGES[0]])
    with pytest.raises(ValueError, match="No vector for: p1"):
        cluster(PASSAGES[:1], {})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_suggestion_is_verbatim_and_knows_its_place(language):
    found = extract(PASSAGES, language, size=5)
    texts = {passage.key: passage for passage in PASSAGES}
    assert found.lead_in
    assert found.behind == ("p1", "p2", "p3", "p4", "p5")
    for one in found.excerpts:
        source = texts[one.passage]
        assert source.text[one.start : one.end] == one.text
        assert one.offset == source.start + one.start
        assert one.contributor == source.contributor


def test_a_suggestion_hears_each_contributor_before_one_twice():
    found = extract(PASSAGES[:4], "en", size=4)
    assert len({one.contributor for one in found.excerpts}) == 4
    first_three = {one.group for one in found.excerpts[:3]}
    assert first_three == {"trade-unions", "civil-society", "migrants"}


def test_a_suggestion_does_not_depend_on_order_nor_repeat_a_sentence():
    twin = Passage("p9", PASSAGES[3].text, "en", "c9", "media")
    pool = [*PASSAGES, twin]
    shuffled = pool[:]
    random.Random(1).shuffle(shuffled)
    found = extract(pool, "en", size=8)
    assert extract(shuffled, "en", size=8) == found
    assert len({one.text for one in found.excerpts}) == len(found.excerpts)
    assert extract([], "en").excerpts == ()


ACCEPTED = [
    ("Two trade unions stressed that workers pay recruitment fees of 2000 euros in Georgia.", ("p1", "p2")),
    ("Workers do not receive a contract in their language.", ("p2",)),
    ("Seasonal workers pay fees to recruiters.", ("p1",)),
    ("One contributor said that “Employers should pay these fees”.", ("p1",)),
    ("Children without papers stay out of school.", ("p5",)),
    ("Children without papers are kept out of school.", ("p3", "p4")),
]  # fmt: skip

REFUSED = [
    ("Workers pay fees.", (), "claim_missing"),
    ("Workers pay fees.", ("p1", "zz"), "claim_unknown"),
    ("Recruitment fees of 3,000 euros are charged to workers in Georgia.", ("p2",), "number_unsupported"),
    ("Recruitment fees of 2,000 euros are charged to workers in Armenia.", ("p2",), "name_unsupported"),
    ("Recruitment fees are charged to workers by the IOM.", ("p2",), "name_unsupported"),
    ("Workers receive a contract in their language.", ("p2",), "negation_differs"),
    ("Seasonal workers never pay fees to recruiters before they leave.", ("p1",), "negation_differs"),
    ("Employers and consulates must build shelters everywhere.", ("p2",), "words_unsupported"),
    ("One contributor said that “employers must pay all fees”.", ("p1",), "quotation_not_verbatim"),
    ("Seasonal workers pay fees to recruiters before they leave.", ("p1", "p3"), "claim_idle"),
    ("Many trade unions stressed that workers pay fees to recruiters.", ("p1", "p2"), "quantifier_too_strong"),
    ("Three trade unions stressed that workers pay fees to recruiters.", ("p1", "p2"), "number_differs"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "claims"), ACCEPTED)
def test_a_written_sentence_its_passages_carry_is_accepted(text, claims):
    (verdict,) = verify_written([Written(text, "en", claims)], PASSAGES)
    assert verdict.accepted, [(one.code, one.params) for one in verdict.reasons]


@pytest.mark.parametrize(("text", "claims", "code"), REFUSED)
def test_a_written_sentence_they_do_not_carry_is_refused_with_the_reason(text, claims, code):
    (verdict,) = verify_written([Written(text, "en", claims)], PASSAGES)
    assert code in [reason.code for reason in verdict.reasons]
    assert all("{" not in reason.message(lang) for reason in verdict.reasons for lang in LANGUAGES)


def test_another_language_needs_a_translation():
    (refused,) = verify_written(
        [Written("Les enfants sans papiers restent hors de l’école.", "fr", ("p3",))], PASSAGES
    )
    assert [reason.code for reason in refused.reasons] == ["other_language"]
    (taken,) = verify_written(
        [Written("Les enfants sans papiers restent hors de l’école.", "fr", ("p5",))], PASSAGES
    )
    assert taken.accepted


OTHERS = [
    ("ru", "Трудящиеся в Грузии не получают договор на своём языке.", "Трудящиеся в Грузии не получают договор.", "Трудящиеся в Армении не получают договор."),
    ("es", "Los trabajadores en Georgia no reciben contrato.", "Los trabajadores no reciben contrato en Georgia.", "Los trabajadores reciben contrato en Georgia."),
    ("ar", "لا يحصل العمال في جورجيا على عقد.", "لا يحصل العمال على عقد في جورجيا.", "لا يحصل العمال على عقد في أرمينيا."),
    ("zh", "格鲁吉亚的工人没有收到合同。", "格鲁吉亚的工人没有收到合同。", "亚美尼亚的工人没有收到合同。"),
    ("fr", "Les travailleurs en Géorgie paient 2 000 euros.", "Les travailleurs paient 2000 euros en Géorgie.", "Les travailleurs paient 3000 euros en Géorgie."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "good", "bad"), OTHERS)
def test_the_rule_holds_in_every_language(language, source, good, bad):
    passage = Passage("p", source, language, "c", "trade-unions")
    first, second = verify_written(
        [Written(good, language, ("p",)), Written(bad, language, ("p",))], [passage]
    )
    assert first.accepted, [(one.code, one.params) for one in first.reasons]
    assert not second.accepted
