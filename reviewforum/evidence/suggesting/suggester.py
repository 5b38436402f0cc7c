"""Suggests codes for passages: the objectives of a framework, principles, States, kinds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path

import numpy as np

from reviewforum.common.text.vectors import Embedder, Matrix, load_embedder
from reviewforum.frameworks.reader import FrameworkData, read_framework

from .answers import Dimension, Example, Suggestion
from .coder import SETTINGS, Coder, human
from .countries import countries
from .files import DATA, Phrase, read_examples, read_lexicon
from .lexicon import Lexicon
from .memory import ROLE
from .reading import Reading, read_all

BATCH = 64
HUMAN_WEIGHT = 3.0
"""How much more than a shipped example a person's decision counts."""


class Suggester:
    """Suggests codes; made with `load`, improved with `learn`. Same input, same answer."""

    def __init__(
        self,
        framework: FrameworkData,
        embedder: Embedder | None,
        learned: Sequence[tuple[Dimension, Example]] = (),
    ) -> None:
        self.framework = framework
        self._embedder = embedder
        self._learned = tuple(learned)
        self._coders: dict[Dimension, Coder] = {}

    @classmethod
    def load(
        cls, framework: str | Path = "gcm", *, embedder: Embedder | str | None = "default"
    ) -> Suggester:
        """The suggester for a framework: its slug, or the path of its file.

        Without an embedding model (`embedder=None`, or none installed) it works on words alone
        and says so in `model`. A framework without example sentences is coded by its titles.
        Raises FrameworkDataError when there is no such framework.
        """
        chosen = load_embedder() if isinstance(embedder, str) else embedder
        return cls(read_framework(framework), chosen)

    @cached_property
    def model(self) -> str:
        """What suggestions rest on: the data, the embedding model or `words-only`, and what was
        learned, each with a digest. Stored with every suggestion."""
        vectors = self._embedder.model if self._embedder else "words-only"
        parts = [f"reviewforum/{self.framework.slug}@{_data_digest(self.framework)}", vectors]
        if self._learned:
            parts.append(f"learned@{_digest(map(repr, self._learned))}")
        return "+".join(parts)

    def learn(self, examples: Iterable[Example], dimension: Dimension = "objective") -> Suggester:
        """A suggester that has also learned from a forum's own decisions.

        The order of `examples` does not matter. Raises ValueError for a key that the framework
        does not have, or for the dimension country, which is found by name.
        """
        if dimension == "country":
            raise ValueError("States are found by their names; there is nothing to learn.")
        known = set(self._keys(dimension))
        fresh = [human(example, HUMAN_WEIGHT) for example in examples]
        for example in fresh:
            if unknown := sorted(set(example.keys) - known):
                raise ValueError(f"No such {dimension} in {self.framework.slug}: {unknown}.")
        added = sorted((e for e in fresh if e.text.strip()), key=lambda e: (e.text, e.keys))
        learned = [*self._learned, *((dimension, example) for example in added)]
        return Suggester(self.framework, self._embedder, learned)

    def suggest(
        self,
        texts: Sequence[str],
        languages: Sequence[str | None] | None = None,
        *,
        dimensions: Sequence[Dimension] = ("objective",),
        vectors: Matrix | None = None,
    ) -> list[list[Suggestion]]:
        """For each text its suggestions: dimension by dimension as asked, ranked within each.

        Every objective, principle and kind is returned; of States those that are named.
        `languages` are codes (None: found out); `vectors` the texts' own, if the caller has
        them (role `passage` of the same model). Raises ValueError where lengths differ.
        """
        readings = read_all(texts, languages)
        if vectors is not None and len(vectors) != len(texts):
            raise ValueError(f"{len(texts)} texts but {len(vectors)} vectors: give one for each.")
        if vectors is None and self._embedder and set(dimensions) - {"country"} and readings:
            vectors = self._embedder.embed(texts, ROLE)
        answers: list[list[Suggestion]] = [[] for _ in readings]
        for dimension in dimensions:
            for answer, found in zip(answers, self._of(dimension, readings, vectors), strict=True):
                answer += found
        return answers

    def stream(
        self,
        texts: Iterable[tuple[str, str | None]],
        *,
        dimensions: Sequence[Dimension] = ("objective",),
        batch: int = BATCH,
    ) -> Iterator[list[Suggestion]]:
        """As `suggest`, for (text, language) pairs without end, in their order, a batch a time."""
        source = iter(texts)
        while chunk := list(islice(source, batch)):
            languages = [language for _, language in chunk]
            yield from self.suggest([t for t, _ in chunk], languages, dimensions=dimensions)

    def _of(
        self, dimension: Dimension, readings: Sequence[Reading], vectors: Matrix | None
    ) -> list[list[Suggestion]]:
        if not readings:
            return []
        if dimension == "country":
            return [self._states(reading) for reading in readings]
        coder = self.coder(dimension)
        scored = coder.score(readings, vectors)
        ranked = np.argsort(-np.round(scored.scores, 4), axis=1, kind="stable")
        return [
            [
                Suggestion(
                    dimension,
                    coder.keys[column],
                    round(float(scored.scores[row, column]), 4),
                    coder.reasons(scored, row, column, reading.text),
                    self.model,
                )
                for column in map(int, ranked[row])
            ]
            for row, reading in enumerate(readings)
        ]

    def _states(self, reading: Reading) -> list[Suggestion]:
        found = countries().find(reading)
        return [Suggestion("country", key, score, why, self.model) for key, score, why in found]

    def coder(self, dimension: Dimension) -> Coder:
        """The fitted coder of a dimension, made when first needed."""
        if dimension not in self._coders:
            self._coders[dimension] = self._make(dimension)
        return self._coders[dimension]

    def _make(self, dimension: Dimension) -> Coder:
        keys = self._keys(dimension)
        examples, phrases = material(self.framework, dimension)
        examples += [example for place, example in self._learned if place == dimension]
        return Coder(dimension, keys, examples, Lexicon(phrases, keys), self._embedder)

    def _keys(self, dimension: Dimension) -> list[str]:
        if dimension == "objective":
            return [str(objective.number) for objective in self.framework.objectives]
        if dimension == "principle":
            return [principle.key for principle in self.framework.principles]
        return sorted({key for example in read_examples(DATA / "kinds") for key in example.keys})


def material(framework: FrameworkData, dimension: Dimension) -> tuple[list[Example], list[Phrase]]:
    """The example sentences and the lexicon of a dimension of a framework."""
    if dimension == "kind":
        return read_examples(DATA / "kinds"), read_lexicon(DATA / "kinds")
    slug = framework.slug if dimension == "objective" else f"{framework.slug}-principles"
    own, phrases = read_examples(DATA / slug), read_lexicon(DATA / slug)
    titles = _titles(framework) if dimension == "objective" else _principles(framework)
    return [*titles, *own], phrases


def _titles(framework: FrameworkData) -> list[Example]:
    return [
        Example(f"{objective.short.get(language, '')}. {title}", language,
                (str(objective.number),), f"title/{objective.number}")
        for objective in framework.objectives
        for language, title in sorted(objective.title.items())
    ]  # fmt: skip


def _principles(framework: FrameworkData) -> list[Example]:
    return [
        Example(f"{name}. {principle.meaning.get(language, '')}", language,
                (principle.key,), f"title/{principle.key}")
        for principle in framework.principles
        for language, name in sorted(principle.names.items())
    ]  # fmt: skip


def _data_digest(framework: FrameworkData) -> str:
    dimensions: tuple[Dimension, ...] = ("objective", "principle", "kind")
    parts = [repr(material(framework, dimension)) for dimension in dimensions]
    return _digest([*parts, SETTINGS])


def _digest(parts: Iterable[str]) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(part.encode("utf-8", "replace"))
    return total.hexdigest()[:12]
