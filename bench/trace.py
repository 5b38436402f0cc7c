"""Trace at size, both ways: `python -m bench.trace --passages 100000` on SQLite or `DATABASE_URL`.

A forum of that many passages, a fifth of them cited in published reports. Measured: what a receipt
and a sentence need (the chain read and put into words), then the whole requests.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Sequence
from typing import Any

from bench.common import percentiles, report, set_up, timed

CITES = (1, 1, 2, 3, 5, 20)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=200)
    args = parser.parse_args()
    set_up()
    from django.db import connection

    from bench import synthetic

    forum = synthetic.forum()
    seconds, _ = timed(lambda: synthetic.fill(forum, args.passages))
    cited = publish(forum, args.passages // 5)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    figures: dict[str, Any] = {"passages": args.passages, "citations": cited}
    figures |= {"built_s": round(seconds, 1), "bar_p95_ms": 50}
    rng = random.Random(5)
    figures |= measure("receipt", receipt_work(rng), args.runs)
    figures |= measure("sentence", sentence_work(forum, rng), args.runs)
    figures |= measure("receipt page", page_work(rng), args.runs)
    figures |= measure("sentence page", sentence_page_work(forum, rng), args.runs)
    report("trace", figures, "python -m bench.trace --passages 100000")


def publish(forum: Any, wanted: int) -> int:
    """Reports whose sentences cite `wanted` passages drawn at random; one waiver each."""
    from reviewforum.evidence.models import Passage
    from reviewforum.outcomes.models import (
        FrozenCitation,
        FrozenSentence,
        Report,
        ReportVersion,
        Waiver,
    )

    rng = random.Random(3)
    ids = list(Passage.objects.filter(forum=forum).values_list("pk", "digest"))
    chosen = rng.sample(ids, min(wanted, len(ids)))
    groups = list(forum.framework.groups.all())
    made = 0
    for number in range(4):
        row = Report.objects.create(forum=forum, slug=f"r{number}", titles={"en": f"R{number}"})
        Waiver.objects.create(report=row, group=groups[number], reason="Said elsewhere.")
        version = ReportVersion.objects.create(
            report=row, number=1, kind="published", title=f"R{number}", language="en", digest="0"
        )
        per_report = max(1, len(chosen) // 4 // 5)
        sentences = FrozenSentence.objects.bulk_create(
            [
                FrozenSentence(
                    version=version, key=f"r{number}s{place}", section_number=1, section_key="s",
                    section_heading="Work", paragraph_number=place // 3 + 1, paragraph_key="p",
                    position=place, text="Many asked for contracts that workers can read.",
                )
                for place in range(1, per_report + 1)
            ],
            batch_size=1000,
        )  # fmt: skip
        rows = []
        for sentence in sentences:
            for note in range(rng.choice(CITES)):
                if made >= len(chosen):
                    break
                pk, digest = chosen[made]
                made += 1
                rows.append(FrozenCitation(sentence=sentence, passage_id=pk, stance="supports",
                                           number=note + 1, digest=digest))  # fmt: skip
        FrozenCitation.objects.bulk_create(rows, batch_size=2000)
        Passage.objects.filter(pk__in=[row.passage_id for row in rows][:500]).update(
            quoted_publicly=True
        )
    return made


def receipt_work(rng: random.Random) -> Callable[[], Any]:
    """A receipt's code → the chain, put into words."""
    from reviewforum.trace.fates import told
    from reviewforum.trace.reading import trace_code
    from reviewforum.trace.steps import steps

    codes = renewed_codes(rng)

    def work() -> Any:
        trace = trace_code(rng.choice(codes))
        assert trace is not None
        return steps(trace), told(trace)

    return work


def renewed_codes(rng: random.Random, size: int = 400) -> Sequence[str]:
    """Codes of some contributions, given anew: those given at reception are kept nowhere."""
    from reviewforum.evidence.models import Contribution
    from reviewforum.evidence.receipts import code_for, digest_of_code

    ids = list(Contribution.objects.values_list("pk", flat=True))
    codes = []
    for pk in rng.sample(ids, min(size, len(ids))):
        code = code_for(f"bench:{pk}")
        Contribution.objects.filter(pk=pk).update(receipt_digest=digest_of_code(code))
        codes.append(code)
    return codes


def sentence_keys(rng: random.Random) -> list[tuple[str, str]]:
    from reviewforum.outcomes.models import FrozenSentence

    rows = list(FrozenSentence.objects.values_list("version__report__slug", "key"))
    return rng.sample(rows, min(400, len(rows)))


def sentence_work(forum: Any, rng: random.Random) -> Callable[[], Any]:
    """A published sentence → the voices behind it."""
    from django.contrib.auth.models import AnonymousUser

    from reviewforum.outcomes.models import Report
    from reviewforum.trace.sentences import trace_sentence

    keys = sentence_keys(rng)
    viewer = AnonymousUser()

    def work() -> Any:
        slug, key = rng.choice(keys)
        found = Report.objects.select_related("forum").get(forum=forum, slug=slug)
        trace = trace_sentence(report=found, key=key, viewer=viewer)
        assert trace is not None
        return trace

    return work


def page_work(rng: random.Random) -> Callable[[], Any]:
    """The whole request for a receipt."""
    from django.core.cache import cache
    from django.test import Client

    client, codes = Client(), renewed_codes(rng)

    def work() -> Any:
        cache.clear()  # the limit on requests would end the bench
        answer = client.post("/receipt/", {"code": rng.choice(codes)})
        assert answer.status_code == 200
        return answer

    return work


def sentence_page_work(forum: Any, rng: random.Random) -> Callable[[], Any]:
    """The whole request for a sentence."""
    from django.test import Client

    client, keys = Client(), sentence_keys(rng)

    def work() -> Any:
        slug, key = rng.choice(keys)
        answer = client.get(f"/f/{forum.slug}/reports/{slug}/sentences/{key}/")
        assert answer.status_code == 200
        return answer

    return work


def measure(name: str, work: Callable[[], Any], runs: int) -> dict[str, Any]:
    """Milliseconds, and the fewest and most queries met."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    work()
    times = [timed(work)[0] for _ in range(runs)]
    counts = []
    for _ in range(20):
        with CaptureQueriesContext(connection) as queries:
            work()
        counts.append(len(queries))
    return {name: {**percentiles(times), "queries": [min(counts), max(counts)]}}


if __name__ == "__main__":
    main()
