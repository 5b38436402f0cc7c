"""Builders that tests share: plain functions, each making the smallest thing that is true."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from reviewforum.evidence.actions.codes import ensure_codes
from reviewforum.evidence.actions.receive import receive
from reviewforum.evidence.intake import Entry, Who
from reviewforum.evidence.models import Code, Contribution
from reviewforum.forums.models import Cycle, Forum, Role, Session, Stage
from reviewforum.frameworks.actions import load_framework
from reviewforum.frameworks.models import Framework, Objective, Principle, StakeholderGroup
from reviewforum.people.actions import load_states
from reviewforum.people.models import Region, State, User

SECRET_NAME = "Zebrina Quillfeather"
SECRET_BODY = "Lantern of Quagmire Street"
SECRET_EMAIL = "zebrina@quagmire.example"


def gcm() -> Framework:
    """The Compact with its codes, and the States."""
    load_states(by=None)
    framework = load_framework(by=None, source="gcm")
    ensure_codes(framework=framework)
    return framework


def no_framework() -> None:
    """A site as it is before anything was loaded."""
    for model in (Code, Objective, Principle, StakeholderGroup, Framework):
        model.objects.all().delete()


def forum(slug: str = "unece-2024", **fields: Any) -> Forum:
    """A published forum with a call for inputs and two consultation sessions."""
    framework = Framework.objects.filter(slug="gcm").first() or gcm()
    cycle, _made = Cycle.objects.get_or_create(
        framework=framework,
        slug="second",
        defaults={
            "names": {"en": "Second round"},
            "starts": dt.date(2024, 1, 1),
            "ends": dt.date(2026, 12, 31),
        },
    )
    made = Forum.objects.create(
        cycle=cycle,
        slug=slug,
        names={"en": "Second review, UNECE"},
        timezone="Europe/Zurich",
        region=Region.objects.get(slug="unece"),
        languages=["en", "fr", "ru"],
        starts=dt.date(2024, 3, 11),
        ends=dt.date(2024, 3, 11),
        published=True,
        **fields,
    )
    made.chairs.set(State.objects.filter(iso3__in=["MDA", "ESP"]))
    stage(made, "call", "call", 1)
    consultation = stage(made, "consultations", "consultation", 2)
    session(consultation, "s1", 1, [2, 4, 5, 6, 8, 9, 10, 12, 13, 18, 21], dt.date(2024, 1, 29))
    session(consultation, "s2", 2, [1, 3, 7, 14, 15, 16, 17, 19, 20, 22, 23], dt.date(2024, 2, 28))
    return made


def stage(forum: Forum, slug: str, kind: str, position: int) -> Stage:
    """A stage of a forum."""
    return Stage.objects.create(
        forum=forum, slug=slug, kind=kind, position=position, names={"en": slug.title()}
    )


def session(stage: Stage, slug: str, position: int, objectives: list[int], day: dt.date) -> Session:
    """A two-hour session on the given objectives."""
    start = dt.datetime.combine(day, dt.time(14), tzinfo=dt.UTC)
    made = Session.objects.create(
        stage=stage,
        slug=slug,
        position=position,
        names={"en": slug},
        starts_at=start,
        ends_at=start + dt.timedelta(hours=2),
    )
    made.objectives.set(stage.forum.framework.objectives.filter(number__in=objectives))
    return made


def user(forum: Forum | None = None, *roles: str, email: str = "") -> User:
    """An account with roles in a forum."""
    address = email or f"u{User.objects.count()}@example.org"
    made = User.objects.create_user(address)
    for role in roles:
        Role.objects.create(forum=forum, user=made, role=role)
    return made


def entry(
    text: str = "Seasonal workers need a written contract in a language they read.", **fields: Any
) -> Entry:
    """An input of a trade union in Italy, named, unless told otherwise."""
    who = {"body": "Field Workers' Union", "group": "trade-unions", "country": "ITA"}
    who.update({key: fields.pop(key) for key in list(fields) if key in Who.__dataclass_fields__})
    settings = {
        "language": "en",
        "level": "named",
        "published": True,
        "received_at": timezone.now(),
    }
    return Entry(text=text, who=Who(**who), **{**settings, **fields})


def contribution(forum: Forum, text: str = "", **fields: Any) -> Contribution:
    """A received contribution; `.code` is its receipt code."""
    stage = fields.pop("at", None) or forum.stages.get(slug="call")
    given = entry(text, **fields) if text else entry(**fields)
    got = receive(by=None, forum=forum, stage=stage, entries=[given])[0]
    got.contribution.code = got.code  # type: ignore[attr-defined]
    return got.contribution


def secret(
    forum: Forum, text: str = "They threatened to call the police when I asked for my wages."
) -> Contribution:
    """A confidential contribution whose speaker's name, body and e-mail must appear nowhere."""
    return contribution(
        forum,
        text,
        name=SECRET_NAME,
        body=SECRET_BODY,
        email=SECRET_EMAIL,
        group="migrants",
        country="ESP",
        level="confidential",
    )
