"""The demonstration forum."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Installed only where DEMO_MODE is on."""

    name = "demo"
    verbose_name = "Demonstration"
