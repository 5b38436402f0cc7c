"""Web pages: what a reader sees of them, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from reviewforum.evidence.reading.building import Builder, one_line
from reviewforum.evidence.reading.model import BlockKind, Limits, Reading

_SKIPPED = frozenset(
    [
        *("script", "style", "template", "noscript", "svg", "math", "nav", "button", "select"),
        *("textarea", "iframe", "object", "canvas", "audio", "video", "datalist", "head"),
    ]
)
_BLOCKS = frozenset(
    [
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
        ),
        *("dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1"),
        *("h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "menu"),
        *("ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead"),
        *("title", "tr", "ul"),
    ]
)
_VOID = frozenset(
    [
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"),
        *("track", "wbr"),
    ]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)


def declared_encoding(data: bytes) -> str:
    """The encoding a page names in its head, or an empty string."""
    match = _DECLARED.search(data[:4_096])
    return match[1].decode("ascii") if match else ""


def read_html(text: str, limits: Limits) -> Reading:
    """A web page; its title is the page's title."""
    builder = Builder(limits)
    title = add_html(builder, text)
    return builder.reading("HTML", "text/html", title)


def add_html(builder: Builder, text: str) -> str:
    """Adds what the page shows, and returns its title."""
    target = _Page(builder)
    # A target is fed tag by tag: no tree is built, so depth costs nothing.
    parser = etree.HTMLParser(target=target, encoding="utf-8", no_network=True)
    try:
        etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError:
        target.close()  # nothing but broken tags: whatever text came before stands
    return one_line(target.title)


@dataclass
class _Page:
    """Receives tags and text in order and turns them into blocks."""

    builder: Builder
    title: str = ""
    _text: list[str] = field(default_factory=list)
    _skipped: list[str] = field(default_factory=list)
    _lists: list[int | None] = field(default_factory=list)
    _rows: list[list[str]] = field(default_factory=list)
    _in_title: bool = False
    _in_item: bool = False
    _pre: int = 0
    _level: int = 0

    def start(self, tag: str, attrib: Any) -> None:
        """An element opens."""
        if self._skipped or tag in _SKIPPED or self._is_hidden(attrib):
            self._skip(tag)
        elif tag == "title":
            self._in_title = True
        elif tag == "br":
            self._text.append("\n")
        elif tag in _BLOCKS:
            self._open(tag, attrib)

    def _skip(self, tag: str) -> None:
        # The head is passed over for its text alone: the title in it is wanted.
        if tag == "head":
            return
        if tag not in _VOID and (not self._skipped or tag == self._skipped[0]):
            self._skipped.append(tag)

    def _is_hidden(self, attrib: Any) -> bool:
        if not attrib:
            return False
        hidden = "hidden" in attrib or bool(_INVISIBLE.search(attrib.get("style", "")))
        if hidden:
            self.builder.notice("hidden_text")
        return hidden

    def _open(self, tag: str, attrib: Any) -> None:
        self._flush()
        if tag in {"ol", "ul", "menu"}:
            self._lists.append(_start_of(attrib) if tag == "ol" else None)
        elif tag == "li":
            self._in_item = True
        elif tag in _HEADINGS:
            self._level = _HEADINGS[tag]
        elif tag == "tr":
            self._rows.append([])
        elif tag == "pre":
            self._pre += 1

    def end(self, tag: str) -> None:
        """An element closes."""
        if self._skipped:
            if tag == self._skipped[0]:
                self._skipped.pop()
        elif tag == "title":
            self._in_title = False
        elif tag in _BLOCKS:
            self._close(tag)

    def _close(self, tag: str) -> None:
        if tag in {"td", "th"} and self._rows:
            self._rows[-1].append("".join(self._text))
            self._text.clear()
            return
        self._flush()
        if tag in {"ol", "ul", "menu"} and self._lists:
            self._lists.pop()
        elif tag == "tr" and self._rows:
            self.builder.add_row(self._rows.pop())
        elif tag in _HEADINGS:
            self._level = 0
        elif tag == "li":
            self._in_item = False
        elif tag == "pre":
            self._pre = max(0, self._pre - 1)

    def data(self, data: str) -> None:
        """Text between tags; line ends in it are mere space except in ``pre``."""
        if self._skipped:
            return
        if self._in_title:
            self.title += data
        else:
            self._text.append(data if self._pre else data.replace("\n", " "))

    def _flush(self) -> None:
        text = "".join(self._text)
        self._text.clear()
        if not text or text.isspace():
            return
        if self._rows:
            # Paragraphs inside a cell: a line end keeps them apart until the row is whole.
            self._text.append(text + "\n")
        elif self._in_item and self._lists:
            self._add_item(text)
        else:
            kind: BlockKind = "heading" if self._level else "paragraph"
            self.builder.add(text, kind, level=self._level)

    def _add_item(self, text: str) -> None:
        number = self._lists[-1]
        mark = "•" if number is None else f"{number}."
        if number is not None:
            self._lists[-1] = number + 1
        self.builder.add_item(text, mark, level=len(self._lists))
        self._in_item = False  # further paragraphs of the item carry no mark

    def close(self) -> None:
        """The page ends; what is left over is kept."""
        self._rows, rest = [], [cell for row in self._rows for cell in row]
        for cell in rest:
            self.builder.add(cell)
        self._flush()


def _start_of(attrib: Any) -> int:
    try:
        return min(max(int(attrib.get("start", "1")), 0), 1_000_000)
    except ValueError:
        return 1
