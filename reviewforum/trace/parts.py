"""What a trace consists of: plain rows, each with what its readers may be shown and no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from reviewforum.evidence.attribution import Shown
from reviewforum.evidence.models import Contribution, Passage
from reviewforum.outcomes.models import Corrigendum, FrozenSentence, Report, ReportVersion

State = Literal["reached", "stopped", "pending"]


@dataclass(frozen=True)
class Step:
    """One step of the way from a voice to its outcome, in the reader's words.

    `at` is written in the forum's time zone, named; empty where the step has no moment.
    """

    title: str
    detail: str = ""
    state: State = "reached"
    at: str = ""
    url: str = ""


@dataclass(frozen=True)
class CodeFact:
    """A code that holds on a passage; `key` of an objective is its number."""

    dimension: str
    key: str
    name: str


@dataclass(frozen=True)
class Cite:
    """A citation in a published version. `latest`: the newest version still holds the sentence."""

    report: Report
    version: ReportVersion
    sentence: FrozenSentence
    passage: int
    note: int
    stance: str
    latest: bool
    now: str

    @property
    def text(self) -> str:
        """The sentence as it reads after its corrections."""
        return self.now or self.sentence.text


@dataclass(frozen=True)
class Reason:
    """Why a report leaves these passages uncited."""

    report: Report
    text: str
    passages: frozenset[int]


@dataclass(frozen=True)
class PassageFate:
    """How far one passage came. `quote` is None where the words may not be shown."""

    passage: Passage
    quote: str | None
    codes: tuple[CodeFact, ...]
    cites: tuple[Cite, ...]
    drafts: tuple[Report, ...]
    reasons: tuple[Reason, ...]

    @property
    def objectives(self) -> tuple[CodeFact, ...]:
        """The objectives among its codes, by number."""
        return tuple(code for code in self.codes if code.dimension == "objective")

    @property
    def shape(self) -> tuple[object, ...]:
        """Equal for passages that fared alike."""
        cited = tuple((cite.report.pk, cite.sentence.key) for cite in self.cites)
        kept = (self.passage.status, self.passage.set_aside_code, self.codes, cited)
        return (*kept, tuple(r.pk for r in self.drafts), tuple(r.text for r in self.reasons))


@dataclass(frozen=True)
class Outcome:
    """A report that should account for the contribution, and its newest published version."""

    report: Report
    published: ReportVersion | None


@dataclass(frozen=True)
class ContributionTrace:
    """A contribution and all that became of it, read in a fixed number of queries."""

    contribution: Contribution
    passages: tuple[PassageFate, ...]
    outcomes: tuple[Outcome, ...]
    read_at: datetime | None
    words_open: bool

    @property
    def cites(self) -> list[Cite]:
        """Each published sentence that cites it once, in the order of the reports."""
        once = {(c.report.pk, c.sentence.key): c for fate in self.passages for c in fate.cites}
        return sorted(once.values(), key=lambda c: (c.report.pk, c.sentence.position))

    @property
    def current(self) -> list[PassageFate]:
        """The passages as they are cut now."""
        return [fate for fate in self.passages if fate.passage.retired_at is None]


@dataclass(frozen=True)
class Voice:
    """A passage behind a sentence. `quote` is None where its words may not be shown: see `why`."""

    passage: Passage
    note: int
    stance: str
    shown: Shown
    quote: str | None
    why: str
    translation: str
    translation_language: str
    translation_kind: str
    url: str


@dataclass(frozen=True)
class Share:
    """How many contributions of one stakeholder group stand behind a sentence."""

    key: str
    name: str
    count: int


@dataclass(frozen=True)
class SentenceTrace:
    """A published sentence and the voices behind it."""

    sentence: FrozenSentence
    version: ReportVersion
    newest: int
    voices: tuple[Voice, ...]
    shares: tuple[Share, ...]
    codes: tuple[CodeFact, ...]
    corrections: tuple[Corrigendum, ...]

    @property
    def text(self) -> str:
        """The sentence as it reads after its corrections."""
        return self.corrections[-1].now if self.corrections else self.sentence.text

    @property
    def superseded(self) -> bool:
        """A newer version was published without this sentence."""
        return self.version.number < self.newest
