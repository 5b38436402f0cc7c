"""How two coders of the demo read the contributions: `codings.jsonl`, one contribution a line.

`python -m demo.drafting` drafts lines. Contributions without a line stay pending, for a visitor to
code.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from demo.reader import HERE, DemoDataError
from reviewforum.evidence.actions import coding as verbs
from reviewforum.evidence.models import Code, Contribution, Passage
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


def apply(
    forum: Forum,
    contributions: Mapping[str, Contribution],
    codings: Mapping[str, CodingData],
    coders: Sequence[Any],
) -> None:
    """Let the coders decide: the first reads everything, the second a part of it; where they differ
    and the file says it is settled, the first word is made to stand.
    """
    codes = {(c.dimension, c.key): c for c in Code.objects.filter(framework=forum.framework)}
    wanted = [contributions[key].pk for key in codings if key in contributions]
    passages = _passages_of(wanted)
    for key, data in codings.items():
        if key in contributions:
            own = passages.get(contributions[key].pk, [])
            for item in data.passages:
                _decide(_find(own, item, key), item, codes, coders)


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


def _decide(
    passage: Passage,
    item: PassageCodes,
    codes: Mapping[tuple[str, str], Code],
    coders: Sequence[Any],
) -> None:
    first, second = coders
    verbs.decide_all(by=first, passage=passage, applied=_rows(item.codes, codes))
    if item.second is None:
        return
    verbs.decide_all(by=second, passage=passage, applied=_rows(item.second, codes))
    if item.settled:
        for row in passage.codings.filter(disputed=True).select_related("code"):
            holds = row.code.key in item.codes.get(row.code.dimension, ())
            verbs.adjudicate(by=first, passage=passage, code=row.code, applies=holds)


def _rows(wanted: Mapping[str, Sequence[str]], codes: Mapping[Any, Code]) -> list[Code]:
    return [codes[dimension, key] for dimension, keys in wanted.items() for key in keys]
