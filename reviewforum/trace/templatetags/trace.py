"""Where a passage is cited, for pages that show passages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.template.context import Context

from reviewforum.evidence.models import Passage
from reviewforum.trace.cited import Where, where_cited
from reviewforum.trace.parts import Cite
from reviewforum.trace.places import sentence_address

register = template.Library()


@register.simple_tag
def sentence_url(cite: Cite) -> str:
    """The address of the sentence's own page."""
    return sentence_address(cite)


@dataclass(frozen=True)
class _Nothing:
    cites: tuple[Any, ...] = ()
    drafts: tuple[Any, ...] = ()


@register.simple_tag(takes_context=True)
def passage_fate(context: Context, passage: Passage | None) -> Where | _Nothing:
    """The published sentences that cite a passage, and at the desk the drafts too.

    All passages of a contribution are looked up at the first call and kept with the request:
    a page with a hundred passages asks once.
    """
    request = context.get("request")
    if request is None or not isinstance(passage, Passage):
        return _Nothing()
    kept = request.__dict__.setdefault("_fates", {})
    if passage.contribution_id not in kept:
        kept[passage.contribution_id] = where_cited(passage, request.user)
    found: Where | _Nothing = kept[passage.contribution_id].get(passage.pk, _Nothing())
    return found
