"""What a speakers' list is made of: requests, turns taken, and the chair's overrules.

All of it is data that never changes: merging, yielding and the like make new requests of old.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from reviewforum.meetings.messages import Misstep

STATES = "states"
STAKEHOLDERS = "stakeholders"
"""The two sides. States are a category of their own; stakeholders are all other categories."""


class Kind(StrEnum):
    """What the floor is asked for."""

    STATEMENT = "statement"
    RIGHT_OF_REPLY = "right-of-reply"
    POINT_OF_ORDER = "point-of-order"
    REPLY = "reply"
    MODERATOR_QUESTION = "moderator-question"


@dataclass(frozen=True)
class Request:
    """One wish to speak on one item.

    `category` is `states` or the key of a stakeholder group; `protocol_rank` counts from 1.
    `on_behalf_of` names the group of bodies for which the contributor speaks; `joint` those who
    joined their requests to this one; `speaker` who speaks in this place if it was yielded.
    `gender` never bears on the order; it is there for the figures, if it was given.
    """

    id: str
    contributor: str
    kind: Kind
    category: str
    requested_at: datetime
    region: str | None = None
    protocol_rank: int | None = None
    on_behalf_of: str | None = None
    first_timer: bool | None = None
    joint: tuple[str, ...] = ()
    speaker: str | None = None
    gender: str | None = None

    def __post_init__(self) -> None:
        if self.requested_at.tzinfo is None:
            raise Misstep("no-time-zone", setting="requested_at")

    @property
    def voice(self) -> str:
        """Whose turn it is: a statement for a group does not use up the turn of who reads it."""
        return self.on_behalf_of or self.contributor

    @property
    def is_state(self) -> bool:
        """On the States' side of an alternation."""
        return self.category == STATES


@dataclass(frozen=True)
class Spoken:
    """A turn that was taken: when it began, the seconds it used, and whether the chair gave it out
    of the computed order.
    """

    request: Request
    started_at: datetime
    seconds: int
    overruled: bool = False


@dataclass(frozen=True)
class Override:
    """The chair moved a request to a place (from 1), counted as the list stood at `at`."""

    request: str
    to: int
    reason: str
    at: datetime


Requests = tuple[Request, ...]


def withdraw(requests: Iterable[Request], request: str) -> Requests:
    """The list without a request. Nobody else loses by it."""
    kept = tuple(requests)
    found(kept, request)
    return tuple(one for one in kept if one.id != request)


def merge(requests: Iterable[Request], into: str, others: Iterable[str]) -> Requests:
    """Several requests become one joint statement, which counts as asked when the first of them
    was. Raises Misstep when there is nothing to merge or the kinds differ.
    """
    kept = tuple(requests)
    lead = found(kept, into)
    parts = [found(kept, other) for other in others if other != into]
    joined = joint_of(lead, parts)
    gone = {part.id for part in parts}
    return tuple(joined if one.id == into else one for one in kept if one.id not in gone)


def joint_of(lead: Request, parts: list[Request]) -> Request:
    """The request that stands for all of them."""
    if not parts:
        raise Misstep("merge-needs-two")
    if any(part.kind is not lead.kind for part in parts):
        raise Misstep("merge-kinds")
    names = [*lead.joint, *(name for part in parts for name in (part.contributor, *part.joint))]
    first = min(one.requested_at for one in (lead, *parts))
    return replace(lead, joint=tuple(dict.fromkeys(names)), requested_at=first)


def yield_place(requests: Iterable[Request], request: str, to: str) -> Requests:
    """Someone else speaks in this place. The turn is still charged to the body and group whose
    place it was, so that places cannot be collected.
    """
    return changed(requests, request, speaker=to)


def step_back(requests: Iterable[Request], request: str, now: datetime) -> Requests:
    """Lets others go first: the request counts as if asked now."""
    return changed(requests, request, requested_at=now)


def speak_for(requests: Iterable[Request], request: str, group: str) -> Requests:
    """The statement is made on behalf of a group of bodies."""
    return changed(requests, request, on_behalf_of=group)


def changed(requests: Iterable[Request], request: str, **fields: object) -> Requests:
    """The list with some fields of one request changed; raises Misstep if it is not there."""
    kept = tuple(requests)
    found(kept, request)
    return tuple(replace(one, **fields) if one.id == request else one for one in kept)  # type: ignore[arg-type]


def found(requests: Iterable[Request], request: str) -> Request:
    """The request with this id; raises Misstep if it is not there."""
    for one in requests:
        if one.id == request:
            return one
    raise Misstep("unknown-request", request=request)
