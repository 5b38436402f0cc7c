"""How many can speak before a request, whoever asks from now on. The proof stands in the docs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reviewforum.meetings.order.history import History
from reviewforum.meetings.order.levels import Path
from reviewforum.meetings.order.requests import Request


def bounds(requests: Iterable[Request], history: History) -> Mapping[str, int]:
    """For each statement that waits, the most statements that can come before it."""
    queues: dict[Path, list[Request]] = {}
    for request in requests:
        queues.setdefault(history.path(request), []).append(request)
    return {
        request.id: climbed(request, path, in_queue(request, members, history), history)
        for path, members in queues.items()
        for request in members
    }


def in_queue(request: Request, members: Iterable[Request], history: History) -> int:
    """The most who can go first in its own queue: all who asked no later, and as many of the others
    as its patience still allows.
    """
    rules = history.rules
    asked = rules.asked(request)
    earlier = sum(rules.asked(one) <= asked for one in members) - 1
    if not rules.has_preferences:
        return earlier
    return earlier + max(0, rules.patience - history.passed(request))


def climbed(request: Request, path: Path, before: int, history: History) -> int:
    """The bound carried up the tree: at each level, the turns of the other children that can be due
    no later than this one's.
    """
    least, most = history.rules.charges
    for depth in reversed(range(len(path))):
        ledger, child = history.ledger(path[:depth]), path[depth]
        due = ledger.due(child, before * most, history.rules.cost(request))
        others = (other for other in ledger.shares if other != child)
        before += sum(ledger.ahead_at_most(other, due, least) for other in others)
    return before
