"""The frame of the demo: frameworks, States, the cycle with its forums, accounts by role."""

from __future__ import annotations

from typing import Any

from demo.reader import AccountData, DemoData, ForumData, SessionData, StageData
from reviewforum.evidence.actions.codes import ensure_codes
from reviewforum.forums.models import Cycle, Forum, Role, Session, Stage
from reviewforum.frameworks.actions import load_framework
from reviewforum.people.actions import load_states
from reviewforum.people.models import Region, State, User

FRAMEWORKS = ("gcm", "sdg")


def load_basis() -> None:
    """States and frameworks, with the codes that passages are coded to."""
    load_states(by=None)
    for slug in FRAMEWORKS:
        ensure_codes(framework=load_framework(by=None, source=slug))


def make_forums(data: DemoData) -> dict[str, Forum]:
    """The cycle and its forums with their calendars, by slug; all of it illustrative."""
    from reviewforum.frameworks.models import Framework

    cycle = Cycle.objects.create(
        framework=Framework.objects.get(slug=data.cycle.framework),
        slug=data.cycle.slug,
        names=dict(data.cycle.names),
        starts=data.cycle.starts,
        ends=data.cycle.ends,
    )
    made: dict[str, Forum] = {}
    for item in data.forums:
        made[item.slug] = _forum(cycle, item, made)
    return made


def _forum(cycle: Cycle, data: ForumData, others: dict[str, Forum]) -> Forum:
    forum = Forum.objects.create(
        cycle=cycle,
        slug=data.slug,
        names=dict(data.names),
        region=Region.objects.get(slug=data.region) if data.region else None,
        informs=others[data.informs] if data.informs else None,
        timezone=data.timezone,
        languages=list(data.languages),
        places=dict(data.place),
        starts=data.starts,
        ends=data.ends,
        published=True,
        illustrative=True,
    )
    forum.chairs.set(State.objects.filter(iso3__in=data.chairs))
    for stage in data.stages:
        _stage(forum, stage)
    return forum


def _stage(forum: Forum, data: StageData) -> None:
    stage = Stage.objects.create(
        forum=forum,
        slug=data.key,
        kind=data.kind,
        position=data.position,
        names=dict(data.names),
        starts_at=data.starts,
        ends_at=data.ends,
        online=data.online,
    )
    for session in data.sessions:
        _session(stage, session)


def _session(stage: Stage, data: SessionData) -> None:
    session = Session.objects.create(
        stage=stage,
        slug=data.key,
        position=data.position,
        names=dict(data.names),
        themes=[{"key": theme.key, "names": dict(theme.names)} for theme in data.themes],
        starts_at=data.starts,
        ends_at=data.ends,
    )
    objectives = stage.forum.framework.objectives.filter(number__in=data.objectives)
    session.objectives.set(objectives)


def make_accounts(accounts: list[AccountData], forum: Forum) -> dict[str, User]:
    """One account a role, by key; each known by its role and by nobody's name."""
    return {account.key: _account(account, forum) for account in accounts}


def _account(data: AccountData, forum: Forum) -> User:
    user = User.objects.create_user(data.email, name=data.label["en"], language=data.language)
    state: Any = State.objects.get(iso3=data.state) if data.state else None
    Role.objects.create(forum=forum, user=user, role=data.role, state=state)
    return user
