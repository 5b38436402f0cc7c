"""A forum full of secrets, and who looks for them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from django.core import mail
from django.test import Client, TestCase
from django.utils import timezone

from reviewforum.evidence.actions import imports
from reviewforum.evidence.actions.contributions import (
    add_translation,
    lower_attribution,
    open_to_readers,
    withdraw,
)
from reviewforum.evidence.models import Contribution, ImportBatch, ImportItem, Passage
from reviewforum.evidence.staging import Defaults
from reviewforum.forums.models import Forum, Role
from reviewforum.outcomes.actions.publication import publish
from reviewforum.outcomes.actions.review import Reviewer, circulate, comment
from reviewforum.outcomes.models import Citation, FrozenSentence, Report, ReviewInvitation, Waiver
from reviewforum.people.models import User
from tests import build
from tests.outcomes import desk
from tests.outcomes.published import cite

NAME, BODY, EMAIL = build.SECRET_NAME, build.SECRET_BODY, build.SECRET_EMAIL
FILE = "Quillfeather-to-the-desk"
"""In the name of the file that the confidential row came in, and of the message."""
GROUP_BODY, GROUP_NAME, GROUP_EMAIL = "Saltmoth Collective", "Odalys Brack", "odalys@moth.example"
LOWERED_BODY, LOWERED_NAME = "Tinderwick Alliance", "Perrin Vash"
WITHDRAWN_BODY, WITHDRAWN_NAME = "Copperleaf Forum", "Maelis Thorne"

NEVER = (NAME, "Zebrina", BODY, "Quagmire", EMAIL, FILE, GROUP_BODY, "Saltmoth", GROUP_NAME,
         GROUP_EMAIL, LOWERED_BODY, LOWERED_NAME)  # fmt: skip
"""Who spoke: for nobody but the secretariat."""
CONFIDENTIAL_WORDS = "overseer locked our passports in the vermilion cabinet"
WITHDRAWN_WORDS = "foremen deducted rent for the barrack by the quarry"
UNOPENED = "the ferry of the night shift never waits"
"""In a part of an unpublished contribution that no report quotes, and in its translation."""
PUBLIC_NEVER = (*NEVER, "vermilion", WITHDRAWN_WORDS, WITHDRAWN_BODY, WITHDRAWN_NAME, UNOPENED)
"""What everyone else must not read either."""
HEAD = "Name,Organisation,Stakeholder group,Country,Attribution,What should change at work?,E-mail"
TABLE = f"""{HEAD}
{NAME},{BODY},Migrants,ESP,confidential,The {CONFIDENTIAL_WORDS} and kept the key.,{EMAIL}
{GROUP_NAME},{GROUP_BODY},Media,ISL,group,Reporters need access to the sites of work.,{GROUP_EMAIL}
"""
MESSAGE = (
    f"From: {NAME} <{EMAIL}>\nTo: desk@forum.example\nSubject: Statement of {NAME}, {BODY}\n"
    "Content-Type: text/plain; charset=utf-8\n\n"
    "Contracts must be read aloud to those who cannot read.\n"
)


@dataclass
class World:
    """A forum with its people and the ids that stand in its addresses."""

    forum: Forum
    other: Forum
    secretariat: User
    rapporteur: User
    report: Report
    codes: dict[str, str]
    people: dict[str, User | None]
    values: dict[str, list[Any]] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        """A browser of that person."""
        made = Client()
        if (user := self.people[who]) is not None:
            made.force_login(User.objects.get(pk=user.pk))
        return made


def settled_now(work: Any) -> Any:
    """Do it, and what follows on commit (mails, suggestions)."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return work()


def world() -> World:
    """Build it."""
    forum, other = build.forum(), build.forum("other")
    secretariat = build.user(forum, "secretariat", email="secretariat@example.org")
    rapporteur = build.user(forum, "rapporteur", email="rapporteur@example.org")
    codes = _received(forum, secretariat)
    report = _reported(forum, secretariat, rapporteur)
    people = {
        "anonymous": None,
        "outsider": build.user(email="outsider@example.org"),
        "contributor": _contributor(forum),
        "elsewhere": build.user(other, "secretariat", email="elsewhere@example.org"),
        "rapporteur": rapporteur,
        "secretariat": secretariat,
    }
    made = World(forum, other, secretariat, rapporteur, report, codes, people)
    made.values = _values(made)
    return made


def _imported(forum: Forum, by: User, name: str, text: str, **defaults: Any) -> dict[str, str]:
    batch = imports.start_import(
        by=by, forum=forum, stage=forum.stages.get(slug="call"), session=None,
        uploads=[imports.Upload(name, text.encode())],
        defaults=Defaults(published=True, **defaults), in_background=False,
    )  # fmt: skip
    imports.read_files(batch_id=batch.pk)
    batch.refresh_from_db()
    got = settled_now(lambda: imports.confirm(by=by, batch=batch))
    return {one.contribution.level: one.code for one in got}


def _received(forum: Forum, by: User) -> dict[str, str]:
    """Contributions 1 to 8; receipt codes by level."""
    codes = _imported(forum, by, f"{FILE}.csv", TABLE)
    _imported(forum, by, f"{FILE}.eml", MESSAGE, level="group", group="media", country="ESP")
    for number, group in enumerate(("trade-unions", "media", "trade-unions")):
        build.contribution(
            forum, f"Union number {number} asks for inspectors on farms.", body=f"Union {number}",
            group=group, name=f"Speaker {number}", email=f"union{number}@lamp.example",
        )  # fmt: skip
    return codes


def _contributor(forum: Forum) -> User:
    user = build.user(email="contributor@example.org")
    said = build.contribution(forum, "Ports need doctors.", body="Port Doctors", level="named")
    said.contributor.user = user
    said.contributor.save()
    return user


def _reported(forum: Forum, secretariat: User, rapporteur: User) -> Report:
    """A report that cites all of them; then one is withdrawn, one shows less of its speaker."""
    gone = build.contribution(
        forum, f"The {WITHDRAWN_WORDS}.", body=WITHDRAWN_BODY, name=WITHDRAWN_NAME
    )
    lowered = build.contribution(
        forum, "Recruiters hold back wages for months.", body=LOWERED_BODY, name=LOWERED_NAME
    )
    closed = build.contribution(
        forum, f"Ferries are part of the way to work.\n\nWorkers say that {UNOPENED}.",
        body="Ferry Riders", published=False,
    )  # fmt: skip
    add_translation(
        by=secretariat, contribution=closed, language="fr", model="",
        body=f"Les bacs font partie du trajet.\n\nOn dit : {UNOPENED}.",
    )  # fmt: skip
    rows = list(Contribution.objects.filter(forum=forum).order_by("number"))
    report = desk.draft(rapporteur, forum, *(f"Point {row.number} was made." for row in rows))
    for place, row in enumerate(rows):
        cite(rapporteur, report, row, place)
    settled_now(lambda: _circulated(rapporteur, report))
    publish(by=rapporteur, report=report)
    withdraw(by=secretariat, contribution=gone)
    lower_attribution(by=secretariat, contribution=lowered, level="group")
    open_to_readers(by=secretariat, contribution=closed, published=False)
    return report


def _circulated(by: User, report: Report) -> None:
    until = timezone.now() + dt.timedelta(days=7)
    version = circulate(
        by=by, report=report, reviewers=[Reviewer("Reader", "reader@example.org")], until=until
    ).version
    comment(invitation=version.invitations.get(), text="Say it shorter.", sentence=None)


def _values(made: World) -> dict[str, list[Any]]:
    """What stands in addresses, by argument."""
    forum, report = made.forum, made.report
    batches = list(ImportBatch.objects.filter(forum=forum))
    frozen = FrozenSentence.objects.filter(version__report=report)
    sentences = [row.key for row in desk.sentences(report)]
    secret = re.search(r"/review/([\w-]+)/", "".join(letter.body for letter in mail.outbox))
    return {
        "slug": [forum.framework.slug],
        "report": [report.slug],
        "version": [row.number for row in report.versions.all()],
        "number": [row.number for row in forum.contributions.all()],
        "passage": [row.pk for row in Passage.objects.filter(forum=forum)],
        "batch": [row.pk for row in batches],
        "item": [row.pk for row in ImportItem.objects.filter(batch__in=batches)],
        "place": [0, 1],
        "key": sorted({*sentences, *frozen.values_list("key", flat=True)})[:40],
        "verb": ["remove"],
        "role": [Role.objects.filter(forum=forum).first().pk],
        "search": [1],
        "citation": [row.pk for row in Citation.objects.all()][:2],
        "waiver": [row.pk for row in Waiver.objects.all()][:1] or [1],
        "comment": [1],
        "invitation": [row.pk for row in ReviewInvitation.objects.all()],
        "secret": [secret.group(1) if secret else "x"],
        "code": ["five-words-that-are-wrong"],
        "nothing": [1],
        "uidb36": ["1"],
        "provider_id": ["oidc"],
    }
