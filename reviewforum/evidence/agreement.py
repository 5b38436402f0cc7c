"""How far coders agree: Krippendorff's alpha and F1, per code and over all.

Counted are passages that at least two coders have finished, each coder's latest word, before any
adjudication: what is measured is the coding, not how disputes about it ended.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count, QuerySet

from reviewforum.evidence.models import Code, Decision, Dimension, Reading
from reviewforum.forums.models import Forum

RELIABLE, TENTATIVE = 0.8, 0.667
"""Krippendorff, Content Analysis (2nd ed., Sage 2004), p. 241: rely on variables from α = .800 on;
draw tentative conclusions from .667 on.
"""

FEW = 20
"""Below so many passages α swings with a single decision; the page says so."""

Marks = Mapping[int, frozenset[int]]
"""Coder → the codes they gave to one passage."""

Tally = Counter[tuple[int, int]]
"""(coders who read it, those of them who gave the code) → how many passages."""


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Krippendorff's alpha for nominal data: each unit is the values given to it, one a coder who
    judged it; units with fewer than two are left out, so values may be missing.

    1 is perfect agreement, 0 what chance would give, below 0 systematic disagreement. None where
    it is not defined: nothing to compare, or one value throughout.

    Source: K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C, from the
    coincidence matrix: α = 1 - (n - 1) · Σ o(c≠k) / Σ n(c)·n(k), c≠k.
    """
    return alpha_of(Counter(map(tuple, units)))


def alpha_of(units: Mapping[tuple[Hashable, ...], int]) -> float | None:
    """As `alpha`, of units with how many there are of each."""
    totals: Counter[Hashable] = Counter()
    observed = 0.0
    for values, times in units.items():
        if len(values) < 2:
            continue
        counts = Counter(values)
        totals.update({value: n * times for value, n in counts.items()})
        pairs = len(values) ** 2 - sum(n * n for n in counts.values())
        observed += times * pairs / (len(values) - 1)
    n = totals.total()
    expected = n * n - sum(count * count for count in totals.values())
    return 1 - (n - 1) * observed / expected if expected else None


def f1(both: int, first_only: int, second_only: int) -> float | None:
    """The harmonic mean of precision and recall, the same whichever coder is taken as the key; None
    where neither gave the code.
    """
    given = 2 * both + first_only + second_only
    return 2 * both / given if given else None


@dataclass(frozen=True)
class Row:
    """Agreement on one code. `passages` counts those read twice or more; `given`, those to which at
    least one coder gave it; `agreed`, those on which all said the same.
    """

    code: Code
    passages: int
    given: int
    agreed: int
    alpha: float | None
    f1: float | None

    @property
    def verdict(self) -> str:
        """`reliable`, `tentative`, `unreliable`, or `undefined`."""
        return verdict(self.alpha)


@dataclass(frozen=True)
class Agreement:
    """Agreement of a forum's coders on one dimension.

    `alpha` pools every (passage, code) judgement; `f1` every pair of coders; `f1_by_passage` is the
    mean over passages and pairs, so that a passage with many codes weighs no more than another.
    """

    passages: int
    coders: int
    alpha: float | None
    f1: float | None
    f1_by_passage: float | None
    rows: tuple[Row, ...]

    @property
    def verdict(self) -> str:
        """As of a row."""
        return verdict(self.alpha)

    @property
    def few(self) -> bool:
        """Too few passages for firm figures."""
        return self.passages < FEW


def verdict(value: float | None) -> str:
    """What a value of alpha allows, in a word."""
    if value is None:
        return "undefined"
    if value >= RELIABLE:
        return "reliable"
    return "tentative" if value >= TENTATIVE else "unreliable"


def agreement(forum: Forum, dimension: str = Dimension.OBJECTIVE) -> Agreement:
    """Agreement of the forum's coders on a dimension; a fixed number of queries."""
    codes = list(Code.objects.filter(framework=forum.framework, dimension=dimension))
    return measure(read_marks(forum, dimension), codes)


def measure(marks: Sequence[Marks], codes: Sequence[Code]) -> Agreement:
    """From what each coder gave to each passage."""
    read = [given for given in marks if len(given) > 1]
    tallies = {code.pk: _tally(code.pk, read) for code in codes}
    everything = sum(tallies.values(), Tally())
    return Agreement(
        passages=len(read),
        coders=len({coder for passage in read for coder in passage}),
        alpha=_alpha(everything),
        f1=_pooled(everything),
        f1_by_passage=_by_passage(read),
        rows=tuple(_row(code, tallies[code.pk]) for code in codes),
    )


def _tally(code: int, marks: Sequence[Marks]) -> Tally:
    return Counter((len(given), sum(code in codes for codes in given.values())) for given in marks)


def _row(code: Code, tally: Tally) -> Row:
    return Row(
        code=code,
        passages=tally.total(),
        given=sum(times for (_coders, gave), times in tally.items() if gave),
        agreed=sum(times for (coders, gave), times in tally.items() if gave in (0, coders)),
        alpha=_alpha(tally),
        f1=_pooled(tally),
    )


def _alpha(tally: Tally) -> float | None:
    return alpha_of({(True,) * gave + (False,) * (coders - gave): times
                     for (coders, gave), times in tally.items()})  # fmt: skip


def _pooled(tally: Tally) -> float | None:
    """F1 over all pairs of coders: both gave the code, or one of them did."""
    both = sum(times * gave * (gave - 1) // 2 for (_coders, gave), times in tally.items())
    one = sum(times * gave * (coders - gave) for (coders, gave), times in tally.items())
    return f1(both, one, 0)


def _by_passage(marks: Sequence[Marks]) -> float | None:
    """The mean of F1 over passages and pairs; two coders who both gave no code agree wholly."""
    scores = []
    for passage in marks:
        for first, second in combinations(passage.values(), 2):
            score = f1(len(first & second), len(first - second), len(second - first))
            scores.append(1.0 if score is None else score)
    return sum(scores) / len(scores) if scores else None


def read_marks(forum: Forum, dimension: str) -> list[Marks]:
    """What each coder who finished gave to each passage that two or more have finished."""
    readings = Reading.objects.filter(passage__in=_read_twice(forum)).order_by(
        "passage_id", "by_id"
    )
    marks: dict[int, dict[int, set[int]]] = defaultdict(dict)
    for passage, coder in readings.values_list("passage_id", "by_id"):
        marks[passage][coder] = set()
    for passage, coder, code, applies in _words(forum, dimension):
        given = marks[passage].get(coder)
        if given is not None:
            given.add(code) if applies else given.discard(code)
    return [
        {coder: frozenset(codes) for coder, codes in passage.items()} for passage in marks.values()
    ]


def _read_twice(forum: Forum) -> QuerySet[Reading, int]:
    rows = Reading.objects.filter(passage__forum=forum, passage__retired_at=None)
    twice = rows.values("passage").annotate(n=Count("pk")).filter(n__gte=2)
    return twice.order_by().values_list("passage", flat=True)


def _words(forum: Forum, dimension: str) -> Iterable[tuple[int, int, int, bool]]:
    """(passage, coder, code, applies) in the order in which it was said."""
    rows = Decision.objects.filter(
        passage__in=_read_twice(forum), code__dimension=dimension, adjudication=False
    )
    return rows.order_by("pk").values_list("passage_id", "by_id", "code_id", "applies")


def sides(passages: Sequence[int]) -> dict[tuple[int, int], tuple[int, int]]:
    """(passage, code) → how many coders say that it applies, and how many who have finished do
    not. For every code somebody has said a word on, before adjudication.
    """
    said: dict[tuple[int, int], dict[int, bool]] = defaultdict(dict)
    rows = Decision.objects.filter(passage__in=passages, adjudication=False).order_by("pk")
    for passage, code, coder, applies in rows.values_list(
        "passage_id", "code_id", "by_id", "applies"
    ):
        said[passage, code][coder] = applies
    finished: dict[int, set[int]] = defaultdict(set)
    readings = Reading.objects.filter(passage__in=passages)
    for passage, coder in readings.values_list("passage_id", "by_id"):
        finished[passage].add(coder)
    return {
        place: (sum(words.values()), sum(not words.get(c) for c in finished[place[0]]))
        for place, words in said.items()
    }
