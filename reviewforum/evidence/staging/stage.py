"""A file that was read → the contributions it would become."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from reviewforum.common.localized import UN_LANGUAGES
from reviewforum.common.text.languages import UNDETERMINED, detect, script, script_of
from reviewforum.evidence.cutting import cut
from reviewforum.evidence.reading import Reading
from reviewforum.evidence.staging.model import FIELDS, Defaults, Outcome, Plan, Staged
from reviewforum.evidence.staging.tables import stage_table
from reviewforum.evidence.staging.transcripts import stage_transcript
from reviewforum.evidence.staging.vocabulary import Vocabulary
from reviewforum.evidence.staging.words_said import from_reading, message

#: Below this the language of a text is looked for again, among those one expects.
SURE = 0.5
#: Below this a person is asked to check it.
DOUBTFUL = 0.3


def stage(
    reading: Reading, defaults: Defaults, vocabulary: Vocabulary, plan: Plan | None = None
) -> Outcome:
    """The contributions of a file under a plan (a first guess where there is none), cut into
    passages. Attachments are files of their own and not looked at here.
    """
    outcome = _by_kind(reading, defaults, vocabulary, dict(plan or {}))
    outcome.format, outcome.title = reading.format, reading.title
    outcome.warnings += [from_reading(said) for said in reading.warnings if _is_own(said.code)]
    unsure = sum(_find_language(entry, defaults) for entry in outcome.entries)
    pages = _pages(reading)
    for entry in outcome.entries:
        if not entry.pieces:  # turns of a transcript are cut with their times
            recut(entry, pages)
    if unsure:
        outcome.warnings.append(message("language_unsure", count=unsure))
    return outcome


def _is_own(code: str) -> bool:
    """What is wrong with an attachment is said of the attachment, which is listed by itself."""
    return code != "attachment_unread"


def _by_kind(reading: Reading, defaults: Defaults, vocabulary: Vocabulary, plan: Plan) -> Outcome:
    if reading.table is not None:
        return stage_table(reading.table, defaults, vocabulary, plan)
    if reading.turns:
        return stage_transcript(reading, defaults, vocabulary, plan)
    return _stage_text(reading, defaults, plan)


def _stage_text(reading: Reading, defaults: Defaults, plan: Plan) -> Outcome:
    """One contribution."""
    if not reading.text.strip():  # a message that only carries attachments
        return Outcome(kind="text", plan=plan)
    entry = Staged(
        text=reading.text,
        pieces=[],
        title=reading.title,
        group=defaults.group,
        country=defaults.country,
        level=defaults.level,
        language=defaults.language,
    )
    fields = plan.get("fields", {})
    entry = replace(entry, **{key: fields[key] for key in FIELDS if key in fields})
    return Outcome(kind="text", entries=[entry], plan=plan)


def recut(entry: Staged, pages: Sequence[tuple[int, int]] = ()) -> None:
    """Cut the text of an entry into passages. `pages`: (offset, page) in order, where known."""
    starts = [start for start, _page in pages]
    entry.pieces = []
    for piece in cut(entry.text, entry.language or "en"):
        at = bisect_right(starts, piece.start) - 1
        entry.pieces.append([piece.start, piece.end, pages[at][1] if at >= 0 else None, None, None])


def _pages(reading: Reading) -> list[tuple[int, int]]:
    return [(block.start, block.page) for block in reading.blocks if block.page is not None]


def _find_language(entry: Staged, defaults: Defaults) -> bool:
    """Set the language of an entry that has none; True where a person should check it."""
    if entry.language:
        return False
    entry.language, confidence = language_of(entry.text, defaults.expected)
    return confidence < DOUBTFUL


def language_of(text: str, expected: Sequence[str] = ()) -> tuple[str, float]:
    """(code, confidence): any language, or where that is unsure one of those expected here; the
    first of them in the same script where a few words say nothing.
    """
    guess = detect(text)
    if guess.confidence >= SURE:
        return guess.code, guess.confidence
    near = detect(text, {*expected, *UN_LANGUAGES})
    if near.code == UNDETERMINED:
        return guess.code, guess.confidence
    if near.confidence < DOUBTFUL:
        written = script_of(text)[0]
        same = [code for code in expected if script(code) == written]
        return (same[0] if same else near.code), near.confidence
    return near.code, near.confidence


def piece_values(piece: Sequence[Any]) -> dict[str, Any]:
    """A kept piece by the names that `intake.Piece` has for its parts."""
    names = ("start", "end", "page", "start_seconds", "end_seconds")
    return dict(zip(names, piece, strict=True))
