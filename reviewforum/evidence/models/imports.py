"""Imports under way: files read one by one into a preview, then stored all at once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reviewforum.common.models import StoredFile


class BatchState(models.TextChoices):
    """An import's way; the moves allowed are in `states.py`."""

    READING = "reading", _("Reading the files")
    READY = "ready", _("Ready to confirm")
    PAUSED = "paused", _("Paused")
    STORED = "stored", _("Stored")
    DISCARDED = "discarded", _("Discarded")


class ImportBatch(models.Model):
    """One import: its files, the settings that hold for all of them, and how far it got."""

    forum = models.ForeignKey("forums.Forum", on_delete=models.CASCADE, related_name="imports")
    stage = models.ForeignKey("forums.Stage", on_delete=models.PROTECT)
    session = models.ForeignKey("forums.Session", on_delete=models.PROTECT, null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.READING)
    settings = models.JSONField(default=dict)
    stop_requested = models.BooleanField(default=False)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(auto_now_add=True)
    stored_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"import {self.pk}"


class ImportItem(models.Model):
    """One file of an import. `entries` is what reading it gave: the preview, and what is stored on
    confirmation. `error` says why it could not be read; the file itself is kept all the same.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="items")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT)
    filename = models.CharField(max_length=255)
    position = models.PositiveIntegerField()
    read_at = models.DateTimeField(null=True, blank=True)
    format = models.CharField(max_length=16, blank=True)
    title = models.CharField(max_length=300, blank=True)
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    entries = models.JSONField(default=list)
    summary = models.JSONField(
        default=dict, help_text=_("What a list needs of the entries, without loading them.")
    )
    warnings = models.JSONField(default=list)
    errors = models.JSONField(default=list)
    known = models.BooleanField(_("received before"), default=False)
    left_out = models.BooleanField(_("left out"), default=False)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"import item {self.pk}"
