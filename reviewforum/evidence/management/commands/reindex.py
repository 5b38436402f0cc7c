"""`reindex`: write the search terms of all passages again, after the analyser changed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from reviewforum.evidence.actions.receive import index_terms
from reviewforum.evidence.models import Passage, PassageTerms

BATCH = 1000


class Command(BaseCommand):
    """Goes through the passages in batches; may be stopped and started again."""

    help = "Writes the search terms of all passages again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Reindex everything."""
        last = count = 0
        rows = Passage.objects.with_quote().order_by("pk")
        while batch := list(rows.filter(pk__gt=last)[:BATCH]):
            terms = [PassageTerms(passage=p, terms=index_terms(p.quote, p.language)) for p in batch]
            with transaction.atomic():
                PassageTerms.objects.bulk_update(terms, ["terms"])
            last, count = batch[-1].pk, count + len(batch)
        self.stdout.write(f"{count} passages indexed.")
