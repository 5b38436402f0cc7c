"""`export`: a report as a file."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reviewforum.common.localized import UN_LANGUAGES
from reviewforum.outcomes.export.pdf import ExportFailed
from reviewforum.outcomes.exports import TYPES, Export, export
from reviewforum.outcomes.models import Report, ReportVersion, VersionKind


class Command(BaseCommand):
    """Writes what everyone may read of a version, to a file or to standard output."""

    help = "Exports a report: FORUM/REPORT, its newest published version unless another is named."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """`--version` names a version of the report here, not that of Django."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The report, the format, the version, the language of the labels, the file."""
        parser.add_argument("report", metavar="FORUM/REPORT")
        parser.add_argument("--format", required=True, choices=sorted(TYPES), dest="form")
        parser.add_argument("--version", type=int, dest="number", metavar="N")
        parser.add_argument("--language", choices=UN_LANGUAGES)
        parser.add_argument("--output", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Export, or say on stderr why not."""
        version = _version(options["report"], options["number"])
        try:
            made = export(version, options["form"], options["language"])
        except ExportFailed as problem:
            raise CommandError(str(problem)) from problem
        self._write(made, options["output"])

    def _write(self, made: Export, output: Path | None) -> None:
        if output is None:
            sys.stdout.flush()
            sys.stdout.buffer.write(made.data)
            sys.stdout.buffer.flush()
            return
        try:
            output.write_bytes(made.data)
        except OSError as problem:
            raise CommandError(f"{output} could not be written: {problem.strerror}.") from problem
        self.stderr.write(f"{output}: {len(made.data)} bytes")


def _version(name: str, number: int | None) -> ReportVersion:
    """The version asked for. Raises CommandError saying what there is instead."""
    forum, _slash, slug = name.partition("/")
    report = Report.objects.filter(forum__slug=forum, slug=slug).first()
    if report is None:
        raise CommandError(f"No report “{name}”. {_known()}")
    rows = report.versions.select_related("report__forum__cycle__framework").order_by("number")
    found = rows.filter(number=number) if number else rows.filter(kind=VersionKind.PUBLISHED)
    version = found.last()
    if version is None:
        there = ", ".join(str(row.number) for row in rows) or "none"
        wanted = f"no version {number}" if number else "no published version"
        raise CommandError(f"“{name}” has {wanted}. Versions: {there}.")
    return version


def _known() -> str:
    rows = Report.objects.order_by("forum__slug", "slug").values_list("forum__slug", "slug")
    names = ", ".join(f"{forum}/{slug}" for forum, slug in rows[:20])
    return f"There are: {names}." if names else "There is none yet."
