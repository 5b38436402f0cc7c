"""Where a passage is cited, for pages that show passages."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.template.context import Context

from reviewforum.evidence.models import Contribution, Passage
from reviewforum.forums.models import Forum
from reviewforum.trace.cited import Where, once, where_cited
from reviewforum.trace.parts import Cite
from reviewforum.trace.places import isolated, sentence_address

register = template.Library()
register.filter("isolated", isolated)


@register.simple_tag
def sentence_url(cite: Cite) -> str:
    """The address of the sentence's own page."""
    return sentence_address(cite)


@register.simple_tag(takes_context=True)
def passage_fate(context: Context, passage: Passage | None) -> Where:
    """The published sentences that cite a passage, and at the desk the drafts too.

    All passages of a contribution are looked up at the first call and kept with the request:
    a page with a hundred passages asks once.
    """
    if not isinstance(passage, Passage):
        return Where()
    return _places(context, passage.contribution_id, passage.forum).get(passage.pk) or Where()


@register.simple_tag(takes_context=True)
def contribution_fate(context: Context, contribution: Contribution | None) -> Where:
    """The sentences that cite any passage of a contribution."""
    if not isinstance(contribution, Contribution):
        return Where()
    return once(_places(context, contribution.pk, contribution.forum).values())


def _places(context: Context, contribution: int, forum: Forum) -> Mapping[int, Where]:
    request = context.get("request")
    if request is None:
        return {}
    kept: dict[int, Mapping[int, Where]] = request.__dict__.setdefault("_fates", {})
    if contribution not in kept:
        kept[contribution] = where_cited(contribution, forum, request.user)
    return kept[contribution]
