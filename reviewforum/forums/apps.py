"""App configuration."""

from django.apps import AppConfig


class ForumsConfig(AppConfig):
    """The forums app."""

    name = "reviewforum.forums"
    label = "forums"
