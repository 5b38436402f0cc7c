"""`reviewforum trace CODE` and `reviewforum trace FORUM/REPORT/SENTENCE`."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError

from reviewforum.outcomes.models import Report
from reviewforum.trace.answers import of_contribution, of_sentence
from reviewforum.trace.parts import ContributionTrace, SentenceTrace
from reviewforum.trace.reading import trace_code
from reviewforum.trace.sentences import trace_sentence
from reviewforum.trace.steps import steps

MARKS = {"reached": "●", "stopped": "◆", "pending": "○"}


class Command(BaseCommand):
    """What became of a contribution, or who is behind a published sentence."""

    help = (
        "Follows a receipt code to what became of the contribution, or a published sentence "
        "(FORUM/REPORT/SENTENCE) to the voices behind it. Shows speakers as everyone may see them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to follow."""
        parser.add_argument("code", nargs="+", help="five words, or FORUM/REPORT/SENTENCE")
        parser.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError for a code or a sentence that is not there."""
        code = " ".join(options["code"])
        if "/" in code:
            sentence = _sentence(code)
            self._say(of_sentence(sentence), _sentence_text(sentence), options["json"])
        else:
            found = _contribution(code)
            self._say(of_contribution(found), _contribution_text(found), options["json"])

    def _say(self, data: dict[str, Any], text: str, as_json: bool) -> None:
        body = json.dumps(data, ensure_ascii=False, indent=1) if as_json else text
        self.stdout.write(body)


def _contribution(code: str) -> ContributionTrace:
    found = trace_code(code)
    if found is None:
        raise CommandError("No contribution has this receipt. Check each of the five words.")
    return found


def _sentence(place: str) -> SentenceTrace:
    parts = place.split("/")
    if len(parts) != 3:
        raise CommandError("Write FORUM/REPORT/SENTENCE, as in the address of the sentence.")
    forum, slug, key = parts
    report = Report.objects.filter(forum__slug=forum, slug=slug).select_related("forum").first()
    viewer = AnonymousUser()
    found = trace_sentence(report=report, key=key, viewer=viewer) if report else None
    if found is None:
        raise CommandError(f"No published report holds the sentence “{place}”.")
    return found


def _contribution_text(trace: ContributionTrace) -> str:
    row = trace.contribution
    lines = [f"{row.forum}: contribution {row.number}"]
    for step in steps(trace):
        lines += [f"{MARKS[step.state]} {step.title}"]
        lines += [f"  {part}" for part in (step.detail, step.at, step.url) if part]
    return "\n".join(lines)


def _sentence_text(trace: SentenceTrace) -> str:
    where = f"§ {trace.sentence.paragraph_number}, version {trace.version.number}"
    lines = [f"{trace.version.title}, {where}", trace.text, ""]
    for voice in trace.voices:
        said = f"“{voice.quote}”" if voice.quote is not None else voice.why
        lines += [f"{voice.note}. {voice.shown.label}", f"   {said}"]
    return "\n".join(lines)
