"""Whatever is done to a draft in whatever order: nothing is lost and every place is counted."""

from __future__ import annotations

import random

import pytest

from reviewforum.common.errors import NotPossible
from reviewforum.evidence.models import Passage
from reviewforum.outcomes.actions import citing, sentences, structure
from reviewforum.outcomes.assembly import assemble
from reviewforum.outcomes.models import Citation, Paragraph, SentenceRevision
from tests import build
from tests.outcomes import desk

pytestmark = pytest.mark.django_db


def act(rng, by, report, passages):
    """One verb on something there is."""
    section = rng.choice(list(report.sections.all()))
    rows = Paragraph.objects.filter(section__report=report).select_related("section__report__forum")
    paragraph = rng.choice([*rows, None])
    live = desk.sentences(report)
    sentence = rng.choice(live) if live else None
    step = rng.choice([-1, 1])
    verbs = [
        lambda: structure.add_paragraph(
            by=by, section=section, text=f"Added {rng.random()}. More."
        ),
        lambda: structure.move_section(by=by, section=section, step=step),
        lambda: structure.add_section(by=by, report=report, heading="Another", after=section),
    ]
    if paragraph:
        verbs += [
            lambda: structure.move_paragraph(by=by, paragraph=paragraph, step=step),
            lambda: structure.join_paragraph(by=by, paragraph=paragraph),
        ]
    if sentence:
        verbs += 2 * [
            lambda: sentences.move_sentence(by=by, sentence=sentence, step=step),
            lambda: sentences.split_sentence(by=by, sentence=sentence, at=rng.randint(0, 12)),
            lambda: sentences.join_sentence(by=by, sentence=sentence),
            lambda: sentences.remove_sentence(by=by, sentence=sentence),
            lambda: structure.split_paragraph(by=by, sentence=sentence),
            lambda: citing.cite(by=by, sentence=sentence, passage=rng.choice(passages)),
            lambda: sentences.save_sentence(
                by=by,
                report=report,
                key=sentence.key,
                text=f"Said {rng.random()}",
                revision=sentence.revision,
            ),
        ]
    rng.choice(verbs)()


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_lost(forum, rapporteur, seed):
    rng = random.Random(seed)
    report = desk.draft(rapporteur, forum, "One. Two. Three.", "Four. Five.")
    passages = [desk.passage(build.contribution(forum, body=f"Union {n}")) for n in range(3)]
    done = 0
    for _ in range(60):
        try:
            act(rng, rapporteur, report, passages)
            done += 1
        except NotPossible:
            continue
    assert done > 30
    draft = assemble(report)
    for siblings in (
        [row.section for row in draft.sections],
        *([item.paragraph for item in row.paragraphs] for row in draft.sections),
        *([line.sentence for line in item.sentences] for _row, item in draft.paragraphs),
    ):
        assert [item.position for item in siblings] == list(range(1, len(siblings) + 1))
    assert all(item.sentences for _row, item in draft.paragraphs)
    standing = {row.sentence.key: row.sentence for row in draft.sentences}
    for key in set(SentenceRevision.objects.values_list("sentence_key", flat=True)):
        kept = list(SentenceRevision.objects.filter(sentence_key=key).order_by("revision"))
        assert [row.revision for row in kept] == list(range(1, len(kept) + 1))
        assert kept[-1].deleted == (key not in standing)
        if key in standing:
            assert kept[-1].text == standing[key].text
    for passage in Passage.objects.all():
        assert passage.citations_count == Citation.objects.filter(passage=passage).count()
