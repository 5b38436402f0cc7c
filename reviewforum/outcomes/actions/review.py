"""Circulating a draft to named reviewers, their comments, and what was made of them."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reviewforum.common.errors import NotPossible, require
from reviewforum.common.log import record
from reviewforum.forums.models import Forum
from reviewforum.outcomes import rules
from reviewforum.outcomes.actions.drafts import begin
from reviewforum.outcomes.actions.publication import check_read, log_version, next_number
from reviewforum.outcomes.assembly import assemble
from reviewforum.outcomes.freezing import freeze
from reviewforum.outcomes.mailing import send
from reviewforum.outcomes.models import (
    FrozenSentence,
    Report,
    ReportVersion,
    ReviewComment,
    ReviewInvitation,
    VersionKind,
)

LONGEST = 5000
"""Characters of a comment or answer at most."""
MOST = 60
"""Reviewers invited at once, and comments one of them may leave on each, at most."""


@dataclass(frozen=True)
class Reviewer:
    """Whom to ask: the name the rapporteur will see beside the comments, and the address."""

    name: str
    email: str


@dataclass(frozen=True)
class Circulated:
    """The frozen draft and who was asked. The mails leave once it is stored."""

    version: ReportVersion
    invitations: tuple[ReviewInvitation, ...]


def secret_digest(secret: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(f"review:{secret}".encode()).hexdigest()


@transaction.atomic
def circulate(
    *,
    by: Any,
    report: Report,
    reviewers: Sequence[Reviewer],
    until: datetime,
    revision: int | None = None,
) -> Circulated:
    """Freeze the draft for comment and send each reviewer a link of their own.

    Raises Refused for all but rapporteur and secretariat; NotPossible without reviewers, with a
    deadline that has passed, an address that is none, or sentences that no person accepted yet.
    """
    held = begin(by, report)
    check_read(held, revision)
    named = _checked(reviewers)
    _check_deadline(until)
    draft = assemble(held)
    _check_draft(bool(draft.lines), bool(draft.suggestions))
    kind = VersionKind.DRAFT
    version = freeze(draft, kind=kind, number=next_number(held), by=by, comments_until=until)
    invitations = tuple(_invite(version, one) for one in named)
    log_version(by, "outcomes.circulate", version, reviewers=[row.pk for row in invitations])
    return Circulated(version, invitations)


def _checked(reviewers: Iterable[Reviewer]) -> list[Reviewer]:
    """The reviewers, each address once. Raises NotPossible naming what is wrong."""
    found: dict[str, Reviewer] = {}
    for one in reviewers:
        email, name = one.email.strip().lower(), " ".join(one.name.split())[:120]
        _check_address(email)
        found.setdefault(email, Reviewer(name or email, email))
    if not found:
        raise NotPossible(_("Name at least one reviewer, with an e-mail address."))
    if len(found) > MOST:
        raise NotPossible(_("At most %(most)s reviewers can be asked at once.") % {"most": MOST})
    return list(found.values())


def _check_address(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as problem:
        message = _("“%(address)s” is not an e-mail address. No one was asked yet.")
        raise NotPossible(message % {"address": email}) from problem


def _check_deadline(until: datetime) -> None:
    if until <= timezone.now():
        raise NotPossible(_("The deadline for comments has passed already. Choose a later one."))


def _check_draft(has_sentences: bool, has_suggestions: bool) -> None:
    if not has_sentences:
        raise NotPossible(_("The report has no sentence yet; there is nothing to comment on."))
    if has_suggestions:
        raise NotPossible(
            _("Accept or remove the suggested sentences first: reviewers read what people wrote.")
        )


def _invite(version: ReportVersion, reviewer: Reviewer) -> ReviewInvitation:
    secret = secrets.token_urlsafe(32)
    row = ReviewInvitation.objects.create(
        version=version,
        name=reviewer.name,
        email=reviewer.email,
        secret_digest=secret_digest(secret),
    )
    transaction.on_commit(lambda: send(row, secret), robust=True)
    return row


@transaction.atomic
def invite_again(*, by: Any, invitation: ReviewInvitation) -> None:
    """Send a new link in place of the old one, which opens nothing any more; comments stay.

    Raises Refused; NotPossible after the deadline.
    """
    version = invitation.version
    require(rules.may_write_draft(by, _forum(version)), str(rules.ONLY_WRITERS))
    _check_open(version)
    secret = secrets.token_urlsafe(32)
    row = ReviewInvitation.objects.select_for_update().get(pk=invitation.pk)
    row.secret_digest, row.sent_at = secret_digest(secret), timezone.now()
    row.opened_at, row.undelivered = None, False
    row.save(update_fields=["secret_digest", "sent_at", "opened_at", "undelivered"])
    row.version = version
    transaction.on_commit(lambda: send(row, secret), robust=True)
    _log(by, "outcomes.invite_again", version, invitation=row.pk)


@transaction.atomic
def open_invitation(*, invitation: ReviewInvitation) -> None:
    """Note that the link was opened, the first time."""
    if invitation.opened_at is None:
        ReviewInvitation.objects.filter(pk=invitation.pk).update(opened_at=timezone.now())
        _log(None, "outcomes.open_review", invitation.version, invitation=invitation.pk)


@transaction.atomic
def comment(
    *, invitation: ReviewInvitation, text: str, sentence: FrozenSentence | None = None
) -> ReviewComment:
    """Comment on a sentence, or on the draft as a whole, by whoever holds the link.

    Raises NotPossible after the deadline, without words, or for a sentence of another version.
    """
    version = invitation.version
    _check_open(version)
    words = _words(text, _("Write the comment first."))
    if sentence is not None and sentence.version_id != version.pk:
        raise NotPossible(_("This sentence is not part of the draft you were sent."))
    ReviewInvitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.comments.filter(sentence=sentence).count() >= MOST:
        raise NotPossible(_("You left many comments here already. Write to the secretariat."))
    made = ReviewComment.objects.create(invitation=invitation, sentence=sentence, text=words)
    _log(None, "outcomes.comment", version, comment=made.pk, invitation=invitation.pk)
    return made


def _words(text: str, otherwise: str) -> str:
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise NotPossible(otherwise)
    if len(words) > LONGEST:
        raise NotPossible(
            _("At most %(most)s characters; this has %(count)s. Your words are kept below.")
            % {"most": LONGEST, "count": len(words)}
        )
    return words


def _check_open(version: ReportVersion) -> None:
    if not takes_comments(version):
        raise NotPossible(
            _(
                "The time for comments is over. Your words were not stored: "
                "copy them from below and write to the secretariat."
            )
        )


def takes_comments(version: ReportVersion) -> bool:
    """Whether the deadline is still ahead."""
    return version.comments_until is not None and timezone.now() < version.comments_until


@transaction.atomic
def answer(*, by: Any, comment: ReviewComment, taken_up: bool, reason: str) -> None:
    """Say whether a comment was taken up, and why; its reviewer reads it. May be changed later.

    Raises Refused; NotPossible when a comment is not taken up without a reason.
    """
    version = comment.invitation.version
    require(rules.may_write_draft(by, _forum(version)), str(rules.ONLY_WRITERS))
    row = ReviewComment.objects.select_for_update().get(pk=comment.pk)
    if not taken_up:
        _words(reason, _("Say why it is not taken up: its reviewer will read it."))
    row.answer = _words(reason, "") if reason.strip() else ""
    row.taken_up, row.answered_by, row.answered_at = taken_up, by, timezone.now()
    row.save(update_fields=["answer", "taken_up", "answered_by", "answered_at"])
    _log(by, "outcomes.answer", version, comment=row.pk, taken_up=taken_up)


def _forum(version: ReportVersion) -> Forum:
    return version.report.forum


def _log(by: Any, verb: str, version: ReportVersion, **data: Any) -> None:
    record(by=by, verb=verb, target=version, chain=_forum(version).chain, **data)
