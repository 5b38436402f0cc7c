"""The reports of the demo: `reports/*.toml`, written with the same verbs as at the desk.

A citation is written as `"a-068 first words of the passage"`: the contribution's key, then words
that are found in exactly one of its passages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from demo.reader import HERE, DemoDataError
from reviewforum.common.datafiles import Table, load_toml
from reviewforum.evidence.models import Code, Contribution, Passage
from reviewforum.forums.models import Forum
from reviewforum.outcomes.actions.citing import cite_all
from reviewforum.outcomes.actions.corrigenda import correct
from reviewforum.outcomes.actions.publication import publish
from reviewforum.outcomes.actions.reports import Frame, create_report
from reviewforum.outcomes.actions.structure import add_paragraph, add_section
from reviewforum.outcomes.actions.suggestions import suggest_extract
from reviewforum.outcomes.actions.waivers import Cell, waive
from reviewforum.outcomes.models import Report, ReportVersion, Section, Stance

FOLDER = HERE / "reports"


@dataclass(frozen=True)
class Writer:
    """Who writes a report of which forum, and what its files call the contributions."""

    forum: Forum
    by: Any
    contributions: Mapping[str, Contribution]


def write_all(
    forum: Forum, contributions: Mapping[str, Contribution], accounts: Mapping[str, Any]
) -> Iterator[str]:
    """Write the reports, file by file; yields their titles. Raises DemoDataError."""
    for path in sorted(FOLDER.glob("*.toml")):
        raw = Table(load_toml(path, DemoDataError), path.name, DemoDataError)
        writer = Writer(forum, accounts[raw.string("by")], contributions)
        yield str(write(writer, raw))


def write(writer: Writer, raw: Table) -> Report:
    """Write one report. Raises DemoDataError; NotReady where it should be published and cannot."""
    report = create_report(by=writer.by, forum=writer.forum, frame=_frame(writer.forum, raw))
    for table in raw.tables("sections"):
        _section(writer, report, table)
    for table in raw.tables("waivers"):
        _waive(writer, report, table)
    corrigenda = raw.tables("corrigenda")
    if raw.boolean("publish"):
        report.refresh_from_db()
        _correct(writer, publish(by=writer.by, report=report), corrigenda)
    raw.done()
    return report


def _frame(forum: Forum, raw: Table) -> Frame:
    due = raw.local_time("due") if raw.has("due") else None
    keys = raw.items("stages", str, "stages")
    return Frame(
        title=raw.string("title"),
        language=raw.string("language"),
        kind=raw.string("kind"),
        stages=tuple(forum.stages.filter(slug__in=keys)),
        word_limit=raw.integer("word_limit") if raw.has("word_limit") else None,
        due_at=due.replace(tzinfo=ZoneInfo(forum.timezone)) if due else None,
    )


def _section(writer: Writer, report: Report, raw: Table) -> None:
    section = add_section(by=writer.by, report=report, heading=raw.string("heading"))
    for table in raw.tables("paragraphs"):
        _paragraph(writer, section, table)
    for table in raw.tables("suggested"):
        passages = _passages(writer, table, "cites")
        suggest_extract(by=writer.by, section=section, passages=passages)
        table.done()
    raw.done()


def _paragraph(writer: Writer, section: Section, raw: Table) -> None:
    tables = raw.tables("sentences")
    texts = [table.string("text") for table in tables]
    paragraph = add_paragraph(by=writer.by, section=section, text="\n".join(texts))
    made = list(paragraph.sentences.order_by("position"))
    if [sentence.text for sentence in made] != texts:
        raw.fail("sentences", "are cut otherwise", "Give each full sentence an entry of its own.")
    for sentence, table in zip(made, tables, strict=True):
        for key, stance in (("cites", Stance.SUPPORTS), ("against", Stance.DISSENTS)):
            if passages := _passages(writer, table, key):
                cite_all(by=writer.by, sentence=sentence, passages=passages, stance=stance)
        table.done()
    raw.done()


def _passages(writer: Writer, raw: Table, key: str) -> list[Passage]:
    return [_passage(writer, raw, key, item) for item in raw.items(key, str, "citations")]


def _passage(writer: Writer, raw: Table, key: str, written: str) -> Passage:
    name, _space, words = written.partition(" ")
    contribution = writer.contributions.get(name)
    if contribution is None or not words:
        raw.fail(key, f"cites {written!r}", "Write a contribution's key and words of its passage.")
    rows = contribution.passages.current().with_quote().select_related("contribution__contributor")
    found = [passage for passage in rows if words in passage.quote]
    if len(found) != 1:
        problem = f"{written!r} is found in {len(found)} passages"
        raw.fail(key, problem, "Choose words that stand in exactly one passage.")
    return found[0]


def _waive(writer: Writer, report: Report, raw: Table) -> None:
    waive(by=writer.by, report=report, cell=_cell(writer, raw), reason=raw.string("reason"))
    raw.done()


def _cell(writer: Writer, raw: Table) -> Cell:
    """A group's evidence on an objective, a language, a country, or one contributor."""
    if raw.has("contributor"):
        key = raw.string("contributor")
        if key not in writer.contributions:
            raw.fail("contributor", f"is {key!r}", "Write the key of one of its contributions.")
        return Cell(contributor=writer.contributions[key].contributor)
    if raw.has("language"):
        return Cell(language=raw.string("language"))
    if raw.has("country"):
        return Cell(code=_code(writer.forum, "country", raw.string("country")))
    group = writer.forum.framework.groups.get(key=raw.string("group"))
    return Cell(group, _code(writer.forum, "objective", str(raw.integer("objective"))))


def _code(forum: Forum, dimension: str, key: str) -> Code:
    return Code.objects.get(framework=forum.framework, dimension=dimension, key=key)


def _correct(writer: Writer, version: ReportVersion, corrigenda: Sequence[Table]) -> None:
    for raw in corrigenda:
        was = raw.string("was")
        sentence = version.sentences.filter(text=was).first()
        if sentence is None:
            raw.fail("was", f"is {was!r}", "Write the published sentence as it stands.")
        now, reason = raw.string("now"), raw.string("reason")
        correct(by=writer.by, sentence=sentence, now=now, reason=reason)
        raw.done()
