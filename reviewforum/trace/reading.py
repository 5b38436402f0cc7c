"""From a voice to its outcome: reads the chain in a fixed number of queries at any size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q

from reviewforum.common.localized import local
from reviewforum.evidence.attribution import Clearance, fields_shown
from reviewforum.evidence.models import (
    Coding,
    Contribution,
    Contributor,
    Decision,
    Level,
    Passage,
    SetAside,
    Status,
)
from reviewforum.evidence.receipts import digest_of_code
from reviewforum.forums.models import Forum
from reviewforum.outcomes.models import (
    Citation,
    Corrigendum,
    FrozenCitation,
    Report,
    ReportVersion,
    VersionKind,
    Waiver,
)
from reviewforum.trace.parts import (
    Cite,
    CodeFact,
    ContributionTrace,
    Outcome,
    PassageFate,
    Reason,
)


def find(code: str) -> Contribution | None:
    """The contribution whose receipt this is. One indexed look-up of a digest: how close a wrong
    code comes to a right one cannot be told from the answer or its time.
    """
    rows = Contribution.objects.select_related("forum", "stage", "session", "contributor__country")
    return rows.filter(receipt_digest=digest_of_code(code)).order_by("pk").first()


def trace_code(code: str) -> ContributionTrace | None:
    """The trace of the contribution whose receipt this is; None when no such receipt was given."""
    found = find(code)
    return trace_contribution(found) if found else None


def trace_contribution(contribution: Contribution) -> ContributionTrace:
    """What became of a contribution, passage by passage."""
    words = words_open(contribution)
    passages = _passages(contribution, with_words=words)
    chain = _Chain.of(contribution, [row.pk for row in passages])
    fates = [chain.fate(passage, words) for passage in passages]
    return ContributionTrace(
        contribution=contribution,
        passages=tuple(fate for fate in fates if fate.passage.retired_at is None or fate.cites),
        outcomes=chain.outcomes,
        read_at=chain.read_at,
        words_open=words,
    )


def words_open(contribution: Contribution) -> bool:
    """Whether whoever holds the code may read the words: not if confidential or withdrawn."""
    withdrawn = contribution.set_aside_code == SetAside.WITHDRAWN
    return contribution.level != Level.CONFIDENTIAL and not withdrawn


def _passages(contribution: Contribution, *, with_words: bool) -> list[Passage]:
    rows = Passage.objects.filter(contribution=contribution).order_by("position", "pk")
    return list(rows.with_quote() if with_words else rows)


@dataclass(frozen=True)
class _Chain:
    """Everything linked to a contribution's passages, by passage."""

    codes: Mapping[int, list[CodeFact]]
    cites: Mapping[int, list[Cite]]
    drafts: Mapping[int, list[Report]]
    outcomes: tuple[Outcome, ...]
    waivers: list[tuple[Waiver, frozenset[str]]]
    read_at: datetime | None

    @classmethod
    def of(cls, contribution: Contribution, passages: list[int]) -> _Chain:
        shelf = Shelf.of(contribution.forum)
        outcomes = _outcomes(contribution, shelf)
        return cls(
            codes=_codes(passages),
            cites=published_cites(passages, shelf),
            drafts=_drafts(passages, shelf),
            outcomes=outcomes,
            waivers=_waivers(contribution, outcomes),
            read_at=_read_at(passages),
        )

    def fate(self, passage: Passage, words: bool) -> PassageFate:
        codes = self.codes.get(passage.pk, [])
        return PassageFate(
            passage=passage,
            quote=passage.quote if words else None,
            codes=tuple(codes),
            cites=tuple(self.cites.get(passage.pk, ())),
            drafts=tuple(self.drafts.get(passage.pk, ())),
            reasons=tuple(self._reasons(passage, codes)),
        )

    def _reasons(self, passage: Passage, codes: list[CodeFact]) -> Iterable[Reason]:
        if passage.status == Status.SET_ASIDE:
            return []
        keys = {(code.dimension, code.key) for code in codes}
        rows = [waiver for waiver, cells in self.waivers if _covers(waiver, cells, passage, keys)]
        return [Reason(waiver.report, waiver.reason, frozenset({passage.pk})) for waiver in rows]


def _covers(
    waiver: Waiver, who: frozenset[str], passage: Passage, codes: set[tuple[str, str]]
) -> bool:
    """Whether a waiver speaks of this passage; `who`: which of its conditions on people are met."""
    if waiver.contributor_id or waiver.language:
        return bool(waiver.contributor_id) or waiver.language == passage.language
    code = waiver.code
    if waiver.group_id is None:
        return "country" in who
    return "group" in who and (code is None or (code.dimension, code.key) in codes)


@dataclass(frozen=True)
class Shelf:
    """The reports of a forum, and the newest published version of each that has one."""

    reports: Mapping[int, Report]
    newest: Mapping[int, ReportVersion]

    @classmethod
    def of(cls, forum: Forum) -> Shelf:
        """Two queries. A forum has few reports: they are read once, and joined to nothing."""
        reports = {row.pk: row for row in Report.objects.filter(forum=forum).order_by("pk")}
        for report in reports.values():
            report.forum = forum
        rows = ReportVersion.objects.filter(report__in=list(reports), kind=VersionKind.PUBLISHED)
        newest = {row.report_id: row for row in rows.order_by("report_id", "number")}
        return cls(reports, newest)


def _codes(passages: list[int]) -> dict[int, list[CodeFact]]:
    rows = Coding.objects.filter(passage_id__in=passages, disputed=False)
    found: dict[int, list[CodeFact]] = defaultdict(list)
    for row in rows.select_related("code").order_by("code__dimension", "code__position", "code_id"):
        code = row.code
        found[row.passage_id].append(CodeFact(code.dimension, code.key, local(code.names)))
    return found


def _read_at(passages: list[int]) -> datetime | None:
    decided = Decision.objects.filter(passage_id__in=passages)
    last: datetime | None = decided.aggregate(last=Max("at"))["last"]
    return last


def published_cites(passages: list[int], shelf: Shelf) -> dict[int, list[Cite]]:
    """Passage → published sentences, each as the newest version that holds it has it."""
    rows = FrozenCitation.objects.filter(
        passage_id__in=passages, sentence__version__kind=VersionKind.PUBLISHED
    ).select_related("sentence__version")
    last = {(row.passage_id, row.sentence.version.report_id, row.sentence.key): row
            for row in rows.order_by("sentence__version__number", "number")}  # fmt: skip
    now = corrected(row.sentence_id for row in last.values())
    found: dict[int, list[Cite]] = defaultdict(list)
    for row in sorted(last.values(), key=lambda r: (r.sentence.version.report_id, r.number)):
        found[row.passage_id].append(_cite(row, shelf, now))
    return found


def _cite(row: FrozenCitation, shelf: Shelf, now: Mapping[int, str]) -> Cite:
    version = row.sentence.version
    return Cite(
        report=shelf.reports[version.report_id],
        version=version,
        sentence=row.sentence,
        passage=row.passage_id,
        note=row.number,
        stance=row.stance,
        latest=shelf.newest[version.report_id].pk == version.pk,
        now=now.get(row.sentence_id, ""),
    )


def corrected(sentences: Iterable[int]) -> dict[int, str]:
    """Frozen sentence → how it reads after its last correction."""
    rows = Corrigendum.objects.filter(sentence_id__in=list(sentences)).order_by("number")
    return dict(rows.values_list("sentence_id", "now"))


def _drafts(passages: list[int], shelf: Shelf) -> dict[int, list[Report]]:
    rows = Citation.objects.filter(passage_id__in=passages, sentence__accepted=True)
    found: dict[int, list[Report]] = defaultdict(list)
    chain = rows.order_by("pk").values_list("passage_id", "sentence__paragraph__section__report_id")
    for passage, number in dict.fromkeys(chain):
        found[passage].append(shelf.reports[number])
    return found


def _outcomes(contribution: Contribution, shelf: Shelf) -> tuple[Outcome, ...]:
    """The forum's reports whose stages take in the contribution's, in the order they were begun."""
    links = Report.stages.through.objects.filter(report_id__in=list(shelf.reports))
    stages: dict[int, set[int]] = defaultdict(set)
    for report, stage in links.values_list("report_id", "stage_id"):
        stages[report].add(stage)
    here = contribution.stage_id
    return tuple(
        Outcome(report, shelf.newest.get(pk))
        for pk, report in shelf.reports.items()
        if pk not in stages or here in stages[pk]
    )


def _waivers(
    contribution: Contribution, outcomes: tuple[Outcome, ...]
) -> list[tuple[Waiver, frozenset[str]]]:
    """Waivers of these reports that may concern it, each with what it has in common with it."""
    who = contribution.contributor
    also = Contributor.also.through.objects.filter(contributor_id=who.pk)
    groups = {who.group_id, *also.values_list("stakeholdergroup_id", flat=True)} - {None}
    reports = {item.report.pk: item.report for item in outcomes}
    rows = Waiver.objects.filter(Q(contributor=None) | Q(contributor=who), report__in=list(reports))
    found = []
    for row in rows.select_related("code").order_by("pk"):
        row.report = reports[row.report_id]
        found.append((row, _common(row, groups, contribution)))
    return found


def _common(waiver: Waiver, groups: set[int | None], contribution: Contribution) -> frozenset[str]:
    found = set()
    if waiver.group_id in groups:
        found.add("group")
    open_to_desk = "country" in fields_shown(contribution.level, Clearance.DESK)
    country = contribution.contributor.country if open_to_desk else None
    code = waiver.code
    if country and code and (code.dimension, code.key) == ("country", country.iso3):
        found.add("country")
    return frozenset(found)
