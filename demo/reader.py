"""Reads the demo: the forums of a cycle from forum.toml, the accounts from roles.toml."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from reviewforum.common.datafiles import (
    LANGUAGES,
    DataFileError,
    Table,
    Text,
    load_toml,
    refuse_repeats,
)
from reviewforum.frameworks import reader as frameworks
from reviewforum.people import reader as people

HERE = Path(__file__).parent
FORUM_FILE = HERE / "forum.toml"
ROLES_FILE = HERE / "roles.toml"

KINDS = (
    "pre-consultation",
    "call",
    "discussion",
    "consultation",
    "report",
    "hearing",
    "conference",
)
ROLES = ("secretariat", "rapporteur", "moderator", "focal-point", "contributor", "reader")


class DemoDataError(DataFileError):
    """A file of the demo cannot be used."""


@dataclass(frozen=True, slots=True)
class CycleData:
    """A round of reviews against one framework (its slug)."""

    slug: str
    framework: str
    names: Text
    starts: dt.date
    ends: dt.date


@dataclass(frozen=True, slots=True)
class ThemeData:
    """A theme of a session that is not an objective."""

    key: str
    names: Text


@dataclass(frozen=True, slots=True)
class SessionData:
    """A sitting; times carry the forum's zone, `assumed` names what the source does not give."""

    key: str
    position: int
    names: Text
    starts: dt.datetime
    ends: dt.datetime
    objectives: tuple[int, ...]
    themes: tuple[ThemeData, ...]
    assumed: tuple[str, ...]

    @property
    def minutes(self) -> int:
        """How long the session lasts."""
        lasts = self.ends.astimezone(dt.UTC) - self.starts.astimezone(dt.UTC)
        return int(lasts.total_seconds()) // 60


@dataclass(frozen=True, slots=True)
class StageData:
    """A step of the calendar; with sessions it lasts from the first start to the last end."""

    key: str
    kind: str
    position: int
    names: Text
    starts: dt.datetime
    ends: dt.datetime
    online: bool
    sessions: tuple[SessionData, ...]
    assumed: tuple[str, ...]

    @property
    def objectives(self) -> tuple[int, ...]:
        """The objectives its sessions take up, in order."""
        return tuple(sorted({n for session in self.sessions for n in session.objectives}))


@dataclass(frozen=True, slots=True)
class ForumData:
    """A forum; `region` and `informs` are keys, None for a world-wide or a last forum."""

    slug: str
    names: Text
    region: str | None
    informs: str | None
    chairs: tuple[str, ...]
    timezone: str
    languages: tuple[str, ...]
    place: Text
    starts: dt.date
    ends: dt.date
    stages: tuple[StageData, ...]
    assumed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoData:
    """A cycle and its forums, each after the one it informs."""

    cycle: CycleData
    forums: tuple[ForumData, ...]


@dataclass(frozen=True, slots=True)
class AccountData:
    """An account of the demo, known by its role and by nobody's name."""

    key: str
    role: str
    email: str
    label: Text
    language: str
    state: str | None
    group: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """What the files of the product define and a forum may refer to."""

    objectives: frozenset[int]
    regions: dict[str, people.RegionData]
    states: frozenset[str]


def read_forum(path: Path = FORUM_FILE) -> DemoData:
    """The cycle and its forums. Raises DemoDataError."""
    return parse_forum(load_toml(path, DemoDataError), file=path.name)


def read_roles(path: Path = ROLES_FILE, framework: str = "gcm") -> list[AccountData]:
    """The accounts, in the order of the file. Raises DemoDataError."""
    return parse_roles(load_toml(path, DemoDataError), file=path.name, framework=framework)


def parse_forum(raw: dict[str, Any], *, file: str) -> DemoData:
    """The cycle and the forums in `raw`; `file` is what errors call it. Raises DemoDataError."""
    root = Table(raw, file, DemoDataError)
    cycle = _cycle(root.table("cycle"))
    known = _known(cycle.framework)
    forums = tuple(_forum(table, known) for table in root.tables("forums"))
    root.done()
    _informs_earlier(root, forums)
    return DemoData(cycle, forums)


def parse_roles(raw: dict[str, Any], *, file: str, framework: str) -> list[AccountData]:
    """The accounts in `raw`. Raises DemoDataError."""
    root = Table(raw, file, DemoDataError)
    groups = {g.key for g in frameworks.read_framework(framework).stakeholder_groups}
    states = {state.iso3 for state in people.read_states()}
    accounts = [_account(table, groups, states) for table in root.tables("accounts")]
    root.done()
    refuse_repeats(root, "accounts", [account.key for account in accounts])
    refuse_repeats(root, "accounts", [account.email for account in accounts])
    return accounts


def _known(framework: str) -> Known:
    objectives = frameworks.read_framework(framework).objectives
    return Known(
        frozenset(objective.number for objective in objectives),
        {region.key: region for region in people.read_regions()},
        frozenset(state.iso3 for state in people.read_states()),
    )


def _one_of(table: Table, key: str, allowed: tuple[str, ...] | list[str]) -> str:
    found = table.string(key)
    if found not in allowed:
        table.fail(key, f"is {found!r}", f"Write one of: {', '.join(allowed)}.")
    return found


def _in_order(table: Table, key: str, starts: dt.date, ends: dt.date) -> None:
    if ends < starts:
        table.fail(key, f"{ends} is before the start {starts}", "Correct one of the two.")


def _cycle(table: Table) -> CycleData:
    cycle = CycleData(
        slug=table.slug("slug"),
        framework=_one_of(table, "framework", frameworks.available()),
        names=table.text("names"),
        starts=table.date("starts"),
        ends=table.date("ends"),
    )
    _in_order(table, "ends", cycle.starts, cycle.ends)
    table.done()
    return cycle


def _forum(table: Table, known: Known) -> ForumData:
    zone = _zone(table)
    forum = ForumData(
        slug=table.slug("slug"),
        names=table.text("names"),
        region=_region(table, known),
        informs=table.optional_string("informs"),
        chairs=table.items("chairs", str, "alpha-3 codes"),
        timezone=zone.key,
        languages=table.items("languages", str, "language codes"),
        place=table.text("place"),
        starts=table.date("starts"),
        ends=table.date("ends"),
        stages=_stages(table, zone, known),
        assumed=table.items("assumed", str, "keys"),
    )
    _check_forum(table, forum, known)
    table.done()
    return forum


def _zone(table: Table) -> ZoneInfo:
    name = table.string("timezone")
    if name not in available_timezones():
        table.fail("timezone", f"is {name!r}", "Use a name such as Europe/Zurich.")
    return ZoneInfo(name)


def _region(table: Table, known: Known) -> str | None:
    return _one_of(table, "region", list(known.regions)) if table.has("region") else None


def _check_forum(table: Table, forum: ForumData, known: Known) -> None:
    _in_order(table, "ends", forum.starts, forum.ends)
    if not forum.languages or not set(forum.languages) <= set(LANGUAGES):
        found, advice = list(forum.languages), f"Use the codes {', '.join(LANGUAGES)}."
        table.fail("languages", f"is {found}", advice)
    _chairs_belong(table, forum, known)


def _chairs_belong(table: Table, forum: ForumData, known: Known) -> None:
    region = known.regions[forum.region] if forum.region else None
    allowed = known.states if region is None else frozenset(region.members or known.states)
    for iso3 in forum.chairs:
        if iso3 not in allowed:
            table.fail(
                "chairs", f"names {iso3!r}", "Use the alpha-3 code of a State of the region."
            )


def _informs_earlier(root: Table, forums: tuple[ForumData, ...]) -> None:
    refuse_repeats(root, "forums", [forum.slug for forum in forums])
    seen: set[str] = set()
    for forum in forums:
        if forum.informs is not None and forum.informs not in seen:
            advice = "Correct the slug, or move that forum up in the file."
            root.fail("forums", f"{forum.slug} informs {forum.informs!r}, not above it", advice)
        seen.add(forum.slug)


def _stages(forum: Table, zone: ZoneInfo, known: Known) -> tuple[StageData, ...]:
    tables = forum.tables("stages")
    stages = tuple(_stage(t, place, zone, known) for place, t in enumerate(tables, start=1))
    refuse_repeats(forum, "stages", [stage.key for stage in stages])
    refuse_repeats(forum, "stages", [s.key for stage in stages for s in stage.sessions])
    return stages


def _stage(table: Table, position: int, zone: ZoneInfo, known: Known) -> StageData:
    sessions = _sessions(table, zone, known)
    starts, ends = _span(table, zone, sessions)
    stage = StageData(
        key=table.slug("key"),
        kind=_one_of(table, "kind", KINDS),
        position=position,
        names=table.text("names"),
        starts=starts,
        ends=ends,
        online=table.boolean("online"),
        sessions=sessions,
        assumed=table.items("assumed", str, "keys"),
    )
    table.done()
    return stage


def _span(
    table: Table, zone: ZoneInfo, sessions: tuple[SessionData, ...]
) -> tuple[dt.datetime, dt.datetime]:
    """From the sessions, or where there are none from opens and closes; never from both."""
    if sessions:
        return sessions[0].starts, sessions[-1].ends
    starts, ends = _moment(table, "opens", zone), _moment(table, "closes", zone)
    _in_order(table, "closes", starts, ends)
    return starts, ends


def _moment(table: Table, key: str, zone: ZoneInfo) -> dt.datetime:
    """The local time with its zone; refuses an hour the clocks skip in spring."""
    local = table.local_time(key)
    moment = local.replace(tzinfo=zone)
    if moment.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) != local:
        table.fail(key, f"{local} does not exist in {zone.key}", "Choose another hour.")
    return moment


def _sessions(stage: Table, zone: ZoneInfo, known: Known) -> tuple[SessionData, ...]:
    tables = stage.tables("sessions")
    sessions = tuple(_session(t, place, zone, known) for place, t in enumerate(tables, start=1))
    for earlier, later in pairwise(sessions):
        if later.starts < earlier.ends:
            problem = f"{later.key} starts before {earlier.key} ends"
            stage.fail("sessions", problem, "Put them in order and without overlap.")
    return sessions


def _session(table: Table, position: int, zone: ZoneInfo, known: Known) -> SessionData:
    session = SessionData(
        key=table.slug("key"),
        position=position,
        names=table.text("names"),
        starts=_moment(table, "starts", zone),
        ends=_moment(table, "ends", zone),
        objectives=_objectives(table, known),
        themes=tuple(_theme(theme) for theme in table.tables("themes")),
        assumed=table.items("assumed", str, "keys"),
    )
    if session.minutes <= 0:
        table.fail("ends", f"{session.ends} is not after the start", "Correct one of the two.")
    table.done()
    return session


def _objectives(table: Table, known: Known) -> tuple[int, ...]:
    numbers = table.items("objectives", int, "objective numbers")
    for number in numbers:
        if number not in known.objectives:
            advice = f"The framework's objectives are 1 to {len(known.objectives)}."
            table.fail("objectives", f"contains {number}", advice)
    return numbers


def _theme(table: Table) -> ThemeData:
    theme = ThemeData(table.slug("key"), table.text("names"))
    table.done()
    return theme


def _account(table: Table, groups: set[str], states: set[str]) -> AccountData:
    account = AccountData(
        key=table.slug("key"),
        role=_one_of(table, "role", ROLES),
        email=_email(table),
        label=table.text("label"),
        language=_one_of(table, "language", LANGUAGES),
        state=_one_of(table, "state", sorted(states)) if table.has("state") else None,
        group=_one_of(table, "group", sorted(groups)) if table.has("group") else None,
    )
    if (account.role == "focal-point") != (account.state is not None):
        table.fail("state", "belongs to a focal point and to no other", "Add or remove it.")
    table.done()
    return account


def _email(table: Table) -> str:
    """An address nobody can receive mail at: example.org is reserved."""
    found = table.string("email")
    if not found.endswith("@example.org"):
        table.fail("email", f"is {found!r}", "Use an address at example.org.")
    return found
