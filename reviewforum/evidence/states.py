"""The moves that contributions, passages and imports may make, as data."""

from __future__ import annotations

from reviewforum.evidence.models import BatchState, Level, Status

# An import: read, confirm; it may be paused and taken up again, or discarded, until it is stored.
IMPORT_MOVES: dict[str, frozenset[str]] = {
    BatchState.READING: frozenset({BatchState.READY, BatchState.PAUSED, BatchState.DISCARDED}),
    BatchState.PAUSED: frozenset({BatchState.READING, BatchState.DISCARDED}),
    BatchState.READY: frozenset({BatchState.READING, BatchState.STORED, BatchState.DISCARDED}),
    BatchState.STORED: frozenset(),
    BatchState.DISCARDED: frozenset(),
}

# A contribution or passage: it may always be set aside with a reason, and be taken up again.
STATUS_MOVES: dict[str, frozenset[str]] = {
    Status.PENDING: frozenset({Status.CODED, Status.SET_ASIDE}),
    Status.CODED: frozenset({Status.PENDING, Status.SET_ASIDE}),
    Status.SET_ASIDE: frozenset({Status.PENDING, Status.CODED}),
}

# Levels of attribution, from what shows most to what shows least.
OPENNESS: list[str] = [Level.NAMED, Level.ORGANISATION, Level.GROUP, Level.CONFIDENTIAL]


def may_move(moves: dict[str, frozenset[str]], now: str, then: str) -> bool:
    """Is the move in the table?"""
    return then in moves[now]


def lowers(now: str, then: str) -> bool:
    """Does the level `then` show less of the speaker than `now`?"""
    return OPENNESS.index(then) > OPENNESS.index(now)
