"""Suggestions for passages: complete, ranked, explained, repeatable, and honest without a model."""

import math
from itertools import islice, repeat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewforum.common.text.vectors import load_embedder
from reviewforum.evidence.suggesting import DIMENSIONS, Example, Suggester
from reviewforum.frameworks.reader import FrameworkDataError

from .gold import GOLD

SIX = {"en", "fr", "ru", "es", "ar", "zh"}
ODD = ["", " ", "\0", "\ud800", "🙂", "1234", "?!", "x" * 30_000, "حدود\u202e", "a\u0301\u0301"]


@pytest.fixture(scope="module")
def lexical() -> Suggester:
    return Suggester.load("gcm", embedder=None)


@pytest.fixture(scope="module")
def full() -> Suggester:
    if load_embedder() is None:
        pytest.skip("no embedding model is installed")
    return Suggester.load("gcm")


def recall_at_3(suggester: Suggester, gold: list[tuple[str, str, set[int]]]) -> float:
    answers = suggester.suggest([text for _, text, _ in gold], [code for code, _, _ in gold])
    parts = [
        len(numbers & {suggestion.number for suggestion in answer[:3]}) / len(numbers)
        for (_, _, numbers), answer in zip(gold, answers, strict=True)
    ]
    return sum(parts) / len(parts)


def test_own_sentences_are_coded(full):
    assert recall_at_3(full, GOLD) >= 0.85


def test_own_sentences_in_other_languages_are_coded(full):
    assert recall_at_3(full, [entry for entry in GOLD if entry[0] != "en"]) >= 0.85


def test_words_alone_carry_the_six_languages(lexical):
    assert recall_at_3(lexical, [entry for entry in GOLD if entry[0] in SIX]) >= 0.55


def test_all_objectives_come_back_ranked(full):
    for answer in full.suggest(["Border guards rescued a family.", ""]):
        assert sorted(suggestion.number for suggestion in answer) == list(range(1, 24))
        scores = [suggestion.score for suggestion in answer]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_get_a_full_answer(lexical, text):
    (answer,) = lexical.suggest([text], dimensions=DIMENSIONS)
    assert len([s for s in answer if s.dimension == "objective"]) == 23
    assert all(math.isfinite(suggestion.score) for suggestion in answer)


def test_odd_texts_do_no_harm_with_the_model(full):
    answers = full.suggest(ODD)
    assert [len(answer) for answer in answers] == [23] * len(ODD)


def test_an_empty_text_is_not_confidently_anything(full):
    assert full.suggest([""])[0][0].score < 0.5


def test_nothing_in_nothing_out(full):
    assert full.suggest([]) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from([text for _, text, _ in GOLD]), min_size=1, max_size=3),
    st.text(max_size=20),
    st.sampled_from(["en", "fr", "ar", "zh", "xx", None]),
)
def test_reasons_point_at_real_spans(lexical, texts, noise, language):
    text = noise.join(texts)
    (answer,) = lexical.suggest([text], [language], dimensions=DIMENSIONS)
    for suggestion in answer:
        for reason in suggestion.reasons:
            if reason.kind == "words":
                assert text[reason.start : reason.end] == reason.text != ""
            else:
                assert reason.start is None
                assert 0 < reason.similarity <= 1


def test_reasons_name_the_words_and_the_nearest_example(full):
    text = "Migrant children are locked up in a detention centre."
    first = full.suggest([text], ["en"])[0][0]
    assert first.number == 13
    words = [reason.text for reason in first.reasons if reason.kind == "words"]
    assert "detention centre" in words
    example = first.reasons[-1]
    assert example.kind == "exemplar"
    assert example.language
    assert example.similarity > 0.2


def test_the_answer_does_not_depend_on_company_or_moment(full):
    texts = [text for _, text, _ in GOLD[:6]]
    together = full.suggest(texts, dimensions=DIMENSIONS)
    alone = [full.suggest([text], dimensions=DIMENSIONS)[0] for text in texts]
    assert together == alone
    assert Suggester.load("gcm").suggest(texts, dimensions=DIMENSIONS) == together


def test_a_stream_gives_what_suggest_gives_and_takes_no_more_than_a_batch(lexical):
    texts = [text for _, text, _ in GOLD[:5]]
    pairs = [(text, None) for text in texts]
    assert list(lexical.stream(pairs, batch=2)) == lexical.suggest(texts)
    assert len(list(islice(lexical.stream(repeat(("border", "en")), batch=3), 4))) == 4


def test_vectors_of_the_caller_are_used(full):
    texts = ["Pensions should be portable.", "Boats sank."]
    own = load_embedder().embed(texts, "passage")
    assert full.suggest(texts, vectors=own) == full.suggest(texts)
    swapped = full.suggest(texts, vectors=own[::-1])
    assert swapped != full.suggest(texts)


def test_lengths_that_differ_are_refused(full):
    with pytest.raises(ValueError, match="2 texts but 1 languages"):
        full.suggest(["a", "b"], ["en"])
    with pytest.raises(ValueError, match="1 texts but 0 vectors"):
        full.suggest(["a"], vectors=load_embedder().embed([], "passage"))


# Without the model, and other frameworks.


def test_the_model_says_what_it_rests_on(full, lexical):
    assert load_embedder().model in full.model
    assert lexical.model.endswith("+words-only")
    assert lexical.suggest(["border"])[0][0].model == lexical.model


def test_a_framework_without_examples_is_coded_by_its_titles():
    suggester = Suggester.load("sdg", embedder=None)
    (answer,) = suggester.suggest(["Achieve gender equality and empower women."], ["en"])
    assert answer[0].number == 5
    assert len(answer) == 17


def test_a_framework_from_a_file(tmp_path: Path):
    source = Path("reviewforum/frameworks/data/sdg.toml").read_text(encoding="utf-8")
    path = tmp_path / "city.toml"
    path.write_text(source.replace('slug = "sdg"', 'slug = "city"', 1), encoding="utf-8")
    suggester = Suggester.load(path, embedder=None)
    assert suggester.model.startswith("reviewforum/city@")
    assert suggester.suggest(["End hunger"], ["en"])[0][0].number == 2


def test_an_unknown_framework_is_refused():
    with pytest.raises(FrameworkDataError, match="no such framework"):
        Suggester.load("moon")


# Learning from decisions.

DECISIONS = [
    Example("The quinoa cooperative meets on Mondays.", "en", ("20",)),
    Example("Our quinoa cooperative lends small sums.", "en", ("20",)),
    Example("Cuotas de la cooperativa de quinua.", "es", ("20",)),
]


def test_it_learns_from_decisions_and_says_so(lexical):
    text = ["News of the quinoa cooperative"]
    learned = lexical.learn(DECISIONS)
    before = {s.number: s.score for s in lexical.suggest(text, ["en"])[0]}
    after = learned.suggest(text, ["en"])[0]
    assert after[0].number == 20
    assert after[0].score > before[20]
    assert "+learned@" in learned.model
    assert "+learned@" not in lexical.model


def test_learning_does_not_depend_on_the_order(lexical):
    text = ["Lending in the quinoa cooperative"]
    one, other = lexical.learn(DECISIONS), lexical.learn(DECISIONS[::-1])
    assert one.suggest(text) == other.suggest(text)
    assert one.model == other.model


def test_learning_what_does_not_exist_is_refused(lexical):
    with pytest.raises(ValueError, match=r"No such objective in gcm: \['24'\]"):
        lexical.learn([Example("Text", "en", ("24",))])
    with pytest.raises(ValueError, match="found by their names"):
        lexical.learn([Example("Text", "en", ("FRA",))], "country")


def test_an_objective_has_a_number_and_a_kind_has_none(lexical):
    answer = lexical.suggest(["States should act."], ["en"], dimensions=("objective", "kind"))[0]
    assert answer[0].number == int(answer[0].key)
    with pytest.raises(ValueError, match="has no number"):
        _ = answer[-1].number


# The other dimensions.


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "States should abolish recruitment fees.", "recommendation"),
        ("en", "There is still no shelter and obstacles persist.", "gap"),
        ("en", "A law was adopted and entered into force last year.", "progress"),
        ("en", "This pilot project is a good practice that others can replicate.", "good-practice"),
        ("fr", "Les États devraient ratifier la convention.", "recommendation"),
        ("ru", "Государства должны отменить эти сборы.", "recommendation"),
        ("es", "Persisten obstáculos y faltan recursos.", "gap"),
        ("ar", "ينبغي إلغاء رسوم الاستقدام.", "recommendation"),
        ("zh", "各国应当取消收费。", "recommendation"),
    ],
)
def test_kinds(lexical, language, text, kind):
    (answer,) = lexical.suggest([text], [language], dimensions=("kind",))
    assert answer[0].key == kind


@pytest.mark.parametrize(
    ("text", "principle"),
    [
        ("The best interests of the child come first.", "child-sensitive"),
        ("Mayors, ministries and parliament coordinate their policies.", "whole-of-government"),
        ("Everyone has the right to appeal before an independent court.", "rule-of-law"),
    ],
)
def test_principles(lexical, text, principle):
    (answer,) = lexical.suggest([text], ["en"], dimensions=("principle",))
    assert answer[0].key == principle
    assert len(answer) == 10
