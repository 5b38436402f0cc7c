"""Times the rapporteur's checks on a report of 500 sentences over 10,000 contributions.

Pure logic over rows in memory, one process; reading from the database is not part of it.
Run `python -m bench.report_check [--sentences N] [--contributions N]`; prints JSON.
"""

# ruff: noqa: E501 - sentences stay in one piece
from __future__ import annotations

import argparse
import json
import platform
import random
import statistics
import time
from collections.abc import Callable

from reviewforum.outcomes.support.checks import Cited, Evidence, Line, check_report
from reviewforum.outcomes.support.matrix import cross
from reviewforum.outcomes.support.suppression import suppress
from reviewforum.outcomes.support.unheard import readiness, unheard
from reviewforum.outcomes.support.voices import Voice
from reviewforum.outcomes.support.wording import GROUPS

OBJECTIVES = [str(number) for number in range(1, 24)]
COUNTRIES = [f"C{number:02}" for number in range(56)]
SENTENCES = {
    "en": "Several trade unions stressed that many States charge fees, while some participants disagreed.",
    "fr": "Plusieurs syndicats ont souligné que de nombreux États prélèvent des frais, mais certains participants ont exprimé leur désaccord.",
    "ru": "Ряд профсоюзов подчеркнул, что многие государства взимают сборы, однако некоторые участники возразили.",
    "es": "Varios sindicatos subrayaron que muchos Estados cobran tasas, pero algunos participantes discreparon.",
    "ar": "شدد عدد من النقابات العمالية على أن العديد من الدول تفرض رسوما، بينما عارض بعض المشاركين ذلك.",
    "zh": "若干工会强调，许多国家收取费用，但一些与会者表示反对。",
}  # fmt: skip


def voices(count: int, rng: random.Random) -> list[Voice]:
    """One row a contribution, as skewed as real ones: few groups bring most."""
    weights = [1 / (place + 1) for place in range(len(GROUPS))]
    return [
        Voice(
            f"c{number // 2}",
            rng.choices(GROUPS, weights)[0],
            f"Contributor {number // 2}",
            frozenset(rng.sample(OBJECTIVES, rng.choice((1, 1, 2, 3)))),
            frozenset(rng.sample(COUNTRIES, rng.choice((0, 1, 1, 2)))),
            rng.choice(tuple(SENTENCES)),
            cited=rng.random() < 0.1,
            confidential=rng.random() < 0.2,
        )
        for number in range(count)
    ]


def report(rows: list[Voice], sentences: int, rng: random.Random) -> list[Line]:
    """Sentences of all languages with one to twelve citations."""
    lines = []
    for number in range(sentences):
        language = tuple(SENTENCES)[number % len(SENTENCES)]
        picked = rng.sample(range(len(rows)), rng.randint(1, 12))
        lines.append(
            Line(
                f"s{number}",
                f"{SENTENCES[language]} [{number}]",
                language,
                _cited(rows, picked, number),
            )
        )
    return lines


def _cited(rows: list[Voice], picked: list[int], number: int) -> tuple[Cited, ...]:
    return tuple(
        Cited(f"{number}-{at}", f"p{at}", rows[at].contributor, rows[at].objectives, "d", "d")
        for at in picked
    )


def evidence(rows: list[Voice]) -> Evidence:
    """The index the checks need."""
    by_objective: dict[str, set[str]] = {}
    groups: dict[str, set[str]] = {}
    for row in rows:
        groups.setdefault(row.group, set()).add(row.contributor)
        for objective in row.objectives:
            by_objective.setdefault(objective, set()).add(row.contributor)
    return Evidence(
        {key: frozenset(who) for key, who in by_objective.items()},
        {key: frozenset(who) for key, who in groups.items()},
    )


def timed(work: Callable[[], object], rounds: int = 5) -> dict[str, float]:
    """Milliseconds: the first (cold) run, the median of the rest, and its processor time."""
    wall, cpu = [], []
    for _ in range(rounds + 1):
        start, busy = time.perf_counter(), time.process_time()
        work()
        wall.append((time.perf_counter() - start) * 1000)
        cpu.append((time.process_time() - busy) * 1000)
    return {
        "first_ms": round(wall[0], 1),
        "median_ms": round(statistics.median(wall[1:]), 1),
        "median_cpu_ms": round(statistics.median(cpu[1:]), 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=500)
    parser.add_argument("--contributions", type=int, default=10_000)
    options = parser.parse_args()
    rng = random.Random(7)
    rows = voices(options.contributions, rng)
    lines = report(rows, options.sentences, rng)
    index = evidence(rows)
    findings = check_report(lines, index)
    matrix = cross(rows, "group", "objective", GROUPS, OBJECTIVES)
    countries = cross(rows, "country", "objective", COUNTRIES, OBJECTIVES)
    result = {
        "sentences": options.sentences,
        "contributions": options.contributions,
        "citations": sum(len(line.citations) for line in lines),
        "findings": len(findings),
        "check_report": timed(lambda: check_report(lines, index)),
        "index_evidence": timed(lambda: evidence(rows)),
        "unheard": timed(lambda: unheard(rows)),
        "readiness": timed(lambda: readiness(rows, findings=findings)),
        "matrix": timed(lambda: cross(rows, "group", "objective", GROUPS, OBJECTIVES)),
        "suppress_group_objective": timed(lambda: suppress(matrix)),
        "suppress_country_objective": timed(lambda: suppress(countries)),
        "hidden_country_objective": len(suppress(countries).hidden),
        "python": platform.python_version(),
    }
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
