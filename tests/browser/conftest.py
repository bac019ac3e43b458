"""Debian's Chromium, headless. Where it is missing these tests are skipped by name; in CI they fail."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.serving import Served, copied

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        reason = "no Chromium here: install Debian's package 'chromium' to run the browser tests"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


class Watched:
    """A page, and all that it said, asked for or tried to open."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.heard: list[str] = []
        page.on("dialog", lambda dialog: (self.heard.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("console", lambda message: self.heard.append(f"console {message.type} {message.text}"))
        page.on("pageerror", lambda error: self.heard.append(f"error {error}"))
        page.on("popup", lambda popup: self.heard.append(f"popup {popup.url}"))
        page.on("request", lambda request: None if request.url.startswith("file:") else self.heard.append(f"request {request.url}"))

    def open(self, path: Path) -> Any:
        self.page.goto(path.as_uri())
        return self.page


@pytest.fixture
def watched(browser: Any) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield Watched(context.new_page())
    context.close()


# The web app

ROOT = Path(__file__).parents[2]
ARTICLES = ROOT / "examples" / "articles"
CODED = ("kampala_trial.txt", "raid_agency.txt", "raid_dawn.html", "raid_herald.txt", "yemen_ceasefire.txt")
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
QUIET = ("Failed to load resource",)  # what Chromium itself says of an answer with an error's status


@pytest.fixture(scope="session")
def built() -> None:
    """The web app as `make web` builds it."""
    if not (ROOT / "src" / "tacitus" / "server" / "app" / "index.html").is_file():
        reason = "the web app is not built: run `make web`"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of some of the examples; tests work on copies."""
    from tacitus.workspace.coding import CodeOptions, code_into

    record = tmp_path_factory.mktemp("coded") / "news.db"
    articles = [str(ARTICLES / name) for name in CODED]
    code_into(record, articles, CodeOptions(workers=0))
    return record


@pytest.fixture
def served(coded: Path, tmp_path: Path, built: None) -> Iterator[Served]:
    """A server of one's own over a copy."""
    found = Served(copied(coded, tmp_path))
    yield found
    found.kill()


@pytest.fixture(scope="session")
def reading(coded: Path, tmp_path_factory: pytest.TempPathFactory, built: None) -> Iterator[Served]:
    """One server for all tests that only look."""
    found = Served(copied(coded, tmp_path_factory.mktemp("served")))
    yield found
    found.kill()


class Visit:
    """One browser with one page in it. ``heard``: errors and warnings of the page, and every request that went elsewhere."""

    def __init__(self, browser: Any, served: Served, **how: Any) -> None:
        self.served = served
        self.context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **how})
        self.page = self.context.new_page()
        self.heard: list[str] = []
        self.watch(self.page)
        self.page.goto(served.url)

    def watch(self, page: Any) -> None:
        def said(message: Any) -> None:
            if message.type in ("error", "warning") and not message.text.startswith(QUIET):
                self.heard.append(f"{message.type} {message.text}")

        page.on("console", said)
        page.on("pageerror", lambda error: self.heard.append(f"error {error}"))
        page.on("dialog", lambda dialog: (self.heard.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda asked: None if asked.url.startswith((self.served.origin, "data:")) else self.heard.append(asked.url))

    def go(self, path: str, wait: str = "main h1") -> Any:
        self.page.goto(self.served.origin + path)
        self.page.wait_for_selector(wait)
        return self.page

    def axe(self) -> list[str]:
        """What axe finds serious on the page as it stands."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{one['id']}: {node['target']} {node['failureSummary']}"
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"]
        ]

    def close(self) -> None:
        self.context.close()


@pytest.fixture
def visit(browser: Any, reading: Served) -> Iterator[Visit]:
    """A browser at the server for those who only look; nothing that it heard may be left at the end."""
    found = Visit(browser, reading)
    yield found
    found.close()
    assert found.heard == []
