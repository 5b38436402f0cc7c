"""Small things that pages of the evidence share."""

from __future__ import annotations

from reviewforum.people.models import State


def state_options() -> list[str]:
    """The names of the States in the reader's language, for a field that offers them."""
    return sorted(str(state) for state in State.objects.only("names"))
