"""What every page's template knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """`demo_mode`, and nothing that costs a query."""
    return {"demo_mode": settings.DEMO_MODE, "site_url": settings.SITE_URL}
