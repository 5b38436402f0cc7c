"""App configuration."""

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    """The frameworks app."""

    name = "reviewforum.frameworks"
    label = "frameworks"
