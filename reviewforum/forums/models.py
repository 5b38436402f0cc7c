"""A forum in its cycle: stages, sessions, roles."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reviewforum.common.localized import local
from reviewforum.forums import querysets


class Cycle(models.Model):
    """A round of reviews against one framework."""

    framework = models.ForeignKey(
        "frameworks.Framework", on_delete=models.PROTECT, related_name="cycles"
    )
    slug = models.SlugField(unique=True)
    names = models.JSONField(default=dict)
    starts = models.DateField()
    ends = models.DateField()

    def __str__(self) -> str:
        return local(self.names)


class Forum(models.Model):
    """One review: of a region, or of the world."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="forums")
    slug = models.SlugField(unique=True)
    names = models.JSONField(default=dict)
    region = models.ForeignKey("people.Region", on_delete=models.PROTECT, null=True, blank=True)
    informs = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="informed_by"
    )
    chairs = models.ManyToManyField("people.State", blank=True, related_name="chaired")
    timezone = models.CharField(max_length=60, default="UTC")
    languages = models.JSONField(default=list)
    places = models.JSONField(default=dict)
    starts = models.DateField()
    ends = models.DateField()
    published = models.BooleanField(default=False)
    illustrative = models.BooleanField(
        _("contributions are illustrative"),
        default=False,
        help_text=_("Every page and export says that the contributions were written as examples."),
    )
    small_cell = models.PositiveSmallIntegerField(
        _("smallest count shown to the public"),
        default=3,
        help_text=_(
            "Smaller counts of confidential contributions are hidden, "
            "so that no one can be told apart."
        ),
    )

    objects = querysets.ForumQuerySet.as_manager()

    class Meta:
        ordering = ["-starts"]

    def __str__(self) -> str:
        return local(self.names)

    @property
    def framework(self):  # type: ignore[no-untyped-def]
        """What the forum reviews against."""
        return self.cycle.framework

    @property
    def chain(self) -> str:
        """The name of its chain in the audit log."""
        return f"forum:{self.slug}"


class StageKind(models.TextChoices):
    """The stages a review goes through."""

    PRE_CONSULTATION = "pre-consultation", _("Pre-consultation")
    CALL = "call", _("Call for inputs")
    DISCUSSION = "discussion", _("Discussion space")
    CONSULTATION = "consultation", _("Stakeholder consultation")
    REPORT = "report", _("Summary report")
    HEARING = "hearing", _("Multi-stakeholder hearing")
    CONFERENCE = "conference", _("Intergovernmental conference")


class Stage(models.Model):
    """A step of the forum's calendar."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="stages")
    slug = models.SlugField()
    kind = models.CharField(max_length=20, choices=StageKind.choices)
    position = models.PositiveSmallIntegerField()
    names = models.JSONField(default=dict)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    online = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["forum", "slug"], name="stage_slug_once")]

    def __str__(self) -> str:
        return local(self.names)


class Session(models.Model):
    """A sitting of a stage, with the objectives it takes up."""

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="sessions")
    slug = models.SlugField()
    position = models.PositiveSmallIntegerField()
    names = models.JSONField(default=dict)
    themes = models.JSONField(default=list)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    objectives = models.ManyToManyField("frameworks.Objective", blank=True, related_name="sessions")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["stage", "slug"], name="session_slug_once")]

    def __str__(self) -> str:
        return local(self.names)


class RoleName(models.TextChoices):
    """What a person does in a forum."""

    SECRETARIAT = "secretariat", _("Secretariat")
    RAPPORTEUR = "rapporteur", _("Rapporteur")
    MODERATOR = "moderator", _("Moderator")
    FOCAL_POINT = "focal-point", _("Focal point")
    CONTRIBUTOR = "contributor", _("Contributor")
    READER = "reader", _("Reader")


class Role(models.Model):
    """A role of a person in a forum; a focal point's is for one State."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="roles")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles"
    )
    role = models.CharField(max_length=16, choices=RoleName.choices)
    state = models.ForeignKey("people.State", on_delete=models.PROTECT, null=True, blank=True)
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["forum", "user", "role"], name="role_once")]

    def __str__(self) -> str:
        return self.get_role_display()
