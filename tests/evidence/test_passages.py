"""Cutting passages anew: nothing is lost, nothing cited moves."""

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewforum.common.errors import NotPossible
from reviewforum.evidence.actions.coding import decide_all, set_aside_passage
from reviewforum.evidence.actions.passages import _trimmed, join, split
from reviewforum.evidence.actions.receive import text_digest
from reviewforum.evidence.intake import Piece
from reviewforum.evidence.models import Passage
from reviewforum.evidence.offers import CARRIED
from tests import build
from tests.evidence.coders import TEXT, code, holds, passage, status, suggestion

AT = TEXT.index("Families")


def two(forum, text=TEXT, gap=0, **fields):
    """A contribution of two passages, cut before "Families"."""
    at = text.index("Families")
    pieces = (Piece(0, at - 1 - gap), Piece(at, len(text)))
    made = build.contribution(forum, text, pieces=pieces, **fields)
    return list(made.passages.all())


# --- split --------------------------------------------------------------------------------------
def test_split_makes_two_and_keeps_the_old(forum, rapporteur):
    row = passage(forum)
    Passage.objects.filter(pk=row.pk).update(citations_count=1)
    first, second = split(by=rapporteur, passage=row, at=AT)
    assert (first.quote, second.quote) == (
        "Recruiters take fees.",
        "Families wait for years.",
    )
    assert all(part.digest == text_digest(part.quote) for part in (first, second))
    row.refresh_from_db()
    assert row.retired_at and row.quote == TEXT and row.citations_count == 1
    assert list(row.children.order_by("start")) == [first, second]
    assert list(Passage.objects.current().filter(contribution=row.contribution)) == [first, second]


def test_the_parts_can_be_searched(forum, rapporteur):
    first, second = split(by=rapporteur, passage=passage(forum), at=AT)
    assert "recruit" in first.terms.terms and "famil" in second.terms.terms
    assert "famil" not in first.terms.terms


def test_codes_are_carried_over_as_suggestions_alone(forum, rapporteur):
    row = passage(forum)
    suggestion(row, 5, 0.4)
    decide_all(by=rapporteur, passage=row, applied=[code(forum, 6), code(forum, 14)])
    parts = split(by=rapporteur, passage=row, at=AT)
    for part in parts:
        assert holds(part) == {} and status(part) == "pending"
        carried = part.suggestions.filter(model=CARRIED)
        assert {row.code.key: row.score for row in carried} == {"6": 1.0, "14": 1.0}
        assert part.uncertainty == 1.0, "first in the queue"
    assert status(row.contribution) == "pending"


def test_carried_codes_survive_a_second_cut_before_anyone_read(forum, rapporteur):
    row = passage(forum, f"{TEXT} Ports stay closed.")
    decide_all(by=rapporteur, passage=row, applied=[code(forum, 6)])
    _first, second = split(by=rapporteur, passage=row, at=AT)
    for part in split(by=rapporteur, passage=second, at=second.quote.index("Ports")):
        assert [s.code.key for s in part.suggestions.all()] == ["6"]


def test_parts_of_what_was_set_aside_stay_so(forum, rapporteur):
    row = passage(forum)
    set_aside_passage(by=rapporteur, passage=row, code="off-topic")
    parts = split(by=rapporteur, passage=row, at=AT)
    assert {(part.status, part.set_aside_code) for part in parts} == {("set-aside", "off-topic")}
    assert status(row.contribution) == "set-aside"


@pytest.mark.parametrize("at", [-1, 0, len(TEXT), len(TEXT) + 5])
def test_split_outside_is_refused(forum, rapporteur, at):
    row = passage(forum)
    with pytest.raises(NotPossible, match="inside"):
        split(by=rapporteur, passage=row, at=at)
    row.refresh_from_db()
    assert row.retired_at is None


def test_split_needs_words_on_both_sides(forum, rapporteur):
    row = passage(forum, "  Recruiters take fees.", pieces=(Piece(0, 23),))
    with pytest.raises(NotPossible, match="both sides"):
        split(by=rapporteur, passage=row, at=2)


def test_split_is_the_desks_and_happens_once(forum, rapporteur, outsider):
    row = passage(forum)
    with pytest.raises(PermissionDenied, match="desk"):
        split(by=outsider, passage=row, at=AT)
    split(by=rapporteur, passage=row, at=AT)
    with pytest.raises(NotPossible, match="cut anew"):
        split(by=rapporteur, passage=row, at=AT)


# --- join ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("backwards", [False, True])
def test_join_makes_one_of_neighbours_in_either_order(forum, rapporteur, backwards):
    first, second = sorted(two(forum), key=lambda row: row.start, reverse=backwards)
    whole = join(by=rapporteur, first=first, second=second)
    assert whole.quote == TEXT
    assert set(whole.parents.all()) == {first, second}
    assert not Passage.objects.current().filter(pk__in=[first.pk, second.pk]).exists()


def test_join_carries_the_codes_of_both(forum, rapporteur):
    first, second = two(forum)
    decide_all(by=rapporteur, passage=first, applied=[code(forum, 6)])
    decide_all(by=rapporteur, passage=second, applied=[code(forum, 5)])
    whole = join(by=rapporteur, first=first, second=second)
    assert {s.code.key for s in whole.suggestions.all()} == {"6", "5"}
    assert holds(whole) == {} and status(whole.contribution) == "pending"


def test_split_and_join_give_the_same_words_back(forum, rapporteur):
    row = passage(forum)
    first, second = split(by=rapporteur, passage=row, at=AT)
    whole = join(by=rapporteur, first=first, second=second)
    assert (whole.start, whole.end, whole.digest) == (row.start, row.end, row.digest)


def test_join_over_a_gap_or_another_text_is_refused(forum, rapporteur, outsider):
    first, second = two(forum, gap=5)
    with pytest.raises(NotPossible, match="neighbours"):
        join(by=rapporteur, first=first, second=second)
    with pytest.raises(NotPossible, match="same text"):
        join(by=rapporteur, first=first, second=passage(forum, "Other words."))
    with pytest.raises(NotPossible, match="same text"):
        join(by=rapporteur, first=first, second=first)
    with pytest.raises(PermissionDenied, match="desk"):
        join(by=outsider, first=first, second=second)
    assert Passage.objects.filter(retired_at__isnull=False).count() == 0


def test_seconds_are_shared_out_by_length(forum, rapporteur):
    made = build.contribution(
        forum, "abcde fghij", pieces=(Piece(0, 11, start_seconds=10.0, end_seconds=21.0),)
    )
    first, second = split(by=rapporteur, passage=made.passages.get(), at=6)
    assert (first.start_seconds, first.end_seconds) == (10.0, 15.0)
    assert (second.start_seconds, second.end_seconds) == (16.0, 21.0)
    whole = join(by=rapporteur, first=first, second=second)
    assert (whole.start_seconds, whole.end_seconds) == (10.0, 21.0)


@given(st.text(max_size=30), st.integers(0, 30), st.integers(0, 30))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_a_trimmed_span_loses_white_space_alone(body, start, end):
    start, end = sorted((min(start, len(body)), min(end, len(body))))
    span = _trimmed(body, start, end)
    words = body[start:end]
    assert span is None if not words.strip() else body[slice(*span)] == words.strip()
