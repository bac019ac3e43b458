"""`tacitus serve` as a process: what it prints, where it listens, how it ends."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tacitus.model.errors import TacitusError, UsageError
from tacitus.record import Reader, schema
from tacitus.server.serving import PORT, bind, prepare
from tacitus.server.sessions import named
from tests.server.conftest import Client

START = re.compile(r"http://127\.0\.0\.1:(\d+)/\?token=([\w-]{30,})\n")


class Process:
    """A server in a process of its own, and a client that has not entered yet."""

    def __init__(self, record: Path, *more: str) -> None:
        command = [sys.executable, "-m", "tacitus", "serve", str(record), "--no-browser", *more]
        self.handle = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
        assert self.handle.stdout is not None
        self.first = self.handle.stdout.readline()
        found = START.fullmatch(self.first)
        assert found is not None, (self.first, self.handle.poll() is not None and self.handle.communicate())
        self.client = Client(int(found[1]), found[2])

    def end(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, float, str, str]:
        """Exit code, seconds, the rest of standard output, standard error."""
        began = time.monotonic()
        self.handle.send_signal(how)
        out, error = self.handle.communicate(timeout=20)
        return self.handle.returncode, time.monotonic() - began, out, error


@contextmanager
def process(record: Path, *more: str) -> Iterator[Process]:
    started = Process(record, *more)
    try:
        yield started
    finally:
        if started.handle.poll() is None:
            started.handle.kill()
            started.handle.communicate()


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_prints_the_start_url_and_ends_cleanly_with_connections_open(record: Path, how: signal.Signals) -> None:
    with process(record, "--as", "A. Reader") as server, closing(socket.create_connection(("127.0.0.1", server.client.port))) as idle:
        half = socket.create_connection(("127.0.0.1", server.client.port))
        half.sendall(b"GET /api/session HTTP/1.1\r\nHost: ")
        kept = http.client.HTTPConnection("127.0.0.1", server.client.port)
        kept.request("GET", "/", headers={"Host": f"127.0.0.1:{server.client.port}"})
        assert kept.getresponse().read()
        assert server.client.enter().get("/api/session")["author"] == "A. Reader"
        code, seconds, out, error = server.end(how)
        idle.close()
        half.close()
        kept.close()
    assert (code, out) == (0, "")
    assert seconds < 5  # within a second on a machine that is not busy
    assert "Ctrl-C stops" in error and server.client.token not in error
    with Reader(record) as reader:
        assert reader.counts()["documents"] == 3


@pytest.mark.slow
def test_a_port_in_use_is_told(record: Path) -> None:
    with closing(bind("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "tacitus", "serve", str(record), "--no-browser", "--port", str(port)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"127.0.0.1:{port} cannot be listened on" in done.stderr and "--port" in done.stderr


@pytest.mark.slow
def test_another_address_says_what_that_means(record: Path) -> None:
    with process(record, "--host", "0.0.0.0") as server:
        server.client.enter()
        assert server.client.ask("GET", "/api/session", headers={"Host": "evil.example"}).status == 403
        _, _, _, error = server.end()
    assert "not encrypted" in error and "every machine" in error


def test_a_record_that_is_not_there_is_told(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from tacitus.cli.main import app

    result = CliRunner().invoke(app, ["serve", str(tmp_path / "none.db")])
    assert isinstance(result.exception, UsageError)
    assert "no such record" in str(result.exception)


def test_without_a_port_a_taken_one_does_not_hinder() -> None:
    with closing(bind("127.0.0.1", None)) as first, closing(bind("127.0.0.1", None)) as second:
        ports = first.getsockname()[1], second.getsockname()[1]
    assert ports[0] != ports[1]
    assert PORT > 1024


@pytest.mark.parametrize("host", ["not an address", "999.1.1.1"])
def test_an_address_that_is_none_is_told(host: str) -> None:
    with pytest.raises(TacitusError, match=r"no address of this machine|cannot be listened on"):
        bind(host, 0)


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "a\x00b", "a\u202eb"])
def test_a_name_that_cannot_be_shown_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="needs a name"):
        named(name)


def test_an_older_record_is_brought_up_to_date(record: Path) -> None:
    import sqlite3

    with closing(sqlite3.connect(record)) as connection:
        for table in ("claims", "judgements"):
            connection.execute(f"DROP TABLE {table}")
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        later = [name for name in tables if name.startswith(("incident", "copy_", "review_")) or name == "corpus_state"]
        for name in later:
            connection.execute(f"DROP TABLE {name}")
        connection.execute(_JUDGEMENTS_OF_VERSION_1)
        connection.execute("PRAGMA user_version = 1")
        connection.commit()
    assert prepare(record, lambda _: None)
    with Reader(record) as reader, reader.connection() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == schema.VERSION


_JUDGEMENTS_OF_VERSION_1 = """
CREATE TABLE judgements (seq INTEGER PRIMARY KEY, document INTEGER NOT NULL, target TEXT NOT NULL, field TEXT, verdict TEXT NOT NULL,
  value TEXT, author TEXT, made_at TEXT NOT NULL, comment TEXT)"""


def test_a_record_that_another_process_writes_to_is_served(record: Path) -> None:
    from tacitus.record import Store

    with Store(record):
        assert prepare(record, lambda _: None)


def test_a_read_only_record_is_served_for_reading_with_a_word(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tacitus.model.errors import RecordError
    from tacitus.server import serving

    def refuse(*_: object, **__: object) -> None:
        raise RecordError("the lock cannot be written")

    said: list[str] = []
    monkeypatch.setattr(serving, "Store", refuse)
    monkeypatch.setattr(serving.os, "access", lambda *_: False)
    assert not prepare(record, said.append)
    assert "cannot be written" in said[0]


def test_what_is_no_record_is_refused(tmp_path: Path) -> None:
    (tmp_path / "news.db").write_text("no record at all, only words that are longer than the header of a file")
    with pytest.raises(TacitusError, match="no SQLite file"):
        prepare(tmp_path / "news.db", lambda _: None)


def test_a_head_that_does_not_come_is_not_waited_for(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tacitus.server import serving as module
    from tests.server.conftest import serving

    monkeypatch.setattr(module, "HEAD_SECONDS", 0.5)
    with serving(record) as client, closing(socket.create_connection(("127.0.0.1", client.port))) as slow:
        slow.settimeout(20)
        slow.sendall(b"GET / HTTP/1.1\r\nHost: ")
        assert slow.recv(1) == b""


def test_a_body_that_does_not_come_is_not_waited_for(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tacitus.server import guarding
    from tests.server.conftest import serving

    monkeypatch.setattr(guarding, "BODY_SECONDS", 0.3)
    with serving(record) as client:
        headers = {"Content-Type": "application/json", "Content-Length": "100"}
        assert client.ask("POST", "/api/session", b'{"author"', headers).status == 408


def test_the_token_is_written_into_no_log(record: Path, caplog: pytest.LogCaptureFixture) -> None:
    from tests.server.conftest import serving

    with caplog.at_level("DEBUG"), serving(record) as client:
        client.get("/api/session")
    assert client.token not in caplog.text
