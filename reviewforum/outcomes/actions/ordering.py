"""Places of siblings: sections in a report, paragraphs in a section, sentences in a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from reviewforum.outcomes.models import Paragraph, Report, Section, Sentence

Item = TypeVar("Item", Section, Paragraph, Sentence)


def renumber(items: Sequence[Item]) -> None:
    """Give the items the places 1, 2, 3 …, in the order given; writes only what changes."""
    changed = []
    for place, item in enumerate(items, start=1):
        if item.position != place:
            item.position = place
            changed.append(item)
    if changed:
        type(changed[0])._default_manager.bulk_update(changed, ["position"])


def put(items: list[Item], fresh: Sequence[Item], after: Item | None) -> list[Item]:
    """The items with the fresh ones after one of them (at the end when `after` is None or gone)."""
    place = len(items)
    if after is not None and after in items:
        place = items.index(after) + 1
    return items[:place] + list(fresh) + items[place:]


def swapped(items: list[Item], item: Item, step: int) -> list[Item] | None:
    """The items with one moved a step; None when it stands at that end already."""
    place = items.index(item)
    target = place + step
    if not 0 <= target < len(items):
        return None
    moved = list(items)
    moved[place], moved[target] = moved[target], moved[place]
    return moved


def tidy(paragraph: Paragraph) -> None:
    """Close the gap a sentence left; a paragraph without sentences goes."""
    rest = sentences_of(paragraph)
    if rest:
        renumber(rest)
        return
    section = paragraph.section
    paragraph.delete()
    renumber(paragraphs_of(section))


def sections_of(report: Report) -> list[Section]:
    """The report's sections in order."""
    return list(report.sections.order_by("position", "pk"))


def paragraphs_of(section: Section) -> list[Paragraph]:
    """The section's paragraphs in order."""
    return list(section.paragraphs.order_by("position", "pk"))


def sentences_of(paragraph: Paragraph) -> list[Sentence]:
    """The paragraph's sentences in order."""
    return list(paragraph.sentences.order_by("position", "pk"))
