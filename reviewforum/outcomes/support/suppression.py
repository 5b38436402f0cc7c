"""Small cells hidden, with as many others as it takes that nobody can work them out.

A number is sensitive when it stands for fewer than `minimum` confidential contributors: the
named ones are public, so whoever reads a cell or a total can subtract them. Hidden are first the
sensitive cells, then further cells and, if those do not suffice, totals. What a reader could
still infer is computed, not estimated: cells and totals form a network of flows (every row and
every column must add up), and a hidden value can take another value exactly if that much can be
sent around a loop of hidden places. (On complementary suppression in two-way tables as network
flow: Gusfield, "A graph theoretic approach to statistical data security", SIAM J. Comput. 17,
1988.) It is assumed that the reader knows the rule, knows who is named, and knows that a hidden
cell is never empty.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reviewforum.outcomes.support.matrix import MEASURES, Cell, Matrix

TOTAL = ""
"""The row or column key of totals."""

Place = tuple[str, str]
Node = tuple[str, str]


@dataclass(frozen=True)
class Public:
    """What may be shown: the number of contributors, or None where it is hidden."""

    matrix: Matrix
    hidden: frozenset[Place]
    minimum: int

    def value(self, row: str, column: str, measure: str) -> int | None:
        """The number at a place; `TOTAL` as row, column or both gives the totals."""
        if (row, column) in self.hidden:
            return None
        return _at(self.matrix, (row, column)).count(measure).total


def suppress(matrix: Matrix, minimum: int = 3) -> Public:
    """Hide what would reveal fewer than `minimum` confidential contributors.

    The same places are hidden for received, coded and cited. Raises ValueError if `minimum` is
    below 2: one contributor is always too few.
    """
    if minimum < 2:
        raise ValueError("The minimum must be at least 2: a cell of one is a person.")
    tables = [_Table(matrix, measure) for measure in MEASURES]
    hidden = {place for table in tables for place in table.sensitive(minimum)}
    while exposed := next(_exposed(tables, hidden, minimum), None):
        hidden.add(_next_to_hide(tables[0], exposed, hidden))
    return Public(matrix, frozenset(hidden), minimum)


def _exposed(tables: list[_Table], hidden: set[Place], minimum: int) -> Iterator[Place]:
    for table in tables:
        network = _Network(table, hidden)
        for place in sorted(hidden):
            if 0 < table.secret(place) < minimum and not network.protects(place, minimum):
                yield place


def _next_to_hide(table: _Table, exposed: Place, hidden: set[Place]) -> Place:
    """The visible place that costs the reader least: one that closes a loop, cells before totals,
    small before large."""
    row, column = exposed
    alone_in_row = sum(place[0] == row for place in hidden) < 2

    def cost(place: Place) -> tuple[object, ...]:
        in_row, in_column = place[0] == row, place[1] == column
        near = in_row if alone_in_row else in_column
        grand = place == (TOTAL, TOTAL)
        return (grand, TOTAL in place, not near, not (in_row or in_column), table.all(place), place)

    return min((place for place in table.places if place not in hidden), key=cost)


class _Table:
    """One measure of the matrix: confidential contributors, and how low a hidden one can be."""

    def __init__(self, matrix: Matrix, measure: str) -> None:
        self._cells = {place: _at(matrix, place) for place in _places(matrix)}
        self._measure = measure
        self.places = [place for place, cell in self._cells.items() if cell.received.total]

    def secret(self, place: Place) -> int:
        return self._cells[place].count(self._measure).confidential

    def all(self, place: Place) -> int:
        return self._cells[place].received.total

    def lowest(self, place: Place) -> int:
        """A hidden place holds someone; if nobody there is named, someone confidential."""
        if self._measure != "received":
            return 0
        count = self._cells[place].received
        return 1 if count.total == count.confidential else 0

    def sensitive(self, minimum: int) -> Iterator[Place]:
        return (place for place in self.places if 0 < self.secret(place) < minimum)


def _places(matrix: Matrix) -> Iterator[Place]:
    for row in (*matrix.rows, TOTAL):
        for column in (*matrix.columns, TOTAL):
            yield row, column


def _at(matrix: Matrix, place: Place) -> Cell:
    row, column = place
    if row == TOTAL:
        return matrix.total if column == TOTAL else matrix.column_total(column)
    return matrix.row_total(row) if column == TOTAL else matrix.cell(row, column)


class _Network:
    """Rows and columns as nodes, hidden places as edges that can carry more or less.

    With the totals as one more row and column, counted negative, every row and column sums to
    nought; so raising a hidden value means a loop that alternately raises and lowers others.
    """

    def __init__(self, table: _Table, hidden: Iterable[Place]) -> None:
        self._table = table
        self._room: dict[Node, dict[Node, int]] = {}
        for place in sorted(hidden):
            self._connect(place)

    def _connect(self, place: Place) -> None:
        above = 1 << 30
        below = self._table.secret(place) - self._table.lowest(place)
        more, less = (above, below) if _positive(place) else (below, above)
        row, column = ("row", place[0]), ("column", place[1])
        self._room.setdefault(row, {})[column] = more
        self._room.setdefault(column, {})[row] = less

    def protects(self, place: Place, minimum: int) -> bool:
        """Whether the hidden number might as well be `minimum` or more."""
        wanted = minimum - self._table.secret(place)
        row, column = ("row", place[0]), ("column", place[1])
        start, end = (column, row) if _positive(place) else (row, column)
        return self._flow(start, end, wanted) >= wanted

    def _flow(self, start: Node, end: Node, wanted: int) -> int:
        """How much, up to `wanted`, goes from start to end without the edge that joins them."""
        room = {node: dict(edges) for node, edges in self._room.items()}
        room[start][end] = room[end][start] = 0
        sent = 0
        while sent < wanted and (path := _path(room, start, end)):
            amount = min(wanted - sent, *(room[a][b] for a, b in path))
            for a, b in path:
                room[a][b] -= amount
                room[b][a] += amount
            sent += amount
        return sent


def _positive(place: Place) -> bool:
    return (place[0] == TOTAL) == (place[1] == TOTAL)


def _path(
    room: Mapping[Node, Mapping[Node, int]], start: Node, end: Node
) -> list[tuple[Node, Node]]:
    came: dict[Node, Node] = {start: start}
    queue = deque([start])
    while queue and end not in came:
        node = queue.popleft()
        for other, capacity in room[node].items():
            if capacity > 0 and other not in came:
                came[other] = node
                queue.append(other)
    path: list[tuple[Node, Node]] = []
    while end in came and end != start:
        path.append((came[end], end))
        end = came[end]
    return path
