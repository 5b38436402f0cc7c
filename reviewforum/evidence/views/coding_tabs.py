"""What the pages of the coding desk share: their tabs, their refusal, numbers in addresses."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from reviewforum.evidence import queue
from reviewforum.forums.models import Forum

DESK_ONLY = gettext_noop(
    "Passages are coded at the desk of this forum: by its secretariat, rapporteur and moderators."
)

Tab = tuple[str, str, bool]


def tabs(forum: Forum, page: str, chosen: str = "") -> list[Tab]:
    """(address, label, current); `chosen` is the queue on the page of the queues."""
    coding = reverse("coding", args=[forum.slug])
    return [
        (coding, _("To code"), page == "coding" and chosen == queue.PENDING),
        (f"{coding}?queue=second", _("Second reading"), chosen == queue.SECOND),
        (f"{coding}?queue=aside", _("Set aside"), chosen == queue.ASIDE),
        (reverse("coding-disputes", args=[forum.slug]), _("Disputes"), page == "disputes"),
        (reverse("coding-agreement", args=[forum.slug]), _("Agreement"), page == "agreement"),
    ]


def whole_number(value: str | None) -> int | None:
    """The number in an address or form; None for anything else, or too large for a database."""
    if value and value.isascii() and value.isdigit() and len(value) < 19:
        return int(value)
    return None
