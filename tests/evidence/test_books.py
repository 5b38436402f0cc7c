"""The books balance, and tell nobody apart."""

from hypothesis import given
from hypothesis import strategies as st

from reviewforum.evidence.books import Books, Line, balance, for_everyone
from reviewforum.evidence.models import Contribution
from tests import build


def test_received_is_the_sum_of_its_parts_per_stage_and_group(forum):
    for number, status in enumerate(["pending", "coded", "coded", "set-aside"]):
        made = build.contribution(forum, f"Words {number}.", body=f"B{number}")
        reason = "off-topic" if status == "set-aside" else ""
        Contribution.objects.filter(pk=made.pk).update(status=status, set_aside_code=reason)
    books = balance(forum)["contributions"]
    assert books.balances
    assert (
        books.total.received,
        books.total.coded,
        books.total.set_aside,
        books.total.pending,
    ) == (4, 2, 1, 1)
    unions = next(line for line in books.by_group if line.key == "trade-unions")
    assert unions.received == 4
    assert any(line.received == 0 for line in books.by_group), "silent groups are named"


def test_a_part_that_went_missing_is_noticed():
    line = Line("", received=3, coded=1, set_aside=0, pending=1)
    assert not Books(line, [], []).balances


def test_public_page_shows_no_small_count(client, forum, secretariat):
    for number in range(5):
        build.contribution(forum, f"Words {number}.", body=f"B{number}")
    build.contribution(forum, "One.", group="media", body="M")
    page = client.get(f"/f/{forum.slug}/books/").content.decode()
    assert "too few to show" in page
    build.contribution(forum, "Two.", group="migrants", body="N", level="confidential")
    groups = balance(forum, forum.small_cell)["contributions"].by_group
    assert {line.key: line.received for line in groups}["migrants"] == 0
    client.force_login(secretariat)
    assert "too few to show" not in client.get(f"/f/{forum.slug}/books/").content.decode()


@given(st.lists(st.integers(0, 12), min_size=2, max_size=8), st.integers(2, 5))
def test_no_hidden_line_can_be_reckoned(counts, smallest):
    lines = [Line(str(i), str(i), received=n, coded=n) for i, n in enumerate(counts)]
    total = Line("", received=sum(counts), coded=sum(counts))
    shown = for_everyone(Books(total, lines, []), smallest).by_stage
    hidden = [line for line, n in zip(shown, counts, strict=True) if line.hidden]
    assert all(
        line.received is None for line, n in zip(shown, counts, strict=True) if 0 < n < smallest
    )
    nonzero = [n for n in counts if n]
    assert len(hidden) != 1 or len(nonzero) == 1
