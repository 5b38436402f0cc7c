"""What one language's lexicon holds, and how it is put together into patterns.

A lexicon is data: regular expressions over folded text (see `folding.fold`). Alternatives that
begin alike are listed longest first, since the first that fits is taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from reviewforum.outcomes.support.levels import Level

ORDER = (
    Level.NEARLY_ALL,
    Level.MOST,
    Level.MANY,
    Level.SEVERAL,
    Level.A_FEW,
    Level.FEW,
    Level.SOME,
    Level.NONE,
    Level.ALL,
    Level.ONE,
)


@dataclass(frozen=True)
class Lexicon:
    """One language.

    `traps` look like quantifiers and are not. `needs_body` are matches that count only before a
    body ("no State", "one union"). `nouns` maps a scope to the words for it; `people` are nouns
    that count only with a verb of saying. `says`: verbs of saying. `modal`: verbs that make a
    norm ("all States must") or mere attendance of it. `stop`: words that no noun phrase spans.
    `postposed`: quantifiers that follow their noun. `verb_first`: the verb of saying may stand
    before its subject. `number_measure` must follow a numeral.
    """

    words: Mapping[Level, str]
    traps: str
    needs_body: str
    numbers: Mapping[str, int]
    nouns: Mapping[str, str]
    people: str
    representatives: str
    says: str
    that: str
    by: str
    according: str
    modal: str
    auxiliaries: str
    stop: str
    turns: str
    dissent: str
    negation: str
    approximately: str
    spaced: bool = True
    verb_first: bool = False
    prefix: str = ""
    postposed: str = r"(?!)"
    number_measure: str = ""
    number_traps: str = r"(?!)"
    fill: int = 3
    duals: Mapping[str, str] = field(default_factory=dict)

    def _word(self, pattern: str) -> str:
        return (
            rf"(?<![\w-]){self.prefix}(?:{pattern})(?![\w-])" if self.spaced else f"(?:{pattern})"
        )

    def compiled(self, pattern: str) -> re.Pattern[str]:
        """A pattern of whole words, whatever the case."""
        return re.compile(self._word(pattern), re.IGNORECASE)

    @cached_property
    def quantifier(self) -> re.Pattern[str]:
        """Traps, levels and numerals as one alternation with a named group each."""
        number = rf"(?P<approx>{self.approximately})?(?P<number>{self._numeral})"
        parts = [
            f"(?P<trap>{self.traps}|{self.number_traps})",
            f"(?:{number}){self.number_measure}",
        ]
        parts += [f"(?P<{level.value}>{self.words[level]})" for level in ORDER]
        return self.compiled("|".join(parts))

    @property
    def _numeral(self) -> str:
        spelled = "|".join(sorted(self.numbers, key=lambda word: (-len(word), word)))
        digits = r"\d{1,3}(?:[ ,.٬]\d{3})+|\d+"
        return f"{digits}|{spelled}"

    @cached_property
    def body(self) -> re.Pattern[str]:
        """Up to `fill` words, then a body; its scope is the named group that matched."""
        scopes = [f"(?P<{_name(key)}>{words})" for key, words in self.nouns.items()]
        nouns = rf"(?:{self.representatives})?(?:{'|'.join(scopes)}|(?P<people>{self.people}))"
        if not self.spaced:
            return re.compile(rf"(?P<fill>(?:(?!{self.stop})\w){{0,{self.fill}}}?){nouns}")
        word = rf"(?!(?:{self.stop})(?![\w]))[\w'-]+"
        gap = rf"(?P<fill>(?:\s+(?:{word})){{0,{self.fill}}}?)\s+(?:[dl]')?"
        return re.compile(rf"{gap}(?:{nouns})(?![\w-])", re.IGNORECASE)

    @cached_property
    def anyone(self) -> re.Pattern[str]:
        """Words for whoever spoke, of no group: "participants", "speakers"."""
        return self.compiled(self.nouns["contributors"])

    @cached_property
    def body_before(self) -> re.Pattern[str]:
        """A body that ends where a postposed quantifier begins."""
        scopes = [f"(?P<{_name(key)}>{words})" for key, words in self.nouns.items()]
        tail = r"(?:\s+\w+){0,2}?\s+$"
        return re.compile(rf"(?<!\w)\w{{0,2}}?(?:{'|'.join(scopes)}){tail}", re.IGNORECASE)

    @cached_property
    def saying(self) -> re.Pattern[str]:
        """Verbs of saying."""
        return self.compiled(self.says)

    @cached_property
    def said_just_before(self) -> re.Pattern[str]:
        """A verb of saying directly before the quantifier, its subject."""
        return re.compile(rf"{self._word(self.says)}\s+$", re.IGNORECASE)

    @cached_property
    def embedding(self) -> re.Pattern[str]:
        """A verb of saying and the word that opens what was said."""
        opening = self._word(self.that) if self.that else ""
        return re.compile(rf"{self._word(self.says)}.{{0,60}}?{opening}", re.IGNORECASE)

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """The word that opens what was said, next after a space."""
        return re.compile(rf"\s+{self._word(self.that)}", re.IGNORECASE)

    @cached_property
    def norms(self) -> re.Pattern[str]:
        """Verbs that make a norm, or mere attendance."""
        return self.compiled(self.modal)

    @cached_property
    def agent(self) -> re.Pattern[str]:
        """'by', 'among' or 'according to', directly before the quantifier."""
        return re.compile(rf"(?:{self.by}|{self.according})\s*$", re.IGNORECASE)

    @cached_property
    def attributed(self) -> re.Pattern[str]:
        """'According to', directly before the quantifier."""
        return re.compile(rf"(?:{self.according})\s*$", re.IGNORECASE)

    @cached_property
    def pronoun(self) -> re.Pattern[str]:
        """A verb of saying straight after the quantifier: 'many have stressed'."""
        space = r"\s+" if self.spaced else ""
        return re.compile(
            rf"{space}(?:(?:{self.auxiliaries}){space}){{0,2}}(?:{self.says})", re.IGNORECASE
        )

    @cached_property
    def turn(self) -> re.Pattern[str]:
        """Where another voice begins: 'while', 'however'."""
        return re.compile(rf"[;:；：]|{self._word(self.turns)}", re.IGNORECASE)

    @cached_property
    def dissenting(self) -> re.Pattern[str]:
        """A sentence that says that not all agree."""
        return self.compiled(self.dissent)

    @cached_property
    def negating(self) -> re.Pattern[str]:
        """Words that deny."""
        return self.compiled(self.negation)

    @cached_property
    def alone(self) -> re.Pattern[str]:
        """Matches that mean nothing unless a body follows."""
        return re.compile(self.prefix + f"(?:{self.needs_body})", re.IGNORECASE)

    @cached_property
    def after_noun(self) -> re.Pattern[str]:
        """Quantifiers that may follow their noun."""
        return re.compile(self.prefix + f"(?:{self.postposed})", re.IGNORECASE)


def _name(key: str) -> str:
    return "s_" + key.replace("-", "_")


def scope_of(match: re.Match[str]) -> str | None:
    """The scope whose words matched, or None for mere people."""
    for name, found in match.groupdict().items():
        if found is not None and name.startswith("s_"):
            return name[2:].replace("_", "-")
    return None
