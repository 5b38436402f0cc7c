"""Keeping searches."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from reviewforum.common.log import record
from reviewforum.evidence.models import SavedSearch
from reviewforum.forums.models import Forum


@transaction.atomic
def save_search(*, by: Any, forum: Forum, name: str, query: str) -> SavedSearch:
    """Keep a query string under a name; the same name again replaces it."""
    kept, _made = SavedSearch.objects.update_or_create(
        forum=forum, user=by, name=name.strip()[:120], defaults={"query": query[:1000]}
    )
    record(by=by, verb="evidence.save_search", target=kept, chain=forum.chain)
    return kept


@transaction.atomic
def forget_search(*, by: Any, search: SavedSearch) -> None:
    """Drop a kept search."""
    record(by=by, verb="evidence.forget_search", target=search, chain=search.forum.chain)
    search.delete()
