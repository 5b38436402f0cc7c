"""The voices matrix, and what of it may be shown to all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from reviewforum.outcomes.support.matrix import Absence, Cell, Count, Matrix, cross
from reviewforum.outcomes.support.suppression import TOTAL, suppress
from reviewforum.outcomes.support.voices import Voice


def voice(contributor, group="migrants", objectives=("6",), **fields):
    return Voice(contributor, group, "", frozenset(objectives), **fields)


def test_cells_count_distinct_contributors():
    rows = [
        voice("a"),
        voice("a", cited=True),
        voice("b", coded=False),
        voice("c", objectives=("6", "17")),
    ]
    matrix = cross(rows, "group", "objective")
    cell = matrix.cell("migrants", "6")
    assert (cell.received.total, cell.coded.total, cell.cited.total) == (3, 2, 1)
    assert matrix.row_total("migrants").received.total == 4
    assert matrix.people == 3


def test_expected_places_keep_their_order_and_empty_ones_are_named():
    matrix = cross([voice("a")], "group", "objective", ["media", "migrants"], ["6", "11"])
    assert matrix.rows == ("media", "migrants")
    assert matrix.empty == [("media", "6"), ("media", "11"), ("migrants", "11")]


def test_missing_is_told_from_silent_by_choice():
    absences = {"media": Absence.DECLINED}
    matrix = cross([voice("a")], "group", "objective", ["media", "nhri"], absences=absences)
    assert matrix.silent_rows == {"media": Absence.DECLINED, "nhri": Absence.MISSING}


def test_other_crossings():
    rows = [voice("a", countries=frozenset({"GE", "AM"}), language="ka")]
    assert cross(rows, "objective", "country").columns == ("AM", "GE")
    assert cross(rows, "group", "language").cell("migrants", "ka").received.total == 1
    with pytest.raises(ValueError, match="different"):
        cross(rows, "group", "group")


def table(counts):
    """A matrix from {(row, column): (named, confidential)}."""
    cells = {
        key: Cell(*[Count(named + secret, secret)] * 3)
        for key, (named, secret) in counts.items()
        if named + secret
    }
    rows = tuple(sorted({row for row, _ in counts}))
    columns = tuple(sorted({column for _, column in counts}))
    return Matrix("group", "objective", rows, columns, cells)


def test_a_lone_confidential_voice_cannot_be_subtracted_out():
    public = suppress(
        table({("a", "1"): (0, 1), ("a", "2"): (5, 0), ("b", "1"): (4, 3), ("b", "2"): (6, 0)})
    )
    assert public.value("a", "1", "received") is None
    row = [public.value("a", column, "received") for column in ("1", "2", TOTAL)]
    assert row.count(None) != 1


def test_nothing_is_hidden_where_nobody_is_at_risk():
    open_table = table({("a", "1"): (1, 0), ("a", "2"): (2, 3), ("b", "1"): (0, 0)})
    public = suppress(open_table)
    assert public.hidden == frozenset()
    assert public.value("a", "1", "cited") == 1


def test_an_empty_cell_is_never_hidden():
    public = suppress(
        table({("a", "1"): (0, 1), ("a", "2"): (0, 0), ("b", "1"): (2, 2), ("b", "2"): (1, 1)})
    )
    assert public.value("a", "2", "received") == 0


def test_a_minimum_of_one_is_refused():
    with pytest.raises(ValueError, match="at least 2"):
        suppress(table({("a", "1"): (1, 0)}), minimum=1)


counts = st.tuples(st.integers(0, 3), st.integers(0, 5))


@st.composite
def tables(draw):
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    return table({(f"r{i}", f"c{j}"): draw(counts) for i in range(rows) for j in range(columns)})


def attacker_range(matrix, public, place):
    """The least and greatest a reader could believe of a place's confidential voices.

    The reader knows who is named, what is shown, that rows and columns add up, and that a hidden
    place holds at least one contributor. Solved as a linear programme, independently of how the
    suppression reasons.
    """
    lines = [*matrix.rows, TOTAL], [*matrix.columns, TOTAL]
    variables = {key: at for at, key in enumerate((r, c) for r in lines[0] for c in lines[1])}
    whole = {key: _at(matrix, key) for key in variables}
    equations, sums = [], []

    def equation(parts, total):
        row = [0] * len(variables)
        for key in parts:
            row[variables[key]] += 1
        row[variables[total]] -= 1
        equations.append(row)
        sums.append(0)

    for r in lines[0]:
        equation([(r, c) for c in matrix.columns], (r, TOTAL))
    for c in lines[1]:
        equation([(r, c) for r in matrix.rows], (TOTAL, c))
    bounds = []
    for key in variables:
        count = whole[key].received
        named = count.total - count.confidential
        shown = public.value(*key, "received")
        bounds.append((max(0, 1 - named), None) if shown is None else (shown - named,) * 2)
    ends = []
    for sign in (1, -1):
        goal = [0] * len(variables)
        goal[variables[place]] = sign
        found = linprog(goal, A_eq=equations, b_eq=sums, bounds=bounds, method="highs")
        ends.append(float("inf") if found.status == 3 else found.fun * sign)
    return ends


def _at(matrix, key):
    row, column = key
    if row == TOTAL:
        return matrix.total if column == TOTAL else matrix.column_total(column)
    return matrix.row_total(row) if column == TOTAL else matrix.cell(row, column)


@settings(max_examples=60, deadline=None)
@given(tables(), st.integers(2, 4))
def test_no_reader_can_pin_down_few_confidential_voices(matrix, minimum):
    public = suppress(matrix, minimum)
    for row in (*matrix.rows, TOTAL):
        for column in (*matrix.columns, TOTAL):
            secret = _at(matrix, (row, column)).received.confidential
            if 0 < secret < minimum:
                assert public.value(row, column, "received") is None
                _, greatest = attacker_range(matrix, public, (row, column))
                assert greatest >= minimum - 1e-6


@settings(max_examples=60, deadline=None)
@given(tables())
def test_suppression_is_the_same_each_time_and_shows_true_numbers(matrix):
    public = suppress(matrix)
    assert suppress(matrix).hidden == public.hidden
    for row in matrix.rows:
        for column in matrix.columns:
            shown = public.value(row, column, "received")
            assert shown in (None, matrix.cell(row, column).received.total)
