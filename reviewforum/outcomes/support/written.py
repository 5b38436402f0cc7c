"""Sentences written by a machine, let through only where the passages they claim carry them.

The rule, in this order; a sentence must pass every step:

1. it claims at least one passage, and every passage it claims was among those given;
2. each claimed passage is in the sentence's language, or has a translation into it;
3. every number in it stands in a claimed passage (in digits or as a word);
4. every State it names is named in a claimed passage, under any of its names in the six
   languages; so is every other name (a capitalised word inside a sentence, an acronym);
5. whatever it puts in quotation marks stands in a claimed passage word for word;
6. at least four fifths of its content words (stems, without stop words and without the verbs of
   saying and words of quantity that report speech) stand in the claimed passages;
7. each claimed passage shares at least a fifth of the sentence's content words;
8. it denies exactly if the nearest sentence of the claimed passages denies;
9. its words of quantity agree with the number of contributors claimed.

This finds invented figures, names and denials, and words from nowhere. It cannot tell whether
the words mean the same: a person still accepts each sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from reviewforum.common.text import sentences
from reviewforum.outcomes.support import quantifiers, wording
from reviewforum.outcomes.support.findings import Finding, Severity
from reviewforum.outcomes.support.folding import base, fold, quotations
from reviewforum.outcomes.support.levels import Thresholds
from reviewforum.outcomes.support.lexicon import lexicon_for
from reviewforum.outcomes.support.passages import Passage, words

CARRIED = 0.8
SHARED = 0.2

_DIGITS = re.compile(r"\d+(?:[.,٬٫ \u00a0\u202f]\d{3})*(?:[.,٫]\d+)?")
_LATIN_NAME = re.compile(r"\b[A-ZÀ-ÞА-ЯЁ][\w'’-]+|\b[A-ZА-ЯЁ]{2,}\b")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…]\s+|[“«\"(]\s*)$")


@dataclass(frozen=True)
class Written:
    """A sentence a machine wrote, with the keys of the passages it claims to rest on."""

    text: str
    language: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """A sentence and why it was refused; accepted where there is no reason."""

    written: Written
    reasons: tuple[Finding, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether it may be shown as a suggestion."""
        return not self.reasons


Names = Callable[[str], Mapping[str, str]]


@dataclass(frozen=True)
class _Case:
    written: Written
    claimed: tuple[Passage, ...]
    sources: tuple[str, ...]
    names: Names

    @property
    def code(self) -> str:
        return base(self.written.language)

    @property
    def source(self) -> str:
        return "\n".join(self.sources)


def verify_written(
    written: Sequence[Written],
    passages: Sequence[Passage],
    thresholds: Thresholds | None = None,
    state_names: Names | None = None,
) -> list[Verdict]:
    """A verdict for each sentence, by the rule above.

    `state_names` gives, for a language, lower-case names of States with their codes; by default
    the names of the Unicode CLDR.
    """
    known = {passage.key: passage for passage in passages}
    asked = thresholds or Thresholds()
    names = state_names or cldr_names
    return [Verdict(one, tuple(_reasons(one, known, asked, names))) for one in written]


def _reasons(
    written: Written, known: Mapping[str, Passage], thresholds: Thresholds, names: Names
) -> Iterator[Finding]:
    unknown = [key for key in written.claims if key not in known]
    if not written.claims:
        yield _refused("claim_missing")
        return
    if unknown:
        yield _refused("claim_unknown", unknown)
        return
    claimed = tuple(known[key] for key in dict.fromkeys(written.claims))
    texts = [_in_language(passage, base(written.language)) for passage in claimed]
    foreign = [p.key for p, text in zip(claimed, texts, strict=True) if text is None]
    if foreign:
        yield _refused("other_language", foreign)
        return
    case = _Case(written, claimed, tuple(text for text in texts if text), names)
    for step in (_numbers, _names, _quotations, _words, _negation):
        yield from step(case)
    yield from _quantities(case, thresholds)


def _refused(code: str, items: Sequence[str] = ()) -> Finding:
    return Finding(code, Severity.BLOCKS, {"items": tuple(items)} if items else {})


def _in_language(passage: Passage, code: str) -> str | None:
    if base(passage.language) == code and passage.language[:2] == code:
        return passage.text
    return passage.translations.get(code)


def numbers(text: str, language: str) -> frozenset[str]:
    """The numbers of a text in one spelling: digits without separators; number words too."""
    lexicon = lexicon_for(language)
    folded = fold(text, base(language)).text
    found = {_plain(match.group()) for match in _DIGITS.finditer(folded)}
    if lexicon.spaced:
        tokens = re.findall(r"[\w-]+", folded.lower())
        found |= {str(lexicon.numbers[token]) for token in tokens if token in lexicon.numbers}
        return frozenset(found)
    spelled = "|".join(sorted(lexicon.numbers, key=len, reverse=True))
    counted = re.findall(rf"({spelled})(?:个|個|名|位|家|国|國|年|项|次)", folded)
    return frozenset(found | {str(lexicon.numbers[word]) for word in counted})


def _plain(digits: str) -> str:
    western = "".join(str(int(char)) if char.isdecimal() else char for char in digits)
    grouped = re.sub(r"[.,٬٫ \u00a0\u202f](?=\d{3}(?:\D|$))", "", western)
    return re.sub(r"[,٫]", ".", grouped)


def _numbers(case: _Case) -> Iterator[Finding]:
    counted = {
        str(item.number)
        for item in quantifiers.find(case.written.text, case.code)
        if item.role is quantifiers.Role.SPEAKS and item.number is not None
    }
    missing = numbers(case.written.text, case.code) - numbers(case.source, case.code) - counted
    if missing:
        yield _refused("number_unsupported", sorted(missing))


def _names(case: _Case) -> Iterator[Finding]:
    missing = _missing_states(case) | _missing_names(case)
    if missing:
        yield _refused("name_unsupported", sorted(missing))


def _missing_states(case: _Case) -> set[str]:
    said = _states(case.written.text, case.code, case.names)
    heard: set[str] = set()
    for passage, text in zip(case.claimed, case.sources, strict=True):
        heard |= set(_states(text, case.code, case.names).values())
        heard |= set(_states(passage.text, base(passage.language), case.names).values())
    return {name for name, code in said.items() if code not in heard}


def _states(text: str, language: str, names: Names) -> dict[str, str]:
    """The States named in a text: the name as listed, and the code."""
    folded = fold(text, language).text.lower()
    found: dict[str, str] = {}
    known = names(language)
    for name in sorted(known, key=lambda name: (-len(name), name)):
        pattern = _name_pattern(name, language)
        if name[:3] in folded and pattern.search(folded):
            found[name] = known[name]
            folded = pattern.sub(" ", folded)
    return found


@cache
def _name_pattern(name: str, language: str) -> re.Pattern[str]:
    if language == "zh":
        return re.compile(re.escape(name))
    if language == "ru":  # the last letters decline
        stem = re.escape(re.sub(r"[аеийоуыьюя]{1,2}$", "", name))
        return re.compile(rf"(?<!\w){stem}\w{{0,3}}(?!\w)")
    prefix = "[وف]?[بلك]?" if language == "ar" else ""
    return re.compile(rf"(?<![\w-]){prefix}{re.escape(name)}(?!\w)")


@cache
def cldr_names(language: str) -> Mapping[str, str]:
    """Lower-case names of States and territories with their ISO 3166 codes, from Unicode CLDR."""
    from babel import Locale  # loads its tables only where a written draft is checked

    code = base(language)
    listed = Locale.parse(code).territories.items()
    return {
        fold(name, code).text.lower(): key
        for key, name in listed
        if len(key) == 2 and key.isalpha() and key not in {"EU", "UN", "EZ", "QO", "ZZ", "XA", "XB"}
    }


def _missing_names(case: _Case) -> set[str]:
    heard = fold(case.source + "\n" + "\n".join(p.text for p in case.claimed), case.code)
    lower = heard.text.lower()
    text = case.written.text
    found = set()
    for match in _LATIN_NAME.finditer(text):
        opening = _SENTENCE_START.search(text[: match.start()])
        acronym = match.group().isupper()
        if (acronym or not opening) and not _heard(match.group(), lower, case.code):
            found.add(match.group())
    states = " ".join(_states(text, case.code, case.names))
    return {name for name in found if name.lower() not in states}


def _heard(name: str, lower: str, code: str) -> bool:
    plain = fold(name, code).text.lower()
    if code == "ru" and len(plain) > 4:
        plain = plain[:-2]
    return plain.removesuffix("'s") in lower


def _quotations(case: _Case) -> Iterator[Finding]:
    sources = [_squeezed(text) for text in (*case.sources, *(p.text for p in case.claimed))]
    missing = [
        quoted
        for quoted in quotations(case.written.text)
        if not any(_squeezed(quoted) in source for source in sources)
    ]
    if missing:
        yield _refused("quotation_not_verbatim", missing)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def content(text: str, language: str) -> list[str]:
    """The words of a sentence that must come from somewhere: neither stop words, nor verbs of
    saying, nor words of quantity with the body they count."""
    code = base(language)
    lexicon = lexicon_for(code)
    rest = fold(text, code).text
    for item in reversed(quantifiers.find(rest, code)):
        body = lexicon.body.match(rest, item.end)
        counts = item.role is quantifiers.Role.SPEAKS and body
        rest = rest[: item.start] + " " + rest[body.end() if body and counts else item.end :]
    for pattern in (lexicon.anyone, lexicon.saying):
        rest = pattern.sub(" ", rest)
    return words(rest, code)


def _words(case: _Case) -> Iterator[Finding]:
    asked = list(dict.fromkeys(content(case.written.text, case.code)))
    if not asked:
        return
    heard = [frozenset(words(text, case.code)) for text in case.sources]
    together = frozenset().union(*heard, _group_words(case))
    missing = [word for word in asked if word not in together]
    if len(missing) > (1 - CARRIED) * len(asked) + 1e-9:
        yield _refused("words_unsupported", missing)
    idle = [
        passage.key
        for passage, stems in zip(case.claimed, heard, strict=True)
        if len(stems & set(asked)) < SHARED * len(asked)
    ]
    if idle:
        yield _refused("claim_idle", idle)


def _group_words(case: _Case) -> frozenset[str]:
    """A sentence may name the groups of those it claims."""
    named = (wording.noun(p.group, case.code, count) for p in case.claimed for count in (1, 2))
    return frozenset(word for name in named for word in words(name, case.code))


def _negation(case: _Case) -> Iterator[Finding]:
    asked = frozenset(content(case.written.text, case.code))
    lexicon = lexicon_for(case.code)
    nearest, best = "", 0
    for text in case.sources:
        for span in sentences.split(text, case.code):
            shared = len(asked & frozenset(words(text[span.start : span.end], case.code)))
            if shared > best:
                nearest, best = text[span.start : span.end], shared
    if best and _denies(case.written.text, lexicon.negating, case.code) != _denies(
        nearest, lexicon.negating, case.code
    ):
        yield _refused("negation_differs")


def _denies(text: str, negating: re.Pattern[str], code: str) -> bool:
    return bool(negating.search(fold(text, code).text))


def _quantities(case: _Case, thresholds: Thresholds) -> Iterator[Finding]:
    groups: dict[str, set[str]] = {}
    for passage in case.claimed:
        groups.setdefault(passage.group, set()).add(passage.contributor)
    support = quantifiers.Support(
        frozenset(passage.contributor for passage in case.claimed),
        {key: frozenset(who) for key, who in groups.items()},
    )
    found = quantifiers.check(case.written.text, case.code, support, thresholds)
    yield from (finding for finding in found if finding.severity is not Severity.NOTES)
