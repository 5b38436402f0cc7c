"""Bodies, quantities and rules put into words, in the six languages (`data/wording.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from reviewforum.outcomes.support.folding import base
from reviewforum.outcomes.support.levels import Level, Range, Thresholds

GROUPS = (
    "states",
    "migrants",
    "civil-society",
    "diaspora",
    "faith-based",
    "local-authorities",
    "private-sector",
    "trade-unions",
    "parliamentarians",
    "nhri",
    "red-cross",
    "academia",
    "media",
    "other",
)
"""Keys of the groups, in the order of the framework's paragraph 44, States first."""

_DATA = Path(__file__).with_name("data")
_COUNTED = frozenset({"en", "fr", "es"})


@cache
def table(name: str) -> Mapping[str, Any]:
    """A data file of this package."""
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))


def noun(group: str, language: str, count: int = 2) -> str:
    """The body's name after a number: "trade unions"; the singular for one."""
    forms = _forms(group, language)
    return str(forms[0] if count == 1 and base(language) in _COUNTED else forms[1])


def _forms(group: str, language: str) -> Sequence[str]:
    nouns = table("wording")["nouns"][base(language)]
    forms: Sequence[str] = nouns.get(group) or nouns["contributors"]
    return forms


def word(level: Level, language: str) -> str:
    """The plain word for a level, as shown in a rule or a suggestion."""
    return str(table("wording")["words"][base(language)][level.value])


def counted(group: str, count: int, language: str) -> str:
    """A body and how many: "2 trade unions"; "профсоюзы: 2" where the noun would decline."""
    code = base(language)
    if code in _COUNTED:
        return f"{count} {noun(group, language, count)}"
    return f"{count}个{noun(group, 'zh')}" if code == "zh" else f"{noun(group, code)}: {count}"


def counted_groups(groups: Sequence[tuple[str, int]], language: str) -> str:
    """The groups in brackets, largest first, or nothing where there are none."""
    if not groups:
        return ""
    parts = ", " if base(language) not in {"ar", "zh"} else "، " if base(language) == "ar" else "，"
    inner = parts.join(counted(key, count, language) for key, count in groups)
    return f"（{inner}）" if base(language) == "zh" else f" ({inner})"


def joined(parts: Sequence[str], language: str) -> str:
    """A list in words: "a, b and c"."""
    between, last = table("wording")["joining"][base(language)]
    if len(parts) < 2:
        return "".join(parts)
    return str(between.join(parts[:-1]) + last + parts[-1])


def quantity(level: Level, group: str, language: str) -> str:
    """A quantity with its noun in agreement: "plusieurs syndicats", "unas pocas empresas"."""
    code = base(language)
    phrases = table("wording")["phrases"][code][level.value]
    forms = _forms(group, code)
    feminine = len(phrases) > 1 and forms[-1] == "f"
    names = {"one": forms[0], "plural": forms[1], "genitive": forms[-1]}
    return str(phrases[1 if feminine else 0].format(**names))


def lead_in(
    counts: Mapping[str, int],
    language: str,
    thresholds: Thresholds,
    denominators: Mapping[str, int] | None = None,
) -> str:
    """The opening that names no one: "Several trade unions (4) and one local authority stressed:".

    `counts` gives distinct contributors by group. Words of share are used only for groups whose
    denominator is given. Empty where nobody is counted.
    """
    order = {key: place for place, key in enumerate(GROUPS)}
    ranked = sorted(
        ((key, count) for key, count in counts.items() if count > 0),
        key=lambda pair: (-pair[1], order.get(pair[0], len(order)), pair[0]),
    )
    known = denominators or {}
    parts = [_group_phrase(key, count, language, thresholds, known) for key, count in ranked]
    if not parts:
        return ""
    form = 0 if len(ranked) == 1 and ranked[0][1] == 1 else 1
    template: str = table("wording")["lead_in"][base(language)][form]
    sentence = template.format(who=joined(parts, language))
    return sentence[0].upper() + sentence[1:]


def _group_phrase(
    group: str, count: int, language: str, thresholds: Thresholds, known: Mapping[str, int]
) -> str:
    level = thresholds.suggest(count, known.get(group, 0))
    phrase = quantity(level, group, language)
    if count == 1:
        return phrase
    return f"{phrase}（{count}）" if base(language) == "zh" else f"{phrase} ({count})"


def rule(level: Level, thresholds: Thresholds, denominator: int, language: str) -> str:
    """What the forum asks of a word, with the figures of the case at hand."""
    return _rule("rules", level, thresholds, denominator, language)


def describe(thresholds: Thresholds, language: str) -> list[tuple[str, str]]:
    """The rows of the method note: each word, and what it stands for in this report."""
    levels = (
        Level.ALL,
        Level.NEARLY_ALL,
        Level.MOST,
        Level.MANY,
        Level.SEVERAL,
        Level.SOME,
        Level.A_FEW,
        Level.ONE,
    )
    return [
        (word(level, language), _rule("method", level, thresholds, 0, language)) for level in levels
    ]


def _rule(part: str, level: Level, thresholds: Thresholds, denominator: int, language: str) -> str:
    asked = thresholds.range_of(level, denominator)
    template = table("wording")[part][_shape(level, asked)][base(language)]
    share = thresholds.most_share if level is Level.MOST else thresholds.nearly_all_share
    return str(
        template.format(
            least=asked.least,
            most=asked.most,
            denominator=denominator,
            percent=f"{share * 100:g}",
        )
    )


def _shape(level: Level, asked: Range) -> str:
    if level is Level.ALL:
        return "all"
    if level in {Level.MOST, Level.NEARLY_ALL}:
        return "share"
    if asked.most is None:
        return "at_least"
    return "exactly" if asked.least == asked.most else "between"
