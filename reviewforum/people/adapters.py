"""How sign-in meets this product."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Anyone may open an account; a role in a forum is given by its secretariat."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always: an account alone opens nothing that is closed."""
        return True
