"""Measures the suggesting of objectives on a labelled set, beside plain baselines; prints JSON.

    python -m bench.coding --data DIR [--labelled 45] [--quick]

DIR holds *.jsonl files; each line has "text", "objectives" (numbers) and, optionally, "lang" and
"set". Every set and language is measured apart. What is fitted on the labelled texts themselves
is cross-validated. One thread.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

import numpy as np
from rank_bm25 import BM25Okapi

from reviewforum.common.text.terms import terms
from reviewforum.common.text.vectors import load_embedder
from reviewforum.evidence.suggesting import Example, Suggester
from reviewforum.evidence.suggesting.wordspace import WordSpace
from reviewforum.frameworks.reader import FrameworkData, read_framework

Row = dict[str, object]
Scorer = Callable[[Sequence[Row]], np.ndarray]
FOLDS = 5
KEPT_AT_MOST = 3


def rows_of(folder: Path) -> list[Row]:
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.open("rb")]
    rows = [json.loads(line) for line in lines if line.strip()]
    if not rows:
        raise SystemExit(f"No labelled lines in {folder}/*.jsonl.")
    return rows


def by_set(rows: Sequence[Row]) -> dict[str, list[Row]]:
    sets: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        sets[f"{row.get('set', 'all')}/{row.get('lang', '?')}"].append(row)
    for name, part in [("srf_translated", "srf_translated/")]:
        joined = [row for key, group in sets.items() if key.startswith(part) for row in group]
        if joined:
            sets[f"{name}/all"] = joined
    return dict(sorted(sets.items()))


def truth(rows: Sequence[Row], keys: Sequence[int]) -> np.ndarray:
    return np.array([[key in row["objectives"] for key in keys] for row in rows])


# Scores of a method: one row a text, one column an objective.


def suggested(suggester: Suggester, rows: Sequence[Row]) -> np.ndarray:
    answers = suggester.suggest([r["text"] for r in rows], [r.get("lang") for r in rows])
    ordered = [sorted(answer, key=lambda s: s.number) for answer in answers]
    return np.array([[suggestion.score for suggestion in answer] for answer in ordered])


def titles(framework: FrameworkData, language: str) -> list[str]:
    chosen = language if language in framework.languages else "en"
    return [f"{o.short.get(chosen, '')} {o.title.get(chosen, '')}" for o in framework.objectives]


def per_language(
    rows: Sequence[Row], score: Callable[[str, Sequence[Row]], np.ndarray]
) -> np.ndarray:
    out: list[np.ndarray | None] = [None] * len(rows)
    for language in sorted({str(row.get("lang", "en")) for row in rows}):
        places = [i for i, row in enumerate(rows) if str(row.get("lang", "en")) == language]
        for place, line in zip(places, score(language, [rows[i] for i in places]), strict=True):
            out[place] = line
    return np.array(out)


def words(text: object, language: str) -> list[str]:
    return [term.term for term in terms(str(text), language, drop_stop_words=True)]


def bm25(framework: FrameworkData) -> Scorer:
    def score(language: str, rows: Sequence[Row]) -> np.ndarray:
        index = BM25Okapi([words(title, language) for title in titles(framework, language)])
        return np.array([index.get_scores(words(row["text"], language)) for row in rows])

    return lambda rows: per_language(rows, score)


def tfidf(framework: FrameworkData) -> Scorer:
    def score(language: str, rows: Sequence[Row]) -> np.ndarray:
        space = WordSpace([words(title, language) for title in titles(framework, language)])
        return space.similarity(space.place([words(row["text"], language) for row in rows]))

    return lambda rows: per_language(rows, score)


def embeddings(framework: FrameworkData) -> Scorer | None:
    embedder = load_embedder()
    if embedder is None:
        return None
    index = embedder.embed(titles(framework, "en"), "passage")
    return lambda rows: embedder.embed([str(r["text"]) for r in rows], "query") @ index.T


# Measures.


def ranks(scores: np.ndarray) -> np.ndarray:
    return np.argsort(-scores, axis=1, kind="stable")


def ranking(scores: np.ndarray, gold: np.ndarray) -> dict[str, np.ndarray]:
    ordered = np.take_along_axis(gold, ranks(scores), axis=1)
    return {
        "P@1": ordered[:, 0].astype(float),
        "R@3": ordered[:, :3].sum(1) / gold.sum(1),
        "MRR": 1 / (1 + ordered.argmax(1)),
    }


def keep(scores: np.ndarray, threshold: float) -> np.ndarray:
    """The labels a method would set by itself: the first, and others above the threshold."""
    place = np.empty_like(scores, dtype=int)
    np.put_along_axis(place, ranks(scores), np.arange(scores.shape[1])[None, :], axis=1)
    return (place == 0) | ((place < KEPT_AT_MOST) & (scores >= threshold))


def folds(count: int) -> np.ndarray:
    return np.random.default_rng(0).permutation(count) % min(FOLDS, max(count, 2))


def labels_by_fold(scores: np.ndarray, gold: np.ndarray) -> np.ndarray:
    """Labels with the threshold that is best (micro-F1) on the other folds."""
    out = np.zeros_like(gold)
    fold = folds(len(gold))
    grid = np.unique(np.quantile(scores, np.linspace(0.6, 1, 41)))
    for part in sorted(set(fold)):
        rest = fold != part
        best = max(grid, key=lambda t: (micro(keep(scores[rest], t), gold[rest]), -t))
        out[~rest] = keep(scores[~rest], best)
    return out


def micro(kept: np.ndarray, gold: np.ndarray) -> float:
    return float(2 * (kept & gold).sum() / max(kept.sum() + gold.sum(), 1))


def macro(kept: np.ndarray, gold: np.ndarray) -> float:
    used = gold.any(0)
    both, either = (kept & gold).sum(0), kept.sum(0) + gold.sum(0)
    return float((2 * both / np.maximum(either, 1))[used].mean())


def interval(values: np.ndarray, draws: int = 2000) -> list[float]:
    rng = np.random.default_rng(0)
    means = values[rng.integers(0, len(values), (draws, len(values)))].mean(axis=1)
    return [round(float(q), 3) for q in np.quantile(means, [0.025, 0.975])]


def measure(scores: np.ndarray, gold: np.ndarray) -> dict[str, object]:
    per_text = ranking(scores, gold)
    kept = labels_by_fold(scores, gold)
    per_text["sample-F1"] = 2 * (kept & gold).sum(1) / (kept.sum(1) + gold.sum(1))
    result: dict[str, object] = {name: round(float(v.mean()), 3) for name, v in per_text.items()}
    result["R@3 CI95"] = interval(per_text["R@3"])
    result["sample-F1 CI95"] = interval(per_text["sample-F1"])
    result["micro-F1"] = round(micro(kept, gold), 3)
    result["macro-F1"] = round(macro(kept, gold), 3)
    return result


def calibration(scores: np.ndarray, gold: np.ndarray) -> dict[str, float]:
    """Expected calibration error over ten bins, and the Brier score."""
    flat, hit = scores.ravel(), gold.ravel().astype(float)
    bins = np.minimum((flat * 10).astype(int), 9)
    gaps = [abs((flat - hit)[bins == b].sum()) for b in range(10)]
    return {
        "ECE": round(float(sum(gaps) / len(flat)), 4),
        "Brier": round(float(((flat - hit) ** 2).mean()), 4),
    }


# What is fitted on labelled texts.


def learned(suggester: Suggester, rows: Sequence[Row]) -> np.ndarray:
    """Each fold scored by a suggester that has learned from the others."""
    fold, out = folds(len(rows)), np.zeros((len(rows), len(suggester.framework.objectives)))
    for part in sorted(set(fold)):
        known = [as_example(rows[i]) for i in np.flatnonzero(fold != part)]
        held = np.flatnonzero(fold == part)
        out[held] = suggested(suggester.learn(known), [rows[i] for i in held])
    return out


def as_example(row: Row) -> Example:
    keys = tuple(str(number) for number in row["objectives"])
    return Example(str(row["text"]), str(row.get("lang", "en")), keys)


# Speed.


def throughput(suggester: Suggester) -> dict[str, object]:
    """Distinct passages of 12 and of 27 words; every text is new to the caches."""
    result: dict[str, object] = {}
    embedder = load_embedder()
    for name, length in (("short (12 words)", 12), ("sentence (27 words)", 27)):
        texts = [made_up(seed, length) for seed in range(200)]
        languages = ["en"] * len(texts)
        suggester.suggest(texts[:1], languages[:1])
        started = time.process_time()
        suggester.suggest(texts, languages)
        result[name] = round(len(texts) / (time.process_time() - started), 1)
        if embedder:
            started = time.process_time()
            embedder.embed([text + " again" for text in texts], "passage")
            result[f"{name}, embedding alone"] = round(200 / (time.process_time() - started), 1)
    return result


WORDS = (
    "migrants workers children women States authorities access health school work border "
    "detention return family rights services information documents training employers cities "
    "protection support policy data money pension community partners should need have receive "
    "provide protect every new local national safe without across between many our their"
)
VOCABULARY = WORDS.split()


def made_up(seed: int, length: int) -> str:
    return " ".join(np.random.default_rng(seed).choice(VOCABULARY, length))


def start_time() -> float:
    """Seconds from a new process to the first suggestion."""
    import subprocess

    code = "from reviewforum.evidence.suggesting import Suggester as S;S.load().suggest(['a b'])"
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return round(time.perf_counter() - started, 2)


def report(folder: Path, labelled: str) -> dict[str, object]:
    framework = read_framework("gcm")
    keys = [objective.number for objective in framework.objectives]
    full, lexical = Suggester.load("gcm"), Suggester.load("gcm", embedder=None)
    methods: dict[str, Scorer | None] = {
        "reviewforum": lambda rows: suggested(full, rows),
        "reviewforum, words only": lambda rows: suggested(lexical, rows),
        "BM25 on titles": bm25(framework),
        "TF-IDF on titles": tfidf(framework),
        "embeddings on titles": embeddings(framework),
    }
    sets: dict[str, object] = {}
    for name, rows in by_set(rows_of(folder)).items():
        gold = truth(rows, keys)
        found = {m: s(rows) for m, s in methods.items() if s is not None}
        if name == labelled:
            found[f"reviewforum + learned ({FOLDS}-fold)"] = learned(full, rows)
        sets[name] = {"texts": len(rows)} | {m: measure(s, gold) for m, s in found.items()}
        sets[name]["reviewforum"] |= calibration(found["reviewforum"], gold)
    return {
        "model": full.model,
        "sets": sets,
        "passages per CPU second, one thread": throughput(full),
        "seconds to the first suggestion": start_time(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of *.jsonl")
    parser.add_argument("--labelled", default="srf/en", help="set learned from, cross-validated")
    arguments = parser.parse_args()
    answer = report(arguments.data, arguments.labelled)
    json.dump(answer, sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
