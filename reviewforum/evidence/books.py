"""The books: received = coded + set aside + pending, per stage and per stakeholder group.

What was received and the three parts are counted apart, so that the page *shows* that they agree
instead of assuming it. The public sees no count small enough to tell a contributor apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from reviewforum.common.localized import local
from reviewforum.evidence.models import Contribution, Level, Passage, SetAside, Status
from reviewforum.forums.models import Forum


@dataclass
class Line:
    """One line of the books. A part is None where it is too small to be shown."""

    label: str
    key: str = ""
    received: int | None = 0
    coded: int | None = 0
    set_aside: int | None = 0
    pending: int | None = 0

    @property
    def balances(self) -> bool:
        """Received is the sum of its parts (a hidden line says nothing against it)."""
        parts = (self.coded, self.set_aside, self.pending)
        if self.received is None or None in parts:
            return True
        return self.received == sum(part or 0 for part in parts)

    @property
    def hidden(self) -> bool:
        """Its numbers are too small to be shown."""
        return self.received is None


@dataclass
class Books:
    """All lines of one kind of thing, and why some were set aside."""

    total: Line
    by_stage: list[Line]
    by_group: list[Line]
    reasons: list[tuple[str, int]] = field(default_factory=list)
    some_without_group: bool = False
    """Confidential contributions are in the total and the stages, but not all in a group."""

    @property
    def balances(self) -> bool:
        """Every line does, and the lines add up to the total."""
        lines = [self.total, *self.by_stage, *self.by_group]
        sums = [self.by_stage] if self.some_without_group else [self.by_stage, self.by_group]
        return all(line.balances for line in lines) and all(map(self._adds_up, sums))

    def _adds_up(self, lines: list[Line]) -> bool:
        if any(line.hidden for line in lines):
            return True
        return sum(line.received or 0 for line in lines) == self.total.received


PARTS = {Status.CODED: "coded", Status.SET_ASIDE: "set_aside", Status.PENDING: "pending"}


def balance(forum: Forum, smallest: int = 0) -> dict[str, Books]:
    """The books of contributions and of passages. A fixed number of queries.

    The desk gives no `smallest`. For everyone else the lines of groups count confidential
    contributions only where at least so many contributors of the group spoke in confidence: less
    what everyone can find, a line would else tell the group of one.
    """
    contributions = Contribution.objects.filter(forum=forum).order_by()
    passages = Passage.objects.filter(forum=forum, retired_at=None).order_by()
    stages = {stage.pk: (str(stage), stage.slug) for stage in forum.stages.all()}
    groups = {group.pk: (local(group.names), group.key) for group in forum.framework.groups.all()}
    return {
        "contributions": Books(
            _line(contributions),
            _lines(contributions, "stage", stages),
            _lines(_tellable(contributions, smallest), "contributor__group", groups),
            _reasons(contributions),
            smallest > 0,
        ),
        "passages": Books(
            _line(passages),
            _lines(passages, "contribution__stage", stages),
            _lines(
                _tellable(passages, smallest, "contribution__"),
                "contribution__contributor__group",
                groups,
            ),
            _reasons(passages),
            smallest > 0,
        ),
    }


def _tellable(rows: Any, smallest: int, prefix: str = "") -> Any:
    """The rows whose stakeholder group may be told."""
    if not smallest:
        return rows
    group = f"{prefix}contributor__group"
    closed = rows.filter(**{f"{prefix}level": Level.CONFIDENTIAL})
    people = closed.values(group).annotate(n=Count(f"{prefix}contributor", distinct=True))
    enough = people.filter(n__gte=smallest).values(group)
    return rows.filter(~Q(**{f"{prefix}level": Level.CONFIDENTIAL}) | Q(**{f"{group}__in": enough}))


def _line(rows: Any) -> Line:
    line = Line("", received=rows.count())
    for status, count in rows.values_list("status").annotate(n=Count("pk")):
        setattr(line, PARTS[status], count)
    return line


def _lines(rows: Any, column: str, names: dict[int, tuple[str, str]]) -> list[Line]:
    """A line for each stage or group; those without any input too, since silence counts."""
    lines = {pk: Line(label, key) for pk, (label, key) in names.items()}
    received = dict(rows.values_list(column).annotate(n=Count("pk")))
    for pk, count in received.items():
        lines.setdefault(pk, Line("—")).received = count
    for pk, status, count in rows.values_list(column, "status").annotate(n=Count("pk")):
        setattr(lines[pk], PARTS[status], count)
    return list(lines.values())


def _reasons(rows: Any) -> list[tuple[str, int]]:
    counts: dict[str, int] = defaultdict(int)
    for code, count in (
        rows.filter(status=Status.SET_ASIDE).values_list("set_aside_code").annotate(n=Count("pk"))
    ):
        counts[code] += count
    return [(str(dict(SetAside.choices).get(code, code)), n) for code, n in sorted(counts.items())]


def for_everyone(books: Books, smallest: int) -> Books:
    """The books as the public may see them: no line below `smallest`, and no way to reckon one.

    A single hidden line could be had back as the total less the others, so a second goes with it:
    the smallest of the rest. Parts of a line are shown only where each is 0 or large enough.
    """
    return Books(
        _large_parts(books.total, smallest),
        _hide(books.by_stage, smallest),
        _hide(books.by_group, smallest),
        [(why, n) for why, n in books.reasons if n >= smallest],
        books.some_without_group,
    )


def _hide(lines: list[Line], smallest: int) -> list[Line]:
    small = {line.key for line in lines if 0 < (line.received or 0) < smallest}
    rest = sorted((line for line in lines if line.received and line.key not in small), key=_size)
    if len(small) == 1 and rest:
        small.add(rest[0].key)
    return [
        Line(line.label, line.key, None, None, None, None)
        if line.key in small
        else _large_parts(line, smallest)
        for line in lines
    ]


def _size(line: Line) -> tuple[int, str]:
    return (line.received or 0, line.key)


def _large_parts(line: Line, smallest: int) -> Line:
    parts = [line.coded or 0, line.set_aside or 0, line.pending or 0]
    if any(0 < part < smallest for part in parts):
        return Line(line.label, line.key, line.received, None, None, None)
    return line


def unbalanced(books: Iterable[Books]) -> bool:
    """True when any of the books does not add up: a fault to report at once."""
    return not all(book.balances for book in books)
