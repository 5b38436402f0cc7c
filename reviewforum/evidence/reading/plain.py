"""Plain text and Markdown."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

from reviewforum.evidence.reading.building import Builder, tidy_lines
from reviewforum.evidence.reading.html import add_html
from reviewforum.evidence.reading.model import Limits, Reading

#: Characters of Markdown beyond which its structure is not worked out, in time's interest.
LONGEST_MARKDOWN = 1_000_000

_BLANK = re.compile(r"\n\s*\n")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)


def add_plain(builder: Builder, text: str) -> None:
    """Adds the paragraphs of a text as they stand, line by line."""
    for paragraph in _BLANK.split(tidy_lines(text)):
        builder.add_ready(paragraph.strip())


def read_plain(text: str, limits: Limits) -> Reading:
    """A text file: its lines are kept."""
    builder = Builder(limits)
    add_plain(builder, text)
    return builder.reading("TXT", "text/plain")


def read_markdown(text: str, limits: Limits) -> Reading:
    """Markdown: headings, lists and tables are understood, marks of emphasis dropped."""
    builder = Builder(limits)
    text = _FRONT_MATTER.sub("", tidy_lines(text) + "\n")
    if len(text) > LONGEST_MARKDOWN:
        add_plain(builder, text)
    else:
        add_html(builder, MarkdownIt("commonmark").enable("table").render(text))
    return builder.reading("Markdown", "text/markdown")
