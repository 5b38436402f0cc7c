"""Right-to-left lines of a PDF: two things PDFium gets wrong are put right.

It takes a Latin expression apart (``A/RES/73/195`` comes as ``/73/195RES/A``), and gives some
producers' brackets as they look, not as they are meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

RTL = re.compile("[֐-ࣿיִ-﷿ﹰ-ﻼ]")
_LATIN = re.compile("[A-Za-z]")
# A stretch without right-to-left letters, from its first to its last letter, figure or slash.
_STRETCH = re.compile("[A-Za-z0-9/&@#%](?:[^֐-ࣿיִ-﷿ﹰ-ﻼ\n]*[A-Za-z0-9/&@#%])?")
_AS_MEANT = re.compile(r"(?:^|\s)[(\[«](?=\S)")
_AS_SEEN = re.compile(r"(?:^|\s)[)\]»](?=\S)")
_MIRRORED = str.maketrans("()[]{}«»", ")(][}{»«")


def in_reading_order(raw: str, left_of: Callable[[int], float]) -> str:
    """A right-to-left line with its Latin stretches ordered by their place on the page.

    ``left_of`` gives the left edge of a character of the line.
    """
    if not (RTL.search(raw) and _LATIN.search(raw)):
        return raw

    def ordered(match: re.Match[str]) -> str:
        places = range(match.start(), match.end())
        return "".join(raw[at] for at in sorted(places, key=left_of))

    return _STRETCH.sub(ordered, raw)


def brackets_are_mirrored(lines: Iterable[str]) -> bool:
    """Whether most brackets of right-to-left lines open where they should close."""
    seen = meant = 0
    for line in lines:
        if RTL.search(line):
            seen += len(_AS_SEEN.findall(line))
            meant += len(_AS_MEANT.findall(line))
    return seen > meant


def mirrored(line: str) -> str:
    """A right-to-left line with each bracket turned round; other lines as they are."""
    return line.translate(_MIRRORED) if RTL.search(line) else line
