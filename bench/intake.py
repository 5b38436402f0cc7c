"""Import, cut and code: `python -m bench.intake --passages 10000` on SQLite or `DATABASE_URL`.

The way a desk goes: files are read one by one into a preview, stored at once with receipts and the
full-text index, and every passage gets its suggestions. The texts are paragraphs of the demo's
contributions, drawn anew: half in documents of some pages, half in a questionnaire's table.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
from pathlib import Path
from typing import Any

from bench.common import report, set_up, timed

DEMO = Path(__file__).parent.parent / "demo" / "contributions"
PER_DOCUMENT, PER_ROW = 20, 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--no-coding", action="store_true", help="only read, cut and store")
    args = parser.parse_args()
    set_up()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from bench import synthetic
    from reviewforum.evidence.actions import imports, suggestions
    from reviewforum.evidence.models import Passage
    from reviewforum.evidence.staging import Defaults

    forum = synthetic.forum()
    made, files = timed(lambda: uploads(args.passages, random.Random(5)))
    figures: dict[str, Any] = {"files": len(files), "made_s": round(made, 1)}
    steps: dict[str, float] = {}

    def step(name: str, work: Any) -> Any:
        with CaptureQueriesContext(connection) as queries:
            steps[name], result = timed(work)
        figures[f"{name}_s"] = round(steps[name], 2)
        figures[f"{name}_queries"] = len(queries)
        return result

    def start() -> Any:
        return imports.start_import(
            by=None,
            forum=forum,
            stage=forum.stages.get(slug="call"),
            uploads=files,
            defaults=Defaults(level="organisation", group="civil-society", published=True),
            in_background=False,
        )

    # What confirming would begin to suggest in the background is measured as a step of its own.
    suggest, suggestions.suggest_pending = suggestions.suggest_pending, lambda **_: 0
    batch = step("keep", start)
    step("read_and_cut", lambda: imports.read_files(batch_id=batch.pk))
    batch.refresh_from_db()
    received = step("store", lambda: imports.confirm(by=None, batch=batch))
    suggestions.suggest_pending = suggest
    coded = 0 if args.no_coding else step("code", lambda: suggest(forum=forum))
    passages = Passage.objects.filter(forum=forum).count()
    total = sum(steps.values())
    figures |= {
        "contributions": len(received),
        "passages": passages,
        "coded": coded,
        "total_s": round(total, 1),
        "passages_per_s": round(passages / total, 1),
        "stored_per_s": round(passages / (total - steps.get("code", 0)), 1),
        "coded_per_s": round(coded / steps["code"], 1) if coded else None,
    }
    report("intake", figures, f"python -m bench.intake --passages {args.passages}")


def paragraphs() -> list[str]:
    """Every paragraph of the demo's contributions."""
    rows = [
        json.loads(line)
        for path in sorted(DEMO.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [part for row in rows for part in row["text"].split("\n\n") if len(part) > 60]


def uploads(passages: int, rng: random.Random) -> list[Any]:
    """Files that are cut into about so many passages."""
    from reviewforum.evidence.actions.imports import Upload

    texts = paragraphs()
    count = max(1, passages // 2 // PER_DOCUMENT)
    files = []
    for number in range(count):
        chosen = [fresh(texts, rng) for _ in range(PER_DOCUMENT)]
        name, data = (docx if number % 2 else txt)(number, chosen)
        files.append(Upload(name, data))
    rows = [
        [f"Body {number}", "\n\n".join(fresh(texts, rng) for _ in range(PER_ROW))]
        for number in range(max(1, passages // 2 // PER_ROW))
    ]
    out = io.StringIO()
    csv.writer(out).writerows([["Organisation", "Statement"], *rows])
    return [*files, Upload("questionnaire.csv", out.getvalue().encode())]


def fresh(texts: list[str], rng: random.Random) -> str:
    """A paragraph with its sentences in another order: no cache knows it."""
    parts = rng.choice(texts).split(". ")
    rng.shuffle(parts)
    return ". ".join(parts)


def txt(number: int, parts: list[str]) -> tuple[str, bytes]:
    return f"input-{number}.txt", "\n\n".join(parts).encode()


def docx(number: int, parts: list[str]) -> tuple[str, bytes]:
    from docx import Document

    document = Document()
    for part in parts:
        document.add_paragraph(part)
    out = io.BytesIO()
    document.save(out)
    return f"input-{number}.docx", out.getvalue()


if __name__ == "__main__":
    main()
