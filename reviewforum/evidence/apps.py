"""App configuration."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """The evidence app."""

    name = "reviewforum.evidence"
    label = "evidence"
