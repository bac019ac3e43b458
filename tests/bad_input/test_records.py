"""A record that cannot be written says so in a sentence, and is left as it was."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tacitus.model.errors import RecordError
from tacitus.record import Reader, verify
from tacitus.record.opening import open_for_writing
from tacitus.workspace.coding import CodeOptions, code_into
from tests.bad_input.conftest import tacitus
from tests.workspace.plans import plan

HERE = CodeOptions(workers=0, wait_seconds=0.1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(90):
        (folder / f"{number:02}.txt").write_text(" ".join(f"Barland met Fooland{number * 7919 + n * n}land." for n in range(200)))
    return folder


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record with one document."""
    (tmp_path / "first.txt").write_text("Barland attacked Fooland.")
    code_into(tmp_path / "news.db", [str(tmp_path / "first.txt")], HERE, how=plan())
    return tmp_path / "news.db"


def refused(record: Path, folder: Path, words: str) -> None:
    with pytest.raises(RecordError, match=words):
        code_into(record, [str(folder)], HERE, how=plan())


@pytest.mark.parametrize(
    "content", [b"These are notes, no record.\n" * 100, bytes(range(256)) * 16, b"SQLite format 3\x00" + b"\xff" * 4000]
)
def test_a_file_that_is_no_record_stays_as_it_is(tmp_path, folder, content):
    record = tmp_path / "notes.txt"
    record.write_bytes(content)
    refused(record, folder, "no SQLite file|damaged|no record")
    assert record.read_bytes() == content and not list(tmp_path.glob("notes.txt-*"))


def test_a_database_of_another_program_stays_as_it_is(tmp_path, folder):
    record = tmp_path / "other.db"
    with sqlite3.connect(record) as other:
        other.execute("CREATE TABLE a (b)")
    other.close()
    before = record.read_bytes()
    refused(record, folder, "no record of tacitus")
    assert record.read_bytes() == before


def test_a_folder_is_no_record(tmp_path, folder):
    refused(tmp_path / "news", folder, "cannot be opened|directory")


def test_a_folder_that_is_not_there_is_named(tmp_path, folder):
    refused(tmp_path / "nowhere" / "news.db", folder, "nowhere")


def test_a_record_of_a_newer_version_is_refused(record, folder):
    with sqlite3.connect(record) as newer:
        newer.execute("PRAGMA user_version = 99")
    newer.close()
    refused(record, folder, "newer tacitus")
    with pytest.raises(RecordError, match="newer tacitus"):
        Reader(record)


def test_a_record_that_another_program_locks_is_told_of(record, folder, monkeypatch):
    monkeypatch.setattr("tacitus.record.opening.BUSY_SECONDS", 0.2)
    other = sqlite3.connect(record, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    try:
        refused(record, folder, "locked")
    finally:
        other.close()
    assert list(verify(record)) == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_read_only_record_is_read_and_not_written(record, folder):
    record.chmod(0o400)
    record.parent.chmod(0o500)
    try:
        refused(record, folder, "read-only|writable")
        with Reader(record) as reader:
            assert reader.counts()["documents"] == 1
    finally:
        record.parent.chmod(0o700)


@pytest.mark.skipif(os.name != "posix", reason="limits of a process as POSIX knows them")
def test_a_full_disk_keeps_what_was_coded(record, folder):
    """No file may grow much in the process: to SQLite that is a disk without room."""
    program = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)\n"
        "from pathlib import Path\n"
        "from tacitus.model.errors import TacitusError\n"
        "from tests.bad_input.test_records import HERE, code_into, plan\n"
        "try:\n"
        "    code_into(Path(sys.argv[1]), [sys.argv[2]], HERE, how=plan())\n"
        "except TacitusError as error:\n"
        "    print(error)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, record, folder, str(record.stat().st_size + 30_000)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0 and ran.stderr == "" and "disk" in ran.stdout and "was coded until now is kept" in ran.stdout
    assert list(verify(record)) == []
    summary = code_into(record, [str(folder)], HERE, how=plan())
    assert summary.documents == 90
    assert list(verify(record)) == []


def test_a_record_without_room_says_so(record, folder, monkeypatch):
    """The same by SQLite's own bound on pages, on every platform."""

    def bounded(path: Path) -> object:
        engine = open_for_writing(path)
        with engine.begin() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 8}")
        return engine

    with monkeypatch.context() as patched:
        patched.setattr("tacitus.record.store.open_for_writing", bounded)
        refused(record, folder, "disk is full")
    assert list(verify(record)) == []
    assert code_into(record, [str(folder)], HERE, how=plan()).documents == 90


@pytest.mark.slow
@pytest.mark.parametrize("command", ["events", "quotes", "failures", "verify", "report", "export", "backup"])
def test_every_command_tells_of_a_record_that_is_none(tmp_path, command):
    notes = tmp_path / "notes.db"
    notes.write_text("no record")
    more = {"backup": [tmp_path / "copy.db"], "report": ["-o", tmp_path / "a.html"], "export": ["-o", tmp_path / "a.csv"]}.get(command, [])
    ran = tacitus(command, notes, *more)
    assert ran.returncode == 1 and b"no SQLite file" in ran.stderr and b"Traceback" not in ran.stderr and ran.stdout == b""
    shutil.rmtree(tmp_path)


def test_paths_that_are_not_there_fail_and_the_rest_is_done(tmp_path, record):
    summary = code_into(record, [str(tmp_path / "nothing"), str(tmp_path / "first.txt"), "nul\0"], HERE, how=plan())
    assert (summary.documents, summary.failures) == (1, 2)
