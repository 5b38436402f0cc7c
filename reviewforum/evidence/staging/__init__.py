"""From a file that was read to the contributions it would become: the preview of an import.

Nothing here touches the database but `Vocabulary.of`, so that a preview is the same on the page, at
the command line and in a test.
"""

from reviewforum.evidence.staging.model import Defaults, Outcome, Plan, Staged
from reviewforum.evidence.staging.stage import recut, stage
from reviewforum.evidence.staging.vocabulary import UnknownWordError, Vocabulary
from reviewforum.evidence.staging.words_said import message, say

__all__ = [
    "Defaults",
    "Outcome",
    "Plan",
    "Staged",
    "UnknownWordError",
    "Vocabulary",
    "message",
    "recut",
    "say",
    "stage",
]
