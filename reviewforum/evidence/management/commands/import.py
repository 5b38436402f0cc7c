# ruff: noqa: N999 (the command is called import, and Django calls its module so)
"""`reviewforum import FILE… --forum SLUG --stage SLUG`: documents from the command line."""

from __future__ import annotations

import json
import mimetypes
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from reviewforum.common.errors import NotPossible, Refused
from reviewforum.evidence.actions import imports
from reviewforum.evidence.actions.imports.reading import Seen, finish, keep_seen, mark_repeats
from reviewforum.evidence.actions.imports.start import completed
from reviewforum.evidence.actions.receive import Received
from reviewforum.evidence.batch_files import Given, given, plan_of
from reviewforum.evidence.models import ImportItem, Level
from reviewforum.evidence.staging import Defaults, UnknownWordError, Vocabulary, say
from reviewforum.forums.models import Forum, Session, Stage
from reviewforum.people.models import User


class Command(BaseCommand):
    """Reads files and stores their contributions, all or none; prints the receipt codes once."""

    help = "Import documents: all or nothing. Prints a preview, or the receipt codes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options; docs/process/import.md explains them."""
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--forum", required=True, metavar="SLUG")
        parser.add_argument("--stage", required=True, metavar="SLUG")
        parser.add_argument("--session", metavar="SLUG")
        parser.add_argument("--group", default="", help="stakeholder group: key or name")
        parser.add_argument("--country", default="", help="State: code or name")
        parser.add_argument("--level", default=Level.CONFIDENTIAL, choices=Level.values)
        parser.add_argument("--language", default="", help="leave out to detect it text by text")
        parser.add_argument("--mapping", metavar="map.json", help="columns, speakers, fields")
        parser.add_argument("--preview", action="store_true", help="show it, store nothing")
        parser.add_argument("--public", action="store_true", help="readers may find them at once")
        parser.add_argument("--illustrative", action="store_true", help="written as examples")
        parser.add_argument("--skip-broken", action="store_true", help="import the rest")
        parser.add_argument("--again", action="store_true", help="also what was received before")
        parser.add_argument("--as", dest="email", metavar="EMAIL", help="who imports")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError, with nothing stored, for anything unknown or broken."""
        work = _Work(options)
        found = work.look()
        if options["preview"]:
            self._say(options, work.described(found), _preview_lines)
        if problems := work.problems(found):
            raise CommandError("Nothing was stored.\n" + "\n".join(problems))
        if not options["preview"]:
            self._say(options, work.stored(found), _receipt_lines)

    def _say(self, options: dict[str, Any], data: dict[str, Any], lines: Any) -> None:
        text = json.dumps(data, ensure_ascii=False, indent=1) if options["json"] else lines(data)
        self.stdout.write(text)


class _Work:
    """The options made out: forum, place, who, and the files with their plans."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        self.forum = _one(
            Forum.objects.select_related("cycle__framework"), "forum", options["forum"]
        )
        stages = Stage.objects.filter(forum=self.forum)
        self.stage = _one(stages, "stage", options["stage"])
        self.session = None
        if options["session"]:
            sessions = Session.objects.filter(stage=self.stage)
            self.session = _one(sessions, "session", options["session"])
        self.by = _user(options["email"])
        self.vocabulary = Vocabulary.of(self.forum)
        self.defaults = self._defaults()
        try:
            self.given = given(options["files"], options["mapping"], self.vocabulary)
        except ValueError as error:
            raise CommandError(str(error)) from error

    def _defaults(self) -> Defaults:
        words = self.vocabulary
        try:
            found = Defaults(
                group=words.group(self.options["group"]),
                country=words.country(self.options["country"]),
                language=words.language(self.options["language"]),
                level=self.options["level"],
                published=self.options["public"],
                illustrative=self.options["illustrative"] or self.forum.illustrative,
            )
        except UnknownWordError as error:
            raise CommandError(f"--{error.role} {error}") from error
        return completed(found, self.forum, self.session)

    def look(self) -> list[tuple[Given, Seen]]:
        """Read the files; nothing is stored yet."""
        found = []
        for file in self.given:
            plan = plan_of(file, self.defaults, self.vocabulary)
            seen = imports.look(file.data, file.name, self.defaults, self.vocabulary, plan)
            mark_repeats(self.forum, seen.outcome.entries)
            found.append((file, seen))
        return found

    def problems(self, found: list[tuple[Given, Seen]]) -> list[str]:
        """What stands in the way, file by file."""
        if self.options["skip_broken"]:
            return []
        return [
            f"{file.name}: {say(error)}" for file, seen in found for error in seen.outcome.errors
        ]

    def described(self, found: list[tuple[Given, Seen]]) -> dict[str, Any]:
        """The preview as data."""
        files = [_described(file, seen) for file, seen in found]
        return {"forum": self.forum.slug, "stage": self.stage.slug, "preview": True, "files": files}

    def stored(self, found: list[tuple[Given, Seen]]) -> dict[str, Any]:
        """Store it in one transaction. Raises CommandError."""
        try:
            with transaction.atomic():
                received = self._store(found)
        except (NotPossible, Refused) as error:
            raise CommandError(f"Nothing was stored. {error}") from error
        rows = [
            {
                "number": one.contribution.number,
                "file": one.contribution.source.filename if one.contribution.source else "",
                "code": one.code,
            }
            for one in received
        ]
        return {"forum": self.forum.slug, "stage": self.stage.slug, "contributions": rows}

    def _store(self, found: list[tuple[Given, Seen]]) -> list[Received]:
        batch = imports.start_import(
            by=self.by,
            forum=self.forum,
            stage=self.stage,
            session=self.session,
            defaults=self.defaults,
            uploads=(
                imports.Upload(file.name, file.data, _media_type(file.name))
                for file, _seen in found
            ),
            in_background=False,
        )
        for item, (_file, seen) in zip(list(batch.items.all()), found, strict=True):
            keep_seen(item, seen, self.vocabulary)
        finish(batch.pk)
        batch.refresh_from_db()
        if self.options["again"]:
            _take_again(list(batch.items.all()))
        if self.options["skip_broken"]:
            imports.leave_broken_out(by=self.by, batch=batch)
        return imports.confirm(by=self.by, batch=batch)


def _take_again(items: list[ImportItem]) -> None:
    for item in items:
        item.left_out = item.left_out and not (item.known and item.summary.get("kind"))
        item.entries = [{**entry, "left_out": False} for entry in item.entries]
        item.save(update_fields=["left_out", "entries"])


def _one(rows: Any, what: str, slug: str) -> Any:
    row = rows.filter(slug=slug).first()
    if row is None:
        known = ", ".join(rows.order_by("pk").values_list("slug", flat=True)) or "none"
        raise CommandError(f"There is no {what} “{slug}”. Known: {known}.")
    return row


def _user(email: str | None) -> User | None:
    if not email:
        return None
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        raise CommandError(f"There is no account with the address {email}.")
    return user


def _media_type(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _described(file: Given, seen: Seen) -> dict[str, Any]:
    outcome = seen.outcome
    return {
        "file": file.name,
        "format": outcome.format,
        "title": outcome.title,
        "contributions": [
            {
                "name": entry.name,
                "organisation": entry.body,
                "group": entry.group,
                "country": entry.country,
                "level": entry.level,
                "language": entry.language,
                "passages": len(entry.pieces),
                "characters": len(entry.text),
                "first": entry.text[:120],
                "row": entry.row,
                "received_before_as": entry.repeats,
            }
            for entry in outcome.entries
        ],
        "attachments": [attachment.name for attachment in seen.attachments],
        "columns": outcome.plan.get("columns"),
        "speakers": outcome.plan.get("speakers"),
        "warnings": [say(one) for one in outcome.warnings],
        "errors": [say(one) for one in outcome.errors],
    }


def _preview_lines(data: dict[str, Any]) -> str:
    lines = []
    for file in data["files"]:
        count = len(file["contributions"])
        lines.append(f"{file['file']} ({file['format'] or 'unread'}): {count} contribution(s)")
        for one in file["contributions"]:
            who = ", ".join(filter(None, (one["name"], one["organisation"], one["group"])))
            first = " ".join(one["first"].split())[:70]
            lines.append(
                f"  {who or '—'} [{one['language']}, {one['passages']} passage(s)] {first}"
            )
        lines += [
            f"  {kind[:-1]}: {words}" for kind in ("warnings", "errors") for words in file[kind]
        ]
    return "\n".join(lines)


def _receipt_lines(data: dict[str, Any]) -> str:
    rows = data["contributions"]
    return "\n".join(
        [
            f"{len(rows)} contribution(s) stored. Their receipt codes are shown this once:",
            *(f"{row['number']}\t{row['code']}\t{row['file']}" for row in rows),
        ]
    )
