"""Many at once: readers and a writer, the coder at work meanwhile, a server that is killed in the middle of a review."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tacitus.record import verify
from tests.server.conftest import ARTICLES, Client, serving
from tests.server.test_serving import process

READERS = 10
PATHS = (
    "/api/events?limit=20",
    "/api/incidents?limit=5&type=ASSAULT",
    "/api/facets?of=events",
    "/api/timeline?of=incidents",
    "/api/map?of=events",
    "/api/overview",
    "/api/actors",
    "/api/relations",
    "/api/review/progress",
    "/api/review/queue?limit=5",
    "/api/runs",
    "/api/quotes?words=army",
)


def _events(client: Client) -> list[str]:
    return [row["event"]["id"] for row in client.get("/api/events?limit=200")["rows"]]


def _judge(client: Client, target: str, act: str = "accept") -> Any:
    answer = client.post("/api/judgements", {"judgements": [{"target": target, "act": act, "token": f"{target}-{act}"}]})
    assert answer.status == 200, answer.body
    return answer.json


def _kept(client: Client, target: str) -> list[str]:
    return [one["act"] for one in client.get(f"/api/judgements?target={target}")]


def _in_threads(*work: Callable[[], None]) -> None:
    """All at once; the first thing that goes wrong in any of them is raised."""
    wrong: list[BaseException] = []

    def guarded(one: Callable[[], None]) -> None:
        try:
            one()
        except BaseException as error:  # noqa: BLE001 - raised below
            wrong.append(error)

    threads = [threading.Thread(target=guarded, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    if wrong:
        raise wrong[0]


@pytest.mark.slow
def test_ten_readers_and_one_writer(record: Path) -> None:
    with serving(record) as client:
        targets = _events(client)[:30]

        def read() -> None:
            for path in PATHS:
                client.get(path)

        def write() -> None:
            for target in targets:
                _judge(client, target)

        _in_threads(write, *[read] * READERS)
        assert all(_kept(client, target) == ["accept"] for target in targets)
        assert client.get("/api/review/progress")["judged"] == len(targets)
    assert not list(verify(record))


@pytest.mark.slow
def test_the_coder_runs_while_people_read_and_judge(record: Path, tmp_path: Path) -> None:
    with serving(record) as client:
        before = client.get("/api/session")["documents"]
        targets = _events(client)
        articles = [
            str(ARTICLES / name) for name in ("famine_appeal.html", "summit_samarkand.txt", "ouagadougou_coup.txt", "trap_food.txt")
        ]
        command = [sys.executable, "-m", "tacitus", "code", *articles, "--into", str(record), "--workers", "1"]
        coder = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        judged = 0
        while coder.poll() is None and judged < len(targets):
            _judge(client, targets[judged])
            client.get(PATHS[judged % len(PATHS)])
            judged += 1
        _, said = coder.communicate(timeout=120)
        assert coder.returncode == 0, said
        assert judged > 0
        assert all(_kept(client, target) == ["accept"] for target in targets[:judged])
        assert client.context is not None
        client.context.browser.load()
        assert client.get("/api/session")["documents"] == before + len(articles)
    assert not list(verify(record))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_what_was_confirmed_is_there_after_a_kill(record: Path) -> None:
    confirmed: list[str] = []
    with process(record, "--as", "A. Reader") as server:
        client = server.client.enter()
        _wait(client)
        targets = _events(client)

        def judge() -> None:
            for target in targets:
                try:
                    _judge(client, target)
                except (OSError, AssertionError):
                    return
                confirmed.append(target)
                if len(confirmed) == 10:
                    server.handle.send_signal(signal.SIGKILL)

        judge()
        server.handle.wait(20)
    assert 10 <= len(confirmed) < len(targets)
    with process(record) as again:
        client = again.client.enter()
        assert all(_kept(client, target) == ["accept"] for target in confirmed)
        assert client.get("/api/judgements?target=" + confirmed[0])[0]["author"] == "A. Reader"
        code, _, _, _ = again.end()
    assert code == 0
    assert not list(verify(record))


@pytest.mark.slow
def test_two_browsers_judge_under_two_names(record: Path) -> None:
    with serving(record, author=None) as first:
        second = Client(first.port, first.token, first.context).enter()
        target = _events(first)[0]
        refused = first.post("/api/judgements", {"judgements": [{"target": target, "act": "accept"}]})
        assert refused.status in (400, 409) and "who" in (refused.json["what"] + (refused.json["do"] or "")).lower()
        assert first.post("/api/session", {"author": "First Reader"}).json["author"] == "First Reader"
        assert second.get("/api/session")["author"] is None
        assert second.post("/api/session", {"author": "Second Reader"}).status == 200
        _judge(first, target)
        verdicts = _judge(second, target, "reject")["verdicts"]
        assert verdicts[target]["by"] == {"First Reader": "accept", "Second Reader": "reject"}
        assert verdicts[target]["state"] == "disputed"


def _wait(client: Client) -> None:
    from tests.server.conftest import _ready

    _ready(client)
