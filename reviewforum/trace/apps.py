"""App configuration."""

from django.apps import AppConfig


class TraceConfig(AppConfig):
    """The trace app."""

    name = "reviewforum.trace"
    label = "trace"
