"""The built app: its own files and nothing else of the disk; every other address is the app's one page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tacitus.server.static import App
from tests.server.conftest import Client, serving


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "app"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>the app</title>")
    (folder / "assets" / "main-3f2a.js").write_text("export {}")
    (folder / "assets" / "style-11aa.css").write_text("main {}")
    (folder / "icon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    return folder


@pytest.fixture
def app(record: Path, built: Path) -> Iterator[Client]:
    with serving(record, pages=App(built)) as found:
        yield found


def test_files_have_their_kind_and_hashed_ones_are_kept_for_ever(app: Client) -> None:
    script = app.ask("GET", "/assets/main-3f2a.js", cookie=None)
    assert (script.status, script.headers["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert "immutable" in script.headers["cache-control"]
    assert app.ask("GET", "/assets/style-11aa.css", cookie=None).headers["content-type"] == "text/css; charset=utf-8"
    assert app.ask("GET", "/icon.svg", cookie=None).headers["cache-control"] == "no-cache"
    head = app.ask("HEAD", "/assets/main-3f2a.js", cookie=None)
    assert (head.status, head.body) == (200, b"")


@pytest.mark.parametrize("path", ["/", "/index.html", "/incidents/inc-1?type=AID", "/review", "/a/b/c", "/apis", "/schema"])
def test_every_other_address_is_the_page(app: Client, path: str) -> None:
    answer = app.ask("GET", path, cookie=None)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert b"the app" in answer.body
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/assets/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/assets/..%5c..%5csecret.txt",
        "//secret.txt",
        "/link.txt",
    ],
)
def test_nothing_outside_the_folder_is_served(app: Client, path: str) -> None:
    assert b"secret" not in app.ask("GET", path, cookie=None).body


def test_a_file_that_is_not_there_is_no_page(app: Client) -> None:
    assert app.ask("GET", "/assets/gone-0000.js", cookie=None).status == 404


def test_nothing_can_be_sent_to_a_page(app: Client) -> None:
    assert app.ask("POST", "/", b"x", {"Content-Type": "text/plain"}).status == 405


def test_without_a_build_the_start_page_says_what_to_run(record: Path, tmp_path: Path) -> None:
    with serving(record, pages=App(tmp_path / "none")) as client:
        answer = client.ask("GET", "/", cookie=None)
    assert answer.status == 200
    assert b"make serve" in answer.body
    assert b"<script" not in answer.body and b"style=" not in answer.body


def test_an_app_built_anew_is_found_without_a_restart(built: Path) -> None:
    app = App(built)
    assert app.page("/new.txt")[2].startswith("text/html")
    (built / "new.txt").write_text("new")
    (built / "index.html").write_text("<!doctype html><title>another</title>")
    index = (built / "index.html").stat()
    import os

    os.utime(built / "index.html", ns=(index.st_atime_ns, index.st_mtime_ns + 1_000_000))
    assert app.page("/new.txt")[1] == b"new"
