"""The coding desk at size: `python -m bench.coding_desk --passages 100000`, whole requests.

Half of the passages are coded, a tenth of those by two coders; all have three suggestions.
"""

from __future__ import annotations

import argparse
import random
from typing import Any

from bench.common import percentiles, report, set_up, timed

READ, TWICE = 0.5, 0.1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=40)
    args = parser.parse_args()
    set_up()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from bench import synthetic
    from tests import build

    forum = synthetic.forum()
    coders = [build.user(forum, "rapporteur"), build.user(forum, "moderator")]
    seconds, _ = timed(lambda: synthetic.fill(forum, args.passages, codes=False))
    work(forum, coders)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client, base = Client(), f"/f/{forum.slug}/coding/"
    client.force_login(coders[0])
    figures: dict[str, Any] = {"passages": args.passages, "built_s": round(seconds, 1)}
    for name, path in {
        "queue": base,
        "queue, one language": f"{base}?language=fr",
        "queue, one objective": f"{base}?objective=6",
        "second reading": f"{base}?queue=second",
        "disputes": f"{base}disputes/",
        "agreement": f"{base}agreement/",
    }.items():
        client.get(path)
        figures[name] = percentiles(
            [timed(lambda p=path: client.get(p))[0] for _ in range(args.runs)]
        )
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        figures[name]["queries"] = len(queries)
    figures["save and go on"] = percentiles(saves(client, forum, base, args.runs))
    report("coding desk", figures, f"python -m bench.coding_desk --passages {args.passages}")


def work(forum: Any, coders: list[Any]) -> None:
    """Suggestions on every passage; readings and decisions on a part of them."""
    from reviewforum.evidence.models import Code, Coding, Decision, Passage, Reading, Suggestion

    rng = random.Random(5)
    codes = list(Code.objects.filter(framework=forum.framework, dimension="objective"))
    suggestions, decisions, codings, readings, changed = [], [], [], [], []
    for passage in Passage.objects.filter(forum=forum).defer("text").iterator():
        passage.uncertainty, passage.suggested_by = rng.random(), "m"
        chosen = rng.sample(codes, 3)
        suggestions += [
            Suggestion(passage=passage, code=code, score=rng.random(), model="m") for code in chosen
        ]
        readers = coders[::-1][: 0 if rng.random() > READ else 1 + (rng.random() < TWICE)]
        passage.status = "coded" if readers else "pending"
        for coder in readers:
            readings.append(Reading(passage=passage, by=coder))
            decisions.append(
                Decision(passage=passage, code=rng.choice(chosen), by=coder, applies=True)
            )
        given = {row.code_id for row in decisions[-len(readers) :]} if readers else set()
        codings += [Coding(passage=passage, code_id=pk, disputed=len(given) > 1) for pk in given]
        changed.append(passage)
    for model, rows in (
        (Suggestion, suggestions),
        (Decision, decisions),
        (Coding, codings),
        (Reading, readings),
    ):
        model.objects.bulk_create(rows, batch_size=5000)
    Passage.objects.bulk_update(changed, ["uncertainty", "suggested_by", "status"], batch_size=1000)


def saves(client: Any, forum: Any, base: str, runs: int) -> list[float]:
    """Seconds of saving a passage and loading the next one, as a coder waits for it."""
    from reviewforum.evidence.models import Code
    from reviewforum.evidence.queue import Selection, next_id
    from reviewforum.people.models import User

    user = User.objects.get(pk=client.session["_auth_user_id"])
    code = Code.objects.filter(framework=forum.framework, dimension="objective").first()
    times = []
    for _ in range(runs):
        pk = next_id(forum, user, Selection())
        address = f"{base}{pk}/"
        times.append(timed(lambda a=address: client.post(a, {"code": code.pk}, follow=True))[0])
    return times


if __name__ == "__main__":
    main()
