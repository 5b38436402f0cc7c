"""Receiving: all or nothing, verbatim, with a receipt."""

import pytest

from reviewforum.common.errors import NotPossible
from reviewforum.evidence.actions.receive import receive, text_digest
from reviewforum.evidence.models import Contribution, Contributor, Passage
from reviewforum.evidence.receipts import digest_of_code
from tests import build


def test_passages_quote_the_text_verbatim(forum):
    text = "First point about wages.\n\nSecond point: permits take a year. That is too long."
    made = build.contribution(forum, text)
    passages = list(made.passages.with_quote())
    assert passages and all(p.quote == text[p.start : p.end] for p in passages)
    assert all(p.digest == text_digest(p.quote) for p in passages)


def test_two_inputs_of_a_body_are_one_contributor(forum):
    build.contribution(forum, "One.", body="A Union")
    build.contribution(forum, "Two.", body="a union ")
    build.contribution(forum, "Three.", body="Another Union")
    assert Contributor.objects.count() == 2


def test_unnamed_inputs_are_voices_of_their_own(forum):
    for text in ("One.", "Two."):
        build.contribution(forum, text, body="", group="migrants", level="confidential")
    assert Contributor.objects.count() == 2


def test_receipt_code_is_told_once_and_kept_as_a_digest(forum):
    made = build.contribution(forum)
    assert len(made.code.split("-")) == 5
    assert made.receipt_digest == digest_of_code(made.code.upper().replace("-", " "))
    assert made.code not in str(Contribution.objects.values().get())


@pytest.mark.parametrize(
    "wrong", [{"group": "pirates"}, {"country": "XXX"}, {"level": "loud"}, {"text": "  "}]
)
def test_a_bad_entry_stores_nothing(forum, wrong):
    good = build.entry()
    with pytest.raises(NotPossible):
        receive(
            by=None, forum=forum, stage=forum.stages.first(), entries=[good, build.entry(**wrong)]
        )
    assert not Contribution.objects.exists() and not Passage.objects.exists()
    assert not Contributor.objects.exists()
