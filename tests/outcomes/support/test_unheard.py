"""Nobody unheard without a reason."""

import random

import pytest

from reviewforum.outcomes.support.findings import Finding, Severity
from reviewforum.outcomes.support.unheard import Required, Waiver, never_cited, readiness, unheard
from reviewforum.outcomes.support.voices import Voice


def voice(contributor, group="trade-unions", objectives=("6",), **fields):
    return Voice(contributor, group, f"label {contributor}", frozenset(objectives), **fields)


CELLS_ONLY = Required(places=frozenset())


def places(cells):
    return [(cell.dimension, cell.value, cell.objective) for cell in cells]


def test_cited_cells_are_not_listed():
    assert unheard([voice("a", cited=True)]) == []


def test_silent_cells_come_first_and_name_their_contributors():
    rows = [
        voice("a", cited=True),
        voice("b"),
        voice("m", "migrants", ("17",)),
        voice("n", "migrants", ("17",)),
    ]
    cells = unheard(rows, dimensions=["group"])
    assert places(cells)[0] == ("group", "migrants", None)
    assert places(cells)[1] == ("group", "migrants", "17")
    assert [one.contributor for one in cells[1].contributors] == ["m", "n"]
    assert places(cells)[-1] == ("group", "trade-unions", "6")
    assert not cells[-1].silent
    assert cells[-1].contributors[0].label == "label b"


def test_a_contributor_cited_elsewhere_is_told_from_one_never_cited():
    rows = [
        voice("a", objectives=("6",), cited=True),
        voice("a", objectives=("17",)),
        voice("b", objectives=("17",)),
    ]
    cell = next(cell for cell in unheard(rows) if cell.objective == "17")
    assert [(one.contributor, one.ever_cited) for one in cell.contributors] == [
        ("b", False),
        ("a", True),
    ]
    assert [one.contributor for one in never_cited(rows)] == ["b"]


def test_countries_and_languages_are_listed_too():
    rows = [voice("a", cited=True), voice("b", countries=frozenset({"GE"}), language="ka")]
    found = places(unheard(rows))
    assert ("country", "GE", None) in found
    assert ("language", "ka", "6") in found


def test_the_order_of_rows_does_not_matter():
    rows = [
        voice(f"c{i}", "migrants" if i % 2 else "media", (str(i % 5),), cited=i % 3 == 0)
        for i in range(40)
    ]
    shuffled = rows[:]
    random.Random(4).shuffle(shuffled)
    assert unheard(shuffled) == unheard(rows)


def test_publication_waits_for_each_cell_until_cited_or_waived():
    rows = [voice("a"), voice("m", "migrants", ("6", "17"), cited=True)]
    state = readiness(rows, required=CELLS_ONLY)
    assert not state.ready
    assert [finding.params["cell"] for finding in state.blockers] == ["trade-unions × 6"]
    waiver = Waiver("Same point as § 4", dimension="group", value="trade-unions", objective="6")
    assert readiness(rows, [waiver], required=CELLS_ONLY).ready
    other = Waiver("x", dimension="group", value="trade-unions", objective="7")
    assert not readiness(rows, [other], required=CELLS_ONLY).ready
    assert readiness([voice("a", cited=True), rows[1]], required=CELLS_ONLY).ready


def test_waiving_every_contributor_or_the_whole_row_settles_a_cell():
    rows = [voice("a"), voice("b")]
    one = Waiver("duplicate", contributor="a")
    both = [one, Waiver("duplicate", contributor="b")]
    assert not readiness(rows, [one], required=CELLS_ONLY).ready
    assert readiness(rows, both, required=CELLS_ONLY).ready
    whole = Waiver("out of scope", dimension="group", value="trade-unions", whole=True)
    assert readiness(rows, [whole], required=CELLS_ONLY).ready


def test_a_country_never_cited_blocks_but_not_each_of_its_cells():
    rows = [voice("a", cited=True), voice("b", objectives=("6", "7"), countries=frozenset({"GE"}))]
    blocked = readiness([*rows, voice("c", objectives=("7",), cited=True)])
    assert [finding.params["cell"] for finding in blocked.blockers] == ["GE"]


def test_each_contributor_may_be_required():
    rows = [voice("a", cited=True), voice("b")]
    strict = Required(places=frozenset(), contributors=True)
    (blocker,) = readiness(rows, required=strict).blockers
    assert blocker.message("en").startswith("label b is cited nowhere.")
    assert readiness(rows, [Waiver("late", contributor="b")], required=strict).ready


def test_blocking_findings_of_the_report_block_and_others_do_not():
    finding = Finding("sentence_uncited", Severity.BLOCKS)
    assert readiness([], findings=[finding]).blockers == (finding,)
    assert readiness([], findings=[Finding("citation_idle", Severity.NOTES)]).ready


def test_a_waiver_needs_a_reason_and_one_subject():
    with pytest.raises(ValueError, match="reason"):
        Waiver("  ", contributor="a")
    with pytest.raises(ValueError, match="cell or for a contributor"):
        Waiver("x")
