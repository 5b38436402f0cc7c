"""Search at size: `python -m bench.search --passages 100000` on SQLite or `DATABASE_URL`.

Measures what a search page needs (results, facets, labels), not the rendering of its HTML.
"""

from __future__ import annotations

import argparse
import random

from bench.common import percentiles, report, set_up, timed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=60)
    parser.add_argument("--no-vectors", action="store_true")
    args = parser.parse_args()
    set_up()
    from django.contrib.auth.models import AnonymousUser
    from django.db import connection
    from django.http import QueryDict
    from django.test.utils import CaptureQueriesContext

    from bench import synthetic
    from reviewforum.evidence.search import search
    from tests import build

    forum = synthetic.forum()
    seconds, _ = timed(lambda: synthetic.fill(forum, args.passages, vectors=not args.no_vectors))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    rng = random.Random(3)
    desk, public = build.user(forum, "rapporteur"), AnonymousUser()
    vocabulary = {
        lang: synthetic.vocabulary(lang, random.Random(11)) for lang, _ in synthetic.SHARES
    }

    def word(low: int, high: int) -> str:
        language = rng.choice(["en", "fr", "ru", "es", "ar"])
        return vocabulary[language][rng.randint(low, high)]

    kinds = {
        "rare word": lambda: f"q={word(2000, 15000)}",
        "common word": lambda: f"q={word(5, 60)}",
        "most common word": lambda: f"q={word(0, 3)}",
        "two words": lambda: f"q={word(20, 400)} {word(20, 400)}",
        "word and facets": lambda: f"q={word(20, 400)}&objective=6&group=trade-unions",
        "facet alone": lambda: f"objective={rng.randint(1, 23)}",
        "everything": lambda: "",
    }
    figures: dict[str, object] = {"passages": args.passages, "built_s": round(seconds, 1)}
    every: list[float] = []
    for name, make in kinds.items():
        for who, user in (("desk", desk), ("public", public)):
            search(forum, user, QueryDict(make()))
            times = []
            for _ in range(args.runs):
                params = QueryDict(make())
                times.append(timed(lambda p=params, u=user: search(forum, u, p))[0])
            figures[f"{name}, {who}"] = percentiles(times)
            every += times
    with CaptureQueriesContext(connection) as queries:
        search(forum, desk, QueryDict("q=mi&objective=6"))
    figures["queries"] = len(queries)
    figures["all"] = percentiles(every)
    report("search", figures, "python -m bench.search --passages 100000")


if __name__ == "__main__":
    main()
