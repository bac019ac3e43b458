"""One run of the command line over everything, which all tests then look at."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import msgspec
import pytest

from tacitus.record import Reader
from tests.bad_input.inputs import write


class Batch(msgspec.Struct, frozen=True):
    """What the run gave. ``documents``, ``failures`` and ``notes`` by the file's printable name."""

    code: int
    stdout: str
    stderr: str
    seconds: float
    record: Path
    documents: dict[str, list[str]]
    events: dict[str, int]
    failures: dict[str, list[str]]
    notes: dict[str, list[str]]


def tacitus(*arguments: object, **kept: object) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    program = [sys.executable, "-m", "tacitus", *map(str, arguments)]
    return subprocess.run(program, capture_output=True, timeout=300, stdin=subprocess.DEVNULL, check=False, **kept)  # type: ignore[call-overload]


@pytest.fixture(scope="session")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    home = tmp_path_factory.mktemp("bad")
    folder, record = home / "news", home / "news.db"
    folder.mkdir()
    write(folder)
    began = time.monotonic()
    ran = tacitus("code", folder, "--into", record, "--workers", 2, "--published-at", "2024-05-03", "--outlet", "The Foo")
    seconds = time.monotonic() - began
    (folder / "unreadable.txt").chmod(0o600) if os.name == "posix" else None
    stderr = ran.stderr.decode("utf-8", "replace")
    assert record.exists(), stderr[-2000:]
    documents, events = defaultdict(list), {}
    rows: dict[str, dict[str, list[str]]] = {"failure": defaultdict(list), "note": defaultdict(list)}
    with Reader(record) as reader:
        for row in reader.failures():
            rows[row.level][_file(row.input, folder)].append(row.reason)
        for coding in reader.codings():
            name = _file(coding.document.input, folder)
            documents[name].append(coding.document.text)
            events[coding.document.input] = len(coding.events)
    out = ran.stdout.decode("utf-8", "replace")
    return Batch(ran.returncode, out, stderr, seconds, record, documents, events, rows["failure"], rows["note"])


def _file(shown: str, folder: Path) -> str:
    """The file's name of an input: without folder and number of the record."""
    name = shown.removeprefix(str(folder)).lstrip("/\\")
    base, mark, number = name.rpartition("#")
    return base if mark and number.isdigit() else name
