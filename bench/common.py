"""What the benches share: a Django set-up on a database of its own, percentiles, JSON."""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def set_up() -> None:
    """Django on `DATABASE_URL`, or on a fresh SQLite file; migrated, quiet, one thread."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="reviewforum-bench-"))
    os.environ.setdefault("SECRET_KEY", "bench-" + "x" * 50)
    os.environ.setdefault("PLAIN_STATIC", "yes")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["*"]
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)


def percentiles(seconds: list[float]) -> dict[str, float]:
    """p50, p95 and the worst, in milliseconds."""
    ordered = sorted(seconds)
    return {
        "p50_ms": round(statistics.median(ordered) * 1000, 1),
        "p95_ms": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] * 1000, 1),
        "max_ms": round(ordered[-1] * 1000, 1),
        "runs": len(ordered),
    }


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """(seconds, what it gave)."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def report(name: str, figures: dict[str, Any], repeat: str) -> None:
    """Print one JSON object: the figures, where they were measured, how to measure again."""
    from django.db import connection

    machine = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cpus": os.cpu_count(),
    }
    body = {
        "bench": name,
        "database": connection.vendor,
        **figures,
        "on": machine,
        "repeat": repeat,
    }
    json.dump(body, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
