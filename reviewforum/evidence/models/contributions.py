"""What was said or written, by whom, and how it may be attributed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reviewforum.common.models import AppendOnly, StoredFile
from reviewforum.evidence import querysets


class Level(models.TextChoices):
    """How far a contribution may be attributed, from open to closed."""

    NAMED = "named", _("Named")
    ORGANISATION = "organisation", _("Organisation only")
    GROUP = "group", _("Stakeholder group only")
    CONFIDENTIAL = "confidential", _("Confidential")


class InputKind(models.TextChoices):
    """The way it came in."""

    WRITTEN = "written", _("Written input")
    SPOKEN = "spoken", _("Spoken intervention")
    ANSWER = "answer", _("Questionnaire answer")
    POST = "post", _("Discussion post")


class Status(models.TextChoices):
    """Where a contribution or passage stands; the three add up to what was received."""

    PENDING = "pending", _("Pending")
    CODED = "coded", _("Coded")
    SET_ASIDE = "set-aside", _("Set aside")


class SetAside(models.TextChoices):
    """Why something goes no further."""

    OFF_TOPIC = "off-topic", _("It does not speak to the forum's framework")
    DUPLICATE = "duplicate", _("The same contribution was received before")
    NO_SUBSTANCE = (
        "no-substance",
        _("It makes no point of substance (thanks, greetings, logistics)"),
    )
    CONDUCT = "conduct", _("It breaks the code of conduct")
    CONSENT = "consent", _("Consent to use it is missing")
    WITHDRAWN = "withdrawn", _("Its contributor withdrew it")
    OTHER = "other", _("Another reason")


class Contributor(models.Model):
    """Who speaks: a person, a body, a delegation. The only table with names and addresses; read it
    through `attribution.shown`, never directly in a page or export.
    """

    forum = models.ForeignKey("forums.Forum", on_delete=models.PROTECT, related_name="contributors")
    name = models.CharField(max_length=200, blank=True)
    body = models.CharField(max_length=250, blank=True)
    email = models.EmailField(blank=True)
    group = models.ForeignKey(
        "frameworks.StakeholderGroup",
        on_delete=models.PROTECT,
        null=True,
        related_name="contributors",
    )
    also = models.ManyToManyField(
        "frameworks.StakeholderGroup", blank=True, related_name="also_contributors"
    )
    country = models.ForeignKey("people.State", on_delete=models.PROTECT, null=True, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributors",
    )

    class Meta:
        indexes = [models.Index(fields=["forum", "body"])]

    def __str__(self) -> str:
        # A number, not a name: whatever prints an object must not print a person.
        return f"contributor {self.pk}"


class Source(models.Model):
    """A document as received: one file, from which one or many contributions were taken."""

    forum = models.ForeignKey("forums.Forum", on_delete=models.PROTECT, related_name="sources")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="sources")
    filename = models.CharField(max_length=255)
    format = models.CharField(max_length=16)
    title = models.CharField(max_length=300, blank=True)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["forum", "file"], name="source_file_once")]

    def __str__(self) -> str:
        return f"source {self.pk}"


class Contribution(models.Model):
    """One thing said or written by one contributor."""

    forum = models.ForeignKey(
        "forums.Forum", on_delete=models.PROTECT, related_name="contributions"
    )
    stage = models.ForeignKey(
        "forums.Stage", on_delete=models.PROTECT, related_name="contributions"
    )
    session = models.ForeignKey(
        "forums.Session",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions"
    )
    contributor = models.ForeignKey(
        Contributor, on_delete=models.PROTECT, related_name="contributions"
    )
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=InputKind.choices, default=InputKind.WRITTEN)
    title = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=8)
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.CONFIDENTIAL)
    published = models.BooleanField(default=False)
    illustrative = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    set_aside_code = models.CharField(max_length=16, choices=SetAside.choices, blank=True)
    set_aside_reason = models.TextField(blank=True)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    set_aside_at = models.DateTimeField(null=True, blank=True)
    receipt_digest = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 — unique

    objects = querysets.ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["forum", "number"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "number"], name="contribution_number_once"),
            models.CheckConstraint(
                condition=~Q(status="set-aside") | ~Q(set_aside_code=""),
                name="set_aside_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["forum", "status", "stage"]),
            models.Index(fields=["forum", "level", "published"]),
        ]

    def __str__(self) -> str:
        return f"contribution {self.number}"


class TextKind(models.TextChoices):
    """Where a text comes from."""

    ORIGINAL = "original", _("Original")
    HUMAN = "human", _("Translation")
    MACHINE = "machine", _("Machine translation, not reviewed")


class TextVersion(AppendOnly):
    """A text that never changes. What was received is `original`, number 1; all else is added."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="texts")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=TextKind.choices, default=TextKind.ORIGINAL)
    language = models.CharField(max_length=8)
    body = models.TextField()
    digest = models.CharField(max_length=64)
    model = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "number"], name="text_number_once")
        ]

    def __str__(self) -> str:
        return f"text {self.number} of contribution {self.contribution_id}"
