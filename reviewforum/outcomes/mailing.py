"""The mail that asks a reviewer for comments, in the language of the report."""

from __future__ import annotations

import logging
from datetime import datetime
from smtplib import SMTPException
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reviewforum.outcomes.languages import speaking
from reviewforum.outcomes.models import ReviewInvitation

logger = logging.getLogger(__name__)


def link_of(secret: str) -> str:
    """The reviewer's own page. Whoever has the address can comment: it is sent to them alone."""
    return f"{settings.SITE_URL}{reverse('review', args=[secret])}"


def send(invitation: ReviewInvitation, secret: str) -> bool:
    """Send the link; whether it left. One that could not be sent is marked, so that the rapporteur
    sees whom to send it again. The log names no address.
    """
    subject, body = _letter(invitation, secret)
    try:
        send_mail(subject, body, None, [invitation.email])
    except (OSError, SMTPException):
        logger.exception("The mail of review invitation %s could not be sent.", invitation.pk)
        ReviewInvitation.objects.filter(pk=invitation.pk).update(undelivered=True)
        return False
    return True


def _letter(invitation: ReviewInvitation, secret: str) -> tuple[str, str]:
    version = invitation.version
    forum = version.report.forum
    with speaking(version.language):
        words = {
            "name": invitation.name,
            "title": version.title,
            "forum": str(forum),
            "until": moment(version.comments_until, forum.timezone),
            "link": link_of(secret),
        }
        subject = _("For your comments: %(title)s") % {"title": version.title}
        body = render_to_string("outcomes/review_mail.txt", words)
    return " ".join(subject.split())[:200], body


def moment(at: datetime | None, zone: str) -> str:
    """A moment in the forum's time zone, with its name."""
    if at is None:
        return ""
    there = timezone.localtime(at, ZoneInfo(zone))
    return f"{date_format(there, 'DATETIME_FORMAT')} ({zone})"
