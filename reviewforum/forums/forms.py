"""The forms of a forum."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from reviewforum.common.localized import plain
from reviewforum.forums.models import Forum, RoleName
from reviewforum.people.models import State


class RoleForm(forms.Form):
    """A person, by e-mail address, and what they do in the forum."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_(
            "An account is made if there is none. The person signs in with a code by mail."
        ),
    )
    role = forms.ChoiceField(label=_("Role"), choices=RoleName.choices)
    state = forms.ModelChoiceField(
        label=_("State"),
        queryset=State.objects.none(),
        required=False,
        help_text=_("For a focal point."),
    )

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = forum.region.members.all() if forum.region else State.objects.all()
        language = plain(get_language())
        field = self.fields["state"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = states.order_by(f"sort_names__{language}", "iso3")

    def clean(self) -> dict[str, Any]:
        """A focal point speaks for a State; no other role does."""
        given = super().clean() or {}
        if given.get("role") == RoleName.FOCAL_POINT and not given.get("state"):
            self.add_error("state", _("Choose the State that this focal point speaks for."))
        return given
