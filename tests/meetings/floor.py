"""Requests, rules and sessions for tests: short to write, and at random."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st

from reviewforum.meetings.order import (
    STATES,
    Alternation,
    Kind,
    Limit,
    Measure,
    Place,
    Replies,
    Request,
    Rules,
    Spoken,
    order,
)

unhurried = settings(deadline=None)
"""A slow machine is no failure."""

TEN = datetime(2024, 3, 11, 10, 0, tzinfo=UTC)
GROUPS = ("civil-society", "trade-unions", "local-authorities")
UNNAMED = "academia"
REGIONS = ("east", "west")


def at(minutes: float) -> datetime:
    """A moment, in minutes after ten."""
    return TEN + timedelta(minutes=minutes)


def ask(id_: str, category: str = STATES, minutes: float = 0, **fields: object) -> Request:
    """A request; the body has the id's name unless another is given."""
    known = {"contributor": id_, "kind": Kind.STATEMENT, **fields}
    return Request(id=id_, category=category, requested_at=at(minutes), **known)  # type: ignore[arg-type]


def said(request: Request, minutes: float, seconds: int = 180, **fields: object) -> Spoken:
    """A turn taken."""
    return Spoken(request, at(minutes), seconds, **fields)  # type: ignore[arg-type]


def ids(places: Sequence[Place]) -> list[str]:
    """The list in short."""
    return [place.request.id for place in places]


def codes(place: Place) -> list[str]:
    """The codes of a place's reasons."""
    return [reason.code for reason in place.reasons]


BY_TIME = Rules(alternation=None, unspoken_first=False, group_statements_first=False)

rules = st.builds(
    Rules,
    alternation=st.none()
    | st.builds(Alternation, st.integers(1, 4), st.integers(1, 3), st.booleans()),
    shares=st.dictionaries(st.sampled_from(GROUPS), st.integers(1, 5)),
    measure=st.sampled_from(Measure),
    catch_up=st.none() | st.integers(1, 3),
    regions=st.just(()) | st.just(REGIONS),
    unspoken_first=st.booleans(),
    group_statements_first=st.booleans(),
    first_timers_first=st.booleans(),
    protocol_order=st.booleans(),
    patience=st.integers(0, 4),
    advance_until=st.none() | st.just(at(3)),
    replies=st.sampled_from(Replies),
    limits=st.just({Kind.STATEMENT: Limit(180)}) | st.just({Kind.STATEMENT: Limit(180, 2)}),
    seconds_by_category=st.just({}) | st.just({STATES: 300, "trade-unions": 120}),
)


def requests(
    kinds: Sequence[Kind] = (Kind.STATEMENT,), most: int = 14
) -> st.SearchStrategy[list[Request]]:
    """A handful of requests; ids are numbered so that they differ."""
    return st.lists(one_request(kinds), max_size=most).map(numbered)


def one_request(kinds: Sequence[Kind] = (Kind.STATEMENT,)) -> st.SearchStrategy[Request]:
    """One request with any of the fields that bear on the order."""
    return st.builds(
        ask,
        st.just("?"),
        st.sampled_from((STATES, *GROUPS, UNNAMED)),
        st.integers(0, 8),
        contributor=st.sampled_from("ABCDEF"),
        kind=st.sampled_from(kinds),
        region=st.none() | st.sampled_from((*REGIONS, "elsewhere")),
        protocol_rank=st.none() | st.integers(1, 5),
        on_behalf_of=st.none() | st.just("EU"),
        first_timer=st.sampled_from((None, True, False)),
    )


def numbered(kept: Sequence[Request], prefix: str = "r") -> list[Request]:
    """The requests with ids of their own."""
    return [replace(one, id=f"{prefix}{at_:02}") for at_, one in enumerate(kept)]


def run(
    waiting: list[Request],
    chosen: Rules,
    *,
    start: float = 10,
    seconds: Callable[[Request], int] | None = None,
    spoken: Sequence[Spoken] = (),
    turns: int | None = None,
) -> list[Spoken]:
    """The first on the list speaks, again and again, for as long as planned unless told."""
    done, left = list(spoken), list(waiting)
    while left and (turns is None or turns > 0):
        first = order(left, chosen, done)[0].request
        spent = seconds(first) if seconds else chosen.seconds(first)
        done.append(Spoken(first, at(start + len(done)), spent))
        left.remove(first)
        turns = None if turns is None else turns - 1
    return done
