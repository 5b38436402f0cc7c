"""The method note of a version: how it was made and counted, in the language it is read in."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from reviewforum.common.localized import local
from reviewforum.forums.models import Stage
from reviewforum.outcomes.export.document import MethodNote, Threshold, primary
from reviewforum.outcomes.export.labels import day, labels, quantity
from reviewforum.outcomes.models import ReportVersion
from reviewforum.outcomes.support import wording
from reviewforum.outcomes.support.levels import Thresholds

_FILE = Path(__file__).with_name("data") / "method.toml"


@cache
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def say(key: str, language: str, **values: object) -> str:
    """A sentence of `data/method.toml`; numbers are written as the language writes them."""
    shown = {
        name: quantity(value, language) if isinstance(value, int) else value
        for name, value in values.items()
    }
    return _texts()[key][primary(language)].format(**shown)


def method_note(version: ReportVersion, language: str) -> MethodNote:
    """How words of quantity were counted, what a machine did, what was left out. One query."""
    facts = version.facts
    thresholds = Thresholds.from_settings(facts.get("thresholds", {}))
    rows = wording.describe(thresholds, language)
    return MethodNote(
        paragraphs=tuple(_paragraphs(version, facts, language)),
        thresholds=tuple(Threshold(word, meaning) for word, meaning in rows),
    )


def _paragraphs(version: ReportVersion, facts: dict[str, Any], language: str) -> Iterator[str]:
    yield f"{say('cites', language)} {_scope(facts, language)}"
    yield _figures(facts, language)
    yield say("counting", language)
    yield f"{_machine(facts, language)} {_drafted(facts, language)}"
    yield _agreement(facts, language)
    if facts.get("waivers"):
        yield say("waivers", language, waivers=facts["waivers"])
    yield say("attribution", language, small=smallest(version))


def smallest(version: ReportVersion) -> int:
    """The smallest number of confidential contributors that is shown by itself."""
    return max(version.report.forum.small_cell, 2)


def _scope(facts: dict[str, Any], language: str) -> str:
    chosen = facts.get("stages") or []
    if not chosen:
        return say("scope_all", language)
    names = Stage.objects.filter(pk__in=chosen).order_by("position").values_list("names", flat=True)
    between = labels(language).separator
    return say("scope", language, stages=between.join(local(each, language) for each in names))


def _figures(facts: dict[str, Any], language: str) -> str:
    names = ("sentences", "citations", "passages", "received", "coded")
    numbers = {name: facts.get(name, 0) for name in names}
    made_on = day(date.fromisoformat(facts["date"]), language)
    return say("figures", language, date=made_on, **numbers)


def _machine(facts: dict[str, Any], language: str) -> str:
    if not facts.get("models"):
        return say("people", language)
    models = labels(language).separator.join(facts["models"])
    return say("machine", language, models=models, suggested=facts["suggested"])


def _drafted(facts: dict[str, Any], language: str) -> str:
    extract, model = facts.get("extract", 0), facts.get("model", 0)
    if not extract and not model:
        return say("undrafted", language)
    return say("drafted", language, extract=extract, model=model)


def _agreement(facts: dict[str, Any], language: str) -> str:
    found = facts.get("agreement")
    if not found:
        return say("no_agreement", language)
    alpha, f1 = (_decimal(found[name], language) for name in ("alpha", "f1"))
    return say("agreement", language, passages=found["passages"], alpha=alpha, f1=f1)


def _decimal(value: float, language: str) -> str:
    text = f"{value:.2f}"
    code = primary(language)
    if code == "ar":
        return text.replace(".", "٫").translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    return text.replace(".", ",") if code in {"fr", "ru", "es"} else text
