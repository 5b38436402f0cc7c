"""The first page: what this is, and the forums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from reviewforum.forums.models import Forum
from reviewforum.forums.rules import at_desk
from reviewforum.forums.timeline import Leg, legs, standing


@dataclass(frozen=True)
class Card:
    """A forum on the first page."""

    forum: Forum
    state: str
    now: list[Leg]
    coming: Leg | None
    desk: bool


def home(request: HttpRequest) -> HttpResponse:
    """Forums in progress with what one can do now, those to come, those past."""
    rows = Forum.objects.visible_to(request.user).select_related("region", "informs")
    cards = [_card(forum, request.user) for forum in rows.prefetch_related("stages__forum")]
    context = {
        "current": [card for card in cards if card.state == "now"],
        "coming": [card for card in reversed(cards) if card.state == "coming"],
        "past": [card for card in cards if card.state == "done"],
        "any": bool(cards),
    }
    return render(request, "home.html", context)


def _card(forum: Forum, user: Any) -> Card:
    now = timezone.now()
    stages = list(forum.stages.all())
    way = legs(forum, stages, now)
    return Card(
        forum=forum,
        state=standing(forum, stages, now),
        now=[leg for leg in way if leg.state == "now"],
        coming=next((leg for leg in way if leg.state == "coming"), None),
        desk=at_desk(user, forum),
    )
