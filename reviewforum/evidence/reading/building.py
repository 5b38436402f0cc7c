"""Normalises text and builds it block by block with exact offsets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from reviewforum.evidence.reading.errors import Notice, ReadError
from reviewforum.evidence.reading.model import Block, BlockKind, Limits, Reading

_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Controls; soft hyphens; zero-width spaces and byte order marks; embeddings, overrides and
# isolates, which could make a reader see another order than the stored one; tag characters,
# which nobody sees.  Left in place: joiners (Persian, emoji) and the plain direction marks.
_STRIPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060-\u2064\ufeff\ufffe\uffff"
    "\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_SYMBOL_BULLETS = re.compile("[\uf0a7\uf0b7\uf0d8\uf0fc\uf076\uf02d]")
_RUNS = re.compile(r"[^\S\u00a0\u202f]+")
_LINE_ENDS = re.compile(r"[^\S\n]+(?=\n)")
_BLANK_LINES = re.compile(r"\n{3,}")
_HAS_MARK = re.compile(r"(?:[-–—*•◦‣▪]|\(?(?:\d+(?:\.\d+)*|\w)[.)])\s")


def normalise(text: str) -> str:
    """NFC, ``\\n`` as the only line end, without controls and hidden characters.

    Normalising again changes nothing.
    """
    if "\r" in text or not text.isprintable():
        text = _STRIPPED.sub("", _NEWLINES.sub("\n", text))
        text = _SYMBOL_BULLETS.sub("•", _SURROGATES.sub("\ufffd", text))
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Normalised, with each run of space as one space; no-break spaces stay."""
    return _RUNS.sub(" ", normalise(text)).strip()


def tidy_lines(text: str) -> str:
    """Normalised with its lines kept: no space at line ends, one blank line at most."""
    return _BLANK_LINES.sub("\n\n", _LINE_ENDS.sub("", normalise(text))).strip()


@dataclass
class Builder:
    """Collects blocks; items and rows of one list follow each other line by line."""

    limits: Limits
    blocks: list[Block] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0

    def add(
        self, text: str, kind: BlockKind = "paragraph", *, level: int = 0, page: int | None = None
    ) -> Block | None:
        """Appends a block of one line or more; nothing for text without a visible character."""
        lines = "\n".join(line for raw in normalise(text).split("\n") if (line := one_line(raw)))
        return self.add_ready(lines, kind, level=level, page=page)

    def add_ready(
        self, text: str, kind: BlockKind = "paragraph", *, level: int = 0, page: int | None = None
    ) -> Block | None:
        """Appends text that is normalised already, and stripped."""
        if not text:
            return None
        gap = self._gap(kind)
        start = self._length + len(gap)
        self._length = start + len(text)
        if self._length > self.limits.characters:
            raise ReadError("too_long", limit=self.limits.characters)
        self._parts += (gap, text)
        block = Block(start, self._length, kind, level, page)
        self.blocks.append(block)
        return block

    def add_item(self, text: str, mark: str = "•", *, level: int = 1) -> Block | None:
        """Appends a list item with the mark it shows, unless the text brings its own."""
        line = one_line(text)
        if line and mark and not _HAS_MARK.match(line):
            line = f"{mark} {line}"
        return self.add_ready(line, "item", level=level)

    def add_row(self, cells: list[str]) -> None:
        """Appends a table row: short cells side by side, long ones as paragraphs."""
        filled = [line for cell in cells if (line := one_line(cell))]
        if len(filled) > 1 and all(len(line) <= _SHORT_CELL for line in filled):
            self.add_ready("\t".join(filled), "row")
            return
        for cell in cells:
            self.add(cell)

    def notice(self, code: str, **params: object) -> None:
        """Records a notice, each kind once."""
        if all(known.code != code for known in self.notices):
            self.notices.append(Notice(code, dict(params)))

    def _gap(self, kind: BlockKind) -> str:
        if not self.blocks:
            return ""
        return "\n" if kind == self.blocks[-1].kind and kind in {"item", "row"} else "\n\n"

    @property
    def text(self) -> str:
        """All blocks so far."""
        return "".join(self._parts)

    def reading(self, format_: str, media_type: str, title: str = "") -> Reading:
        """The finished reading; without a given title, the first heading near the top.

        Raises :class:`ReadError` ``no_text`` when nothing was added.
        """
        if not self.blocks:
            raise ReadError("no_text", format=format_)
        text = self.text
        return Reading(
            format=format_,
            media_type=media_type,
            title=one_line(title)[:300] or self._first_heading(text),
            text=text,
            blocks=tuple(self.blocks),
            warnings=tuple(self.notices),
        )

    def _first_heading(self, text: str) -> str:
        for block in self.blocks[:10]:
            if block.kind == "heading":
                return one_line(text[block.start : block.end])[:300]
        return ""


_SHORT_CELL = 120
