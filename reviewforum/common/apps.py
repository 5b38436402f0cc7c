"""App configuration."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """The common app."""

    name = "reviewforum.common"
    label = "common"
