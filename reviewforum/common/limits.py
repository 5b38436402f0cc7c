"""Rate limits on what anyone may send. Counted in the cache, so that all workers share them when
Redis is there. An address is kept only as a keyed digest, and only for the length of the window.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from reviewforum.common.views import too_many


def who_asks(request: HttpRequest) -> str:
    """A digest of the asker: the account, else the network address."""
    user = getattr(request, "user", None)
    name = f"u{user.pk}" if user and user.is_authenticated else request.META.get("REMOTE_ADDR", "")
    return salted_hmac("reviewforum.limits", name, algorithm="sha256").hexdigest()[:24]


def over(request: HttpRequest, scope: str) -> int:
    """Seconds to wait when the scope's limit is passed, else 0. Counts this request."""
    most, window = settings.RATE_LIMITS[scope]
    key = "limit:" + hashlib.sha256(f"{scope}:{who_asks(request)}".encode()).hexdigest()
    cache.add(key, 0, timeout=window)
    try:
        count = cache.incr(key)
    except ValueError:  # the window ended between the two calls
        cache.set(key, 1, timeout=window)
        count = 1
    return int(window) if count > most else 0


View = Callable[..., HttpResponse]


def limited(scope: str, methods: tuple[str, ...] = ("POST",)) -> Callable[[View], View]:
    """Answer 429 with the time to wait once a scope's limit is passed."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method in methods and (seconds := over(request, scope)):
                return too_many(request, seconds)
            return view(request, *args, **kwargs)

        return wrapped

    return decorate
