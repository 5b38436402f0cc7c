"""Texts and passages against their digests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from reviewforum.evidence.actions.receive import text_digest
from reviewforum.evidence.models import Passage, TextVersion

CHUNK = 500
Span = tuple[int, int, int, str]
"""Passage, start, end, digest."""


def check() -> Iterator[str]:
    """A text is what was received; a passage is the span of it that was coded and cited."""
    texts = TextVersion.objects.order_by("pk").select_related("contribution")
    for some in _chunks(texts.iterator(chunk_size=CHUNK)):
        spans = _spans(some)
        for text in some:
            yield from _check_text(text, spans.get(text.pk, []))


def _chunks(texts: Iterator[TextVersion]) -> Iterator[list[TextVersion]]:
    while some := list(islice(texts, CHUNK)):
        yield some


def _spans(texts: list[TextVersion]) -> dict[int, list[Span]]:
    rows = Passage.objects.filter(text__in=texts).order_by("pk")
    found: dict[int, list[Span]] = defaultdict(list)
    for text, pk, start, end, digest in rows.values_list("text_id", "pk", "start", "end", "digest"):
        found[text].append((pk, start, end, digest))
    return found


def _check_text(text: TextVersion, spans: list[Span]) -> Iterator[str]:
    name = f"contribution {text.contribution.number}, text {text.number}"
    if text_digest(text.body) != text.digest:
        yield f"{name}: the text changed"
    for pk, start, end, digest in spans:
        if end > len(text.body):
            yield f"{name}, passage {pk}: it ends after the end of the text"
        elif text_digest(text.body[start:end]) != digest:
            yield f"{name}, passage {pk}: its words changed"
