"""How two coders of the demo read the contributions: `codings.jsonl`, one contribution a line.

`python -m demo.drafting` drafts lines. Contributions without a line stay pending, for a visitor to
code.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from demo.reader import HERE, DemoDataError
from reviewforum.common.log import record
from reviewforum.evidence.actions.status import settle
from reviewforum.evidence.models import Code, Contribution, Decision, Passage, Reading
from reviewforum.forums.models import Forum

FILE = HERE / "codings.jsonl"
DIMENSIONS = ("objective", "kind", "country", "principle")


@dataclass(frozen=True, slots=True)
class PassageCodes:
    """The codes of one passage; `second` those of the other coder where they read it too."""

    at: str
    codes: Mapping[str, tuple[str, ...]]
    second: Mapping[str, tuple[str, ...]] | None = None
    settled: bool = False


@dataclass(frozen=True, slots=True)
class CodingData:
    """What the coders made of one contribution."""

    key: str
    passages: tuple[PassageCodes, ...] = field(default=())


def read_codings(path: Path = FILE) -> dict[str, CodingData]:
    """Contribution → its codings. Raises DemoDataError."""
    found: dict[str, CodingData] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            found[row["id"]] = CodingData(row["id"], tuple(map(_passage, row["passages"])))
        except (ValueError, KeyError, TypeError) as exc:
            where, problem = f"line {number}", f"cannot be read: {exc!r}"
            raise DemoDataError(path.name, where, problem, "Correct it.") from exc
    return found


def _passage(row: dict[str, Any]) -> PassageCodes:
    second = row.get("second")
    return PassageCodes(
        row["at"], _codes(row), _codes(second) if second is not None else None,
        row.get("settled", False),
    )  # fmt: skip


def _codes(row: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(map(str, row[name])) for name in DIMENSIONS if row.get(name)}


@transaction.atomic
def apply(
    forum: Forum,
    contributions: Mapping[str, Contribution],
    codings: Mapping[str, CodingData],
    coders: Sequence[Any],
) -> None:
    """Let the coders decide: the first reads everything, the second a part of it; where they differ
    and the file says it is settled, the first one's word is made to stand.

    Stored together and settled once: with the verbs of the desk, one passage after another, this
    alone would take longer than all the rest of the demo. Raises DemoDataError.
    """
    codes = {(c.dimension, c.key): c for c in Code.objects.filter(framework=forum.framework)}
    pairs = list(_pairs(contributions, codings))
    made = [row for passage, item in pairs for row in _decisions(passage, item, codes, coders)]
    Decision.objects.bulk_create(made, batch_size=500)
    Reading.objects.bulk_create(
        Reading(passage=passage, by=coder)
        for passage, item in pairs
        for coder in (coders if item.second is not None else coders[:1])
    )
    settle([passage for passage, _item in pairs])
    record(
        by=coders[0], verb="demo.code", target=forum, chain=forum.chain,
        passages=len(pairs), decisions=len(made),
    )  # fmt: skip


def _pairs(
    contributions: Mapping[str, Contribution], codings: Mapping[str, CodingData]
) -> Iterator[tuple[Passage, PassageCodes]]:
    known = {key: data for key, data in codings.items() if key in contributions}
    passages = _passages_of(contributions[key].pk for key in known)
    for key, data in known.items():
        own = passages.get(contributions[key].pk, [])
        for item in data.passages:
            yield _find(own, item, key), item


def _passages_of(contributions: Iterable[int]) -> dict[int, list[Passage]]:
    found: dict[int, list[Passage]] = {}
    rows = Passage.objects.current().with_quote().filter(contribution__in=list(contributions))
    for passage in rows.order_by("contribution", "position"):
        found.setdefault(passage.contribution_id, []).append(passage)
    return found


def _find(passages: Sequence[Passage], item: PassageCodes, key: str) -> Passage:
    for passage in passages:
        if passage.quote.startswith(item.at):
            return passage
    problem, advice = f"has no passage that begins {item.at!r}", "Draft its line again."
    raise DemoDataError(FILE.name, key, problem, advice)


def _decisions(
    passage: Passage,
    item: PassageCodes,
    codes: Mapping[tuple[str, str], Code],
    coders: Sequence[Any],
) -> Iterator[Decision]:
    """What each coder said, and the word that ends it where they differed."""
    first, second = _rows(item.codes, codes), _rows(item.second or {}, codes)
    for coder, applied in zip(coders, (first, second), strict=True):
        for code in applied:
            yield Decision(passage=passage, code=code, by=coder, applies=True)
    if item.second is not None and item.settled:
        for code in [row for row in (*first, *second) if (row in first) != (row in second)]:
            yield Decision(
                passage=passage, code=code, by=coders[0], applies=code in first, adjudication=True
            )


def _rows(wanted: Mapping[str, Sequence[str]], codes: Mapping[Any, Code]) -> list[Code]:
    return [codes[dimension, key] for dimension, keys in wanted.items() for key in keys]
