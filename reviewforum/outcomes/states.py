"""The moves a sentence of a draft allows, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewforum.common.errors import NotPossible

if TYPE_CHECKING:
    from reviewforum.outcomes.models import Sentence

SUGGESTED = "suggested"
STANDING = "standing"

# state → the verbs it allows. A suggestion is taken or left; only then is it worked on further.
MOVES: dict[str, frozenset[str]] = {
    SUGGESTED: frozenset({"accept", "edit", "remove", "move", "cite"}),
    STANDING: frozenset({"edit", "remove", "move", "cite", "split", "join"}),
}


def state_of(sentence: Sentence) -> str:
    """Whether a sentence still waits for a person, or stands."""
    return STANDING if sentence.accepted else SUGGESTED


def allow(sentence: Sentence, verb: str, otherwise: str) -> None:
    """Raise NotPossible with the reason unless the sentence's state allows the verb."""
    if verb not in MOVES[state_of(sentence)]:
        raise NotPossible(otherwise)
