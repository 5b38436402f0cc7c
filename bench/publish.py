"""A report at size, published: freezing it, its page, its files, and the voices matrix.

    python -m bench.publish --contributions 10000 --sentences 500

on SQLite or `DATABASE_URL`; prints JSON.
"""

from __future__ import annotations

import argparse
from typing import Any

from bench.common import percentiles, report, set_up, timed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contributions", type=int, default=10_000)
    parser.add_argument("--passages", type=int, default=3, help="passages in each contribution")
    parser.add_argument("--sentences", type=int, default=500)
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    set_up()
    from bench import synthetic
    from bench.report import analyse, write

    forum = synthetic.forum()
    passages = args.contributions * args.passages
    synthetic.fill(forum, passages, per_contribution=args.passages)
    draft, writer = write(forum, args.sentences)
    analyse()
    frozen, version = timed(lambda: freeze(draft, writer))
    figures = {
        "contributions": args.contributions,
        "passages": passages,
        "sentences": args.sentences,
        "notes": version.sentences.values("citations__number").distinct().count(),
        "freeze_s": round(frozen, 2),
        **pages(version, args.runs),
        **files(version),
    }
    repeat = f"python -m bench.publish --contributions {args.contributions}"
    report("publish", figures, f"{repeat} --sentences {args.sentences}")


def freeze(draft: Any, writer: Any) -> Any:
    """A published version, whatever is still to be settled: what is measured is the work."""
    from django.db import transaction

    from reviewforum.outcomes.assembly import assemble
    from reviewforum.outcomes.freezing import freeze as frozen

    with transaction.atomic():
        return frozen(assemble(draft), kind="published", number=1, by=writer)


def pages(version: Any, runs: int) -> dict[str, Any]:
    """Whole requests by someone who is not signed in."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    settings.ALLOWED_HOSTS = ["testserver"]
    forum, slug = version.report.forum.slug, version.report.slug
    found: dict[str, Any] = {}
    for name, args in (("report", [forum, slug]), ("voices", [forum])):
        address = reverse(name, args=args)
        client = Client()
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as caught:
            client.get(address)
        queries = len(caught)  # counted now: the next request empties the list
        seconds = [timed(lambda: client.get(address))[0] for _ in range(runs)]  # noqa: B023
        found |= {f"{name}_queries": queries, f"{name}_page_ms": percentiles(seconds)}
    return found


def files(version: Any) -> dict[str, Any]:
    """Seconds and bytes of each file."""
    from reviewforum.outcomes.exports import TYPES, export

    found: dict[str, Any] = {}
    for form in sorted(TYPES):
        export(version, form)
        seconds, made = timed(lambda: export(version, form))  # noqa: B023
        found |= {f"{form}_s": round(seconds, 2), f"{form}_bytes": len(made.data)}
    return found


if __name__ == "__main__":
    main()
