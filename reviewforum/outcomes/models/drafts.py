"""The draft: report → sections → paragraphs → sentences → citations."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reviewforum.common.localized import local
from reviewforum.common.models import AppendOnly
from reviewforum.evidence.models import Passage
from reviewforum.outcomes import querysets


def new_key() -> str:
    """A short key that stays with a paragraph or sentence through every version."""
    return uuid.uuid4().hex[:12]


class ReportKind(models.TextChoices):
    """The outcome documents of a forum."""

    SUMMARY = "summary", _("Summary report")
    CHAIRS = "chairs", _("Chairs' summary")


class Report(models.Model):
    """An outcome document. `thresholds` says what “many” and its like mean here; it is printed in
    the method note. `scope` limits which stages' evidence the report must account for.
    """

    forum = models.ForeignKey("forums.Forum", on_delete=models.PROTECT, related_name="reports")
    stages = models.ManyToManyField("forums.Stage", blank=True, related_name="reports")
    slug = models.SlugField()
    kind = models.CharField(max_length=10, choices=ReportKind.choices, default=ReportKind.SUMMARY)
    titles = models.JSONField(default=dict)
    language = models.CharField(max_length=8, default="en")
    word_limit = models.PositiveIntegerField(null=True, blank=True)
    page_limit = models.PositiveSmallIntegerField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    thresholds = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = querysets.ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [models.UniqueConstraint(fields=["forum", "slug"], name="report_slug_once")]

    def __str__(self) -> str:
        return local(self.titles)


class Section(models.Model):
    """A heading and what stands under it."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(max_length=12, default=new_key, unique=True)
    position = models.PositiveIntegerField()
    heading = models.CharField(max_length=300)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.heading


class Paragraph(models.Model):
    """A paragraph; its number is its place in the report, counted through."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="paragraphs")
    key = models.CharField(max_length=12, default=new_key, unique=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"paragraph {self.key}"


class Origin(models.TextChoices):
    """Who wrote a sentence."""

    PERSON = "person", _("Written by a person")
    EXTRACT = "extract", _("Suggested: verbatim from passages")
    MODEL = "model", _("Suggested: written by a model")


class Sentence(models.Model):
    """The unit that cites. `revision` counts its changes: saving names the revision one started
    from, and a newer one in between is merged, never overwritten. `accepted` is false while a
    suggestion waits for a person.
    """

    paragraph = models.ForeignKey(Paragraph, on_delete=models.CASCADE, related_name="sentences")
    key = models.CharField(max_length=12, default=new_key, unique=True)
    position = models.PositiveIntegerField()
    text = models.TextField()
    revision = models.PositiveIntegerField(default=1)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.PERSON)
    accepted = models.BooleanField(default=True)
    model = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"sentence {self.key}"


class SentenceRevision(AppendOnly):
    """A sentence's text as it once stood. `sentence_key` outlives a deleted sentence."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="sentence_revisions")
    sentence_key = models.CharField(max_length=12, db_index=True)
    revision = models.PositiveIntegerField()
    text = models.TextField()
    deleted = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sentence_key", "revision"], name="sentence_revision_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sentence_key} r{self.revision}"


class Stance(models.TextChoices):
    """What a cited passage does for the sentence."""

    SUPPORTS = "supports", _("Supports")
    DISSENTS = "dissents", _("Dissents")


class Citation(models.Model):
    """A passage cited by a sentence. `digest` is the passage's when it was cited."""

    sentence = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="citations")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="citations")
    stance = models.CharField(max_length=8, choices=Stance.choices, default=Stance.SUPPORTS)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["sentence", "passage"], name="cited_once_a_sentence")
        ]

    def __str__(self) -> str:
        return f"citation {self.pk}"


class Waiver(models.Model):
    """Evidence left uncited on purpose: a cell (group × another code) or one contributor, with the
    reason, which the contributor's receipt shows.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="waivers")
    group = models.ForeignKey(
        "frameworks.StakeholderGroup", on_delete=models.PROTECT, null=True, blank=True
    )
    code = models.ForeignKey("evidence.Code", on_delete=models.PROTECT, null=True, blank=True)
    language = models.CharField(max_length=8, blank=True)
    contributor = models.ForeignKey(
        "evidence.Contributor", on_delete=models.PROTECT, null=True, blank=True
    )
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="waiver_has_a_reason")]

    def __str__(self) -> str:
        return f"waiver {self.pk}"
