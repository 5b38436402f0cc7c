"""Words of quantity in a sentence, and whether those who stand behind it are that many.

`find` reads, `check` compares. Only a word that counts who spoke is held to the forum's rule:
"several States stressed", "according to many participants". Where the word counts something
else ("all migrants should", "participants noted that several States have") it is no claim about
the voices of this forum, and `check` at most leaves a note. How that is told apart is written
down in docs/process/quantifiers.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from reviewforum.outcomes.support.findings import Finding, Severity
from reviewforum.outcomes.support.folding import Folded, base, fold, mask_quotes
from reviewforum.outcomes.support.levels import Level, Thresholds
from reviewforum.outcomes.support.lexicon import lexicon_for
from reviewforum.outcomes.support.lexicon.shape import ORDER, Lexicon, scope_of
from reviewforum.outcomes.support.wording import describe

__all__ = [
    "Level",
    "Quantifier",
    "Role",
    "Support",
    "Thresholds",
    "check",
    "describe",
    "find",
]

EVERYONE = "contributors"
NOT_STATES = "stakeholders"
_GENERIC = frozenset({EVERYONE, NOT_STATES})
_CLAUSE_END = re.compile(r"[.;:!?。；：！？؛؟]")


class Role(StrEnum):
    """What the word counts: those who spoke, a body spoken about, or anything else."""

    SPEAKS = "speaks"
    MENTIONED = "mentioned"
    THING = "thing"


@dataclass(frozen=True)
class Quantifier:
    """A word of quantity. Offsets are code points of the text given to `find`.

    `noun_scope` is the key of the group counted, `contributors` for all who spoke,
    `stakeholders` for all but States, None where no body follows. `number` is set for numerals;
    `approximate` for "some 300", "more than 20".
    """

    level: Level
    start: int
    end: int
    text: str
    noun_scope: str | None = None
    number: int | None = None
    role: Role = Role.THING
    approximate: bool = False


@dataclass(frozen=True)
class Support:
    """Who stands behind a sentence: distinct contributors, all and by group.

    `denominator` counts the distinct contributors with evidence on the sentence's objectives,
    `denominator_by_group` the same by group.
    """

    contributors: frozenset[str] = frozenset()
    by_group: Mapping[str, frozenset[str]] = field(default_factory=dict)
    denominator: int = 0
    denominator_by_group: Mapping[str, int] = field(default_factory=dict)

    def within(self, scope: str | None) -> Support:
        """The support from one body only: a group, all but States, or everyone."""
        if scope in (None, EVERYONE):
            return self
        if scope == NOT_STATES:
            return self._without_states()
        members = self.by_group.get(str(scope), frozenset())
        total = max(self.denominator_by_group.get(str(scope), 0), len(members))
        return Support(members, {str(scope): members} if members else {}, total)

    def _without_states(self) -> Support:
        states = self.by_group.get("states", frozenset())
        rest = {key: who for key, who in self.by_group.items() if key != "states"}
        total = self.denominator - self.denominator_by_group.get("states", 0)
        return Support(self.contributors - states, rest, max(total, 0))

    @property
    def groups(self) -> tuple[tuple[str, int], ...]:
        """Groups with their counts, the largest first."""
        sizes = [(key, len(who)) for key, who in self.by_group.items() if who]
        return tuple(sorted(sizes, key=lambda pair: (-pair[1], pair[0])))


def find(text: str, language: str) -> list[Quantifier]:
    """The words of quantity in a sentence, in their order; quoted words are passed over."""
    lexicon = lexicon_for(language)
    folded = fold(mask_quotes(text), base(language))
    found = (_read(match, folded, lexicon) for match in lexicon.quantifier.finditer(folded.text))
    return [_placed(item, folded, text) for item in found if item]


def _placed(item: Quantifier, folded: Folded, text: str) -> Quantifier:
    start, end = folded.original(item.start, item.end)
    return replace(item, start=start, end=end, text=text[start:end])


def _read(match: re.Match[str], folded: Folded, lexicon: Lexicon) -> Quantifier | None:
    if match["trap"] is not None:
        return None
    if match["number"] is not None:
        return _read_number(match, folded, lexicon)
    level = next(level for level in ORDER if match[level.value] is not None)
    item = Quantifier(level, match.start(), match.end(), match.group())
    return _with_noun(item, folded.text, lexicon)


def _with_noun(item: Quantifier, text: str, lexicon: Lexicon) -> Quantifier | None:
    if lexicon.after_noun.fullmatch(item.text) and (
        before := lexicon.body_before.search(text[: item.start])
    ):
        return _scoped(item, scope_of(before), item.end, text, lexicon)
    body = lexicon.body.match(text, item.end)
    if body:
        return _scoped(item, scope_of(body), body.end(), text, lexicon)
    if lexicon.alone.fullmatch(item.text):
        return None
    if _is_pronoun(item, text, lexicon):
        return replace(item, noun_scope=EVERYONE, role=_role(item, item.end, text, lexicon, True))
    return item


def _is_pronoun(item: Quantifier, text: str, lexicon: Lexicon) -> bool:
    following = lexicon.pronoun.match(text, item.end)
    attributed = lexicon.attributed.search(text[: item.start])
    closing = re.match(r"\s*(?:[,،，.。]|$)", text[item.end :])
    inverted = lexicon.verb_first and lexicon.said_just_before.search(text[: item.start])
    opening = lexicon.opening.match(text, item.end)
    return bool(following or ((attributed or inverted) and closing) or (inverted and opening))


def _scoped(
    item: Quantifier, scope: str | None, end: int, text: str, lexicon: Lexicon
) -> Quantifier:
    """The quantifier with its body; mere people count only where they say something."""
    strict = scope is None or item.level is Level.NUMBER
    role = _role(item, end, text, lexicon, scope in _GENERIC and not strict)
    if scope is None and role is not Role.SPEAKS:
        return replace(item, role=Role.THING)
    return replace(item, noun_scope=scope or EVERYONE, role=role)


def _role(item: Quantifier, end: int, text: str, lexicon: Lexicon, generic: bool) -> Role:
    before = lexicon.turn.split(text[: item.start])[-1]
    if lexicon.attributed.search(before):
        return Role.SPEAKS
    said_before = lexicon.saying.search(before)
    if lexicon.agent.search(before):
        return Role.SPEAKS if said_before else Role.MENTIONED
    if lexicon.verb_first and lexicon.said_just_before.search(before):
        return Role.SPEAKS
    embedded = lexicon.embedding.search(before) if lexicon.that else said_before
    if embedded:
        return Role.MENTIONED
    return _role_by_verb(text, end, lexicon, generic and not said_before)


def _role_by_verb(text: str, end: int, lexicon: Lexicon, subject: bool) -> Role:
    stop = _CLAUSE_END.search(text, end)
    after = text[end : stop.start() if stop else len(text)]
    said = lexicon.saying.search(after)
    norm = lexicon.norms.search(after)
    if norm and (said is None or norm.start() < said.start()):
        return Role.MENTIONED
    return Role.SPEAKS if said or subject else Role.MENTIONED


def _read_number(match: re.Match[str], folded: Folded, lexicon: Lexicon) -> Quantifier | None:
    written = match["number"]
    number = _value(written, lexicon)
    approximate = match["approx"] is not None
    item = Quantifier(Level.NUMBER, match.start(), match.end(), match.group(), None, number)
    item = replace(item, approximate=approximate)
    dual = next((scope for stem, scope in lexicon.duals.items() if stem in written), None)
    if dual:
        return _scoped(item, dual, item.end, folded.text, lexicon)
    body = lexicon.body.match(folded.text, item.end + _measure(folded.text, item.end, lexicon))
    return _scoped(item, scope_of(body), body.end(), folded.text, lexicon) if body else None


def _measure(text: str, at: int, lexicon: Lexicon) -> int:
    return 0 if lexicon.spaced else len(text[at : at + 1]) * text[at : at + 1].isspace()


def _value(written: str, lexicon: Lexicon) -> int:
    known = lexicon.numbers.get(written.lower())
    return known if known is not None else int(re.sub(r"[ ,.٬]", "", written))


def check(
    sentence: str,
    language: str,
    support: Support,
    thresholds: Thresholds | None = None,
    dissent: Support | None = None,
) -> list[Finding]:
    """Where the words of a sentence and the number of those behind it disagree.

    A sentence that quotes or counts other things is left alone. After a turn ("while one State
    disagreed") a word may count those who dissent, where `dissent` says who they are.
    """
    asked = thresholds or Thresholds()
    found: list[Finding] = []
    for item in find(sentence, language):
        finding = _check_one(item, support, asked)
        if finding and dissent and _turned(sentence, item, language):
            finding = _check_one(item, dissent, asked) and finding
        if finding:
            found.append(finding)
    return found


def _turned(sentence: str, item: Quantifier, language: str) -> bool:
    return bool(lexicon_for(language).turn.search(sentence[: item.start]))


def _check_one(item: Quantifier, support: Support, thresholds: Thresholds) -> Finding | None:
    if item.role is Role.THING or not support.contributors:
        return None
    within = support.within(item.noun_scope)
    if item.level is Level.NONE:
        return _finding("absence_unshown", Severity.NOTES, item, within)
    if not within.contributors:
        return _scope_empty(item, support)
    if item.level is Level.NUMBER:
        return _check_number(item, within, thresholds)
    return _check_level(item, within, thresholds)


def _scope_empty(item: Quantifier, support: Support) -> Finding | None:
    if item.role is not Role.SPEAKS:
        return None
    return _finding("scope_empty", Severity.WARNS, item, support)


def _check_number(item: Quantifier, support: Support, thresholds: Thresholds) -> Finding | None:
    number, count = item.number or 0, len(support.contributors)
    enough = count >= number * (1 - thresholds.tolerance) if item.approximate else count == number
    if enough or item.role is Role.MENTIONED:
        return None
    return _finding("number_differs", Severity.WARNS, item, support)


def _check_level(item: Quantifier, support: Support, thresholds: Thresholds) -> Finding | None:
    count = len(support.contributors)
    asked = thresholds.range_of(item.level, max(support.denominator, count))
    fit = thresholds.suggest(count, support.denominator)
    if asked.holds(count):
        return _understated(item, support, fit, thresholds)
    code = "quantifier_too_strong" if count < asked.least else "quantifier_too_weak"
    severity = Severity.WARNS
    if item.role is Role.MENTIONED:
        # "All migrants" inside what was said is a norm or a fact, not a count of speakers.
        if item.level in {Level.ALL, Level.ONE} or code == "quantifier_too_weak":
            return None
        code, severity = "quantifier_mentioned", Severity.NOTES
    return _finding(code, severity, item, support, fit, thresholds)


def _understated(
    item: Quantifier, support: Support, fit: Level, thresholds: Thresholds
) -> Finding | None:
    weak = item.level in {Level.SOME, Level.A_FEW, Level.FEW}
    strong = fit in {Level.MOST, Level.NEARLY_ALL, Level.ALL}
    if not (weak and strong and item.role is Role.SPEAKS):
        return None
    return _finding("quantifier_understates", Severity.NOTES, item, support, fit, thresholds)


def _finding(
    code: str,
    severity: Severity,
    item: Quantifier,
    support: Support,
    fit: Level | None = None,
    thresholds: Thresholds | None = None,
) -> Finding:
    count = len(support.contributors)
    params: dict[str, object] = {
        "word": item.text.strip(),
        "count": count,
        "groups": support.groups,
        "denominator": max(support.denominator, count),
        "scope": item.noun_scope,
        "number": item.number,
    }
    if thresholds:
        params |= {"level": item.level.value, "thresholds": thresholds}
    return Finding(code, severity, params, start=item.start, end=item.end, suggestion=fit)
