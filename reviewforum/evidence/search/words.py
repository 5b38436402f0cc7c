"""The words of a text as the index keeps them: terms of letters and digits alone."""

from __future__ import annotations

from collections.abc import Iterator

from reviewforum.common.text.terms import Term, terms


def words(text: str, language: str) -> Iterator[Term]:
    """The terms of a text. Normalising can unfold one character into several, signs among them
    (⑴ into (1)): those are left out, since both databases read signs as their own language.
    """
    for found in terms(text, language):
        word = "".join(letter for letter in found.term if letter.isalnum() or ord(letter) > 0x2FF)
        word = "".join(word.split())
        if word:
            yield Term(word, found.start, found.end)
