"""Frozen versions of a report: circulated for comment, published, corrected by corrigenda."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reviewforum.common.models import AppendOnly
from reviewforum.evidence.models import Passage
from reviewforum.outcomes import querysets
from reviewforum.outcomes.models.drafts import Report, Stance


class VersionKind(models.TextChoices):
    """Why a version was frozen."""

    DRAFT = "draft", _("Draft for comment")
    PUBLISHED = "published", _("Published")


class ReportVersion(AppendOnly):
    """A report as it stood. It keeps the words and which passages they cite; who said them is
    decided each time it is read, so that a lowered attribution takes effect in what is published.
    `facts` holds the counts and thresholds of the method note as of that day.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=VersionKind.choices)
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=8)
    facts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    comments_until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = querysets.VersionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="version_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class FrozenSentence(AppendOnly):
    """One sentence of a version, in its place."""

    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="sentences")
    key = models.CharField(max_length=12, db_index=True)
    section_number = models.PositiveSmallIntegerField()
    section_key = models.CharField(max_length=12)
    section_heading = models.CharField(max_length=300)
    paragraph_number = models.PositiveIntegerField()
    paragraph_key = models.CharField(max_length=12)
    position = models.PositiveIntegerField(_("place in the version"))
    text = models.TextField()

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="frozen_sentence_once")
        ]

    def __str__(self) -> str:
        return f"§ {self.paragraph_number} {self.key}"


class FrozenCitation(AppendOnly):
    """A citation of a version, numbered through as its endnote."""

    sentence = models.ForeignKey(FrozenSentence, on_delete=models.PROTECT, related_name="citations")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="frozen_citations")
    stance = models.CharField(max_length=8, choices=Stance.choices)
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"note {self.number}"


class Corrigendum(AppendOnly):
    """A correction of a published version: what the sentence was, what it reads now, and why."""

    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="corrigenda")
    number = models.PositiveSmallIntegerField()
    sentence = models.ForeignKey(
        FrozenSentence, on_delete=models.PROTECT, related_name="corrigenda"
    )
    was = models.TextField()
    now = models.TextField()
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="corrigendum_number_once")
        ]

    def __str__(self) -> str:
        return f"corrigendum {self.number}"


class ReviewInvitation(models.Model):
    """A named reviewer of a circulated draft. The link's secret is kept only as a digest."""

    version = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="invitations")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    secret_digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    undelivered = models.BooleanField(_("the mail could not be sent"), default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class ReviewComment(models.Model):
    """A reviewer's comment on a paragraph or sentence, and what the rapporteur answered."""

    invitation = models.ForeignKey(
        ReviewInvitation, on_delete=models.CASCADE, related_name="comments"
    )
    sentence = models.ForeignKey(
        FrozenSentence, on_delete=models.PROTECT, null=True, related_name="comments"
    )
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(blank=True)
    taken_up = models.BooleanField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"comment {self.pk}"
