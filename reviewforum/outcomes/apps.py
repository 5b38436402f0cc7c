"""App configuration."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """The outcomes app."""

    name = "reviewforum.outcomes"
    label = "outcomes"
