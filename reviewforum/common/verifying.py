"""What `reviewforum verify` checks: each app says for itself, in its own module `verifying`."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from reviewforum.common import files, log


def problems() -> Iterator[str]:
    """A line for everything that is no longer as it was stored; none when all holds."""
    for config in apps.get_app_configs():
        name = f"{config.name}.verifying"
        if config.name.startswith("reviewforum.") and find_spec(name):
            yield from import_module(name).check()


def check() -> Iterator[str]:
    """The chains of the log, and the files kept under their digest."""
    for broken in log.verify():
        yield f"log {broken.chain}, entry {broken.sequence}: {broken.problem}"
    for digest, problem in files.verify():
        yield f"file {digest}: {problem}"
