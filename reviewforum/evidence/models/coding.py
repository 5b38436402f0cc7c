"""What a passage speaks to: machine suggestions and people's decisions, kept apart."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reviewforum.common.models import AppendOnly
from reviewforum.evidence.models.passages import Passage


class Dimension(models.TextChoices):
    """The things a passage is coded to."""

    OBJECTIVE = "objective", _("Objective")
    PRINCIPLE = "principle", _("Guiding principle")
    COUNTRY = "country", _("Country")
    KIND = "kind", _("Kind")


class Code(models.Model):
    """One thing to code to. A single table for all dimensions: suggestions, decisions and search
    need not tell them apart. `key`: the objective's number, the principle's key, ISO3, or the kind
    (progress, gap, good-practice, recommendation, critical-message).
    """

    framework = models.ForeignKey(
        "frameworks.Framework", on_delete=models.PROTECT, related_name="codes"
    )
    dimension = models.CharField(max_length=10, choices=Dimension.choices)
    key = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    names = models.JSONField(default=dict)

    class Meta:
        ordering = ["dimension", "position"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "dimension", "key"], name="code_once")
        ]

    def __str__(self) -> str:
        from reviewforum.common.localized import local  # the label alone needs it

        return local(self.names) or self.key


class Suggestion(models.Model):
    """What a model proposes, with its confidence and what made it think so."""

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="suggestions")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="suggestions")
    score = models.FloatField()
    model = models.CharField(max_length=160)
    reasons = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-score"]
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "code", "model"], name="suggestion_once_per_model"
            )
        ]

    def __str__(self) -> str:
        return f"suggestion {self.pk}"


class Decision(AppendOnly):
    """A person's yes or no to a code on a passage. Never changed; a later one counts.

    `adjudication` marks the decision that ends a disagreement between coders. `suggestion` is what
    the person was shown; empty when the code was their own.
    """

    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="decisions")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="decisions")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="decisions"
    )
    at = models.DateTimeField(auto_now_add=True)
    applies = models.BooleanField()
    adjudication = models.BooleanField(default=False)
    suggestion = models.ForeignKey(Suggestion, on_delete=models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["passage", "code", "by"])]

    def __str__(self) -> str:
        return f"decision {self.pk}"


class Coding(models.Model):
    """The codes that hold now: the sum of the decisions, kept for reading fast."""

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="codings")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="codings")
    disputed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["passage", "code"], name="coding_once")]
        indexes = [models.Index(fields=["code", "passage"])]

    def __str__(self) -> str:
        return f"coding {self.pk}"


class Reading(models.Model):
    """A coder has finished with a passage: what they did not mark is a no. Agreement needs it."""

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="readings")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="readings"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["passage", "by"], name="reading_once")]

    def __str__(self) -> str:
        return f"reading {self.pk}"
