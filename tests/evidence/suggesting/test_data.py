"""The engine's data: complete, readable, with vectors that are up to date; and each refusal."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from reviewforum.common.text.vectors import load_embedder
from reviewforum.evidence.suggesting.answers import SuggestingDataError
from reviewforum.evidence.suggesting.build import FITTED
from reviewforum.evidence.suggesting.files import DATA, read_examples, read_lexicon
from reviewforum.evidence.suggesting.memory import (
    VECTORS,
    digest,
    embed_examples,
    keep,
    recall,
    store,
)
from reviewforum.evidence.suggesting.suggester import Suggester, material
from reviewforum.frameworks.reader import available, read_framework

OBJECTIVES = {str(number) for number in range(1, 24)}


def folder(tmp_path: Path, kind: str, content: str) -> Path:
    (tmp_path / kind).mkdir()
    (tmp_path / kind / "en.txt").write_text(content, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("language", "least"),
    [("en", 15), ("fr", 4), ("es", 4), ("ru", 4), ("ar", 4), ("zh", 4)]
    + [(code, 1) for code in ("uk", "tr", "de", "it", "pt", "ro")],
)
def test_every_objective_has_examples(language, least):
    examples = [e for e in read_examples(DATA / "gcm") if e.language == language]
    counts = Counter(key for example in examples for key in example.keys)
    assert set(counts) == OBJECTIVES
    assert min(counts.values()) >= least


def test_every_objective_has_a_lexicon_in_twelve_languages():
    keys: dict[str, set[str]] = {}
    for phrase in read_lexicon(DATA / "gcm"):
        keys.setdefault(phrase.language, set()).add(phrase.key)
    assert len(keys) == 12
    assert all(known == OBJECTIVES for known in keys.values())


def test_no_sentence_stands_twice():
    sentences = Counter(example.text for example in read_examples(DATA / "gcm"))
    assert [text for text, times in sentences.items() if times > 1] == []


def test_principles_and_kinds_use_keys_that_exist():
    from reviewforum.evidence.kinds import KINDS

    principles = {principle.key for principle in read_framework("gcm").principles}
    for name, known in (("gcm-principles", principles), ("kinds", set(KINDS))):
        assert {key for e in read_examples(DATA / name) for key in e.keys} == known
        assert {phrase.key for phrase in read_lexicon(DATA / name)} == known


def test_the_stored_vectors_are_up_to_date():
    """After a change of sentences: python -m reviewforum.evidence.suggesting.build."""
    with np.load(VECTORS) as content:
        stored = set(map(bytes, content["keys"]))
        assert content["vectors"].dtype == np.float16
    frameworks = [read_framework(slug) for slug in available()]
    texts = {e.text for f in frameworks for d in FITTED for e in material(f, d)[0]}
    assert stored == {digest(text) for text in texts}


@pytest.mark.skipif(load_embedder() is None, reason="no embedding model is installed")
def test_stored_vectors_are_those_of_the_model():
    embedder = load_embedder()
    texts = [example.text for example in read_examples(DATA / "gcm")[:5]]
    stored = embed_examples(texts, embedder)
    assert np.allclose(stored, embedder.embed(texts, "passage"), atol=1e-3)


@pytest.mark.skipif(load_embedder() is None, reason="no embedding model is installed")
def test_the_stored_fit_is_up_to_date_and_that_of_a_fresh_fit(tmp_path):
    """After a change of data or settings: python -m reviewforum.evidence.suggesting.build."""
    coder = Suggester.load("gcm").coder("objective")
    stored, fresh = recall(coder.fingerprint), coder._fit()
    assert stored is not None
    assert np.allclose(stored.meaning.dual, fresh.meaning.dual, atol=1e-4)
    assert np.allclose(stored.words.dual, fresh.words.dual, atol=1e-4)
    assert np.allclose(stored.curve, fresh.curve, atol=1e-3)
    assert recall("another") is None
    assert recall(coder.fingerprint, tmp_path / "absent.npz") is None


def test_a_fit_without_a_model_is_not_stored(tmp_path):
    coder = Suggester.load("gcm", embedder=None).coder("kind")
    assert recall(coder.fingerprint) is None
    with pytest.raises(ValueError, match="embedding model"):
        keep(coder.fingerprint, coder.fitted, tmp_path / "fit.npz")


class Counting:
    """An embedder that knows what it was asked."""

    model = "counting@0"
    dimensions = 2

    def __init__(self):
        self.asked: list[str] = []

    def embed(self, texts, role):
        self.asked += texts
        return np.array([[1, 0] for _ in texts], dtype=np.float32).reshape(len(texts), 2)


def test_another_model_computes_its_own_vectors():
    embedder = Counting()
    texts = [example.text for example in read_examples(DATA / "gcm")[:3]]
    assert embed_examples(texts, embedder).shape == (3, 2)
    assert embedder.asked == texts


def test_storing_is_repeatable(tmp_path):
    one, other = tmp_path / "one.npz", tmp_path / "other.npz"
    store(["b", "a", "b"], Counting(), one)
    store(["a", "b"], Counting(), other)
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("line", ["1 | a", "1 || a", "no bars", " | a | b"])
def test_a_broken_example_is_named(tmp_path, line):
    source = folder(tmp_path, "exemplars", f"# a note\n1 | a | Good line.\n{line}\n")
    with pytest.raises(SuggestingDataError, match=r"exemplars/en\.txt, line 3"):
        read_examples(source)


@pytest.mark.parametrize("line", ["no colon", "1: a | b | c"])
def test_a_broken_lexicon_line_is_named(tmp_path, line):
    source = folder(tmp_path, "lexicon", f"1: good; better | weak\n{line}\n")
    with pytest.raises(SuggestingDataError, match=r"lexicon/en\.txt, line 2"):
        read_lexicon(source)


def test_a_good_file_is_read(tmp_path):
    source = folder(tmp_path, "lexicon", "1: two words; one | weak\n\n# note\n")
    phrases = [(p.key, p.words, p.weight) for p in read_lexicon(source)]
    assert phrases == [("1", "two words", 1.0), ("1", "one", 1.0), ("1", "weak", 0.35)]
    source = folder(tmp_path, "exemplars", "22,15 | output | A | B sentence\n")
    (example,) = read_examples(source)
    assert (example.keys, example.text) == (("15", "22"), "A | B sentence")


def test_a_folder_without_files_is_empty(tmp_path):
    assert read_examples(tmp_path) == []
    assert read_lexicon(tmp_path) == []
