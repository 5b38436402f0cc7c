"""Work that outlasts a request: a thin door to the actions, for the queue."""

from __future__ import annotations

from django_tasks import task

from reviewforum.evidence.actions import suggestions
from reviewforum.evidence.actions.imports.reading import read_files
from reviewforum.evidence.models import Passage
from reviewforum.forums.models import Forum


@task()
def read_import(batch_id: int) -> int:
    """Read the files of an import that are still unread; returns how many."""
    return read_files(batch_id=batch_id)


@task()
def suggest_pending(forum_id: int) -> int:
    """Suggest codes for the passages of a forum that the machine has not read; returns how many."""
    return suggestions.suggest_pending(forum=Forum.objects.get(pk=forum_id))


@task()
def suggest_these(forum_id: int, passages: list[int]) -> int:
    """The same for a few passages, just cut."""
    forum = Forum.objects.get(pk=forum_id)
    rows = Passage.objects.current().with_quote().filter(forum=forum, pk__in=passages)
    engine = suggestions.suggester(forum.framework.slug)
    suggestions.suggest_for(passages=list(rows), forum=forum, engine=engine)
    return len(passages)
