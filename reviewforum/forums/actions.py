"""Verbs of a forum."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _

from reviewforum.common.errors import NotPossible, require
from reviewforum.common.log import record
from reviewforum.forums.models import Forum, Role, RoleName
from reviewforum.forums.rules import is_secretariat
from reviewforum.people.models import State, User


@transaction.atomic
def give_role(*, by: Any, forum: Forum, user: User, role: str, state: State | None = None) -> Role:
    """Give a person a role; a focal point needs a State. Raises Refused, NotPossible."""
    require(is_secretariat(by, forum), _("Only the secretariat gives roles in this forum."))
    if role not in RoleName.values:
        raise NotPossible(_("There is no such role."))
    if role == RoleName.FOCAL_POINT and state is None:
        raise NotPossible(_("Choose the State that this focal point speaks for."))
    given, _made = Role.objects.update_or_create(
        forum=forum, user=user, role=role, defaults={"state": state}
    )
    record(by=by, verb="forums.give_role", target=user, chain=forum.chain, role=role)
    return given


@transaction.atomic
def give_role_by_email(
    *, by: Any, forum: Forum, email: str, role: str, state: State | None = None
) -> Role:
    """Give a role to whoever has this address; makes the account if there is none, and writes to
    them. Raises Refused, NotPossible; then no account is made.
    """
    address = email.strip().lower()
    user = User.objects.filter(email=address).first() or User.objects.create_user(address)
    given = give_role(by=by, forum=forum, user=user, role=role, state=state)
    transaction.on_commit(lambda: _tell(given))
    return given


def _tell(role: Role) -> None:
    """Write to the person. A mail server that fails takes no role away."""
    site = settings.SITE_URL
    words = {"role": role.get_role_display(), "forum": role.forum, "site": site}
    send_mail(
        _("Your role in %(forum)s") % words,
        _(
            "You have been given this role in %(forum)s: %(role)s.\n\n"
            "Sign in with this e-mail address at %(site)s; a code is sent to you, "
            "no password is needed."
        )
        % words,
        None,
        [role.user.email],
        fail_silently=True,
    )


@transaction.atomic
def take_role(*, by: Any, role: Role) -> None:
    """Take a role back. Raises Refused; NotPossible for the last secretariat role of a forum."""
    forum = role.forum
    require(is_secretariat(by, forum), _("Only the secretariat takes roles back."))
    if role.role == RoleName.SECRETARIAT and _last(role):
        raise NotPossible(
            _("A forum keeps at least one secretariat account. Give the role to another first.")
        )
    record(by=by, verb="forums.take_role", target=role.user, chain=forum.chain, role=role.role)
    role.delete()


def _last(role: Role) -> bool:
    return not Role.objects.filter(forum=role.forum, role=role.role).exclude(pk=role.pk).exists()
