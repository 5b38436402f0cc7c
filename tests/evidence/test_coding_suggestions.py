"""Asking the machine: what is stored, again and again, and how sure it was."""

from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewforum.evidence import tasks
from reviewforum.evidence.actions import suggestions
from reviewforum.evidence.actions.passages import split
from reviewforum.evidence.models import Passage, PassageVector, Suggestion
from reviewforum.evidence.suggesting import DIMENSIONS, Reason
from reviewforum.evidence.suggesting import Suggestion as Proposed
from tests import build
from tests.evidence.coders import passage

KEYS = {
    "objective": [str(number) for number in range(1, 24)],
    "principle": ["people-centred"],
    "country": ["ITA"],
    "kind": ["gap", "progress"],
}


@dataclass
class Engine:
    """Proposes by rule: objective n with a confidence of 0.9/n, and the other dimensions surely."""

    model: str = "engine-1"
    asked: list = field(default_factory=list)

    def suggest(self, texts, languages=None, *, dimensions, vectors=None):
        assert dimensions == DIMENSIONS and (vectors is None or len(vectors) == len(texts))
        self.asked += texts
        return [self._of(text) for text in texts]

    def _of(self, text):
        why = (
            Reason("words", text[:3], 0, 3),
            Reason("exemplar", "An example.", None, None, 0.5, "en"),
        )
        return [
            Proposed(dimension, key, round(0.9 / place, 4), why, self.model)
            for dimension in DIMENSIONS
            for place, key in enumerate(KEYS[dimension], start=1)
        ]


class Embedder:
    model = "vectors-1"

    def __init__(self):
        self.embedded = []

    def embed(self, texts, role):
        assert role == "passage"
        self.embedded += texts
        return np.ones((len(texts), 4), dtype=np.float32)


@pytest.fixture
def engine(monkeypatch):
    made = Engine()
    monkeypatch.setattr(suggestions, "suggester", lambda _framework: made)
    monkeypatch.setattr(suggestions, "load_embedder", lambda: None)
    return made


def test_stores_suggestions_with_reasons_but_not_the_words(forum, engine):
    row = passage(forum)
    assert suggestions.suggest_pending(forum=forum) == 1
    row.refresh_from_db()
    assert row.suggested_by == "engine-1" and 0 < row.uncertainty < 1
    stored = {(s.code.dimension, s.code.key): s for s in row.suggestions.all()}
    objectives = {key for dimension, key in stored if dimension == "objective"}
    assert objectives == {"1", "2", "3", "4", "5"}
    assert ("kind", "gap") in stored and ("country", "ITA") in stored
    assert stored["objective", "1"].reasons == [
        {"kind": "words", "start": 0, "end": 3},
        {"kind": "exemplar", "text": "An example.", "similarity": 0.5, "language": "en"},
    ]


def test_asks_once_per_model_and_goes_on_where_it_stopped(forum, engine, monkeypatch):
    monkeypatch.setattr(suggestions, "BATCH", 2)
    for number in range(5):
        passage(forum, f"Words {number}.", body=f"B{number}")
    assert suggestions.suggest_pending(forum=forum, most=3) == 3
    assert suggestions.suggest_pending(forum=forum) == 2
    assert suggestions.suggest_pending(forum=forum) == 0
    assert len(engine.asked) == len(set(engine.asked)) == 5
    before = Suggestion.objects.count()
    engine.model = "engine-2"
    assert suggestions.suggest_pending(forum=forum) == 5
    assert Suggestion.objects.count() == 2 * before, "what the older model proposed stays"


def test_the_same_batch_twice_stores_the_same(forum, engine):
    rows = [passage(forum)]
    for _time in range(2):
        suggestions.suggest_for(passages=rows, forum=forum, engine=engine)
    assert Suggestion.objects.count() == len(
        {(s.code_id, s.model) for s in Suggestion.objects.all()}
    )


def test_embeds_once_and_keeps_the_vector_for_search(forum, engine, monkeypatch):
    model = Embedder()
    monkeypatch.setattr(suggestions, "load_embedder", lambda: model)
    row = passage(forum)
    suggestions.suggest_pending(forum=forum)
    engine.model = "engine-2"
    suggestions.suggest_pending(forum=forum)
    stored = PassageVector.objects.get(passage=row, model="vectors-1")
    assert np.frombuffer(bytes(stored.vector), np.float16).tolist() == [1, 1, 1, 1]
    assert len(model.embedded) == 1


def test_retired_passages_are_left_out_and_their_parts_are_read(forum, engine, rapporteur):
    row = passage(forum)
    split(by=rapporteur, passage=row, at=22)
    suggestions.suggest_pending(forum=forum)
    assert engine.asked == ["Recruiters take fees.", "Families wait for years."]


def test_the_task_is_a_door_to_the_action(forum, engine):
    passage(forum)
    assert tasks.suggest_pending.enqueue(forum.pk).return_value == 1
    assert not Passage.objects.exclude(suggested_by="engine-1").exists()


def test_another_forum_is_left_alone(forum, engine):
    other = build.forum("elsewhere")
    passage(other)
    assert suggestions.suggest_pending(forum=forum) == 0


def proposed(*scores):
    return [
        Proposed("objective", str(number), score, (), "m")
        for number, score in enumerate(scores, start=1)
    ]


@given(st.lists(st.floats(0, 1), max_size=23))
def test_uncertainty_is_between_nothing_and_everything(scores):
    assert 0 <= suggestions.uncertainty(proposed(*scores)) <= 1


def test_uncertainty_is_greatest_in_the_middle():
    sure = suggestions.uncertainty(proposed(0.99, 0.01, 0.01))
    torn = suggestions.uncertainty(proposed(0.55, 0.45, 0.4))
    assert sure < 0.1 < 0.9 < torn
    assert suggestions.uncertainty([]) == 1.0


@given(st.lists(st.floats(0, 1), min_size=5, max_size=23))
def test_the_best_five_objectives_are_always_kept(scores):
    items = suggestions.kept(proposed(*scores))
    best = sorted(scores, reverse=True)
    assert [item.score for item in items] == best[: len(items)] and 5 <= len(items) <= 9
    assert all(item.score >= 0.3 for item in items[5:])


def test_weak_guesses_of_other_dimensions_are_dropped():
    weak = [Proposed("kind", "gap", 0.2, (), "m"), Proposed("country", "ITA", 0.4, (), "m")]
    assert suggestions.kept(weak) == []
