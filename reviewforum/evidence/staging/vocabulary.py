"""What people write for a group, a State or a language, in any of the six languages → its key."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache

from babel import Locale, UnknownLocaleError

from reviewforum.common.localized import UN_LANGUAGES
from reviewforum.evidence.staging.group_words import GROUP_WORDS
from reviewforum.forums.models import Forum
from reviewforum.people.models import State
from reviewforum.people.reader import read_states

_SEVERAL = re.compile(r"[;|/؛；、]")
_TOKENS = re.compile(r"[^\W_]+")
_ARTICLE = re.compile(r"^(?:the|la|le|les|el|los|las) ")
_CLOSE = 3


class UnknownWordError(ValueError):
    """A word that names nothing known; `known` says what would be."""

    def __init__(self, role: str, value: str, known: str) -> None:
        self.role, self.value, self.known = role, value, known
        super().__init__(f"“{value}”: {known}")


def fold(value: str) -> str:
    """Lower case, without accents and punctuation: as two people would call the same word."""
    plain = unicodedata.normalize("NFKD", value.casefold())
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(_TOKENS.findall(kept))


class Vocabulary:
    """The groups of a framework, the States and the languages, by every name they go by."""

    def __init__(
        self, groups: Mapping[str, Iterable[str]], states: Mapping[str, Iterable[str]]
    ) -> None:
        self.group_keys = list(groups)
        self._groups = _index(groups)
        for keys, words in GROUP_WORDS.items():
            if key := next((key for key in keys if key in groups), None):
                for word in words:
                    self._groups.setdefault(fold(word), key)
        self._states = _index(states)
        self._state_names = {iso3: next(iter(names), iso3) for iso3, names in states.items()}

    @classmethod
    def of(cls, forum: Forum) -> Vocabulary:
        """Of a forum's framework and the States of the installation; two queries."""
        groups = {
            row.key: [*row.names.values(), *row.singulars.values()]
            for row in forum.framework.groups.all()
        }
        aliases = {state.iso3: state.aliases for state in read_states()}
        states = {
            row.iso3: [
                str(row),  # first: what a reader is shown
                *row.names.values(),
                row.formal,
                row.iso2,
                *(word for words in aliases.get(row.iso3, {}).values() for word in words),
            ]
            for row in State.objects.all()
        }
        return cls(groups, states)

    def groups(self, value: str) -> tuple[str, list[str]]:
        """(group, further groups) of a cell, which may name several. Raises UnknownWordError."""
        if not fold(value):
            return "", []
        if (key := self._groups.get(fold(value))) is not None:
            return key, []
        parts = [part for part in _SEVERAL.split(value) if fold(part)]
        keys = list(dict.fromkeys(self._group(part, value) for part in parts))
        return keys[0], keys[1:]

    def group(self, value: str) -> str:
        """The key of one group, empty for nothing. Raises UnknownWordError."""
        return self._group(value, value) if fold(value) else ""

    def _group(self, part: str, value: str) -> str:
        key = self._groups.get(fold(part))
        if key is None:
            raise UnknownWordError("group", value, ", ".join(self.group_keys))
        return key

    def country(self, value: str) -> str:
        """ISO 3166-1 alpha-3 of a State, empty for nothing. Raises UnknownWordError."""
        folded = fold(value)
        if not folded:
            return ""
        for words in (folded, _ARTICLE.sub("", folded)):
            if words in self._states:
                return self._states[words]
        raise UnknownWordError("country", value, self._near(folded))

    def _near(self, folded: str) -> str:
        close = get_close_matches(folded, self._states, n=_CLOSE, cutoff=0.6)
        keys = dict.fromkeys(self._states[words] for words in close)
        return ", ".join(f"{self._state_names[key]} ({key})" for key in keys) or "—"

    def language(self, value: str) -> str:
        """The plain code of a language, empty for nothing. Raises UnknownWordError."""
        folded = fold(value)
        if not folded:
            return ""
        known = language_names()
        for words in (folded, folded.split(" ")[0]):  # “zh hans”, “French (France)”
            if words in known:
                return known[words]
        raise UnknownWordError("language", value, ", ".join(UN_LANGUAGES))


def _index(named: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Every name → its key; a key stands for itself, and what is named first keeps a name."""
    found = {fold(key): key for key in named}
    for key, names in named.items():
        for name in names:
            for words in (fold(name), _ARTICLE.sub("", fold(name))):
                if words:
                    found.setdefault(words, key)
    return found


@cache
def language_names() -> dict[str, str]:
    """Names of languages with a code of two letters, in the six languages and their own."""
    codes = [str(code) for code in Locale("en").languages if len(str(code)) == 2]
    found = {code: code for code in codes}
    for ours in UN_LANGUAGES:
        names = Locale.parse("zh_Hans" if ours == "zh" else ours).languages
        for code in codes:
            found.setdefault(fold(str(names.get(code, ""))), code)
    for code in codes:
        if (own := _own_name(code)) is not None:
            found.setdefault(fold(own), code)
    found.pop("", None)
    return found


def _own_name(code: str) -> str | None:
    try:
        own = Locale.parse(code).languages.get(code)
        return str(own) if own else None
    except UnknownLocaleError:  # CLDR has no data for it
        return None
