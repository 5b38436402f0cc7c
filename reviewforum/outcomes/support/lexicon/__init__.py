"""Words of quantity, bodies and verbs of saying in the six languages."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from reviewforum.outcomes.support.folding import base
from reviewforum.outcomes.support.lexicon.shape import Lexicon


@cache
def _load(code: str) -> Lexicon:
    lexicon: Lexicon = import_module(f"{__name__}.{code}").LEXICON
    return lexicon


def lexicon_for(language: str) -> Lexicon:
    """The lexicon of a language tag; English for one we have no lexicon of."""
    return _load(base(language))
