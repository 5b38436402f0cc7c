"""The order of a speakers' list: computed from printed rules, every place with its reasons.

Plain Python without a database. See docs/develop/speakers-list.md for the algorithm, its guarantees
and their proofs.
"""

from reviewforum.meetings.order.places import Place, Reason, order
from reviewforum.meetings.order.requests import (
    STAKEHOLDERS,
    STATES,
    Kind,
    Override,
    Request,
    Spoken,
    merge,
    speak_for,
    step_back,
    withdraw,
    yield_place,
)
from reviewforum.meetings.order.rules import Alternation, Limit, Measure, Replies, Rules

__all__ = [
    "STAKEHOLDERS",
    "STATES",
    "Alternation",
    "Kind",
    "Limit",
    "Measure",
    "Override",
    "Place",
    "Reason",
    "Replies",
    "Request",
    "Rules",
    "Spoken",
    "merge",
    "order",
    "speak_for",
    "step_back",
    "withdraw",
    "yield_place",
]
