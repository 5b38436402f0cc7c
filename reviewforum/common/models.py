"""What every app stands on: the audit log and files kept under their digest."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class AppendOnly(models.Model):
    """A row that is written once. The database refuses changes too (see the migrations)."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; raises TypeError for a row that stands already."""
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Always raises TypeError."""
        raise TypeError(f"{type(self).__name__} is append-only.")


class LogHead(models.Model):
    """The last link of a chain; locked while a link is added, so that no two follow one."""

    chain = models.CharField(max_length=80, primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.chain} #{self.sequence}"


class LogEntry(AppendOnly):
    """One action, as it happened. `data` holds ids, counts and digests, never words of a person:
    what a confidential contributor said or is called must not come out sideways here.

    `actor` is a plain number so that an account can go without the chain changing.
    """

    chain = models.CharField(max_length=80)
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=80)
    target = models.CharField(max_length=120, db_index=True)
    data = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("log entry")
        constraints = [
            models.UniqueConstraint(fields=["chain", "sequence"], name="log_one_per_link")
        ]
        ordering = ["chain", "sequence"]

    def __str__(self) -> str:
        return f"{self.chain} #{self.sequence} {self.verb}"


class StoredFile(models.Model):
    """A file as it was received, kept under the SHA-256 of its content."""

    digest = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120)
    stored_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.digest[:12]

    @property
    def path(self) -> str:
        """Where the storage keeps it: two levels of folders, so that none grows too full."""
        return f"{self.digest[:2]}/{self.digest[2:4]}/{self.digest}"
