"""The report desk at size: a draft compiled with its evidence from the database and all of it
checked, the whole desk page as a request, and saving one sentence.

    python -m bench.report --contributions 10000 --sentences 500

on SQLite or `DATABASE_URL`; prints JSON.
"""

from __future__ import annotations

import argparse
import random
from typing import Any

from bench.common import percentiles, report, set_up, timed

CITATIONS = 4
PARAGRAPH, SECTION = 5, 50
TEXTS = (
    "Several trade unions stressed that written contracts protect workers.",
    "Many participants asked for firewalls between services and enforcement.",
    "Most local authorities described one-stop desks, while some disagreed.",
    "A few academic institutions gave figures on recruitment fees.",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contributions", type=int, default=10_000)
    parser.add_argument("--passages", type=int, default=3, help="passages in each contribution")
    parser.add_argument("--sentences", type=int, default=500)
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    set_up()
    from bench import synthetic

    forum = synthetic.forum()
    passages = args.contributions * args.passages
    built, _ = timed(lambda: synthetic.fill(forum, passages, per_contribution=args.passages))
    draft, writer = write(forum, args.sentences)
    analyse()
    size = {
        "contributions": args.contributions,
        "passages": passages,
        "sentences": args.sentences,
        "citations": args.sentences * CITATIONS,
        "built_s": round(built, 1),
    }
    figures = {**compile_and_check(draft, args.runs), **pages(draft, writer, args.runs)}
    repeat = f"python -m bench.report --contributions {args.contributions}"
    report("report", {**size, **figures}, f"{repeat} --sentences {args.sentences}")


def analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def write(forum: Any, sentences: int) -> tuple[Any, Any]:
    """A draft of that many sentences, each with four citations; its rows are stored in bulk."""
    from reviewforum.evidence.models import Passage
    from reviewforum.outcomes.actions.reports import Frame, create_report
    from reviewforum.outcomes.models import Citation, Paragraph, Section, Sentence, SentenceRevision
    from tests import build

    rng = random.Random(5)
    writer = build.user(forum, "rapporteur")
    draft = create_report(by=writer, forum=forum, frame=Frame(title="Summary", word_limit=8500))
    made: list[Sentence] = []
    for place in range(0, sentences, SECTION):
        section = Section.objects.create(report=draft, position=place + 1, heading=f"Part {place}")
        for first in range(place, min(place + SECTION, sentences), PARAGRAPH):
            paragraph = Paragraph.objects.create(section=section, position=first + 1)
            made += [
                Sentence(paragraph=paragraph, position=number + 1, text=TEXTS[number % len(TEXTS)])
                for number in range(first, min(first + PARAGRAPH, sentences))
            ]
    made = Sentence.objects.bulk_create(made)
    SentenceRevision.objects.bulk_create(
        SentenceRevision(report=draft, sentence_key=one.key, revision=1, text=one.text)
        for one in made
    )
    pool = list(Passage.objects.filter(forum=forum).values_list("pk", "digest"))
    Citation.objects.bulk_create(
        Citation(sentence=one, passage_id=pk, digest=digest)
        for one in made
        for pk, digest in rng.sample(pool, CITATIONS)
    )
    return draft, writer


def compile_and_check(draft: Any, runs: int) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from reviewforum.outcomes.assembly import assemble, blockers

    times, found, stand = [], 0, 0
    for _ in range(runs):
        seconds, compiled = timed(lambda: assemble(draft))
        checked, rows = timed(lambda c=compiled: blockers(draft, c))
        times.append(seconds + checked)
        found, stand = len(compiled.findings), len(rows)
    with CaptureQueriesContext(connection) as caught:
        blockers(draft)
    return {
        "compile_and_check": percentiles(times),
        "compile_and_check_queries": len(caught),
        "findings": found,
        "blockers": stand,
    }


def pages(draft: Any, writer: Any, runs: int) -> dict[str, Any]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    client = Client()
    client.force_login(writer)
    key = draft.sentence_revisions.first().sentence_key
    desk = reverse("desk", args=[draft.forum.slug, draft.slug])
    save = reverse("desk-save", args=[draft.forum.slug, draft.slug, key])
    figures: dict[str, Any] = {}
    for name, address in (("desk", f"{desk}?s={key}"), ("desk_search", f"{desk}?s={key}&q=mi")):
        answer = client.get(address)
        times = [timed(lambda a=address: client.get(a))[0] for _ in range(runs)]
        with CaptureQueriesContext(connection) as caught:
            client.get(address)
        figures[f"{name}_page"] = percentiles(times)
        figures[f"{name}_page_queries"] = len(caught)
        figures[f"{name}_page_kb"] = len(answer.content) // 1024
    times = []
    for number in range(runs):
        given = {"text": f"Several trade unions said {number}.", "revision": number + 1}
        times.append(timed(lambda g=given: client.post(save, g))[0])
    figures["save_a_sentence"] = percentiles(times)
    return figures


if __name__ == "__main__":
    main()
