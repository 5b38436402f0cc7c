"""What is said in words elsewhere: a code and its parameters, put into six languages by the pages.

Plain data, so that the same reason can be shown on a screen, kept in a file and compared in a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

Value = str | int

CODES: Final[Mapping[str, tuple[str, ...]]] = {
    # Why a request stands at its place.
    "point-of-order": (),
    "answer": ("kind",),
    "reply-at-once": (),
    "reply-at-end": (),
    "limit-used": ("kind", "times"),
    "alternation": ("side", "states", "stakeholders"),
    "first-of-group": ("group",),
    "share": ("group", "number"),
    "share-used": ("group", "turns"),
    "first-of-region": ("region",),
    "region": ("region", "number"),
    "region-heard": ("region", "turns"),
    "not-spoken": ("turns", "other_turns"),
    "group-statement": ("group",),
    "first-timer": (),
    "protocol": ("rank",),
    "passed-often": ("times",),
    "asked-first": (),
    "asked": ("at",),
    "passed-kind": ("count",),
    "passed-alternation": ("count",),
    "passed-share": ("count",),
    "passed-region": ("count",),
    "passed-standing": ("count",),
    "overrule": ("reason", "computed"),
    "overruled-others": ("computed",),
    # The rules of a list, as it prints them.
    "rule-points-of-order": (),
    "rule-replies-at-once": (),
    "rule-replies-at-end": (),
    "rule-limit": ("kind", "seconds"),
    "rule-limit-times": ("kind", "seconds", "times"),
    "rule-limit-group": ("group", "seconds"),
    "rule-alternation": ("states", "stakeholders", "opens"),
    "rule-share-turns": ("group", "share", "of"),
    "rule-share-minutes": ("group", "minutes", "of"),
    "rule-catch-up": ("turns",),
    "rule-catch-up-all": (),
    "rule-regions": ("regions",),
    "rule-not-spoken": (),
    "rule-group-statements": (),
    "rule-first-timers": (),
    "rule-protocol": (),
    "rule-time": (),
    "rule-advance": ("until",),
    "rule-patience": ("times",),
    # What cannot be done.
    "unknown-request": ("request",),
    "request-twice": ("request",),
    "merge-needs-two": (),
    "merge-kinds": (),
    "not-positive": ("setting",),
    "negative": ("setting",),
    "states-by-alternation": (),
    "no-time-zone": ("setting",),
    "category-twice": ("category",),
    "clock-started": (),
    "clock-not-running": (),
    "clock-not-paused": (),
    "clock-stopped": (),
    "clock-backwards": (),
}
"""Every code with the names of its parameters. Keys of groups, regions and kinds stay keys: the
page knows their names in each language. Times are ISO 8601, counts and seconds whole numbers.
"""


@dataclass(frozen=True)
class Message:
    """A code with its parameters; raises ValueError when they are not those of the code."""

    code: str
    params: Mapping[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if set(CODES.get(self.code, ("?",))) != set(self.params):
            raise ValueError(f"{self.code}: unknown code, or parameters {sorted(self.params)}")


def message(code: str, **params: Value) -> Message:
    """A message, written short."""
    plain = {name: str(one) if isinstance(one, str) else one for name, one in params.items()}
    return Message(code, plain)


class Misstep(ValueError):
    """Something that cannot be done; `message` says what in a code, so that a page can say it."""

    def __init__(self, code: str, **params: Value) -> None:
        self.message = message(code, **params)
        super().__init__(f"{code} {params}" if params else code)
