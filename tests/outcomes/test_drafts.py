"""The verbs of a draft: what follows, and each refusal."""

from __future__ import annotations

import pytest

from reviewforum.common.errors import NotPossible, Refused
from reviewforum.common.models import LogEntry
from reviewforum.outcomes.actions import citing, reports, sentences, structure, waivers
from reviewforum.outcomes.actions.reports import Frame
from reviewforum.outcomes.models import Citation, Sentence, SentenceRevision
from tests import build
from tests.outcomes import desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(forum):
    return build.user(forum, "moderator")


def test_a_report_gets_its_own_address(forum, rapporteur):
    first = desk.report(rapporteur, forum, title="Summary report")
    second = desk.report(rapporteur, forum, title="Summary report")
    third = desk.report(rapporteur, forum, title="报告", language="zh")
    assert [first.slug, second.slug, third.slug] == [
        "summary-report",
        "summary-report-2",
        "report",
    ]


@pytest.mark.parametrize(
    "frame",
    [
        Frame(title="  "),
        Frame(title="X", language="de"),
        Frame(title="X", thresholds={"many_least": 1}),
        Frame(title="X", thresholds={"lots": 3}),
    ],
)
def test_a_frame_that_does_not_hold_is_refused(forum, rapporteur, frame):
    with pytest.raises(NotPossible):
        reports.create_report(by=rapporteur, forum=forum, frame=frame)
    assert not forum.reports.exists()


def test_stages_of_another_forum_are_refused(forum, rapporteur):
    other = build.forum("other")
    with pytest.raises(NotPossible, match="stages of this forum"):
        desk.report(rapporteur, forum, stages=tuple(other.stages.all()))


def test_only_writers_write(forum, rapporteur, secretariat, moderator, outsider):
    draft = desk.draft(rapporteur, forum, "One.")
    structure.add_section(by=secretariat, report=draft, heading="Next")
    for person in (moderator, outsider):
        with pytest.raises(Refused, match="rapporteur and the secretariat"):
            structure.add_section(by=person, report=draft, heading="Never")
    assert [section.heading for section in draft.sections.all()] == ["Fair recruitment", "Next"]


def test_a_pasted_paragraph_is_cut_into_sentences(forum, rapporteur):
    draft = desk.draft(rapporteur, forum, "States agreed. Unions did not!\nThird line")
    assert desk.texts(draft) == [[["States agreed.", "Unions did not!", "Third line"]]]
    revisions = SentenceRevision.objects.filter(report=draft)
    assert [(row.revision, row.by) for row in revisions] == [(1, rapporteur)] * 3


@pytest.mark.parametrize("text", ["", " \n ", "x" * 5000])
def test_a_sentence_without_or_with_too_many_words_is_refused(forum, rapporteur, text):
    draft = desk.draft(rapporteur, forum)
    with pytest.raises(NotPossible):
        structure.add_paragraph(by=rapporteur, section=draft.sections.get(), text=text)
    assert desk.texts(draft) == [[]]


def test_sections_move_and_only_empty_ones_go(forum, rapporteur):
    draft = desk.draft(rapporteur, forum, "One.")
    first = draft.sections.get()
    second = structure.add_section(by=rapporteur, report=draft, heading="Second")
    between = structure.add_section(by=rapporteur, report=draft, heading="Between", after=first)
    order = lambda: [section.heading for section in draft.sections.all()]  # noqa: E731
    assert order() == ["Fair recruitment", "Between", "Second"]
    structure.move_section(by=rapporteur, section=second, step=-1)
    assert order() == ["Fair recruitment", "Second", "Between"]
    with pytest.raises(NotPossible, match="first already"):
        structure.move_section(by=rapporteur, section=first, step=-1)
    with pytest.raises(NotPossible, match="holds paragraphs"):
        structure.remove_section(by=rapporteur, section=first)
    structure.remove_section(by=rapporteur, section=between)
    structure.rename_section(by=rapporteur, section=second, heading=" New  name ")
    assert order() == ["Fair recruitment", "New name"]
    with pytest.raises(NotPossible, match="needs a heading"):
        structure.rename_section(by=rapporteur, section=second, heading=" ")


def test_paragraphs_move_across_sections(forum, rapporteur):
    draft = desk.draft(rapporteur, forum, "One.", "Two.")
    structure.add_section(by=rapporteur, report=draft, heading="Second")
    first, _second = draft.sections.first().paragraphs.all()
    structure.move_paragraph(by=rapporteur, paragraph=first, step=1)
    assert desk.texts(draft) == [[["Two."], ["One."]], []]
    first.refresh_from_db()
    structure.move_paragraph(by=rapporteur, paragraph=first, step=1)
    assert desk.texts(draft) == [[["Two."]], [["One."]]]
    first.refresh_from_db()
    with pytest.raises(NotPossible, match="last already"):
        structure.move_paragraph(by=rapporteur, paragraph=first, step=1)
    structure.move_paragraph(by=rapporteur, paragraph=first, step=-1)
    assert desk.texts(draft) == [[["Two."], ["One."]], []]


def test_paragraphs_split_and_join(forum, rapporteur):
    draft = desk.draft(rapporteur, forum, "One. Two. Three.", "Four.")
    one, two, *_rest = desk.sentences(draft)
    structure.split_paragraph(by=rapporteur, sentence=two)
    assert desk.texts(draft) == [[["One."], ["Two.", "Three."], ["Four."]]]
    with pytest.raises(NotPossible, match="begins with this"):
        structure.split_paragraph(by=rapporteur, sentence=one)
    second = draft.sections.get().paragraphs.all()[1]
    structure.join_paragraph(by=rapporteur, paragraph=second)
    assert desk.texts(draft) == [[["One.", "Two.", "Three."], ["Four."]]]
    with pytest.raises(NotPossible, match="no paragraph before"):
        structure.join_paragraph(by=rapporteur, paragraph=draft.sections.get().paragraphs.all()[0])


def test_sentences_move_across_paragraphs(forum, rapporteur):
    draft = desk.draft(rapporteur, forum, "One. Two.", "Three.")
    one, two, _three = desk.sentences(draft)
    sentences.move_sentence(by=rapporteur, sentence=two, step=1)
    assert desk.texts(draft) == [[["One."], ["Two.", "Three."]]]
    two.refresh_from_db()
    sentences.move_sentence(by=rapporteur, sentence=two, step=1)
    assert desk.texts(draft) == [[["One."], ["Three.", "Two."]]]
    with pytest.raises(NotPossible, match="no paragraph beyond"):
        sentences.move_sentence(by=rapporteur, sentence=Sentence.objects.get(pk=one.pk), step=-1)


def test_a_sentence_is_added_after_another(forum, rapporteur):
    draft = desk.draft(rapporteur, forum, "One. Three.")
    one = desk.sentences(draft)[0]
    sentences.add_sentence(by=rapporteur, paragraph=one.paragraph, text="Two.", after=one)
    assert desk.texts(draft) == [[["One.", "Two.", "Three."]]]


def test_splitting_and_joining_keep_the_citations(forum, rapporteur):
    draft = desk.draft(rapporteur, forum, "Fees fell and wages rose.")
    cited = desk.passage(build.contribution(forum))
    sentence = desk.sentences(draft)[0]
    citing.cite(by=rapporteur, sentence=sentence, passage=cited)
    sentences.split_sentence(by=rapporteur, sentence=sentence, at=len("Fees fell "))
    assert desk.texts(draft) == [[["Fees fell", "and wages rose."]]]
    assert [item.citations.count() for item in desk.sentences(draft)] == [1, 1]
    cited.refresh_from_db()
    assert cited.citations_count == 2
    sentences.join_sentence(by=rapporteur, sentence=desk.sentences(draft)[0])
    assert desk.texts(draft) == [[["Fees fell and wages rose."]]]
    cited.refresh_from_db()
    assert (cited.citations_count, Citation.objects.count()) == (1, 1)


@pytest.mark.parametrize("at", [0, 4, 99, None])
def test_there_must_be_something_to_split(forum, rapporteur, at):
    draft = desk.draft(rapporteur, forum, "One.")
    with pytest.raises(NotPossible, match="nothing to split"):
        sentences.split_sentence(by=rapporteur, sentence=desk.sentences(draft)[0], at=at)


def test_the_last_sentence_has_none_to_join(forum, rapporteur):
    draft = desk.draft(rapporteur, forum, "One.", "Two.")
    with pytest.raises(NotPossible, match="no sentence after"):
        sentences.join_sentence(by=rapporteur, sentence=desk.sentences(draft)[0])


def test_a_removed_sentence_leaves_its_words_and_comes_back(forum, rapporteur):
    draft = desk.draft(rapporteur, forum, "One. Two.")
    one, _two = desk.sentences(draft)
    cited = desk.passage(build.contribution(forum))
    citing.cite(by=rapporteur, sentence=one, passage=cited)
    sentences.remove_sentence(by=rapporteur, sentence=one)
    cited.refresh_from_db()
    assert (desk.texts(draft), cited.citations_count) == ([[["Two."]]], 0)
    last = draft.sentence_revisions.filter(sentence_key=one.key).last()
    assert (last.text, last.deleted, last.revision) == ("One.", True, 2)
    paragraph = draft.sections.get().paragraphs.get()
    back = sentences.restore_sentence(by=rapporteur, report=draft, key=one.key, paragraph=paragraph)
    assert (back.key, back.revision, desk.texts(draft)) == (one.key, 3, [[["Two.", "One."]]])
    with pytest.raises(NotPossible, match="not among the removed"):
        sentences.restore_sentence(by=rapporteur, report=draft, key=one.key, paragraph=paragraph)


def test_removing_a_paragraph_keeps_every_word(forum, rapporteur):
    draft = desk.draft(rapporteur, forum, "One. Two.")
    structure.remove_paragraph(by=rapporteur, paragraph=draft.sections.get().paragraphs.get())
    kept = draft.sentence_revisions.filter(deleted=True).values_list("text", flat=True)
    assert (desk.texts(draft), sorted(kept)) == ([[]], ["One.", "Two."])


def test_citing_counts_and_keeps_the_digest(forum, rapporteur):
    draft = desk.draft(rapporteur, forum, "One.")
    sentence, cited = desk.sentences(draft)[0], desk.passage(build.contribution(forum))
    citation = citing.cite(by=rapporteur, sentence=sentence, passage=cited)
    again = citing.cite(by=rapporteur, sentence=sentence, passage=cited, stance="dissents")
    cited.refresh_from_db()
    assert (again.pk, again.stance, again.digest) == (citation.pk, "dissents", cited.digest)
    assert cited.citations_count == 1
    citing.set_stance(by=rapporteur, citation=again, stance="supports")
    citing.uncite(by=rapporteur, citation=again)
    cited.refresh_from_db()
    assert (cited.citations_count, sentence.citations.count()) == (0, 0)


def test_what_does_not_stand_cannot_be_cited(forum, rapporteur):
    draft = desk.draft(rapporteur, forum, "One.")
    sentence, cited = desk.sentences(draft)[0], desk.passage(build.contribution(forum))
    elsewhere = desk.passage(build.contribution(build.forum("other")))
    with pytest.raises(NotPossible, match="its own forum"):
        citing.cite(by=rapporteur, sentence=sentence, passage=elsewhere)
    with pytest.raises(NotPossible, match="supports a sentence or dissents"):
        citing.cite(by=rapporteur, sentence=sentence, passage=cited, stance="likes")
    cited.contribution.status, cited.contribution.set_aside_code = "set-aside", "withdrawn"
    with pytest.raises(NotPossible, match="withdrawn"):
        citing.cite(by=rapporteur, sentence=sentence, passage=cited)
    cited.contribution.refresh_from_db()
    cited.retired_at = cited.contribution.received_at
    with pytest.raises(NotPossible, match="split or joined"):
        citing.cite(by=rapporteur, sentence=sentence, passage=cited)
    assert not Citation.objects.exists()


def test_several_passages_are_cited_all_or_none(forum, rapporteur):
    draft = desk.draft(rapporteur, forum, "One.")
    sentence = desk.sentences(draft)[0]
    good, other, gone = (desk.passage(build.contribution(forum)) for _ in range(3))
    gone.contribution.status = "set-aside"
    with pytest.raises(NotPossible, match="withdrawn"):
        citing.cite_all(by=rapporteur, sentence=sentence, passages=[good, gone])
    assert not Citation.objects.exists()
    citing.cite_all(by=rapporteur, sentence=sentence, passages=[good, other])
    assert sentence.citations.count() == 2


def test_a_waiver_has_a_cell_and_a_reason(forum, rapporteur, outsider):
    draft = desk.report(rapporteur, forum)
    group = forum.framework.groups.get(key="trade-unions")
    objective = forum.framework.codes.get(dimension="objective", key="6")
    cell = waivers.Cell(group=group, code=objective)
    with pytest.raises(NotPossible, match="Give a reason"):
        waivers.waive(by=rapporteur, report=draft, cell=cell, reason=" ")
    with pytest.raises(NotPossible, match="Say what"):
        waivers.waive(by=rapporteur, report=draft, cell=waivers.Cell(), reason="Because")
    with pytest.raises(Refused):
        waivers.waive(by=outsider, report=draft, cell=cell, reason="Because")
    first = waivers.waive(by=rapporteur, report=draft, cell=cell, reason="Said under 5")
    second = waivers.waive(by=rapporteur, report=draft, cell=cell, reason="Said  under 16")
    assert (first.pk, second.reason) == (second.pk, "Said under 16")
    waivers.unwaive(by=rapporteur, waiver=second)
    assert not draft.waivers.exists()


def test_another_forums_contributor_cannot_be_waived(forum, rapporteur):
    draft = desk.report(rapporteur, forum)
    stranger = build.contribution(build.forum("other")).contributor
    with pytest.raises(NotPossible, match="did not contribute"):
        waivers.waive(
            by=rapporteur, report=draft, cell=waivers.Cell(contributor=stranger), reason="No"
        )


def test_every_change_is_logged_without_words(forum, rapporteur):
    draft = desk.draft(rapporteur, forum, "Quagmire words.")
    sentence = desk.sentences(draft)[0]
    sentences.remove_sentence(by=rapporteur, sentence=sentence)
    verbs = list(
        LogEntry.objects.filter(verb__startswith="outcomes.").values_list("verb", flat=True)
    )
    assert verbs == [
        "outcomes.create_report",
        "outcomes.add_section",
        "outcomes.add_paragraph",
        "outcomes.remove_sentence",
    ]
    assert "Quagmire" not in str(list(LogEntry.objects.values()))
    draft.refresh_from_db()
    assert draft.revision == 4
