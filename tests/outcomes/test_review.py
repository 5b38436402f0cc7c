"""Circulating a draft: private links, comments until the deadline, answers."""

from __future__ import annotations

import datetime as dt
import re
from smtplib import SMTPException
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reviewforum.common.errors import NotPossible, Refused
from reviewforum.common.models import LogEntry
from reviewforum.outcomes.actions.review import Reviewer, answer, circulate, comment, invite_again
from reviewforum.outcomes.models import ReportVersion, ReviewComment, ReviewInvitation
from tests import build
from tests.outcomes import desk
from tests.outcomes.published import FEES, cite, published, ready

pytestmark = pytest.mark.django_db
ONE = Reviewer("The focal point", "focal@example.org")
TWO = Reviewer("The co-chair", "chair@example.org")


def later(days=7):
    return timezone.now() + dt.timedelta(days=days)


def sent(by, forum, *reviewers, report=None):
    """A circulated draft."""
    return circulate(
        by=by, report=report or ready(by, forum), reviewers=reviewers or [ONE], until=later()
    ).version


def secrets():
    return [re.search(r"/review/([\w-]+)/", letter.body).group(1) for letter in mail.outbox]


def end(version):
    """The deadline passes."""
    ReportVersion.objects.filter(pk=version.pk).update(comments_until=later(-1))


@pytest.fixture
def circulated(forum, rapporteur, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return sent(rapporteur, forum, ONE, TWO)


# --- sending ------------------------------------------------------------------------------------


def test_each_reviewer_gets_a_link_of_their_own(circulated):
    assert (circulated.kind, circulated.number) == ("draft", 1)
    assert [letter.to for letter in mail.outbox] == [["focal@example.org"], ["chair@example.org"]]
    assert "Summary report" in mail.outbox[0].subject
    assert "(Europe/Zurich)" in mail.outbox[0].body
    one, two = secrets()
    assert one != two and len(one) > 40
    stored = str(list(ReviewInvitation.objects.values())) + str(list(LogEntry.objects.values()))
    assert one not in stored and two not in stored
    assert "focal@example.org" not in str(list(LogEntry.objects.values()))


def test_the_letter_speaks_the_language_of_the_report(
    forum, rapporteur, django_capture_on_commit_callbacks
):
    report = desk.draft(rapporteur, forum, "Un syndicat l’a demandé.", language="fr", title="Bilan")
    with django_capture_on_commit_callbacks(execute=True):
        sent(rapporteur, forum, report=report)
    assert "Bilan" in mail.outbox[0].subject


@pytest.mark.parametrize(
    ("reviewers", "days", "why"),
    [
        ([], 7, "at least one reviewer"),
        ([Reviewer("No one", "nowhere")], 7, "“nowhere” is not"),
        ([ONE], -1, "has passed already"),
        ([Reviewer("", f"r{n}@example.org") for n in range(61)], 7, "At most 60"),
    ],
)
def test_what_cannot_be_sent(forum, rapporteur, reviewers, days, why):
    report = ready(rapporteur, forum)
    with pytest.raises(NotPossible, match=why):
        circulate(by=rapporteur, report=report, reviewers=reviewers, until=later(days))
    assert not ReportVersion.objects.exists()


def test_an_empty_draft_or_open_suggestions_are_not_sent(forum, rapporteur):
    with pytest.raises(NotPossible, match="no sentence yet"):
        sent(rapporteur, forum, report=desk.report(rapporteur, forum))
    report = ready(rapporteur, forum)
    desk.sentences(report)[0].__class__.objects.update(accepted=False)
    with pytest.raises(NotPossible, match="Accept or remove"):
        sent(rapporteur, forum, report=report)


def test_uncited_sentences_may_be_circulated(forum, rapporteur):
    assert sent(rapporteur, forum, report=desk.draft(rapporteur, forum, "Uncited.")).number == 1


def test_who_circulates(forum, rapporteur, outsider):
    report = ready(rapporteur, forum)
    for who in (outsider, build.user(forum, "moderator"), None):
        with pytest.raises(Refused):
            circulate(by=who, report=report, reviewers=[ONE], until=later())


def test_one_address_is_asked_once(forum, rapporteur):
    sent(rapporteur, forum, ONE, Reviewer("Again", "FOCAL@example.org"))
    assert ReviewInvitation.objects.count() == 1


def test_a_mail_that_fails_is_marked_and_the_rest_leave(
    client, forum, rapporteur, monkeypatch, django_capture_on_commit_callbacks
):
    def refuse(subject, body, sender, to, **rest):
        if to == ["focal@example.org"]:
            raise SMTPException("no such host")
        return mail.get_connection().send_messages([mail.EmailMessage(subject, body, sender, to)])

    monkeypatch.setattr("reviewforum.outcomes.mailing.send_mail", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        version = sent(rapporteur, forum, ONE, TWO)
    assert [letter.to for letter in mail.outbox] == [["chair@example.org"]]
    client.force_login(rapporteur)
    text = client.get(desk_page(version)).content.decode()
    assert text.count("The mail could not be sent") == 1


def test_a_new_link_replaces_the_old(
    circulated, rapporteur, client, django_capture_on_commit_callbacks
):
    old = secrets()[0]
    invitation = ReviewInvitation.objects.get(email="focal@example.org")
    comment(invitation=invitation, text="Kept.")
    with django_capture_on_commit_callbacks(execute=True):
        invite_again(by=rapporteur, invitation=invitation)
    new = secrets()[-1]
    assert client.get(reverse("review", args=[old])).status_code == 404
    assert "Kept." in client.get(reverse("review", args=[new])).content.decode()
    with pytest.raises(Refused):
        invite_again(by=None, invitation=invitation)
    end(circulated)
    with pytest.raises(NotPossible, match="over"):
        invite_again(by=rapporteur, invitation=ReviewInvitation.objects.get(pk=invitation.pk))


# --- the reviewer's page ------------------------------------------------------------------------


def test_a_reviewer_reads_and_comments_without_an_account(client, circulated):
    one, two = secrets()
    page = reverse("review", args=[one])
    answer_ = client.get(page)
    text = answer_.content.decode()
    assert answer_["Cache-Control"] == "no-store"
    assert answer_["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer_["X-Robots-Tag"]
    for expected in ("The focal point", "A trade union asked", FEES, "Europe/Zurich", 'id="p1"'):
        assert expected in text, expected
    key = circulated.sentences.get().key
    assert f'value="{key}"' in client.get(page, {"s": key}).content.decode()
    send = reverse("review-comment", args=[one])
    client.post(send, {"sentence": key, "text": "Which union?"})
    done = client.post(send, {"text": "A good draft."}, follow=True).content.decode()
    assert "Which union?" in done and "A good draft." in done
    other = client.get(reverse("review", args=[two])).content.decode()
    assert "Which union?" not in other
    assert ReviewInvitation.objects.get(email="focal@example.org").opened_at


def test_a_wrong_link_opens_nothing(client, circulated):
    assert client.get(reverse("review", args=["x" * 43])).status_code == 404
    assert client.post(reverse("review-comment", args=["x"]), {"text": "T"}).status_code == 404


def test_a_late_comment_is_refused_and_given_back(client, circulated):
    (one, _two) = secrets()
    key = circulated.sentences.get().key
    end(circulated)
    answer_ = client.post(
        reverse("review-comment", args=[one]), {"sentence": key, "text": "Too late, but long."}
    )
    text = answer_.content.decode()
    assert answer_.status_code == 422
    assert "The time for comments is over" in text
    assert "Too late, but long." in text
    assert not ReviewComment.objects.exists()
    assert "A trade union asked" in client.get(reverse("review", args=[one])).content.decode()


@pytest.mark.parametrize(("text", "why"), [("  ", "Write the comment"), ("x" * 5001, "At most")])
def test_a_comment_that_cannot_be_stored_comes_back(client, circulated, text, why):
    answer_ = client.post(reverse("review-comment", args=[secrets()[0]]), {"text": text})
    shown = answer_.content.decode()
    assert answer_.status_code == 422
    assert why in shown and text.strip() in shown


def test_a_sentence_of_another_draft_takes_no_comment(circulated, forum, rapporteur):
    invitation = ReviewInvitation.objects.first()
    other = published(rapporteur, forum).sentences.get()
    with pytest.raises(NotPossible, match="not part of the draft"):
        comment(invitation=invitation, text="T", sentence=other)


def test_comments_are_rate_limited(client, circulated, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "public-write": (2, 60)}
    send = reverse("review-comment", args=[secrets()[0]])
    codes = [client.post(send, {"text": "T"}, REMOTE_ADDR="10.9.8.7").status_code for _ in range(3)]
    assert codes == [302, 302, 429]


def test_secrets_are_not_shown_to_reviewers(
    client, forum, rapporteur, django_capture_on_commit_callbacks
):
    report = desk.draft(rapporteur, forum, "Some spoke of threats.")
    cite(rapporteur, report, build.secret(forum))
    with django_capture_on_commit_callbacks(execute=True):
        version = sent(rapporteur, forum, report=report)
    text = client.get(reverse("review", args=secrets())).content.decode()
    client.force_login(rapporteur)
    text += client.get(desk_page(version)).content.decode() + mail.outbox[0].body
    for secret in (build.SECRET_NAME, build.SECRET_BODY, build.SECRET_EMAIL, "They threatened"):
        assert secret not in text
    assert "A confidential contribution" in text


# --- at the desk --------------------------------------------------------------------------------


def desk_page(version):
    report = version.report
    return reverse("report-comments", args=[report.forum.slug, report.slug, version.number])


def test_the_rapporteur_answers_and_the_reviewer_reads_it(client, circulated, rapporteur):
    one = secrets()[0]
    invitation = ReviewInvitation.objects.get(email="focal@example.org")
    made = comment(invitation=invitation, text="Which union?", sentence=circulated.sentences.get())
    client.force_login(rapporteur)
    text = client.get(desk_page(circulated)).content.decode()
    assert "Which union?" in text and "1 to answer" in text and "The focal point" in text
    report = circulated.report
    send = reverse("report-answer", args=[report.forum.slug, report.slug, 1, made.pk])
    refused = client.post(send, {"taken_up": "no", "reason": ""})
    assert refused.status_code == 422
    assert "Say why it is not taken up" in refused.content.decode()
    assert client.post(send, {"taken_up": "no", "reason": "It is named."}).status_code == 302
    text = client.get(reverse("review", args=[one])).content.decode()
    assert "Not taken up" in text and "It is named." in text


def test_who_answers(circulated, rapporteur, outsider, forum):
    made = comment(invitation=ReviewInvitation.objects.first(), text="T")
    for who in (outsider, build.user(forum, "moderator"), None):
        with pytest.raises(Refused):
            answer(by=who, comment=made, taken_up=True, reason="")
    answer(by=rapporteur, comment=made, taken_up=True, reason="")
    made.refresh_from_db()
    assert (made.taken_up, made.answered_by) == (True, rapporteur)


def test_who_reads_the_comments(client, circulated, outsider, forum):
    assert client.get(desk_page(circulated)).status_code == 302
    client.force_login(outsider)
    assert client.get(desk_page(circulated)).status_code == 403
    client.force_login(build.user(forum, "moderator"))
    text = client.get(desk_page(circulated)).content.decode()
    assert "No comment yet" in text
    assert "Send a new link" not in text


def test_a_draft_for_comment_is_not_public(client, circulated, rapporteur):
    report = circulated.report
    address = reverse("report-version", args=[report.forum.slug, report.slug, 1])
    download = reverse("report-download", args=[report.forum.slug, report.slug, 1])
    assert client.get(address).status_code == 404
    assert client.get(download, {"format": "json"}).status_code == 404
    client.force_login(rapporteur)
    assert "A draft for comment" in client.get(address).content.decode()
    assert client.get(download, {"format": "json"}).json()["status"] == "draft"


def test_circulating_on_the_page(client, forum, rapporteur):
    report = ready(rapporteur, forum)
    report.refresh_from_db()
    client.force_login(rapporteur)
    address = reverse("report-circulate", args=[forum.slug, report.slug])
    until = later().strftime("%Y-%m-%dT%H:%M")
    given = {"revision": report.revision, "until": until, "reviewers": "Someone without address"}
    back = client.post(address, given)
    assert back.status_code == 422
    assert "Someone without address" in back.content.decode()
    given["reviewers"] = "The focal point <focal@example.org>\n\nCo-chair, chair@example.org\n"
    done = client.post(address, given, follow=True).content.decode()
    assert "sent to 2 reviewers" in done
    version = ReportVersion.objects.get()
    there = version.comments_until.astimezone(ZoneInfo(forum.timezone))
    assert there.strftime("%Y-%m-%dT%H:%M") == until
    asked = version.invitations.order_by("pk").values_list("name", "email")
    assert list(asked) == [
        ("The focal point", "focal@example.org"),
        ("Co-chair", "chair@example.org"),
    ]
    stale = client.post(address, {**given, "revision": 0})
    assert "changed since you opened" in stale.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_a_fixed_number_of_queries(client, circulated, rapporteur, rows):
    invitation = ReviewInvitation.objects.get(email="focal@example.org")
    for number in range(rows):
        comment(invitation=invitation, text=f"T{number}", sentence=circulated.sentences.get())
    page = reverse("review", args=[secrets()[0]])
    client.get(page)
    with CaptureQueriesContext(connection) as caught:
        client.get(page)
    assert len(caught) == 10
    client.force_login(rapporteur)
    with CaptureQueriesContext(connection) as caught:
        client.get(desk_page(circulated))
    assert len(caught) == 7
