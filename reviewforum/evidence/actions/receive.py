"""Receiving contributions: the only way into the evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from reviewforum.common.errors import NotPossible
from reviewforum.common.localized import plain
from reviewforum.common.log import record
from reviewforum.common.text.languages import detect
from reviewforum.evidence.cutting import cut
from reviewforum.evidence.intake import Entry, Piece, Who
from reviewforum.evidence.models import (
    Contribution,
    Contributor,
    Level,
    Passage,
    PassageTerms,
    Source,
    TextKind,
    TextVersion,
)
from reviewforum.evidence.receipts import digest_of_code, new_code
from reviewforum.evidence.search.words import words
from reviewforum.forums.models import Forum, Session, Stage
from reviewforum.people.models import State

BATCH = 500


@dataclass(frozen=True)
class Received:
    """A contribution and its receipt code, which is told once and never stored."""

    contribution: Contribution
    code: str


def text_digest(text: str) -> str:
    """SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def receive(
    *,
    by: Any,
    forum: Forum,
    stage: Stage,
    entries: Sequence[Entry],
    session: Session | None = None,
    source: Source | None = None,
) -> list[Received]:
    """Store the entries, all or none: contributor, contribution, text, passages, receipt.

    Who may feed the evidence is decided by the caller's own verb (an import, a form, the floor).
    Raises NotPossible for an entry without text, with an unknown group, country or level.
    """
    if not entries:
        return []
    people = _Contributors(forum, entries)
    rows = _contributions(forum, stage, session, source, entries, people)
    texts = _texts(rows, entries)
    _passages(forum, rows, texts, entries)
    codes = [entry.code or new_code() for entry in entries]
    _give_receipts(rows, codes)
    record(
        by=by,
        verb="evidence.receive",
        target=source or stage,
        chain=forum.chain,
        first=rows[0].number,
        count=len(rows),
        texts=[text.digest for text in texts],
    )
    return [Received(row, code) for row, code in zip(rows, codes, strict=True)]


def _contributions(
    forum: Forum,
    stage: Stage,
    session: Session | None,
    source: Source | None,
    entries: Sequence[Entry],
    people: _Contributors,
) -> list[Contribution]:
    highest = Contribution.objects.filter(forum=forum).aggregate(Max("number"))["number__max"] or 0
    rows = [
        Contribution(
            forum=forum,
            stage=entry.stage or stage,
            session=entry.session or session,
            source=entry.source or source,
            contributor=people.of(entry),
            number=highest + place,
            kind=entry.kind,
            title=entry.title[:300],
            language=_language(entry, forum),
            level=_level(entry),
            published=entry.published,
            illustrative=entry.illustrative,
            received_at=entry.received_at or timezone.now(),
        )
        for place, entry in enumerate(entries, start=1)
    ]
    return Contribution.objects.bulk_create(rows, batch_size=BATCH)


def _language(entry: Entry, forum: Forum) -> str:
    return plain(entry.language) if entry.language else detect(entry.text)[0]


def _level(entry: Entry) -> str:
    if entry.level not in Level.values:
        raise NotPossible(
            f"“{entry.level}” is no level of attribution; use one of {', '.join(Level.values)}."
        )
    return entry.level


class _Contributors:
    """Finds or makes the contributors of a batch with a fixed number of queries."""

    def __init__(self, forum: Forum, entries: Sequence[Entry]) -> None:
        self.forum = forum
        self.groups = {group.key: group for group in forum.framework.groups.all()}
        self.states = {state.iso3: state for state in State.objects.all()}
        self.known: dict[tuple[str, ...], Contributor] = {}
        self._load()
        self._make(entries)

    def _load(self) -> None:
        for row in Contributor.objects.filter(forum=self.forum).select_related("country"):
            country = row.country.iso3 if row.country else ""
            who = Who(name=row.name, body=row.body, email=row.email, country=country)
            if not who.anonymous:
                self.known.setdefault(who.identity(), row)

    def _make(self, entries: Sequence[Entry]) -> None:
        self.by_entry: dict[int, Contributor] = {}
        fresh: list[Contributor] = []
        for entry in entries:
            made = self._new(entry)  # also for a contributor known already: it checks the input
            row = None if entry.who.anonymous else self.known.get(entry.who.identity())
            if row is None:
                row = made
                fresh.append(row)
                if not entry.who.anonymous:
                    self.known[entry.who.identity()] = row
            self.by_entry[id(entry)] = row
        Contributor.objects.bulk_create(fresh, batch_size=BATCH)
        self._also(entries)

    def _new(self, entry: Entry) -> Contributor:
        who = entry.who
        return Contributor(
            forum=self.forum,
            name=who.name[:200],
            body=who.body[:250],
            email=who.email,
            group=self._lookup(self.groups, who.group, "stakeholder group"),
            country=self._lookup(self.states, who.country.upper(), "country"),
            user=entry.user,
        )

    def _also(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            if entry.who.also:
                groups = [
                    self._lookup(self.groups, key, "stakeholder group") for key in entry.who.also
                ]
                self.by_entry[id(entry)].also.add(*[group for group in groups if group])

    @staticmethod
    def _lookup(table: dict[str, Any], key: str, what: str) -> Any:
        if not key:
            return None
        if key not in table:
            raise NotPossible(
                f"“{key}” is not a {what} of this forum. Known: {', '.join(sorted(table))}."
            )
        return table[key]

    def of(self, entry: Entry) -> Contributor:
        """The contributor of an entry."""
        return self.by_entry[id(entry)]


def _texts(rows: Sequence[Contribution], entries: Sequence[Entry]) -> list[TextVersion]:
    """The originals, in order; translations are stored beside them."""
    originals, others = [], []
    for row, entry in zip(rows, entries, strict=True):
        if not entry.text.strip():
            raise NotPossible("A contribution without text cannot be received.")
        originals.append(_text(row, 1, TextKind.ORIGINAL, row.language, entry.text))
        for number, item in enumerate(entry.translations, start=2):
            kind = TextKind.MACHINE if item.model else TextKind.HUMAN
            others.append(_text(row, number, kind, item.language, item.body, item.model))
    TextVersion.objects.bulk_create(others, batch_size=BATCH)
    return TextVersion.objects.bulk_create(originals, batch_size=BATCH)


def _text(
    row: Contribution, number: int, kind: str, language: str, body: str, model: str = ""
) -> TextVersion:
    return TextVersion(
        contribution=row,
        number=number,
        kind=kind,
        language=language,
        body=body,
        digest=text_digest(body),
        model=model,
    )


def _passages(
    forum: Forum,
    rows: Sequence[Contribution],
    texts: Sequence[TextVersion],
    entries: Sequence[Entry],
) -> None:
    made: list[Passage] = []
    for row, text, entry in zip(rows, texts, entries, strict=True):
        pieces = entry.pieces or pieces_of(entry.text, row.language)
        made += [
            new_passage(forum, row, text, piece, place)
            for place, piece in enumerate(pieces, start=1)
        ]
    bodies = {text.pk: text.body for text in texts}
    Passage.objects.bulk_create(made, batch_size=BATCH)
    index([(passage, bodies[passage.text_id]) for passage in made])


def pieces_of(text: str, language: str) -> list[Piece]:
    """The text cut into passages."""
    return [Piece(piece.start, piece.end) for piece in cut(text, language)]


def new_passage(
    forum: Forum, row: Contribution, text: TextVersion, piece: Piece, position: int
) -> Passage:
    """A passage not yet saved. Its language is found in its own words, else its contribution's."""
    quote = text.body[piece.start : piece.end]
    return Passage(
        contribution=row,
        text=text,
        forum=forum,
        position=position,
        start=piece.start,
        end=piece.end,
        digest=text_digest(quote),
        language=passage_language(quote, row.language),
        page=piece.page,
        start_seconds=piece.start_seconds,
        end_seconds=piece.end_seconds,
    )


def passage_language(quote: str, expected: str) -> str:
    """The language of the words when they clearly differ from the contribution's, else that."""
    if len(quote) < 60:
        return expected
    found, confidence = detect(quote)
    return found if found != expected and confidence > 0.95 else expected


def index(passages: Sequence[tuple[Passage, str]]) -> None:
    """Put passages (each with the text it stands in) into the full-text index."""
    PassageTerms.objects.bulk_create(
        [
            PassageTerms(
                passage=passage,
                terms=index_terms(body[passage.start : passage.end], passage.language),
            )
            for passage, body in passages
        ],
        batch_size=BATCH,
    )


def index_terms(quote: str, language: str) -> str:
    """What the index keeps of a quotation."""
    return " ".join(found.term for found in words(quote, language))


def _give_receipts(rows: Sequence[Contribution], codes: Sequence[str]) -> None:
    for row, code in zip(rows, codes, strict=True):
        row.receipt_digest = digest_of_code(code)
    Contribution.objects.bulk_update(rows, ["receipt_digest"], batch_size=BATCH)
