"""Traces as plain data, for scripts: without names, addresses or words of a contribution."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from reviewforum.evidence.models import Passage
from reviewforum.trace.parts import (
    Cite,
    CodeFact,
    ContributionTrace,
    Outcome,
    PassageFate,
    SentenceTrace,
    Voice,
)
from reviewforum.trace.places import sentence_address
from reviewforum.trace.steps import steps


def of_contribution(trace: ContributionTrace) -> dict[str, Any]:
    """A contribution's trace as JSON-ready data. Times are ISO 8601 in UTC, addresses paths."""
    row = trace.contribution
    return {
        "forum": row.forum.slug,
        "number": row.number,
        "kind": row.kind,
        "stage": row.stage.slug,
        "session": row.session.slug if row.session else None,
        "language": row.language,
        "attribution": row.level,
        "received_at": row.received_at.isoformat(),
        "status": row.status,
        "set_aside": row.set_aside_code or None,
        "set_aside_reason": row.set_aside_reason or None,
        "read_at": trace.read_at.isoformat() if trace.read_at else None,
        "steps": [asdict(step) for step in steps(trace)],
        "passages": [_passage(fate) for fate in trace.passages],
        "reports": [_report(trace, item) for item in trace.outcomes],
    }


def _span(passage: Passage) -> dict[str, Any]:
    return {
        "position": passage.position,
        "start": passage.start,
        "end": passage.end,
        "digest": passage.digest,
        "language": passage.language,
        "page": passage.page,
        "start_seconds": passage.start_seconds,
        "end_seconds": passage.end_seconds,
    }


def _passage(fate: PassageFate) -> dict[str, Any]:
    return {
        **_span(fate.passage),
        "status": fate.passage.status,
        "set_aside": fate.passage.set_aside_code or None,
        "current": fate.passage.retired_at is None,
        "codes": [_code(code) for code in fate.codes],
        "cited": [_cite(cite) for cite in fate.cites],
        "uncited_because": [
            {"report": reason.report.kind, "reason": reason.text} for reason in fate.reasons
        ],
    }


def _code(code: CodeFact) -> dict[str, str]:
    return {"dimension": code.dimension, "key": code.key, "name": code.name}


def _cite(cite: Cite) -> dict[str, Any]:
    return {
        "report": cite.report.slug,
        "version": cite.version.number,
        "newest_version": cite.latest,
        "paragraph": cite.sentence.paragraph_number,
        "sentence": cite.sentence.key,
        "text": cite.text,
        "note": cite.note,
        "stance": cite.stance,
        "url": sentence_address(cite),
    }


def _report(trace: ContributionTrace, item: Outcome) -> dict[str, Any]:
    """A report still being written is named by its kind alone."""
    version = item.published
    return {
        "report": item.report.slug if version else None,
        "kind": item.report.kind,
        "published_at": version.at.isoformat() if version else None,
        "cited": any(cite.report.pk == item.report.pk for cite in trace.cites),
    }


def of_sentence(trace: SentenceTrace) -> dict[str, Any]:
    """A sentence's trace as JSON-ready data."""
    sentence, version = trace.sentence, trace.version
    return {
        "forum": version.report.forum.slug,
        "report": version.report.slug,
        "version": version.number,
        "published_at": version.at.isoformat(),
        "paragraph": sentence.paragraph_number,
        "section": sentence.section_heading,
        "sentence": sentence.key,
        "text": trace.text,
        "objectives": [_code(code) for code in trace.codes],
        "groups": [asdict(share) for share in trace.shares],
        "voices": [_voice(voice) for voice in trace.voices],
        "corrigenda": [
            {"number": row.number, "was": row.was, "now": row.now, "reason": row.reason}
            for row in trace.corrections
        ],
    }


def _voice(voice: Voice) -> dict[str, Any]:
    return {
        "note": voice.note,
        "stance": voice.stance,
        "group": voice.shown.group_key,
        "open": voice.quote is not None,
        **(_span(voice.passage) if voice.quote is not None else {}),
    }
