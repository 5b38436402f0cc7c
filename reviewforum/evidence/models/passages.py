"""Passages: exact spans of an unchanging text, and what search keeps of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reviewforum.evidence import querysets
from reviewforum.evidence.models.contributions import Contribution, SetAside, Status, TextVersion


class Passage(models.Model):
    """A span `[start, end)` in code points, with the digest of its words: a quotation is read from
    the text each time, so it is verbatim by construction.

    Splitting or joining retires a passage (`retired_at`) and makes new ones; citations of the old
    one go on pointing at the same words.
    """

    contribution = models.ForeignKey(
        Contribution, on_delete=models.PROTECT, related_name="passages"
    )
    text = models.ForeignKey(TextVersion, on_delete=models.PROTECT, related_name="passages")
    forum = models.ForeignKey("forums.Forum", on_delete=models.PROTECT, related_name="passages")
    position = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    language = models.CharField(max_length=8)
    page = models.PositiveIntegerField(null=True, blank=True)
    start_seconds = models.FloatField(null=True, blank=True)
    end_seconds = models.FloatField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    set_aside_code = models.CharField(max_length=16, choices=SetAside.choices, blank=True)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    citations_count = models.PositiveIntegerField(_("citations"), default=0)
    quoted_publicly = models.BooleanField(_("cited in a published report"), default=False)
    uncertainty = models.FloatField(
        _("uncertainty of the suggestions"),
        default=1.0,
        help_text=_(
            "1 where the machine knows nothing, near 0 where it is sure; orders the queue."
        ),
    )
    suggested_by = models.CharField(max_length=160, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    parents = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="children")

    objects = querysets.PassageQuerySet.as_manager()

    class Meta:
        ordering = ["contribution", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="passage_not_empty")
        ]
        indexes = [
            models.Index(fields=["forum", "status", "uncertainty"]),
            models.Index(fields=["forum", "retired_at"]),
            models.Index(fields=["forum", "-contribution", "position"], name="passage_newest"),
        ]

    def __str__(self) -> str:
        return f"passage {self.pk}"

    @property
    def quote(self) -> str:
        """The words: from `with_quote()` where the list loaded them, else from the text."""
        loaded = self.__dict__.get("quoted")
        return loaded if loaded is not None else self.text.body[self.start : self.end]


class PassageTerms(models.Model):
    """The analysed words of a passage, space-separated: both databases index exactly these, so that
    six languages are searched alike on both (see docs/decisions).
    """

    passage = models.OneToOneField(
        Passage, on_delete=models.CASCADE, primary_key=True, related_name="terms"
    )
    terms = models.TextField()

    def __str__(self) -> str:
        return f"terms of passage {self.passage_id}"


class PassageVector(models.Model):
    """The passage's embedding (float16, normalised) by one model."""

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="vectors")
    model = models.CharField(max_length=160)
    vector = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["passage", "model"], name="one_vector_per_model")
        ]

    def __str__(self) -> str:
        return f"vector of passage {self.passage_id}"
