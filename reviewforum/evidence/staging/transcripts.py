"""Turns of a transcript → spoken contributions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from reviewforum.evidence.cutting import cut_timed
from reviewforum.evidence.reading import Reading, Turn
from reviewforum.evidence.staging.model import Defaults, Outcome, Plan, Staged
from reviewforum.evidence.staging.vocabulary import UnknownWordError, Vocabulary, fold
from reviewforum.evidence.staging.words_said import message

#: Those who lead or serve a session; what they say is no contribution unless a person says so.
STAFF = frozenset(
    fold(word)
    for word in (
        *("moderator", "moderators", "co moderator", "facilitator", "interpreter", "host"),
        *("interpretation", "operator", "technician", "secretariat", "narrator", "announcer"),
        *("modérateur", "modératrice", "animateur", "animatrice", "interprète", "secrétariat"),
        *("moderador", "moderadora", "facilitador", "facilitadora", "intérprete", "secretaría"),
        *("модератор", "ведущий", "ведущая", "переводчик", "переводчица", "секретариат"),
        *("الميسر", "الميسرة", "مدير الجلسة", "مديرة الجلسة", "المترجم", "المترجمة", "الأمانة"),
        *("主持人", "口译", "口译员", "翻译", "秘书处"),
    )
)
_WITH_BODY = re.compile(r"([^()（）]+?)\s*[(（]([^()（）]{2,})[)）]\s*")
_DELEGATION = re.compile(
    r"^(?:delegation of|delegate of|representative of|délégation (?:de la|du|de l|des|de)|"
    r"delegación de|делегация|وفد) "
)
SPEAKER_FIELDS = ("name", "body", "group", "country", "level")


def stage_transcript(
    reading: Reading, defaults: Defaults, vocabulary: Vocabulary, plan: Plan
) -> Outcome:
    """A spoken contribution for each speaker's turn. Turns parted only by speakers left out, as by
    a moderator's “one minute left”, are one.
    """
    speakers = plan.setdefault("speakers", {})
    for turn in reading.turns:
        if turn.speaker not in speakers:
            speakers[turn.speaker] = guess_speaker(turn.speaker, defaults, vocabulary)
    kept = [turn for turn in reading.turns if not speakers[turn.speaker].get("leave_out")]
    outcome = Outcome(kind="transcript", plan=plan)
    for speaker, turns in groupby(kept, key=lambda turn: turn.speaker):
        outcome.entries.append(_staged(reading, speaker, list(turns), speakers[speaker], defaults))
    if not kept:
        outcome.warnings.append(message("nobody_left"))
    return outcome


def guess_speaker(name: str, defaults: Defaults, vocabulary: Vocabulary) -> dict[str, Any]:
    """Who a name in a transcript is: “Name (Body)”, a State's delegation, or someone who serves the
    session and is left out. A person corrects it.
    """
    found = {
        "name": name[:200],
        "body": "",
        "group": defaults.group,
        "country": defaults.country,
        "level": defaults.level,
        "leave_out": _is_staff(name),
    }
    if (match := _WITH_BODY.fullmatch(name)) is not None:
        found["name"], found["body"] = match[1][:200], match[2][:250]
    if state := _state(name, vocabulary):
        groups = {"group": "states"} if "states" in vocabulary.group_keys else {}
        body = name[:250] if _DELEGATION.match(name.casefold()) else "Delegation"
        return {**found, "name": "", "body": body, "country": state, **groups}
    return found


def _is_staff(name: str) -> bool:
    words = fold(name)
    return words in STAFF or (bool(words) and words.split()[0] in STAFF)


def _state(name: str, vocabulary: Vocabulary) -> str:
    plain = _DELEGATION.sub("", name.casefold())
    if len(plain) < 4:  # “IT” may be a person's initials
        return ""
    try:
        return vocabulary.country(plain)
    except UnknownWordError:
        return ""


def _staged(
    reading: Reading,
    speaker: str,
    turns: list[Turn],
    who: dict[str, Any],
    defaults: Defaults,
) -> Staged:
    text = "\n\n".join(reading.text[turn.start : turn.end] for turn in turns)
    values = {key: who[key] for key in SPEAKER_FIELDS if key in who}
    return Staged(
        text=text,
        pieces=list(_pieces(reading, turns, who.get("language") or defaults.language)),
        kind="spoken",
        language=who.get("language") or defaults.language,
        at=defaults.spoken_at,
        speaker=speaker,
        **values,
    )


def _pieces(reading: Reading, turns: list[Turn], language: str) -> Iterator[list[Any]]:
    """The passages of each turn, moved to where the turn stands in the contribution."""
    at = 0
    for turn in turns:
        shift = at - turn.start
        for one in cut_timed(reading.text, [turn], language or "en"):
            yield [one.start + shift, one.end + shift, None, one.start_seconds, one.end_seconds]
        at += turn.end - turn.start + len("\n\n")
