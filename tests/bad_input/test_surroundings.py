"""What a coding must not depend on, and must not touch: the network, the order of work, the hash seed, folders that are not its own."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tacitus import Coder
from tests.bad_input.inputs import GOOD

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "articles"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Examples that differ in kind, and a text that is parsed in several windows."""
    folder = tmp_path_factory.mktemp("news")
    for path in sorted(EXAMPLES.rglob("*.txt"))[:4]:
        shutil.copy(path, folder)
    (folder / "long.txt").write_text("\n\n".join(f"{GOOD} It was attack number {n}." for n in range(25)), encoding="utf-8")
    return folder


def code(folder: Path, *arguments: object, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Codings as JSON lines by a process of its own."""
    program = [sys.executable, *environment.pop("python", "").split(), "-m", "tacitus", "code", folder, "--format", "jsonl"]
    found = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment}
    ran = subprocess.run(map(str, [*program, *arguments]), capture_output=True, cwd=cwd, env=found, check=False)
    assert ran.returncode == 0, ran.stderr.decode()[-2000:]
    return ran


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes(folder: Path, tmp_path: Path):
    """Whatever the number of workers, the hash seed, and what was coded before."""
    first = code(folder, "--workers", 1, PYTHONHASHSEED="1").stdout
    assert len(first.splitlines()) == len(list(folder.iterdir()))
    assert code(folder, "--workers", 2, PYTHONHASHSEED="2").stdout == first
    turned = tmp_path / "turned.jsonl"
    paths = [str(folder / name) for name in sorted((path.name for path in folder.iterdir()), reverse=True)]
    turned.write_bytes(code(Path(paths[0]), *paths[1:], "--workers", 0, PYTHONHASHSEED="3").stdout)
    assert {line["document"]["id"]: _without_input(line) for line in map(json.loads, turned.read_bytes().splitlines())} == {
        line["document"]["id"]: _without_input(line) for line in map(json.loads, first.splitlines())
    }


def _without_input(coding: dict[str, Any]) -> dict[str, Any]:
    coding["document"].pop("input")
    return coding


@pytest.mark.slow
def test_nothing_is_written_but_the_record_and_the_cache(folder: Path, tmp_path: Path):
    home, work, cache, temporary = (tmp_path / name for name in ("home", "work", "cache", "tmp"))
    for path in (home, work, temporary):
        path.mkdir()
    before = sorted(path.stat().st_mtime_ns for path in folder.iterdir())
    code(
        folder / "long.txt",
        "--into",
        work / "news.db",
        cwd=work,
        HOME=str(home),
        TMPDIR=str(temporary),
        TACITUS_CACHE=str(cache),
        XDG_CACHE_HOME="",
    )
    assert [path.name for path in work.iterdir()] == ["news.db"]
    assert all(path.name.startswith("places-") for path in cache.iterdir())
    assert list(home.rglob("*")) == [] and list(temporary.iterdir()) == []
    assert sorted(path.stat().st_mtime_ns for path in folder.iterdir()) == before


@pytest.mark.slow
def test_a_cache_that_cannot_be_written_is_no_obstacle(folder: Path, tmp_path: Path):
    """A file stands where the folder should be: nobody can write there, root neither."""
    (tmp_path / "file").write_text("")
    expected = code(folder / "long.txt", "--workers", 1).stdout
    assert code(folder / "long.txt", "--workers", 1, TACITUS_CACHE=str(tmp_path / "file" / "cache")).stdout == expected


def test_coding_opens_no_socket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    def refuse(*arguments: object, **named: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "__init__", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    coding = Coder().code(GOOD, published_at="2024-05-03")
    assert coding.events and coding.quotes and not coding.failures
    from tacitus.ingest import Options, find_units, read_unit

    page = tmp_path / "a.html"
    page.write_text(
        f"<html><head><link rel=stylesheet href=http://foo.example/a.css></head><body><article><p>{GOOD}</p></article></body></html>"
    )
    feed = tmp_path / "b.xml"
    feed.write_text("<rss version='2.0'><channel><item><title>Foo</title><description>Foo met Bar.</description></item></channel></rss>")
    assert all(read_unit(unit, Options()) for unit in find_units([str(page), str(feed)], Options()))


@pytest.mark.slow
def test_our_own_modules_raise_no_warning(folder: Path):
    """Libraries may warn of each other; a warning that starts in our code would be an error here."""
    assert code(folder, "--workers", 0, python="-W error:::tacitus").stderr.count(b"Warning") == 0
