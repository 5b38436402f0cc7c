"""Two rapporteurs at one sentence: merged where they do not touch, else shown to both."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewforum.common.errors import NotPossible
from reviewforum.outcomes.actions import citing, sentences
from reviewforum.outcomes.merging import changes, merge
from reviewforum.outcomes.models import SentenceRevision
from tests import build
from tests.outcomes import desk

BASE = "Many trade unions asked for written contracts before departure."
WORDS = st.lists(st.sampled_from(list("abcdefgh")), min_size=1, max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        (BASE, BASE, BASE),
        (BASE.replace("Many", "Several"), BASE, "Several" + BASE[4:]),
        (
            BASE.replace("Many", "Several"),
            BASE.replace("departure", "travel"),
            "Several trade unions asked for written contracts before travel.",
        ),
        (
            BASE.replace("Many", "Several"),
            BASE.replace("Many", "Several"),
            BASE.replace("Many", "Several"),
        ),
        (BASE.replace("Many", "Several"), BASE.replace("Many", "Some"), None),
        (BASE.replace("Many trade", "All"), BASE.replace("Many", "Some"), None),
        (BASE.replace("written", "clear"), BASE.replace("contracts", "terms"), None),
    ],
)
def test_merge(mine, theirs, merged):
    assert merge(BASE, mine, theirs) == merged


def test_chinese_is_merged_by_characters():
    base = "许多工会要求在出发前签订书面合同。"
    mine, theirs = base.replace("许多", "几个"), base.replace("合同", "协议")
    assert merge(base, mine, theirs) == "几个工会要求在出发前签订书面协议。"


@given(WORDS, WORDS)
def test_changes_lead_from_one_text_to_the_other(base, other):
    text = base
    for change in reversed(changes(base, other)):
        text = text[: change.start] + change.text + text[change.end :]
    assert text == other


@given(WORDS, WORDS)
def test_one_sided_changes_always_merge(base, other):
    assert merge(base, other, base) == merge(base, base, other) == other


@given(WORDS, WORDS, WORDS)
def test_merging_has_no_sides_and_loses_no_added_word(base, mine, theirs):
    merged = merge(base, mine, theirs)
    assert merged == merge(base, theirs, mine)
    if merged is not None:
        added = [change.text.strip() for side in (mine, theirs) for change in changes(base, side)]
        assert all(text in merged for text in added)


@pytest.fixture
def draft(forum, rapporteur):
    return desk.draft(rapporteur, forum, BASE)


def save(by, draft, text, revision=1):
    key = draft.sentence_revisions.first().sentence_key
    return sentences.save_sentence(by=by, report=draft, key=key, text=text, revision=revision)


def test_saving_keeps_every_revision(draft, rapporteur):
    saved = save(rapporteur, draft, BASE.replace("Many", "Several"))
    assert (saved.changed, saved.merged, saved.sentences[0].revision) == (True, False, 2)
    again = save(rapporteur, draft, BASE.replace("Many", "Several"), 2)
    assert not again.changed
    rows = SentenceRevision.objects.filter(report=draft).values_list("revision", "text")
    assert list(rows) == [(1, BASE), (2, BASE.replace("Many", "Several"))]


def test_two_who_do_not_touch_are_merged(draft, rapporteur, secretariat):
    save(rapporteur, draft, BASE.replace("Many", "Several"))
    saved = save(secretariat, draft, BASE.replace("departure", "travel"))
    assert saved.merged
    assert saved.sentences[0].text == BASE.replace("Many", "Several").replace("departure", "travel")
    assert saved.sentences[0].revision == 3


def test_two_who_touch_are_both_shown_and_nothing_is_overwritten(draft, rapporteur, secretariat):
    save(rapporteur, draft, BASE.replace("Many", "Several"))
    mine = BASE.replace("Many", "Some")
    with pytest.raises(sentences.SentenceConflict) as caught:
        save(secretariat, draft, mine)
    conflict = caught.value
    assert (conflict.base, conflict.mine, conflict.theirs, conflict.revision) == (
        BASE,
        mine,
        BASE.replace("Many", "Several"),
        2,
    )
    assert desk.texts(draft) == [[[BASE.replace("Many", "Several")]]]
    settled = save(secretariat, draft, mine, conflict.revision)
    assert settled.sentences[0].text == mine


def test_saving_what_another_removed_keeps_the_words(draft, rapporteur, secretariat):
    sentences.remove_sentence(by=rapporteur, sentence=desk.sentences(draft)[0])
    with pytest.raises(sentences.SentenceGone) as caught:
        save(secretariat, draft, "My words.")
    assert caught.value.mine == "My words."


def test_a_revision_that_never_was_is_refused(draft, rapporteur):
    with pytest.raises(NotPossible, match="not written over any version"):
        save(rapporteur, draft, "Else.", 7)


def test_a_line_break_begins_a_new_sentence_with_the_same_citations(draft, forum, rapporteur):
    passage = desk.passage(build.contribution(forum))
    citing.cite(by=rapporteur, sentence=desk.sentences(draft)[0], passage=passage)
    saved = save(rapporteur, draft, "Unions asked.\nStates answered.")
    assert [item.text for item in saved.sentences] == ["Unions asked.", "States answered."]
    assert [item.citations.count() for item in desk.sentences(draft)] == [1, 1]


def test_two_who_cite_at_once_both_stay(draft, forum, rapporteur, secretariat):
    sentence = desk.sentences(draft)[0]
    first, second = (desk.passage(build.contribution(forum)) for _ in range(2))
    citing.cite(by=rapporteur, sentence=sentence, passage=first)
    citing.cite(by=secretariat, sentence=sentence, passage=second)
    save(rapporteur, draft, BASE.replace("Many", "Two"))
    assert set(sentence.citations.values_list("passage_id", flat=True)) == {first.pk, second.pk}
