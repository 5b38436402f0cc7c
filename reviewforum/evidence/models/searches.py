"""Searches a person keeps."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class SavedSearch(models.Model):
    """A query string of the search page under a name; seen by its owner alone."""

    forum = models.ForeignKey(
        "forums.Forum", on_delete=models.CASCADE, related_name="saved_searches"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches"
    )
    name = models.CharField(max_length=120)
    query = models.CharField(max_length=1000)
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "user", "name"], name="saved_search_name_once")
        ]

    def __str__(self) -> str:
        return self.name
