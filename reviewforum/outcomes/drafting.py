"""Who may write a suggested paragraph beside a person: any endpoint that speaks the chat protocol.

Only what may be read by others leaves the site: the words of passages that are not confidential,
and the stakeholder group, never a speaker. What comes back is held against the passages by
`support/written.py`; nothing is believed because a model said it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import requests
from django.conf import settings
from django.utils.translation import gettext as _

from reviewforum.common.errors import NotPossible
from reviewforum.outcomes.support.passages import Passage
from reviewforum.outcomes.support.written import Written

SECONDS = 60
MOST = 40
"""Passages sent at most."""

_TASK = (
    "You draft one paragraph of the summary report of a United Nations review forum, in the "
    "language with the code {language!r}. Use only what the passages say, in their own words. No "
    "introduction, no names of speakers, no figure or place that is not in a passage. Every "
    "sentence rests on one or more passages and lists their ids. Answer with JSON alone: "
    '{{"sentences": [{{"text": "…", "passages": ["id", …]}}, …]}}. At most {size} sentences.'
)
_JSON = re.compile(r"\{.*\}", re.DOTALL)


class Drafter(Protocol):
    """Writes sentences over passages. `model` names it in the report's history."""

    @property
    def model(self) -> str:
        """Its name."""

    def draft(self, passages: Sequence[Passage], language: str, size: int) -> list[Written]:
        """At most `size` sentences with the passages they claim. Raises NotPossible on failure."""


@dataclass(frozen=True)
class ChatDrafter:
    """An OpenAI-compatible chat endpoint."""

    url: str
    model: str
    key: str = ""

    def draft(self, passages: Sequence[Passage], language: str, size: int) -> list[Written]:
        """Ask once. Raises NotPossible when the endpoint is away or answers something else."""
        return read_answer(self._ask(passages, language, size), language)

    def _ask(self, passages: Sequence[Passage], language: str, size: int) -> str:
        try:
            answer = requests.post(
                self._address(),
                json=self._body(passages, language, size),
                headers={"Authorization": f"Bearer {self.key}"} if self.key else {},
                timeout=SECONDS,
            )
            answer.raise_for_status()
            return str(answer.json()["choices"][0]["message"]["content"])
        except (requests.RequestException, ValueError, LookupError, TypeError) as problem:
            raise NotPossible(
                _("The drafting service did not answer. Nothing was changed; try again.")
            ) from problem

    def _address(self) -> str:
        base = self.url.rstrip("/")
        return base if base.endswith("/chat/completions") else f"{base}/chat/completions"

    def _body(self, passages: Sequence[Passage], language: str, size: int) -> dict[str, Any]:
        rows = [
            {"id": item.key, "group": item.group, "language": item.language, "text": item.text}
            for item in passages[:MOST]
        ]
        return {
            "model": self.model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": _TASK.format(language=language, size=size)},
                {"role": "user", "content": json.dumps({"passages": rows}, ensure_ascii=False)},
            ],
        }


def read_answer(content: str, language: str) -> list[Written]:
    """The sentences of an answer; text around the JSON is passed over. Raises NotPossible."""
    found = _JSON.search(content)
    try:
        rows = json.loads(found.group())["sentences"] if found else None
        if not isinstance(rows, list):
            raise TypeError
        return [_written(row, language) for row in rows if str(row["text"]).strip()]
    except (ValueError, LookupError, TypeError, AttributeError) as problem:
        raise NotPossible(
            _("The drafting service answered in a form that cannot be read. Nothing was changed.")
        ) from problem


def _written(row: dict[str, Any], language: str) -> Written:
    claims = row.get("passages") or []
    return Written(" ".join(str(row["text"]).split()), language, tuple(str(key) for key in claims))


def configured() -> Drafter | None:
    """The drafter of this site, or None: then only verbatim paragraphs are suggested."""
    if not settings.DRAFTER_URL:
        return None
    return ChatDrafter(
        settings.DRAFTER_URL, settings.DRAFTER_MODEL or "default", settings.DRAFTER_KEY
    )
