"""Who does what in a forum. The secretariat's page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from reviewforum.common.errors import NotPossible
from reviewforum.common.pages import paginate
from reviewforum.forums.actions import give_role_by_email, take_role
from reviewforum.forums.forms import RoleForm
from reviewforum.forums.models import Forum
from reviewforum.forums.pages import desk_page
from reviewforum.forums.rules import is_secretariat

ONLY = gettext_noop(
    "Only the secretariat of this forum sees who holds which role. Ask it if you need one."
)


@desk_page(is_secretariat, ONLY)
def people(request: HttpRequest, forum: Forum) -> HttpResponse:
    """The roles held, and a form to give one."""
    form = RoleForm(request.POST or None, forum=forum)
    if request.method == "POST" and form.is_valid() and _give(request, forum, form):
        return redirect("people", forum.slug)
    roles = forum.roles.select_related("user", "state").order_by("role", "user__email")
    context = {"form": form, "page": paginate(request, roles)}
    return render(request, "forums/people.html", context)


def _give(request: HttpRequest, forum: Forum, form: RoleForm) -> bool:
    given = form.cleaned_data
    try:
        role = give_role_by_email(
            by=request.user, forum=forum, email=given["email"], role=given["role"],
            state=given["state"],
        )  # fmt: skip
    except NotPossible as reason:
        form.add_error(None, str(reason))
        return False
    words = {"person": role.user, "role": role.get_role_display()}
    messages.success(request, _("%(person)s now has the role: %(role)s.") % words)
    return True


@desk_page(is_secretariat, ONLY)
@require_POST
def take_back(request: HttpRequest, forum: Forum, pk: int) -> HttpResponse:
    """Take a role back."""
    role = get_object_or_404(forum.roles.select_related("forum", "user"), pk=pk)
    words = {"person": role.user, "role": role.get_role_display()}
    try:
        take_role(by=request.user, role=role)
    except NotPossible as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("%(person)s no longer has the role: %(role)s.") % words)
    return redirect("people", forum.slug)
