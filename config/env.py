"""Reads settings from environment variables; each reader names the variable when a value is bad."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """The variable's text, or the default."""
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    """True for 1/true/yes/on, False for 0/false/no/off and empty. Raises ImproperlyConfigured."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    value = raw.strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off", ""}:
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {raw!r}.")


def number(name: str, default: int) -> int:
    """A whole number. Raises ImproperlyConfigured."""
    raw = os.environ.get(name)
    try:
        return default if raw in (None, "") else int(str(raw))
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {raw!r}.") from None


def names(name: str, default: str = "") -> list[str]:
    """A list written with commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def origins(url: str) -> list[str]:
    """The origin of a URL (`https://host`), as a list; empty for no URL."""
    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def secret_key(name: str, folder: Path) -> str:
    """The site's secret: from the environment, else made once and kept in a private file."""
    if given := text(name):
        return given
    path = folder / "secret-key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as handle:
            handle.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


def database(url: str, folder: Path) -> dict[str, object]:
    """A Django database from a URL: `postgres://user:password@host:port/name?option=value` or
    `sqlite:///file`. Empty means the embedded SQLite file in `folder`.

    Raises ImproperlyConfigured for any other scheme.
    """
    if not url:
        return sqlite(folder / "reviewforum.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path[1:])))
    if parts.scheme in {"postgres", "postgresql"}:
        return postgres(parts)
    raise ImproperlyConfigured(
        f"DATABASE_URL: unknown scheme {parts.scheme!r}; use postgres or sqlite."
    )


def sqlite(path: Path) -> dict[str, object]:
    """SQLite as a server database: write-ahead log, and a write lock taken at BEGIN.

    IMMEDIATE avoids the 'database is locked' that a lock taken half-way through gives at once.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                "PRAGMA mmap_size=268435456; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;"
            ),
        },
    }


def postgres(url: SplitResult) -> dict[str, object]:
    """A PostgreSQL database from a split URL."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(url.query)),
    }
