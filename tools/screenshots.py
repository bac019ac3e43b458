"""make screenshots: the pictures of the web app in docs/pictures, taken of the record that `make demo` writes.

Every picture has a page, a size and a theme of its own (table ``PICTURES``); the same record gives the same pictures, but for fonts.
"""

from __future__ import annotations

import base64
import shutil
import socket
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

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
    shot = page.screenshot(animations="disabled", caret="hide")
    pixels = np.array(page.evaluate(_PIXELS, base64.b64encode(shot).decode()), dtype=np.uint32).reshape(picture.height, picture.width)
    (folder / f"{picture.name}.png").write_bytes(indexed(pixels))
    context.close()


# The colours of a picture (base64 of a PNG), one number for each point; the browser reads its own format best.
_PIXELS = """async shot => {
    const bytes = Uint8Array.from(atob(shot), one => one.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const sheet = new OffscreenCanvas(image.width, image.height).getContext('2d');
    sheet.drawImage(image, 0, 0);
    const { data } = sheet.getImageData(0, 0, image.width, image.height);
    return Array.from({ length: data.length / 4 }, (_, n) => (data[4 * n] << 16) | (data[4 * n + 1] << 8) | data[4 * n + 2]);
}"""


def indexed(pixels: np.ndarray[Any, np.dtype[np.uint32]]) -> bytes:
    """A PNG of 256 colours: the most frequent ones, and of the rest, one after another, the one that is least like those taken. Others
    become the nearest of them. A third of the size, and what is small and coloured stays so."""
    colours, place, counts = np.unique(pixels, return_inverse=True, return_counts=True)
    channels = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1).astype(np.int32)
    nearest, distance = np.zeros(len(colours), np.uint8), np.full(len(colours), 1 << 30)
    palette = []
    frequent = np.argsort(-counts, kind="stable")
    for n in range(min(256, len(colours))):
        taken = channels[frequent[n] if n < 160 else np.argmax(distance)]
        away = ((channels - taken) ** 2).sum(axis=1)
        nearest[away < distance] = n
        distance = np.minimum(distance, away)
        palette.append(taken)
    height, width = pixels.shape
    rows = nearest[place].reshape(height, width)
    plain = np.concatenate([np.zeros((height, 1), np.uint8), rows], axis=1).tobytes()
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", np.array(palette, np.uint8).tobytes()),
        (b"IDAT", zlib.compress(plain, 9)),
        (b"IEND", b""),
    )
    told = (struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(told)


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
