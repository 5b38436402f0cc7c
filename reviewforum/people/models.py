"""Accounts, and the States with their official names."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from reviewforum.common.localized import local


class UserManager(BaseUserManager["User"]):
    """Makes accounts by e-mail address; a password is not needed."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A new account. Raises ValueError without an address."""
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        # Known to the sign-in, so that the first code it sends confirms the address too.
        EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"primary": True})
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """An account that runs the site: every role in every forum."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. Who only contributes needs none of this."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name shown to colleagues"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.name or self.email


class State(models.Model):
    """A State (or an entity with a footnote) under its official names."""

    iso3 = models.CharField(max_length=3, unique=True)
    iso2 = models.CharField(max_length=2)
    m49 = models.CharField(max_length=3, blank=True)
    names = models.JSONField(default=dict)
    formal = models.CharField(max_length=160, blank=True)
    sort_names = models.JSONField(default=dict)
    footnotes = models.JSONField(default=dict)
    member = models.BooleanField(_("is a member State of the United Nations"), default=True)

    class Meta:
        ordering = ["iso3"]

    def __str__(self) -> str:
        return local(self.names)


class Region(models.Model):
    """A region whose member States hold a forum."""

    slug = models.SlugField(unique=True)
    names = models.JSONField(default=dict)
    source = models.CharField(max_length=200, blank=True)
    members = models.ManyToManyField(State, related_name="regions")

    def __str__(self) -> str:
        return local(self.names)
