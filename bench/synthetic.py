"""A large forum, made quickly and the same each time: words by Zipf's law in six languages."""

from __future__ import annotations

import hashlib
import random
from typing import Any

SYLLABLES = {
    "en": [
        "mi",
        "gra",
        "tion",
        "work",
        "er",
        "pa",
        "ther",
        "ing",
        "con",
        "tract",
        "lo",
        "cal",
        "ri",
        "ght",
    ],
    "fr": [
        "mi",
        "gra",
        "tion",
        "tra",
        "vail",
        "con",
        "trat",
        "eur",
        "droi",
        "ville",
        "lo",
        "ge",
        "ment",
    ],
    "es": [
        "mi",
        "gra",
        "ción",
        "tra",
        "ba",
        "jo",
        "con",
        "tra",
        "to",
        "de",
        "re",
        "cho",
        "ciu",
        "dad",
    ],
    "ru": ["ми", "гра", "ция", "ра", "бо", "та", "до", "го", "вор", "пра", "во", "го", "род", "ны"],
    "ar": ["مها", "جر", "عمل", "عقد", "حق", "مدي", "نة", "خدم", "ات", "سكن", "تعل", "يم"],
    "zh": ["移", "民", "工", "人", "权", "利", "合", "同", "城", "市", "服", "务", "教", "育"],
}
SHARES = [("en", 45), ("fr", 15), ("ru", 15), ("es", 10), ("ar", 8), ("zh", 7)]
VOCABULARY = 20_000


def vocabulary(language: str, rng: random.Random) -> list[str]:
    """Made-up words of a language, most frequent first."""
    parts = SYLLABLES[language]
    words: dict[str, None] = {}
    while len(words) < VOCABULARY // (4 if language == "zh" else 1):
        words["".join(rng.choice(parts) for _ in range(rng.randint(1, 5)))] = None
    return list(words)


def sentence(words: list[str], language: str, rng: random.Random) -> str:
    """Some 45 words; rank r is drawn with a weight near 1/r."""
    size = len(words)
    chosen = [
        words[min(size - 1, int(size ** rng.random()) - 1)] for _ in range(rng.randint(30, 60))
    ]
    return ("" if language == "zh" else " ").join(chosen) + ("。" if language == "zh" else ".")


def forum() -> Any:
    """The forum the tests build."""
    from tests import build

    return build.forum()


def fill(
    forum: Any,
    passages: int,
    *,
    per_contribution: int = 10,
    codes: bool = True,
    vectors: bool = False,
) -> None:
    """Receive that many passages in contributions of ten, coded to one to three objectives."""
    from django.utils import timezone

    from reviewforum.evidence.actions.receive import receive
    from reviewforum.evidence.intake import Entry, Who

    rng = random.Random(7)
    texts = {language: vocabulary(language, rng) for language, _share in SHARES}
    languages = [language for language, share in SHARES for _ in range(share)]
    groups = [g.key for g in forum.framework.groups.all()]
    countries = list(forum.region.members.values_list("iso3", flat=True))
    levels = ["named"] * 3 + ["organisation"] * 4 + ["group"] * 2 + ["confidential"]
    stages = list(forum.stages.all())
    made = 0
    while made < passages:
        entries = []
        for _ in range(min(200, -(-(passages - made) // per_contribution))):
            language = rng.choice(languages)
            paragraphs = [sentence(texts[language], language, rng) for _ in range(per_contribution)]
            number = rng.randint(0, 4000)
            who = Who(
                body=f"Body {number}",
                group=groups[number % len(groups)],
                country=countries[number % len(countries)],
            )
            entries.append(
                Entry(
                    text="\n\n".join(paragraphs),
                    who=who,
                    language=language,
                    level=rng.choice(levels),
                    published=True,
                    received_at=timezone.now(),
                    stage=rng.choice(stages),
                )
            )
        receive(by=None, forum=forum, stage=stages[0], entries=entries)
        made += len(entries) * per_contribution
    if codes:
        code(forum, rng)
    if vectors:
        embed(forum)


def code(forum: Any, rng: random.Random) -> None:
    """One to three objectives and a kind on each passage."""
    from reviewforum.evidence.models import Code, Coding, Passage

    objectives = list(Code.objects.filter(framework=forum.framework, dimension="objective"))
    kinds = list(Code.objects.filter(framework=forum.framework, dimension="kind"))
    rows = []
    for pk in Passage.objects.filter(forum=forum, codings=None).values_list("pk", flat=True):
        chosen = [*rng.sample(objectives, rng.choice([1, 1, 2, 3])), rng.choice(kinds)]
        rows += [Coding(passage_id=pk, code=one) for one in chosen]
    Coding.objects.bulk_create(rows, batch_size=5000)


def embed(forum: Any) -> None:
    """Random unit vectors under the site's model: what counts here is their number."""
    import numpy as np

    from reviewforum.evidence.models import Passage, PassageVector
    from reviewforum.evidence.search.vectors import embedder

    model = embedder()
    assert model is not None, "no embedding model installed"
    rng = np.random.default_rng(7)
    ids = list(Passage.objects.filter(forum=forum).values_list("pk", flat=True))
    for start in range(0, len(ids), 5000):
        some = ids[start : start + 5000]
        matrix = rng.normal(size=(len(some), 384)).astype(np.float32)
        matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
        PassageVector.objects.bulk_create(
            [
                PassageVector(
                    passage_id=pk, model=model.model, vector=row.astype(np.float16).tobytes()
                )
                for pk, row in zip(some, matrix, strict=True)
            ],
            batch_size=2000,
        )


def digest(value: str) -> str:
    """A short digest, for labels."""
    return hashlib.sha256(value.encode()).hexdigest()[:8]
