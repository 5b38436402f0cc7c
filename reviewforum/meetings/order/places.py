"""The speakers' list: every place with its reasons and the longest wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum
from itertools import pairwise

from reviewforum.meetings.messages import Message, Misstep, message
from reviewforum.meetings.order.bounds import bounds
from reviewforum.meetings.order.history import History, read_history
from reviewforum.meetings.order.queueing import Turn
from reviewforum.meetings.order.requests import Kind, Override, Request, Spoken
from reviewforum.meetings.order.rules import Replies, Rules
from reviewforum.meetings.order.sequence import parting, sequence

Reason = Message


class Band(IntEnum):
    """Kinds that go before others whatever the shares; only statements are shared out."""

    POINTS_OF_ORDER = 0
    ANSWERS = 1
    STATEMENTS = 2
    REPLIES_AT_END = 3
    LIMIT_USED = 4


@dataclass(frozen=True)
class Place:
    """A request at its position (from 1). `reasons` begin with the deciding one.

    `waits_at_most` is how many can speak before it, whoever asks from now on, apart from points of
    order, answers and overrules yet to come; None for what waits for the end of an open list.
    """

    request: Request
    position: int
    reasons: tuple[Reason, ...]
    waits_at_most: int | None


def order(
    requests: Iterable[Request],
    rules: Rules,
    spoken: Iterable[Spoken] = (),
    overrides: Iterable[Override] = (),
    now: datetime | None = None,
    *,
    closed: bool = False,
) -> list[Place]:
    """The list as it stands at `now`; what is dated later is left out, so any moment can be shown
    again. The same data give the same list, in whatever order they come.

    `closed` says that nobody can ask any more: then a place is also its bound. Raises Misstep when
    an id comes twice.
    """
    turns = [one for one in spoken if now is None or one.started_at <= now]
    moves = [one for one in overrides if now is None or one.at <= now]
    done = {one.request.id for one in turns}
    asked = [one for one in requests if now is None or one.requested_at <= now]
    waiting = unique(one for one in asked if one.id not in done)
    history = read_history(rules, turns)
    computed = listed(waiting, history)
    moved = apply_overrides(computed, moves, turns)
    return with_bounds(moved, history, overruled=len(in_force(moves, waiting)), closed=closed)


def unique(requests: Iterable[Request]) -> list[Request]:
    """The requests sorted by id, so that nothing depends on how they came."""
    kept = sorted(requests, key=lambda one: one.id)
    for one, following in pairwise(kept):
        if one.id == following.id:
            raise Misstep("request-twice", request=one.id)
    return kept


def listed(requests: Sequence[Request], history: History) -> list[Place]:
    """The list before any overrule."""
    turns = [
        turn
        for band, members in banded(requests, history).items()
        for turn in arranged(band, members, history)
    ]
    late = later_askers(turns, history)
    return [
        Place(
            turn.request,
            position,
            (*(turn.reasons or (FIRST,)), asked(turn), *late[position - 1]),
            0,
        )
        for position, turn in enumerate(turns, 1)
    ]


FIRST = message("asked-first")


def asked(turn: Turn) -> Reason:
    """When the request counts as asked: the last reason of all."""
    return message("asked", at=turn.asked.isoformat())


def banded(requests: Iterable[Request], history: History) -> Mapping[Band, list[Request]]:
    """The requests by band, in the order of the bands."""
    bands: dict[Band, list[Request]] = {band: [] for band in Band}
    asked_before: Counter[tuple[Kind, str]] = Counter()
    for request in sorted(requests, key=lambda one: (history.rules.asked(one), one.id)):
        key = request.kind, request.voice
        times = history.kinds[key] + asked_before[key]
        asked_before[key] += 1
        bands[band_of(request, times, history.rules)].append(request)
    return bands


def band_of(request: Request, times: int, rules: Rules) -> Band:
    """The band of a request whose body has had, or asked for, so many turns of the kind before."""
    limit = rules.limit(request.kind).times
    if limit is not None and times >= limit:
        return Band.LIMIT_USED
    if request.kind is Kind.POINT_OF_ORDER:
        return Band.POINTS_OF_ORDER
    if request.kind is Kind.STATEMENT:
        return Band.STATEMENTS
    if request.kind is Kind.RIGHT_OF_REPLY and rules.replies is Replies.AT_END:
        return Band.REPLIES_AT_END
    return Band.ANSWERS


def arranged(band: Band, requests: Sequence[Request], history: History) -> list[Turn]:
    """One band in order: statements by the rules of sharing, all else as it was asked."""
    if band is Band.STATEMENTS:
        return sequence(requests, history)
    asked = history.rules.asked
    return [Turn(one, asked(one), (band_reason(band, one, history.rules),)) for one in requests]


def band_reason(band: Band, request: Request, rules: Rules) -> Reason:
    """Why a request is in its band."""
    if band is Band.POINTS_OF_ORDER:
        return message("point-of-order")
    if band is Band.LIMIT_USED:
        times = rules.limit(request.kind).times or 0
        return message("limit-used", kind=request.kind, times=times)
    if band is Band.REPLIES_AT_END:
        return message("reply-at-end")
    if request.kind is Kind.RIGHT_OF_REPLY:
        return message("reply-at-once")
    return message("answer", kind=request.kind)


def later_askers(turns: Sequence[Turn], history: History) -> list[tuple[Reason, ...]]:
    """For each turn, how many who asked later go first, by what decided between them."""
    marks = [(turn.since, band_mark(turn, history), history.path(turn.request)) for turn in turns]
    answers = []
    for index, (since, mark, path) in enumerate(marks):
        counts: Counter[str] = Counter()
        for other_since, other_mark, other_path in marks[:index]:
            if other_since > since:
                same = mark == other_mark == ""
                counts[parting(path, other_path, history.levels) if same else "kind"] += 1
        answers.append(
            tuple(message(f"passed-{what}", count=counts[what]) for what in sorted(counts))
        )
    return answers


def band_mark(turn: Turn, history: History) -> str:
    """Empty for a statement that is shared out, else what sets the request apart."""
    codes = {reason.code for reason in turn.reasons}
    apart = codes & {"point-of-order", "answer", "reply-at-once", "reply-at-end", "limit-used"}
    return min(apart, default="")


def in_force(overrides: Iterable[Override], waiting: Iterable[Request]) -> list[Override]:
    """The last overrule of each request that still waits, oldest first."""
    ids = {one.id for one in waiting}
    last = {one.request: one for one in sorted(overrides, key=lambda o: (o.at, o.request, o.to))}
    kept = (one for one in last.values() if one.request in ids)
    return sorted(kept, key=lambda one: (one.at, one.request))


def apply_overrides(
    computed: Sequence[Place], overrides: Iterable[Override], spoken: Sequence[Spoken]
) -> list[Place]:
    """The list with the chair's overrules. A place given counts down with each turn taken since;
    points of order raised since still go before it.
    """
    moves = in_force(overrides, [place.request for place in computed])
    places = list(computed)
    for move in moves:
        place = next(one for one in places if one.request.id == move.request)
        places.remove(place)
        places.insert(target(move, places, spoken), place)
    reasons = {move.request: move.reason for move in moves}
    return [renumbered(place, at, reasons) for at, place in enumerate(places, 1)]


def target(move: Override, places: Sequence[Place], spoken: Sequence[Spoken]) -> int:
    """The index at which an overrule puts its request now."""
    taken = sum(one.started_at > move.at and not raised_since(move, one.request) for one in spoken)
    raised = sum(raised_since(move, one.request) for one in places)
    return max(0, move.to - 1 - taken) + raised


def raised_since(move: Override, request: Request) -> bool:
    """A point of order that nobody knew of at the overrule."""
    return request.kind is Kind.POINT_OF_ORDER and request.requested_at > move.at


def renumbered(place: Place, position: int, moved: Mapping[str, str]) -> Place:
    """A place after the overrules, which are its first reason where they changed it."""
    why: tuple[Reason, ...] = ()
    if place.request.id in moved:
        reason = moved[place.request.id]
        why = (message("overrule", reason=reason, computed=place.position),)
    elif place.position != position:
        why = (message("overruled-others", computed=place.position),)
    return replace(place, position=position, reasons=(*why, *place.reasons))


def with_bounds(
    places: Sequence[Place], history: History, *, overruled: int, closed: bool
) -> list[Place]:
    """The list with the longest wait of each place. Each overrule in force may cost one place."""
    bands = banded([place.request for place in places], history)
    firm = bounds(bands[Band.STATEMENTS], history)
    ahead = len(bands[Band.POINTS_OF_ORDER]) + len(bands[Band.ANSWERS])
    last = {one.id for band in (Band.REPLIES_AT_END, Band.LIMIT_USED) for one in bands[band]}

    def most(place: Place) -> int | None:
        now = place.position - 1
        if closed:
            return now
        if place.request.id in last:
            return None
        if place.request.id not in firm:
            return now
        return max(now, firm[place.request.id] + ahead + overruled)

    return [replace(place, waits_at_most=most(place)) for place in places]
