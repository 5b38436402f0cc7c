"""Builds the demonstration: the complete second review of the UNECE region, ready to be tried.

Everything but the suggestions is one transaction: a build that breaks off leaves nothing behind.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from demo import codings, reports, seed
from demo.digest import digest_of_files
from demo.reader import ForumData, read_forum, read_roles
from demo.schedule import Slot, slots
from demo.setting import load_basis, make_accounts, make_forums
from demo.voices import VoiceData, read_voices, shortfalls
from reviewforum.common.log import record
from reviewforum.common.models import LogEntry
from reviewforum.evidence.actions import contributions as whole
from reviewforum.evidence.actions.receive import receive
from reviewforum.evidence.actions.suggestions import suggest_for, suggester, unread
from reviewforum.evidence.intake import Entry, Translation, Who
from reviewforum.evidence.models import Contribution, Passage, SetAside, Status
from reviewforum.evidence.receipts import code_for
from reviewforum.evidence.tasks import suggest_pending as suggest_in_background
from reviewforum.forums.models import Forum
from reviewforum.people.models import User

FORUM = "unece-2024"
VERB = "demo.build"
CHUNK = 32

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """What was built: the forum, its accounts by key, its contributions by key."""

    forum: Forum
    accounts: Mapping[str, User]
    contributions: Mapping[str, Contribution]


def receipt(key: str) -> str:
    """The receipt code of a contribution: the same each time, so that it can be told."""
    return code_for(f"demo:{key}")


def built_from() -> str | None:
    """The digest of the files that the demo here was built from; None where there is none."""
    entry = LogEntry.objects.filter(verb=VERB).order_by("-sequence").first()
    return str(entry.data["digest"]) if entry else None


def foreign_data() -> bool:
    """The database holds forums that no build of the demo made: it must not be touched."""
    return built_from() is None and Forum.objects.exists()


@transaction.atomic
def build(tell: Tell = lambda line: None) -> Built:
    """Build everything but the suggestions, all or nothing. Raises DemoDataError."""
    voices = read_voices()
    for line in shortfalls(voices):
        tell(f"The demo is incomplete: {line}.")
    data = read_forum()
    load_basis()
    forums = make_forums(data)
    forum = forums[FORUM]
    accounts = make_accounts(read_roles(), forum)
    calendar = next(item for item in data.forums if item.slug == FORUM)
    # First, so that lists that begin with the newest begin with the contributions.
    seed.bring_in(forum=forum, by=accounts["secretariat"])
    contributions = _receive(forum, calendar, voices, accounts["secretariat"])
    tell(f"{len(contributions)} contributions received.")
    coders = (accounts["rapporteur"], accounts["rapporteur-2"])
    codings.apply(forum, contributions, codings.read_codings(), coders)
    _set_aside(voices, contributions, accounts["secretariat"])
    tell("Coded by two coders.")
    result = Built(forum, accounts, contributions)
    for title in reports.write_all(forum, contributions, accounts):
        tell(f"Report written: {title}.")
    record(by=None, verb=VERB, target=forum, digest=digest_of_files())
    return result


def _receive(
    forum: Forum, calendar: ForumData, voices: Sequence[VoiceData], by: User
) -> dict[str, Contribution]:
    """The contributions in the order in which they came in, stage by stage."""
    stages = {stage.slug: stage for stage in forum.stages.all()}
    sessions = {s.slug: s for stage in stages.values() for s in stage.sessions.all()}
    found: dict[str, Contribution] = {}
    placed = slots(voices, calendar)
    for key, stage in stages.items():
        own = [slot for slot in placed if slot.stage == key]
        entries = [entry_of(slot, sessions.get(slot.session)) for slot in own]
        received = receive(by=by, forum=forum, stage=stage, entries=entries)
        found |= {s.voice.key: r.contribution for s, r in zip(own, received, strict=True)}
    return found


def entry_of(slot: Slot, session: object | None) -> Entry:
    """A contribution of the files in the form that is received."""
    voice = slot.voice
    translations = (Translation("en", voice.translation),) if voice.translation else ()
    return Entry(
        text=voice.text,
        who=Who(body=voice.body, group=voice.group, country=voice.country),
        language=voice.language,
        level=voice.level,
        kind="spoken" if voice.spoken else "post" if slot.stage == "discussion" else "written",
        title=voice.title,
        received_at=slot.at,
        published=True,
        illustrative=True,
        pieces=slot.pieces,
        translations=translations,
        code=receipt(voice.key),
        session=session,
    )


def _set_aside(
    voices: Sequence[VoiceData], contributions: Mapping[str, Contribution], by: User
) -> None:
    for voice in voices:
        if voice.set_aside == SetAside.WITHDRAWN:
            whole.withdraw(by=None, contribution=contributions[voice.key],
                           receipt=receipt(voice.key))  # fmt: skip
        elif voice.set_aside:
            whole.set_aside(
                by=by, contribution=contributions[voice.key],
                code=voice.set_aside, reason=voice.reason,
            )  # fmt: skip


def suggest(forum: Forum, seconds: float) -> None:
    """Suggest codes for about so long: first for what a visitor finds in the coding queue."""
    engine = suggester(forum.framework.slug)
    until = time.monotonic() + seconds
    for rows in (unread(forum, engine.model).filter(status=Status.PENDING),
                 unread(forum, engine.model)):  # fmt: skip
        while time.monotonic() < until and (batch := list(rows[:CHUNK])):
            suggest_for(passages=batch, forum=forum, engine=engine)


def leave_the_rest(forum: Forum) -> int:
    """Leave what the machine has not read to the background worker; returns how much that is."""
    left = Passage.objects.current().filter(forum=forum, suggested_by="").count()
    if left:
        suggest_in_background.enqueue(forum.pk)
    return left
