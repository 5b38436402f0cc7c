"""Small things most pages need."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


def paginate(request: HttpRequest, rows: Any, per_page: int = 50) -> Page[Any]:
    """The page of rows asked for by `?page=`; a page that is not there gives the nearest."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))
