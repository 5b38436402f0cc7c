"""`reviewforum serve`: the site in one process, with its worker beside it."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
from argparse import ArgumentParser
from collections.abc import Callable
from types import FrameType
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

PR_SET_PDEATHSIG = 1  # linux/prctl.h
WORKER_SECONDS = 10
"""How long the worker may take to finish what it is at."""


class Command(BaseCommand):
    """Runs until it is told to stop; then the worker stops with it."""

    help = (
        "Serves the site, with a worker for long work when TASKS=queue. Stops both on Ctrl-C or "
        "SIGTERM. Several processes or machines: run `uvicorn config.asgi:application` and "
        "`reviewforum db_worker` under your own supervisor instead."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen."""
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--port", default=os.environ.get("PORT", "8000"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError for a port that is none, and when the server cannot start."""
        port = _port(options["port"])
        address = f"http://{_shown(options['host'])}:{port}/"
        server = _Server(_config(options["host"], port), lambda: self._say(address))
        worker = _Worker(server) if _queued() else None
        signal.signal(signal.SIGTERM, _stop(server))
        try:
            server.run()
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")
        finally:
            if worker:
                worker.stop()
        if not server.started:
            raise CommandError(f"The server could not start on port {port}; is it in use?")
        if worker and worker.failed:
            raise CommandError("The worker stopped by itself, so the site was stopped too.")

    def _say(self, address: str) -> None:
        self.stdout.write(f"Serving on {address} (Ctrl-C stops)")
        self.stdout.flush()


class _Server(uvicorn.Server):
    """Says that it serves once it does, not before."""

    def __init__(self, config: uvicorn.Config, say: Callable[[], None]) -> None:
        super().__init__(config)
        self.say = say

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Bind the port, then say so."""
        await super().startup(sockets)
        self.say()


def _port(given: str) -> int:
    try:
        port = int(given)
    except ValueError:
        port = 0
    if not 0 < port < 65536:
        raise CommandError(f"{given!r} is no port; use a number from 1 to 65535.")
    return port


def _config(host: str, port: int) -> uvicorn.Config:
    """No log of addresses: a receipt's link holds its code."""
    return uvicorn.Config(
        "config.asgi:application",
        host=host,
        port=port,
        lifespan="off",
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=5,
    )


def _queued() -> bool:
    return "Immediate" not in str(settings.TASKS["default"]["BACKEND"])


def _shown(host: str) -> str:
    return "localhost" if host in {"127.0.0.1", "0.0.0.0", "::"} else host  # noqa: S104


def _stop(server: uvicorn.Server) -> Any:
    def stop(number: int, frame: FrameType | None) -> None:
        server.should_exit = True

    return stop


def _die_with_parent() -> None:
    """On Linux the worker is told to stop even when the server is killed outright."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class _Worker:
    """The worker in a process of its own. If it dies, the server is stopped: a site whose imports
    wait for ever is worse than one that is down and says so.
    """

    def __init__(self, server: uvicorn.Server) -> None:
        self.failed = False
        self.stopping = False
        self.process = subprocess.Popen(
            [sys.executable, "-m", "reviewforum", "db_worker"],
            preexec_fn=_die_with_parent,  # no other thread runs yet
        )
        self.watch = threading.Thread(target=self._watch, args=(server,), daemon=True)
        self.watch.start()

    def _watch(self, server: uvicorn.Server) -> None:
        self.process.wait()
        if not self.stopping:
            self.failed = self.process.returncode != 0
            server.should_exit = True

    def stop(self) -> None:
        """Ask it to finish, then make it."""
        self.stopping = True
        self.process.terminate()
        try:
            self.process.wait(WORKER_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
