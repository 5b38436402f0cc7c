"""Suggests codes for a passage, with a confidence and the reasons; a person decides.

    suggester = Suggester.load("gcm")
    for suggestion in suggester.suggest(["We were locked up for months."])[0][:3]:
        print(suggestion.number, suggestion.score, suggestion.reasons)

How it works and how well is in docs/develop/coding.md.
"""

from .answers import DIMENSIONS, Dimension, Example, Reason, SuggestingDataError, Suggestion
from .suggester import Suggester

__all__ = [
    "DIMENSIONS",
    "Dimension",
    "Example",
    "Reason",
    "Suggester",
    "SuggestingDataError",
    "Suggestion",
]
