"""When each contribution of the demo came in, and at which second of a session it was said."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from demo.reader import DemoDataError, ForumData, SessionData, StageData
from demo.voices import VoiceData
from reviewforum.evidence.actions.receive import pieces_of
from reviewforum.evidence.intake import Piece

SIGNS_A_SECOND = {"zh": 4.3}
"""How fast people speak; letters in the other languages go by at about 14 a second."""
BETWEEN_SPEAKERS = 6.0
FIRST_WORDS = 240.0
"""A session begins with some minutes of welcome."""

STAGES = {
    "call-for-inputs": "call-for-inputs",
    "consultation-1": "consultation",
    "consultation-2": "consultation",
}
"""What the files call a stage → its key in the calendar, where the two differ."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a contribution in the calendar. `pieces` is empty for what was written."""

    voice: VoiceData
    stage: str
    session: str
    at: dt.datetime
    pieces: tuple[Piece, ...] = ()


def slots(voices: Sequence[VoiceData], forum: ForumData) -> list[Slot]:
    """All contributions in the order in which they came in. Raises DemoDataError."""
    stages = {stage.key: stage for stage in forum.stages}
    by_place: dict[tuple[str, str], list[VoiceData]] = defaultdict(list)
    for voice in voices:
        stage = _stage(voice, stages)
        session = _session(voice, stage) if voice.spoken else None
        by_place[stage.key, session.key if session else ""].append(voice)
    found = [
        slot for (stage, session), group in by_place.items()
        for slot in _placed(stages[stage], session, group)
    ]  # fmt: skip
    return sorted(found, key=lambda slot: (slot.at, slot.voice.key))


def _stage(voice: VoiceData, stages: dict[str, StageData]) -> StageData:
    key = STAGES.get(voice.stage, voice.stage)
    if key not in stages:
        advice = f"Known: {', '.join(stages)}, consultation-1, consultation-2."
        raise DemoDataError("contributions", voice.key, f"names the stage {voice.stage!r}", advice)
    return stages[key]


def _session(voice: VoiceData, stage: StageData) -> SessionData | None:
    """The session named, or the one that takes up most of what the contribution speaks to."""
    named = [session for session in stage.sessions if session.key == voice.stage]
    if named or not stage.sessions:
        return named[0] if named else None
    fit = {s.key: len({*s.objectives} & {*voice.intended}) for s in stage.sessions}
    return max(stage.sessions, key=lambda s: (fit[s.key], -s.position))


def _placed(stage: StageData, session: str, group: list[VoiceData]) -> Iterable[Slot]:
    ordered = sorted(group, key=lambda voice: _shuffle(voice.key))
    if session:
        sitting = next(s for s in stage.sessions if s.key == session)
        return _spoken(stage, sitting, ordered)
    return _written(stage, ordered)


def _shuffle(key: str) -> str:
    """An order that looks like chance and is the same each time."""
    return hashlib.sha256(key.encode()).hexdigest()


def _written(stage: StageData, ordered: list[VoiceData]) -> Iterable[Slot]:
    """Spread over the days of the stage, each at an hour of its own."""
    step = (stage.ends - stage.starts) / (len(ordered) + 1)
    for place, voice in enumerate(ordered, start=1):
        yield Slot(voice, stage.key, "", (stage.starts + step * place).replace(microsecond=0))


def _spoken(stage: StageData, session: SessionData, ordered: list[VoiceData]) -> Iterable[Slot]:
    """One after another; faster all round where the time of the session would not do."""
    lengths = [_seconds(voice) for voice in ordered]
    welcome = min(FIRST_WORDS, session.minutes * 60 * 0.1)
    room = session.minutes * 60 - welcome - BETWEEN_SPEAKERS * len(ordered)
    pace = min(1.0, room / max(sum(lengths), 1.0))
    begins = welcome
    for voice, length in zip(ordered, lengths, strict=True):
        at = session.starts + dt.timedelta(seconds=round(begins))
        yield Slot(voice, stage.key, session.key, at, _timed(voice, begins, pace))
        begins += length * pace + BETWEEN_SPEAKERS


def _seconds(voice: VoiceData) -> float:
    return len(voice.text) / SIGNS_A_SECOND.get(voice.language, 14.0)


def _timed(voice: VoiceData, begins: float, pace: float) -> tuple[Piece, ...]:
    """The passages with the seconds of the recording at which they are said."""
    second = pace * _seconds(voice) / max(len(voice.text), 1)
    return tuple(
        Piece(
            piece.start, piece.end,
            start_seconds=round(begins + piece.start * second, 1),
            end_seconds=round(begins + piece.end * second, 1),
        )
        for piece in pieces_of(voice.text, voice.language)
    )  # fmt: skip
