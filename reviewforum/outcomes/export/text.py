"""Making any text fit to print: the words stay as they are, what no page can hold is shown."""

from __future__ import annotations

import re
import unicodedata

# Line ends and tabulators with the spaces around them; no-break and other spaces stay.
_SPACES = re.compile("[ \t-\r\x1c-\x1f\x85\u2028\u2029]+")
_IDEOGRAPH = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
_BETWEEN_IDEOGRAPHS = re.compile(rf"(?<={_IDEOGRAPH})[^\S\n]*\n\s*(?={_IDEOGRAPH})")
_LONG_WORD = re.compile(r"[!-\u052f\u0600-\u06ff]{46,}")
_PIECE = 12
_IDEOGRAPHIC_END = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef”’]$")
ZERO_WIDTH_SPACE = "\u200b"

_EMBEDDINGS = frozenset("\u202a\u202b\u202d\u202e")
_ISOLATES = frozenset("\u2066\u2067\u2068")
_POP_EMBEDDING, _POP_ISOLATE = "\u202c", "\u2069"
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """The text on one line, with U+FFFD for what neither XML nor a font can hold, and direction
    marks closed so that they cannot turn the words that follow.
    """
    joined = _BETWEEN_IDEOGRAPHS.sub("", text)
    line = _SPACES.sub(" ", joined).strip(" ")
    return closed("".join(map(_shown, line)))


def printable_part(text: str) -> str:
    """Printable text that is a piece of a line: a space at either end stays, as one space."""
    line = printable(text)
    if not line:
        return " " if text else ""
    start = " " if _SPACES.match(text) else ""
    end = " " if _SPACES.match(text[-1]) else ""
    return f"{start}{line}{end}"


def _shown(char: str) -> str:
    if char.isascii():
        return char if " " <= char < "\x7f" else "\ufffd"
    bad = unicodedata.category(char) in {"Cc", "Cs"} or (ord(char) & 0xFFFE) == 0xFFFE
    return "\ufffd" if bad or "\ufdd0" <= char <= "\ufdef" else char


def closed(text: str) -> str:
    """The text with direction controls balanced (Unicode Annex 9): a closing mark that opens
    nothing is left out, an opening one is closed at the end.
    """
    if not _BIDI.search(text):
        return text
    open_marks: list[str] = []
    kept = [char for char in text if _keeps_balance(char, open_marks)]
    return "".join(kept) + "".join(reversed(open_marks))


def _keeps_balance(char: str, open_marks: list[str]) -> bool:
    if char in _EMBEDDINGS or char in _ISOLATES:
        open_marks.append(_POP_EMBEDDING if char in _EMBEDDINGS else _POP_ISOLATE)
    elif char in (_POP_EMBEDDING, _POP_ISOLATE):
        if not open_marks or open_marks[-1] != char:
            return False
        open_marks.pop()
    return True


def needs_space(language: str, before: str) -> bool:
    """Whether a space stands between the sentence `before` and the next; none after ideographs."""
    if not before:
        return False
    return not (language == "zh" and _IDEOGRAPHIC_END.search(before.rstrip()))


def breakable(text: str) -> str:
    """Very long words with places where a line may end, so that they cannot leave the page."""
    return _LONG_WORD.sub(lambda word: _with_breaks(word.group()), text)


def _with_breaks(word: str) -> str:
    parts: list[str] = []
    since = 0
    for char in word:
        if since >= _PIECE and not unicodedata.combining(char):
            parts.append(ZERO_WIDTH_SPACE)
            since = 0
        parts.append(char)
        since += 1
    return "".join(parts)
