"""The typefaces of the PDF, taken from packages so that a page looks the same on every machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import typst
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from reviewforum.outcomes.export.document import primary

PACKAGES = ("fontpkg_noto_serif", "fontpkg_amiri", "justmytype_intl_cjk", "manimgx_fonts")

_SCRIPTS = (
    "Armenian", "Georgian", "Hebrew", "Arabic", "Devanagari", "Bengali", "Gujarati", "Gurmukhi",
    "Kannada", "Malayalam", "Oriya", "Sinhala", "Tamil", "Telugu", "Thai", "Lao", "Khmer",
    "Myanmar", "Ethiopic",
)  # fmt: skip
_IDEOGRAPHS = {"zh": "Noto Sans SC", "zh-hant": "Noto Sans TC", "ja": "Noto Sans JP",
               "ko": "Noto Sans KR"}  # fmt: skip
_TRADITIONAL = frozenset({"zh-hant", "zh-tw", "zh-hk", "zh-mo"})


class FontsMissing(RuntimeError):
    """A font package is not installed; the message says which."""


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FontsMissing(
            f"The fonts of “{package.replace('_', '-')}” are not installed, so no PDF can be set. "
            "Run `make setup`; the other formats work without it."
        )
    return Path(spec.submodule_search_locations[0])


@lru_cache(maxsize=1)
def library() -> typst.Fonts:
    """The fonts typst may use: those of the packages, none of the system's."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(_folder(package)) for package in PACKAGES],
    )


def _ideographs(language: str) -> str:
    code = language.lower().replace("_", "-")
    if code in _TRADITIONAL:
        return _IDEOGRAPHS["zh-hant"]
    return _IDEOGRAPHS.get(primary(code), _IDEOGRAPHS["zh"])


def families(language: str) -> list[str]:
    """Family names in order of preference for text in a language; each character takes the first
    that has it.
    """
    first = _ideographs(language)
    others = [name for name in _IDEOGRAPHS.values() if name != first]
    tail = [f"Noto Sans {script}" for script in _SCRIPTS]
    return ["Noto Serif", "Amiri", first, *others, *tail, "Noto Sans", "Noto Sans Symbols",
            "Noto Emoji"]  # fmt: skip


@lru_cache(maxsize=1)
def _files() -> Mapping[str, tuple[Path, ...]]:
    found: dict[str, list[Path]] = {}
    for info in library().fonts():
        if info.path and info.style == "normal":
            found.setdefault(info.family, []).append(Path(info.path))
    return {family: tuple(sorted(paths)) for family, paths in found.items()}


@lru_cache(maxsize=64)
def _covered(family: str) -> frozenset[int]:
    """Code points that every upright face of the family has."""
    sets = []
    for path in _files().get(family, ()):
        with TTFont(path, lazy=True) as font:
            sets.append(frozenset(font.getBestCmap() or ()))
    return frozenset.intersection(*sets) if sets else frozenset()


def without_glyph(characters: Iterable[str]) -> set[str]:
    """Those of the characters that no face of ours can draw. Faces are opened only as far as the
    characters need them.
    """
    left = {char for char in characters if not _invisible(char)}
    for family in families("zh"):
        if not left:
            break
        left = {char for char in left if ord(char) not in _covered(family)}
    return left


def _invisible(char: str) -> bool:
    """Whether the layout draws nothing for it (joiners, direction marks, variation selectors)."""
    code = ord(char)
    return (
        0x200B <= code <= 0x200F
        or 0x202A <= code <= 0x202E
        or 0x2060 <= code <= 0x206F
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0000 <= code <= 0xE0FFF
        or code in {0xAD, 0x34F, 0x61C, 0xFEFF}
    )
