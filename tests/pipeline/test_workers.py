"""Workers can be killed; a task that kills its worker gets a reason, and no other task is lost or blamed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from tacitus.pipeline.workers import InProcess, Limits, Processes, WorkersError, open_pool
from tests.pipeline import tasks

LIMITS = Limits(seconds=6, memory_bytes=300 << 20)


@pytest.fixture
def pool():
    pool = Processes(tasks.setup, 2, LIMITS)
    yield pool
    pool.close()


def outcomes(pool, *payloads):
    tickets = [pool.submit("do", payload.encode(), n) for n, payload in enumerate(payloads)]
    for ticket in tickets:
        pool.wait(ticket)
    return [ticket.reason or ticket.result.decode() for ticket in tickets]


def test_results_come_back_to_their_own_tasks(pool):
    tickets = [pool.submit("upper", f"a{n}".encode()) for n in range(100)]
    for ticket in tickets:
        pool.wait(ticket)
    assert [ticket.result for ticket in tickets] == [f"A{n}".encode() for n in range(100)]


def test_every_way_to_die_is_told_and_blames_no_other_task(pool):
    found = outcomes(pool, "a", "exit", "b", "abort", "c", "sleep 60", "d", "eat", "e", "raise no such thing", "f", "print", "threads")
    assert found[::2][:6] == ["fine a", "fine b", "fine c", "fine d", "fine e", "fine f"]
    assert "exit code 3" in found[1]
    assert "SIGABRT" in found[3]
    assert "limit of 6 s" in found[5]
    assert "more memory than the limit" in found[7]
    assert found[9] == "ValueError: no such thing"
    assert found[11:] == ["fine print", "1"]


def test_a_task_is_tried_once_more_where_an_earlier_one_may_be_at_fault():
    pool = Processes(tasks.setup, 1, LIMITS)
    assert outcomes(pool, "a", "once", "b") == ["fine a", "fine once", "fine b"]
    pool.close()


def test_a_worker_is_replaced_after_many_tasks(monkeypatch):
    monkeypatch.setattr("tacitus.pipeline.workers.MAX_TASKS", 3)
    pool = Processes(tasks.setup, 1, LIMITS)
    pids = outcomes(pool, *["pid"] * 8)
    assert len(set(pids)) == 3 and pids == sorted(pids, key=pids.index)
    pool.close()


def test_a_large_payload_passes_both_ways(pool):
    ticket = pool.submit("upper", b"x" * (20 << 20))
    pool.wait(ticket)
    assert ticket.result == b"X" * (20 << 20)


def test_a_slow_caller_does_not_cost_a_task_its_time(pool):
    ticket = pool.submit("upper", b"x" * (1 << 20))
    time.sleep(7)  # longer than the limit
    assert ticket.done and ticket.reason is None


@pytest.mark.parametrize(
    ("setup", "told"),
    [
        (tasks.broken_setup, "the model is missing"),
        (tasks.unpreparable_setup, "the model is missing"),
        (tasks.dying_setup, "exit code 7"),
    ],
)
def test_a_worker_that_cannot_start_is_an_error_and_no_hang(setup, told):
    pool = Processes(setup, 1, LIMITS)
    with pytest.raises(WorkersError, match=told):
        pool.wait(pool.submit("do", b"a"))
    pool.close()


def test_closing_leaves_no_process_behind(pool):
    pids = {int(pid) for pid in outcomes(pool, "pid", "pid", "pid")}
    busy = [pool.submit("do", b"sleep 60") for _ in range(4)]
    pool.close()
    assert not any(psutil.pid_exists(pid) for pid in pids) and not any(ticket.done for ticket in busy)


def test_in_process_keeps_the_same_manners():
    pool = open_pool(tasks.setup, 0)
    assert isinstance(pool, InProcess)
    assert outcomes(pool, "a", "raise it") == ["fine a", "ValueError: it"]


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is known on POSIX alone")
def test_workers_end_with_a_parent_that_was_killed():
    program = (
        "from tests.pipeline import tasks; from tacitus.pipeline.workers import Processes, Limits\n"
        "if __name__ == '__main__':\n"
        "    pool = Processes(tasks.setup, 1, Limits()); first = pool.submit('do', b'pid'); pool.wait(first)\n"
        "    print(first.result.decode(), flush=True)\n"
        "    pool.wait(pool.submit('do', b'sleep 60'))\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    worker = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    deadline = time.monotonic() + 10
    while psutil.pid_exists(worker) and psutil.Process(worker).status() != psutil.STATUS_ZOMBIE and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not psutil.pid_exists(worker) or psutil.Process(worker).status() == psutil.STATUS_ZOMBIE
