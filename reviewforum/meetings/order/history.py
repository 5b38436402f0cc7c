"""What has happened on an item so far, read once: the ledgers and what each body has had."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from reviewforum.meetings.order.credit import Ledger
from reviewforum.meetings.order.levels import Level, Path, levels_of, path_of
from reviewforum.meetings.order.requests import Kind, Request, Spoken
from reviewforum.meetings.order.rules import Rules


@dataclass
class History:
    """Turns taken, as the rules count them. `had` counts statements by queue and body, `kinds`
    turns by kind and body; `heard` lists the statements heard by queue.
    """

    rules: Rules
    levels: tuple[Level, ...]
    ledgers: dict[Path, Ledger] = field(default_factory=dict)
    had: Counter[tuple[Path, str]] = field(default_factory=Counter)
    kinds: Counter[tuple[Kind, str]] = field(default_factory=Counter)
    heard: dict[Path, list[Request]] = field(default_factory=dict)

    def ledger(self, above: Path) -> Ledger:
        """The ledger of the children under a path."""
        if above not in self.ledgers:
            shares = self.levels[len(above)].shares(above)
            self.ledgers[above] = Ledger(shares, self.rules.half_turn, self.allowance)
        return self.ledgers[above]

    @property
    def allowance(self) -> Fraction | None:
        """What a silent group may make good, in the measure of the shares."""
        if self.rules.catch_up is None:
            return None
        return self.rules.catch_up * self.rules.planned_costs[1]

    def path(self, request: Request) -> Path:
        """The queue of a request."""
        return path_of(request, self.levels)

    def passed(self, request: Request) -> int:
        """How many of its own queue who asked later have spoken before it."""
        asked = self.rules.asked(request)
        return sum(self.rules.asked(one) > asked for one in self.heard.get(self.path(request), ()))

    def enter(self, turn: Spoken) -> None:
        """Adds a turn. Only statements are charged to a group."""
        for voice in voices(turn.request):
            self.kinds[turn.request.kind, voice] += 1
        if turn.request.kind is Kind.STATEMENT:
            self._enter_statement(turn)

    def _enter_statement(self, turn: Spoken) -> None:
        path = self.path(turn.request)
        amount = self.rules.charge(turn.request, turn.seconds)
        for depth, child in enumerate(path):
            self.ledger(path[:depth]).charge(child, amount, by_rule=not turn.overruled)
        self.heard.setdefault(path, []).append(turn.request)
        for voice in voices(turn.request):
            self.had[path, voice] += 1


def voices(request: Request) -> tuple[str, ...]:
    """All whose turn this is."""
    return (request.voice, *request.joint)


def read_history(rules: Rules, spoken: Iterable[Spoken]) -> History:
    """The turns taken, entered in the order in which they were taken."""
    history = History(rules, levels_of(rules))
    for turn in sorted(spoken, key=lambda one: (one.started_at, one.request.id)):
        history.enter(turn)
    return history
