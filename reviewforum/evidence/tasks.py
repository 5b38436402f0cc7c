"""Work that outlasts a request: a thin door to the actions, for the queue."""

from __future__ import annotations

from django_tasks import task

from reviewforum.evidence.actions import suggestions
from reviewforum.forums.models import Forum


@task()
def suggest_pending(forum_id: int) -> int:
    """Suggest codes for the passages of a forum that the machine has not read; returns how many."""
    return suggestions.suggest_pending(forum=Forum.objects.get(pk=forum_id))
