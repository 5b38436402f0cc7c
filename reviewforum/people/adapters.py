"""How sign-in meets this product."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from reviewforum.people.languages import keep_language
from reviewforum.people.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Anyone may open an account; a role in a forum is given by its secretariat."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always: an account alone opens nothing that is closed."""
        return True

    def post_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse:
        """Also show this browser the language that the account's holder chose."""
        answer: HttpResponse = super().post_login(request, user, **facts)
        if user.language:
            keep_language(answer, user.language)
        return answer
