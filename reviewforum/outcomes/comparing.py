"""What changed between two versions of a report, or since the last one in the draft."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from reviewforum.outcomes.models import Citation, FrozenCitation, Report, ReportVersion
from reviewforum.outcomes.support import versions as support
from reviewforum.outcomes.support.editing import Op
from reviewforum.outcomes.tree import SectionRow, tree_of


@dataclass(frozen=True)
class ChangeView:
    """One difference for the page: what happened to which part, where it stands or stood."""

    kind: str
    part: str
    key: str
    heading: str
    paragraph: int | None
    ops: tuple[Op, ...]
    cited: int
    uncited: int


@dataclass(frozen=True)
class _Where:
    heading: str
    paragraph: int | None


@dataclass(frozen=True)
class Text:
    """A version or a draft in the form that is compared, and where each part of it stands."""

    sections: tuple[support.Section, ...]
    places: Mapping[str, _Where]


def of_version(version: ReportVersion) -> Text:
    """A frozen version, without its corrigenda. Two queries."""
    cited: dict[int, set[str]] = defaultdict(set)
    citations = FrozenCitation.objects.filter(sentence__version=version)
    for sentence, passage in citations.values_list("sentence_id", "passage_id"):
        cited[sentence].add(str(passage))
    places: dict[str, _Where] = {}
    sections = []
    for key, rows in groupby(version.sentences.order_by("position"), lambda row: row.section_key):
        inside = list(rows)
        heading = inside[0].section_heading
        places[key] = _Where(heading, None)
        paragraphs = []
        for paragraph, part in groupby(inside, lambda row: row.paragraph_key):
            lines = list(part)
            where = _Where(heading, lines[0].paragraph_number)
            places |= dict.fromkeys([paragraph, *(row.key for row in lines)], where)
            sentences = tuple(
                support.Sentence(row.key, row.text, frozenset(cited[row.pk])) for row in lines
            )
            paragraphs.append(support.Paragraph(paragraph, sentences))
        sections.append(support.Section(key, heading, tuple(paragraphs)))
    return Text(tuple(sections), places)


def of_draft(report: Report) -> Text:
    """The draft as it stands now. Two queries."""
    cited: dict[int, list[Citation]] = defaultdict(list)
    for row in Citation.objects.filter(sentence__paragraph__section__report=report):
        cited[row.sentence_id].append(row)
    tree = tree_of(report, cited)
    return Text(tuple(map(_section, tree)), _places(tree))


def _section(row: SectionRow) -> support.Section:
    paragraphs = (
        support.Paragraph(
            part.paragraph.key,
            tuple(
                support.Sentence(
                    line.sentence.key,
                    line.sentence.text,
                    frozenset(str(one.passage_id) for one in line.citations),
                )
                for line in part.sentences
            ),
        )
        for part in row.paragraphs
        if part.sentences
    )
    return support.Section(row.section.key, row.section.heading, tuple(paragraphs))


def _places(tree: Sequence[SectionRow]) -> dict[str, _Where]:
    places: dict[str, _Where] = {}
    for row in tree:
        places[row.section.key] = _Where(row.section.heading, None)
        for part in row.paragraphs:
            where = _Where(row.section.heading, part.number)
            places[part.paragraph.key] = where
            places |= dict.fromkeys((line.sentence.key for line in part.sentences), where)
    return places


def changes(old: Text, new: Text) -> list[ChangeView]:
    """What changed, in the reading order of the new text; what was removed comes last.

    A paragraph that came or went is told by its sentences; of a moved one, the paragraph alone.
    """
    found = support.compare(old.sections, new.sections)
    return [_view(item, old, new) for item in _worth_telling(found)]


def _worth_telling(found: Iterable[support.Difference]) -> Iterator[support.Difference]:
    for item in found:
        if item.part != "paragraph" or item.kind == "moved":
            yield item


def _view(item: support.Difference, old: Text, new: Text) -> ChangeView:
    where = (old if item.kind == "removed" else new).places[item.key]
    return ChangeView(
        kind=item.kind,
        part=item.part,
        key=item.key,
        heading=where.heading,
        paragraph=where.paragraph,
        ops=item.ops,
        cited=len(item.citations_added) if item.kind == "changed" else 0,
        uncited=len(item.citations_removed),
    )
