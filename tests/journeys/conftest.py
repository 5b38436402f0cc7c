"""Journeys in Debian's Chromium against a real server. Skipped where there is no Chromium."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
ROOT = Path(__file__).resolve().parents[2]
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip


def pytest_collection_modifyitems(items):
    """Journeys need a browser."""
    for item in items:
        if "journeys" in str(item.path):
            item.add_marker(pytest.mark.journey)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@dataclass
class Site:
    """A running site."""

    url: str
    cookies: dict[str, str]
    folder: Path
    env: dict[str, str]

    def run(self, *args: str) -> subprocess.CompletedProcess[str]:
        """A `reviewforum` command on the site's database."""
        command = [sys.executable, "-m", "reviewforum.cli", *args]
        return subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextlib.contextmanager
def own_database(name: str) -> Iterator[str]:
    """A database beside the one the tests use; SQLite in the site's folder unless on PostgreSQL."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield ""
        return
    import psycopg

    base, _slash, _old = url.rpartition("/")
    with psycopg.connect(f"{base}/postgres", autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')
        yield f"{base}/{name}"
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError("the server ended before it answered")
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=2) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not answer in time")


def environment(folder: Path, database: str, url: str) -> dict[str, str]:
    env = {
        **os.environ,
        "DATA_DIR": str(folder),
        "DATABASE_URL": database,
        "SITE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "TASKS": "immediate",
        "PYTHONPATH": str(ROOT),
    }
    env.pop("SECRET_KEY", None)
    return env | {"SECRET_KEY": "journeys-" + "k" * 50}


@pytest.fixture
def site(tmp_path: Path, request) -> Iterator[Site]:
    """A fresh site with a small forum, served on a port of its own."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with own_database(f"journey_{port}") as database:
        env = environment(tmp_path, database, url)
        built = subprocess.run(
            [sys.executable, "-m", "tests.journeys.site"],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
        )
        assert built.returncode == 0, built.stderr
        cookies = json.loads(built.stdout)
        log = (tmp_path / "server.log").open("wb")
        command = [
            sys.executable,
            "-m",
            "uvicorn",
            "config.asgi:application",
            "--port",
            str(port),
            "--log-level",
            "warning",
        ]
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
        try:
            wait_for(f"{url}/healthz", process)
            yield Site(url, cookies, tmp_path, env)
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(site: Site, chromium: Browser) -> Iterator[object]:
    """`visit(role, language, phone=…, scripts=…)` opens a page signed in as the role."""
    contexts: list[BrowserContext] = []

    def open_page(
        role: str = "", language: str = "en", *, phone: bool = False, scripts: bool = True
    ) -> Page:
        size = {"width": 360, "height": 740} if phone else {"width": 1280, "height": 900}
        context = chromium.new_context(
            viewport=size, java_script_enabled=scripts, base_url=site.url, accept_downloads=True
        )
        context.set_default_timeout(15_000)
        cookies = [{"name": "language", "value": language, "url": site.url}]
        if role:
            cookies.append({"name": "sessionid", "value": site.cookies[role], "url": site.url})
        context.add_cookies(cookies)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def axe_problems(page: Page) -> list[str]:
    """What axe finds on the page, a line each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {n['html'][:160]}" for v in found for n in v["nodes"]]
