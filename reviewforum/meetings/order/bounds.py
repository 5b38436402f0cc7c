"""How many can speak before a request, whoever asks from now on. The proof stands in the docs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reviewforum.meetings.order.history import History
from reviewforum.meetings.order.levels import Path
from reviewforum.meetings.order.queueing import Waiting, enrol
from reviewforum.meetings.order.requests import Request


def bounds(requests: Iterable[Request], history: History) -> Mapping[str, int]:
    """For each statement that waits, the most statements that can come before it."""
    queues: dict[Path, list[Request]] = {}
    for request in requests:
        queues.setdefault(history.path(request), []).append(request)
    return {
        one.request.id: climbed(path, in_queue(one, waiting, history), history)
        for path, members in queues.items()
        for waiting in [enrol(members, history)]
        for one in waiting
    }


def in_queue(one: Waiting, waiting: Sequence[Waiting], history: History) -> int:
    """The most who can go first in its own queue: all who asked no later, and if anyone can stand
    better, as many later ones as its patience still allows.
    """
    earlier = sum(other.asked <= one.asked for other in waiting) - 1
    if not history.rules.may_be_passed(one.request, one.turn):
        return earlier
    return earlier + max(0, history.rules.patience - one.passed)


def climbed(path: Path, before: int, history: History) -> int:
    """The bound carried up the tree: at each level, the turns of the other children that can be due
    no later than this one's.
    """
    least, most = history.rules.charges
    for depth in reversed(range(len(path))):
        ledger, child = history.ledger(path[:depth]), path[depth]
        due = ledger.due(child, before * most)
        others = (other for other in ledger.shares if other != child)
        before += sum(ledger.ahead_at_most(other, due, least) for other in others)
    return before
