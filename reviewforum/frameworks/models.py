"""What a forum reviews against. Loaded from data files, never typed into pages."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from reviewforum.common.localized import local


class Framework(models.Model):
    """A compact, a set of goals, a plan."""

    slug = models.SlugField(unique=True)
    names = models.JSONField(default=dict)
    reference = models.CharField(max_length=80, blank=True)
    adopted = models.DateField(null=True)
    clusters = models.JSONField(default=list)

    def __str__(self) -> str:
        return local(self.names)


class Item(models.Model):
    """Something numbered in a framework, with names in the languages it has."""

    number = models.PositiveSmallIntegerField()
    key = models.SlugField()
    names = models.JSONField(default=dict)
    official = models.JSONField(default=list)

    class Meta:
        abstract = True
        ordering = ["number"]

    def __str__(self) -> str:
        return local(self.names)


class Objective(Item):
    """A numbered objective: `names` is the short name, `titles` the full title."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="objectives")
    titles = models.JSONField(default=dict)

    class Meta(Item.Meta):
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="objective_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {local(self.names)}"

    @property
    def title(self) -> str:
        """The full title in the reader's language, or the best there is."""
        return local(self.titles)


class Principle(Item):
    """A guiding principle."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="principles")
    meanings = models.JSONField(default=dict)


class StakeholderGroup(Item):
    """A category of contributor. States stand in the same list, marked as no stakeholder group, so
    that counting by group needs no second way for them.
    """

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="groups")
    singulars = models.JSONField(default=dict)
    stakeholder = models.BooleanField(_("is a stakeholder group"), default=True)

    class Meta(Item.Meta):
        constraints = [models.UniqueConstraint(fields=["framework", "key"], name="group_key_once")]

    @property
    def singular(self) -> str:
        """One of them: “A trade union”."""
        return local(self.singulars) or str(self)
