"""Sentences of a draft: write, save with merge, split, join, move, remove, bring back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from reviewforum.common.errors import Conflict, NotPossible
from reviewforum.common.text.sentences import split as cut
from reviewforum.outcomes import states
from reviewforum.outcomes.actions.counting import recount
from reviewforum.outcomes.actions.drafts import begin, done, keep_revision
from reviewforum.outcomes.actions.ordering import (
    paragraphs_of,
    put,
    renumber,
    sections_of,
    sentences_of,
    swapped,
    tidy,
)
from reviewforum.outcomes.merging import merge
from reviewforum.outcomes.models import (
    Citation,
    Paragraph,
    Report,
    Sentence,
    SentenceRevision,
)

LONGEST = 4_000


@dataclass(frozen=True)
class Saved:
    """What saving did: `changed` (false when the words were there already), `merged` with another's
    change, and the sentences that stand now (several when line breaks cut the text).
    """

    sentences: tuple[Sentence, ...]
    changed: bool
    merged: bool


class SentenceConflict(Conflict):
    """Two people changed the same words. Nothing was overwritten; all three texts are here."""

    def __init__(self, sentence: Sentence, base: str, mine: str) -> None:
        super().__init__(
            _("Someone else changed the same words while you wrote. Both texts are kept.")
        )
        self.sentence, self.base, self.mine = sentence, base, mine
        self.theirs, self.revision = sentence.text, sentence.revision


class SentenceGone(Conflict):
    """The sentence was removed meanwhile; the words written are kept here."""

    def __init__(self, key: str, mine: str) -> None:
        super().__init__(
            _("Someone else removed this sentence while you wrote. Your text is kept below.")
        )
        self.key, self.mine = key, mine


def clean(text: str) -> str:
    """One line of text with single spaces. Raises NotPossible when empty or too long."""
    line = " ".join(text.split())
    if not line:
        raise NotPossible(_("A sentence needs words. To take it out, remove it."))
    if len(line) > LONGEST:
        raise NotPossible(
            _("A sentence is at most %(most)s characters long; this one has %(has)s.")
            % {"most": LONGEST, "has": len(line)}
        )
    return line


def lines_of(text: str) -> list[str]:
    """The text cut at its line breaks: a person's own way to say where a sentence ends."""
    lines = [clean(line) for line in text.splitlines() if line.strip()]
    return lines or [clean(text)]


def make_sentences(
    by: Any, report: Report, paragraph: Paragraph, text: str, after: Sentence | None = None
) -> list[Sentence]:
    """New sentences from a text, cut at sentence ends and line breaks, in their place."""
    parts = [
        clean(line[span.start : span.end])
        for line in lines_of(text)
        for span in cut(line, report.language)
    ]
    fresh = [Sentence(paragraph=paragraph, position=0, text=part) for part in parts]
    return place_sentences(by, report, fresh, after)


def place_sentences(
    by: Any, report: Report, fresh: Sequence[Sentence], after: Sentence | None = None
) -> list[Sentence]:
    """Store new sentences of one paragraph in their place, with their first revision."""
    paragraph = fresh[0].paragraph
    others = sentences_of(paragraph)
    made = Sentence.objects.bulk_create(fresh)
    renumber(put(others, made, after))
    keep_revision(by, report, made)
    return made


@transaction.atomic
def add_sentence(
    *, by: Any, paragraph: Paragraph, text: str, after: Sentence | None = None
) -> list[Sentence]:
    """Write one or more sentences into a paragraph. Raises Refused; NotPossible without words."""
    report = begin(by, paragraph.section.report)
    made = make_sentences(by, report, paragraph, text, after)
    done(by, report, "add_sentence", paragraph, sentences=[sentence.key for sentence in made])
    return made


@transaction.atomic
def save_sentence(*, by: Any, report: Report, key: str, text: str, revision: int) -> Saved:
    """Save the words written over `revision`. A change made by another in between is merged where
    the two do not touch. A line break begins a new sentence with the same citations. Saving a
    suggestion accepts it.

    Raises Refused, NotPossible, SentenceConflict, SentenceGone; none of them changes anything.
    """
    held = begin(by, report)
    sentence = _live(held, key, text)
    first, *rest = lines_of(text)
    merged = sentence.revision != revision
    if merged:
        first = _merged(sentence, revision, first)
    changed = first != sentence.text or bool(rest) or not sentence.accepted
    if not changed:
        return Saved((sentence,), changed=False, merged=False)
    _write(by, held, sentence, first)
    others = _branch(by, held, sentence, rest)
    done(by, held, "save_sentence", sentence, revision=sentence.revision, parts=1 + len(others))
    return Saved((sentence, *others), changed=True, merged=merged)


def _live(report: Report, key: str, text: str) -> Sentence:
    sentences = Sentence.objects.select_for_update(of=("self",)).select_related("paragraph")
    found = sentences.filter(key=key, paragraph__section__report=report).first()
    if found is None:
        raise SentenceGone(key, text)
    return found


def _merged(sentence: Sentence, revision: int, mine: str) -> str:
    base = text_at(sentence, revision)
    merged = merge(base, mine, sentence.text)
    if merged is None:
        raise SentenceConflict(sentence, base, mine)
    return clean(merged)


def text_at(sentence: Sentence, revision: int) -> str:
    """The sentence's words at a revision. Raises NotPossible for one that never was."""
    kept = SentenceRevision.objects.filter(sentence_key=sentence.key, revision=revision).first()
    if kept is None:
        raise NotPossible(_("This text was not written over any version of the sentence."))
    return kept.text


def _write(by: Any, report: Report, sentence: Sentence, text: str) -> None:
    """The sentence with new words (or the same, accepted), as its next revision."""
    sentence.accepted = True
    if text != sentence.text:
        sentence.text = text
        sentence.revision += 1
        keep_revision(by, report, [sentence])
    sentence.save(update_fields=["text", "revision", "accepted"])


def _branch(by: Any, report: Report, sentence: Sentence, texts: Sequence[str]) -> list[Sentence]:
    """New sentences after one, resting on the same passages as it: together they still say what it
    said, so nothing loses its support by being cut.
    """
    if not texts:
        return []
    fresh = [
        Sentence(
            paragraph=sentence.paragraph,
            position=0,
            text=text,
            origin=sentence.origin,
            model=sentence.model,
        )
        for text in texts
    ]
    made = place_sentences(by, report, fresh, after=sentence)
    copy_citations(sentence, made)
    return made


def copy_citations(source: Sentence, targets: Sequence[Sentence]) -> None:
    """Let the targets cite what the source cites, unless they do already."""
    held = list(source.citations.all())
    Citation.objects.bulk_create(
        [
            Citation(
                sentence=target,
                passage_id=item.passage_id,
                stance=item.stance,
                digest=item.digest,
                by_id=item.by_id,
            )
            for target in targets
            for item in held
        ],
        ignore_conflicts=True,
    )
    recount(item.passage_id for item in held)


@transaction.atomic
def split_sentence(*, by: Any, sentence: Sentence, at: int | None = None) -> list[Sentence]:
    """Cut a sentence at a code point, or where sentences end in it. Both parts keep the citations.

    Raises Refused; NotPossible when there is nothing to cut.
    """
    report = begin(by, sentence.paragraph.section.report)
    states.allow(sentence, "split", _("Accept the suggestion before you split it."))
    first, *rest = _cut_at(sentence.text, at, report.language)
    _write(by, report, sentence, first)
    made = _branch(by, report, sentence, rest)
    done(by, report, "split_sentence", sentence, new=[item.key for item in made])
    return [sentence, *made]


def _cut_at(text: str, at: int | None, language: str) -> list[str]:
    if at is None:
        parts = [text[span.start : span.end] for span in cut(text, language)]
    else:
        parts = [text[:at].strip(), text[at:].strip()]
    if len(parts) < 2 or not all(parts):
        raise NotPossible(
            _("There is nothing to split here. Put the cursor where the second part begins.")
        )
    return parts


@transaction.atomic
def join_sentence(*, by: Any, sentence: Sentence) -> Sentence:
    """Join a sentence with the next of its paragraph, and their citations.

    Raises Refused, NotPossible.
    """
    report = begin(by, sentence.paragraph.section.report)
    states.allow(sentence, "join", _("Accept the suggestion before you join it."))
    siblings = sentences_of(sentence.paragraph)
    place = siblings.index(sentence) + 1
    if place == len(siblings):
        raise NotPossible(_("There is no sentence after it in this paragraph."))
    following = siblings[place]
    states.allow(following, "join", _("The next sentence is a suggestion: accept it first."))
    glue = "" if report.language == "zh" else " "
    _write(by, report, sentence, clean(f"{sentence.text}{glue}{following.text}"))
    copy_citations(following, [sentence])
    drop(by, report, [following])
    renumber(sentences_of(sentence.paragraph))
    done(by, report, "join_sentence", sentence, joined=following.key)
    return sentence


@transaction.atomic
def move_sentence(*, by: Any, sentence: Sentence, step: int) -> None:
    """Move a sentence one place; at its paragraph's edge it goes over into the next one.
    Raises Refused; NotPossible at the report's edge.
    """
    report = begin(by, sentence.paragraph.section.report)
    moved = swapped(sentences_of(sentence.paragraph), sentence, step)
    if moved is None:
        moved = _cross(report, sentence, step)
    renumber(moved)
    done(by, report, "move_sentence", sentence, step=step)


def _cross(report: Report, sentence: Sentence, step: int) -> list[Sentence]:
    left = sentence.paragraph
    target = _neighbour(report, left, step)
    others = sentences_of(target)
    sentence.paragraph = target
    sentence.save(update_fields=["paragraph"])
    tidy(left)
    return [*others, sentence] if step < 0 else [sentence, *others]


def _neighbour(report: Report, paragraph: Paragraph, step: int) -> Paragraph:
    row = [item for section in sections_of(report) for item in paragraphs_of(section)]
    place = row.index(paragraph) + step
    if not 0 <= place < len(row):
        raise NotPossible(_("There is no paragraph beyond this one to move it into."))
    return row[place]


@transaction.atomic
def remove_sentence(*, by: Any, sentence: Sentence) -> None:
    """Take a sentence out; its words stay and can be brought back. The paragraph it leaves empty
    goes with it. Raises Refused.
    """
    paragraph = sentence.paragraph
    report = begin(by, paragraph.section.report)
    drop(by, report, [sentence])
    tidy(paragraph)
    done(by, report, "remove_sentence", report, sentence=sentence.key)


def drop(by: Any, report: Report, sentences: Sequence[Sentence]) -> None:
    """Delete sentences and their citations; a last revision says that they went."""
    passages = Citation.objects.filter(sentence__in=sentences).values_list("passage_id", flat=True)
    cited = list(passages)
    for sentence in sentences:
        sentence.revision += 1
    keep_revision(by, report, sentences, deleted=True)
    Sentence.objects.filter(pk__in=[sentence.pk for sentence in sentences]).delete()
    recount(cited)


@transaction.atomic
def restore_sentence(*, by: Any, report: Report, key: str, paragraph: Paragraph) -> Sentence:
    """Bring a removed sentence back, at the end of a paragraph, under its old key and uncited.

    Raises Refused; NotPossible when it stands or never was.
    """
    held = begin(by, report)
    kept = held.sentence_revisions.filter(sentence_key=key).order_by("revision").last()
    if kept is None or not kept.deleted or paragraph.section.report_id != held.pk:
        raise NotPossible(_("This sentence is not among the removed ones of the report."))
    highest = paragraph.sentences.aggregate(Max("position"))["position__max"] or 0
    sentence = Sentence.objects.create(
        paragraph=paragraph,
        key=key,
        position=highest + 1,
        text=kept.text,
        revision=kept.revision + 1,
    )
    keep_revision(by, held, [sentence])
    done(by, held, "restore_sentence", sentence)
    return sentence
