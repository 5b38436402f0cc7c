"""Sections and paragraphs of a draft: add, name, move, split, join, remove."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from reviewforum.common.errors import NotPossible
from reviewforum.outcomes.actions.drafts import begin, done
from reviewforum.outcomes.actions.ordering import (
    paragraphs_of,
    put,
    renumber,
    sections_of,
    sentences_of,
    swapped,
)
from reviewforum.outcomes.actions.sentences import drop, make_sentences
from reviewforum.outcomes.models import Paragraph, Report, Section, Sentence

UP, DOWN = -1, 1


@transaction.atomic
def add_section(*, by: Any, report: Report, heading: str, after: Section | None = None) -> Section:
    """Add a heading, at the end or after another. Raises Refused; NotPossible without words."""
    held = begin(by, report)
    section = Section.objects.create(report=held, position=0, heading=_heading(heading))
    others = [item for item in sections_of(held) if item != section]
    renumber(put(others, [section], after))
    done(by, held, "add_section", section)
    return section


@transaction.atomic
def rename_section(*, by: Any, section: Section, heading: str) -> None:
    """Change a heading. Raises Refused; NotPossible without words."""
    held = begin(by, section.report)
    section.heading = _heading(heading)
    section.save(update_fields=["heading"])
    done(by, held, "rename_section", section)


def _heading(heading: str) -> str:
    clean = " ".join(heading.split())
    if not clean:
        raise NotPossible(_("A section needs a heading."))
    if len(clean) > 300:
        raise NotPossible(_("A heading is at most 300 characters long."))
    return clean


@transaction.atomic
def move_section(*, by: Any, section: Section, step: int) -> None:
    """Move a section and all it holds up (-1) or down (+1). Raises Refused, NotPossible."""
    held = begin(by, section.report)
    moved = swapped(sections_of(held), section, step)
    if moved is None:
        raise NotPossible(_at_the_end(step))
    renumber(moved)
    done(by, held, "move_section", section, step=step)


def _at_the_end(step: int) -> str:
    return _("It stands first already.") if step < 0 else _("It stands last already.")


@transaction.atomic
def remove_section(*, by: Any, section: Section) -> None:
    """Remove an empty section. Raises Refused; NotPossible while it holds paragraphs."""
    held = begin(by, section.report)
    if section.paragraphs.exists():
        raise NotPossible(
            _("This section holds paragraphs. Move or remove them first; nothing was removed.")
        )
    key = section.key
    section.delete()
    renumber(sections_of(held))
    done(by, held, "remove_section", held, section=key)


@transaction.atomic
def add_paragraph(
    *, by: Any, section: Section, text: str, after: Paragraph | None = None
) -> Paragraph:
    """Add a paragraph; its text is cut into sentences. Raises Refused; NotPossible if empty."""
    held = begin(by, section.report)
    paragraph = place_paragraph(section, after)
    made = make_sentences(by, held, paragraph, text)
    done(by, held, "add_paragraph", paragraph, sentences=[sentence.key for sentence in made])
    return paragraph


def place_paragraph(section: Section, after: Paragraph | None = None) -> Paragraph:
    """A new, empty paragraph in its place: at the end of the section, or after another."""
    paragraph = Paragraph.objects.create(section=section, position=0)
    others = [item for item in paragraphs_of(section) if item != paragraph]
    renumber(put(others, [paragraph], after))
    return paragraph


@transaction.atomic
def move_paragraph(*, by: Any, paragraph: Paragraph, step: int) -> None:
    """Move a paragraph one place; at its section's edge it goes over into the neighbouring section.
    Raises Refused; NotPossible at the report's edge.
    """
    held = begin(by, paragraph.section.report)
    moved = swapped(paragraphs_of(paragraph.section), paragraph, step)
    if moved is not None:
        renumber(moved)
    else:
        _cross(held, paragraph, step)
    done(by, held, "move_paragraph", paragraph, step=step)


def _cross(report: Report, paragraph: Paragraph, step: int) -> None:
    sections = sections_of(report)
    place = sections.index(paragraph.section) + step
    if not 0 <= place < len(sections):
        raise NotPossible(_at_the_end(step))
    target = sections[place]
    others = paragraphs_of(target)
    paragraph.section = target
    paragraph.save(update_fields=["section"])
    renumber([*others, paragraph] if step < 0 else [paragraph, *others])


@transaction.atomic
def split_paragraph(*, by: Any, sentence: Sentence) -> Paragraph:
    """Begin a new paragraph with this sentence. Raises Refused; NotPossible for the first."""
    paragraph = sentence.paragraph
    held = begin(by, paragraph.section.report)
    sentences = sentences_of(paragraph)
    place = sentences.index(sentence)
    if place == 0:
        raise NotPossible(_("The paragraph begins with this sentence already."))
    fresh = place_paragraph(paragraph.section, after=paragraph)
    _into(fresh, sentences[place:], [])
    done(by, held, "split_paragraph", paragraph, new=fresh.key)
    return fresh


@transaction.atomic
def join_paragraph(*, by: Any, paragraph: Paragraph) -> Paragraph:
    """Append a paragraph to the one before it in the section; that one's key stays. Raises Refused;
    NotPossible for the first of a section.
    """
    held = begin(by, paragraph.section.report)
    siblings = paragraphs_of(paragraph.section)
    place = siblings.index(paragraph)
    if place == 0:
        raise NotPossible(_("There is no paragraph before it in this section to join it to."))
    before, key = siblings[place - 1], paragraph.key
    _into(before, sentences_of(paragraph), sentences_of(before))
    paragraph.delete()
    renumber(paragraphs_of(before.section))
    done(by, held, "join_paragraph", before, joined=key)
    return before


def _into(paragraph: Paragraph, moving: list[Sentence], others: list[Sentence]) -> None:
    for sentence in moving:
        sentence.paragraph = paragraph
    Sentence.objects.bulk_update(moving, ["paragraph"])
    renumber([*others, *moving])


@transaction.atomic
def remove_paragraph(*, by: Any, paragraph: Paragraph) -> None:
    """Remove a paragraph; its sentences' words stay in the history. Raises Refused."""
    section = paragraph.section
    held = begin(by, section.report)
    sentences, key = sentences_of(paragraph), paragraph.key
    drop(by, held, sentences)
    paragraph.delete()
    renumber(paragraphs_of(section))
    done(by, held, "remove_paragraph", held, paragraph=key, sentences=len(sentences))
