"""`tacitus serve` as a process of its own, as a user has it; it can be killed and started again."""

from __future__ import annotations

import http.client
import json
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def copied(record: Path, folder: Path) -> Path:
    """A copy of a record that nobody has open."""
    with closing(sqlite3.connect(record)) as before:
        before.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(record, folder / "news.db"))


class Served:
    """A record that is served. ``url`` is the start URL, token included."""

    def __init__(self, record: Path, author: str | None = "A. Reader") -> None:
        self.record, self.author, self.port = record, author, free_port()
        self._process: subprocess.Popen[str] | None = None
        self.url = ""
        self.start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        given = ["--as", self.author] if self.author else []
        command = [sys.executable, "-m", "tacitus", "serve", str(self.record), "--port", str(self.port), "--no-browser", *given]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()
        assert self.url.startswith(self.origin), self.url
        cookie = self._cookie()
        for _ in range(600):
            if self._get("/api/session", cookie)["ready"]:
                return

    def kill(self) -> None:
        """At once, as when the power goes."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(20)
            self._process = None

    def stop(self) -> int:
        """As Ctrl-C does; the exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        code = self._process.wait(20)
        self._process = None
        return code

    def get(self, path: str) -> Any:
        """What the API answers, asked by another client than the browser."""
        return self._get(path, self._cookie())

    def judgements(self) -> list[dict[str, Any]]:
        """All judgements of the record itself, in order, as its file has them."""
        with closing(sqlite3.connect(f"file:{self.record}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute("SELECT * FROM judgements ORDER BY seq")]

    def _cookie(self) -> Mapping[str, str]:
        parts = urlsplit(self.url)
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request("GET", f"/?{parts.query}")
            return {"Cookie": str(connection.getresponse().getheader("set-cookie")).partition(";")[0]}

    def _get(self, path: str, cookie: Mapping[str, str]) -> Any:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request("GET", path, headers=dict(cookie))
            answer = connection.getresponse()
            body = answer.read()
            assert answer.status == 200, (path, answer.status, body[:300])
            return json.loads(body)
