"""make screenshots: the pictures of the web app in docs/pictures, taken of the record that `make demo` writes.

Every picture has a page, a size and a theme of its own (table ``PICTURES``); the same record gives the same pictures, but for fonts.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tacitus import open as tacitus_open

ROOT = Path(__file__).parents[1]
PICTURES_FOLDER = ROOT / "docs" / "pictures"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


class Picture(NamedTuple):
    """``path`` may hold {incident}, {article} and {actor}; ``wait`` is what stands on the page once it is whole."""

    name: str
    path: str
    wait: str
    width: int = 1280
    height: int = 800
    theme: str = "light"


PICTURES = (
    Picture("incidents", "/incidents?view=map", "[role=option]", theme="dark"),
    Picture("incident", "/incidents/{incident}", "#reports", height=1000),
    Picture("article", "/documents/{article}", ".reading.panel"),
    Picture("review", "/review", "section.item"),
)


def named(record: Path) -> dict[str, str]:
    """The ids that the paths ask for: the raid that three opposed outlets tell, and the agency's report of it."""
    with tacitus_open(record) as opened:
        rows = opened.events(document="raid_agency.txt", type="ASSAULT", words="worshippers").to_pylist()
        found = max((opened.incident(row["incident"]).incident for row in rows), key=lambda one: one.reports)
        return {"incident": found.id, "article": str(rows[0]["document_id"])}


@contextmanager
def served(record: Path) -> Iterator[str]:
    """`tacitus serve` of the record; its start URL."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tacitus", "serve", str(record), "--port", str(port), "--no-browser", "--as", "A. Reader"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(20)


def take(browser: Any, url: str, picture: Picture, ids: dict[str, str], folder: Path) -> None:
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height}, color_scheme=picture.theme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector("main h1")
    page.goto(url.partition("/?")[0] + picture.path.format(**ids))
    page.wait_for_selector(picture.wait)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=str(folder / f"{picture.name}.png"), animations="disabled", caret="hide")
    context.close()


def main(record: Path, folder: Path = PICTURES_FOLDER) -> int:
    program = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if program is None:
        print("No Chromium here: install Debian's package 'chromium' and run make screenshots again.", file=sys.stderr)
        return 1
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    ids = named(record)
    with served(record) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
        for picture in PICTURES:
            take(browser, url, picture, ids, folder)
            print(folder / f"{picture.name}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *map(Path, sys.argv[2:])))
