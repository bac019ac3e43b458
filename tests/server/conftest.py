"""A small record, coded once, and a server over a copy of it on loopback, in a thread of its own."""

from __future__ import annotations

import asyncio
import http.client
import json
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tacitus.server.app import make_api, make_app
from tacitus.server.context import Context
from tacitus.server.document import document_of
from tacitus.server.guarding import hosts_of
from tacitus.server.serving import bind, prepare, server_of
from tacitus.server.sessions import Sessions
from tacitus.workspace.browsing.masking import pseudonyms_of
from tacitus.workspace.coding import CodeOptions, code_into

ARTICLES = Path(__file__).parents[2] / "examples" / "articles"
CODED = ("kampala_trial.txt", "raid_agency.txt", "raid_herald.txt")


class Answer:
    """What came back, read whole."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Client:
    """A browser that knows the server: plain HTTP, with every header as the test wants it."""

    def __init__(self, port: int, token: str, context: Context | None = None) -> None:
        self.port, self.token, self.context = port, token, context
        self.cookie = ""

    def enter(self) -> Client:
        """The start URL is opened."""
        answer = self.ask("GET", f"/?token={self.token}", cookie=None)
        assert answer.status == 303, answer.body
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        return self

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None, cookie: str | None = ""
    ) -> Answer:
        """``cookie`` None: none is sent; "": the client's own."""
        given = {"Host": f"127.0.0.1:{self.port}", **(headers or {})}
        if cookie is not None and (cookie or self.cookie):
            given["Cookie"] = cookie or self.cookie
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in given.items():
                connection.putheader(name, value)
            if body is not None and not {"Content-Length", "Transfer-Encoding"} & set(given):
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            return Answer(connection.getresponse())

    def get(self, path: str) -> Any:
        answer = self.ask("GET", path)
        assert answer.status == 200, (path, answer.status, answer.body[:300])
        return answer.json

    def post(self, path: str, value: Any) -> Answer:
        return self.ask("POST", path, json.dumps(value).encode(), {"Content-Type": "application/json"})


@contextmanager
def serving(record: Path, *, named: bool = False, author: str | None = "A. Reader", pages: Any = None) -> Iterator[Client]:
    """A server over the record until the end of the block."""
    prepare(record, lambda _: None)
    with bind("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        sessions = Sessions(port, author)
        context = Context(record, sessions, None if named else pseudonyms_of(record))
        server = server_of(make_app(context, hosts_of("127.0.0.1", port), pages))
        thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listening])), daemon=True)
        thread.start()
        client = Client(port, sessions.token, context)
        try:
            client.enter()
            yield _ready(client)
        finally:
            server.should_exit = True
            thread.join(10)
            context.close()


def _ready(client: Client) -> Client:
    for _ in range(300):
        if client.get("/api/session")["ready"]:
            return client
        time.sleep(0.05)
    raise AssertionError("the index did not come")


@pytest.fixture(scope="session")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record as `tacitus code` leaves it; never written to."""
    record = tmp_path_factory.mktemp("coded") / "news.db"
    code_into(record, [str(ARTICLES / name) for name in CODED], CodeOptions(workers=0))
    return record


@pytest.fixture
def record(coded: Path, tmp_path: Path) -> Path:
    """A copy of one's own."""
    return copied(coded, tmp_path)


def copied(coded: Path, folder: Path) -> Path:
    with closing(sqlite3.connect(coded)) as before:
        before.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(shutil.copy(coded, folder / "news.db"))


@pytest.fixture(scope="session")
def client(coded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """One server for all tests that only look."""
    with serving(copied(coded, tmp_path_factory.mktemp("served"))) as found:
        yield found


@pytest.fixture(scope="session")
def described() -> dict[str, Any]:
    """The OpenAPI document."""
    return document_of(make_api(None))


def routes(described: dict[str, Any]) -> list[tuple[str, str]]:
    """Method and address of every route, with something in the place of each parameter."""
    found = []
    for path, item in sorted(described["paths"].items()):
        for method in sorted(item):
            filled = path.replace("{identity}", "x").replace("{entity}", "x").replace("{file}", "events.csv")
            assert "{" not in filled, path
            found.append((method.upper(), filled))
    return found
