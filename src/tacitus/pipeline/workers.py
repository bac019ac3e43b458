"""Workers that can be killed: one process a worker, one task at a time in it, limits of time and memory kept from outside.

All that concerns processes and signals stands in this module. Workers are spawned, never forked, on every platform. A worker that is killed
or dies takes down the task that it had in hand and no other, and another worker takes its place.
"""

from __future__ import annotations

import heapq
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import connection, get_context
from types import FrameType
from typing import Any, Protocol

import msgspec
import psutil

from tacitus.model.errors import TacitusError
from tacitus.pipeline.serving import BROKEN, DONE, READY, Handlers, prepare, serve

GIB = 1024**3
WATCH_SECONDS = 0.1  # how often memory is looked at: a worker that takes 1 GB a second passes its limit by a tenth
RECYCLE_SHARE = 0.7  # an idle worker that keeps this share of its memory limit is replaced before it gets another task
# After so many tasks (two a document) an idle worker is replaced: the parser's vocabulary keeps about 10 KB a document of what it forgot.
MAX_TASKS = 10_000
MAX_WORKERS = 8
_NAMED_SIGNALS = {-number.value: number.name for number in signal.Signals}

Setup = Callable[[], Handlers]


class WorkersError(TacitusError):
    """The workers cannot be started at all."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one task may take. The time is long so that a busy machine does not change the record."""

    seconds: float = 120.0
    memory_bytes: int = 2 * GIB
    start_seconds: float = 300.0


class Ticket:
    """A task and, once ``done``, its result: bytes, or the reason why there is none."""

    __slots__ = ("attempts", "done", "kind", "payload", "priority", "reason", "result", "seconds")

    def __init__(self, kind: str, payload: bytes, priority: int) -> None:
        self.kind, self.payload, self.priority = kind, payload, priority
        self.attempts = 0
        self.done = False
        self.result: bytes | None = None
        self.reason: str | None = None
        self.seconds = 0.0

    def finish(self, result: bytes | None, reason: str | None, seconds: float) -> None:
        self.result, self.reason, self.seconds = result, reason, seconds
        self.payload = b""
        self.done = True


class Pool(Protocol):
    """What does the tasks. Tasks with a lower priority number are begun first."""

    def submit(self, kind: str, payload: bytes, priority: int = 0) -> Ticket: ...

    def wait(self, ticket: Ticket) -> None: ...

    def wait_any(self, seconds: float) -> None: ...

    def close(self) -> None: ...


def default_workers() -> int:
    """One worker a processor, at most eight."""
    return max(1, min(os.cpu_count() or 1, MAX_WORKERS))


def open_pool(setup: Setup, workers: int, limits: Limits | None = None) -> Pool:
    """Processes, or with ``workers=0`` this one, without limits."""
    return Processes(setup, workers, limits or Limits()) if workers else InProcess(setup)


class InProcess:
    """Does each task at once in this process; no limits can be kept."""

    def __init__(self, setup: Setup) -> None:
        self._handlers: Handlers = setup()
        self._prepared: set[str] = set()

    def submit(self, kind: str, payload: bytes, priority: int = 0) -> Ticket:
        from tacitus.pipeline.running import reason_of

        if kind not in self._prepared:
            prepare(self._handlers[kind])
            self._prepared.add(kind)
        ticket, began = Ticket(kind, payload, priority), time.monotonic()
        try:
            ticket.finish(self._handlers[kind](payload), None, time.monotonic() - began)
        except Exception as error:  # noqa: BLE001 - as in a worker, one task's fault stops no batch
            ticket.finish(None, reason_of(error), time.monotonic() - began)
        return ticket

    def wait(self, ticket: Ticket) -> None:
        assert ticket.done

    def wait_any(self, seconds: float) -> None:
        """Nothing is ever under way here."""

    def close(self) -> None:
        self._handlers = {}


class _Worker:
    """The parent's side of one process."""

    def __init__(self, setup: bytes, quiet: bool) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, setup, quiet), daemon=True, name="tacitus-worker")
        self.process.start()
        theirs.close()
        self.began = time.monotonic()
        self.ready = False
        self.ticket: Ticket | None = None
        self.tasks_done = 0
        self.killed_for: str | None = None
        self._watched: psutil.Process | None = None
        with suppress(psutil.Error):
            self._watched = psutil.Process(self.process.pid)

    def memory_bytes(self) -> int:
        """Resident memory; 0 where the process is gone."""
        try:
            return int(self._watched.memory_info().rss) if self._watched else 0
        except psutil.Error:
            return 0

    def give(self, ticket: Ticket) -> None:
        self.ticket, self.began = ticket, time.monotonic()
        ticket.attempts += 1
        self.connection.send_bytes(ticket.kind.encode() + b"\n" + ticket.payload)

    def kill(self, reason: str | None = None) -> None:
        if self.killed_for is None:
            self.killed_for = reason
        with suppress(OSError, ValueError):
            self.process.kill()

    def bury(self) -> str:
        """Waits for the process to be gone and says how it ended."""
        self.process.join(10)
        code = self.process.exitcode
        self.connection.close()
        if self.killed_for is not None:
            return self.killed_for
        named = _NAMED_SIGNALS.get(code or 0)
        return f"the worker process was ended by {named}" if named else f"the worker process ended by itself with exit code {code}"


class Processes:
    """A fixed number of worker processes, supervised by a thread of its own, so that limits hold whatever the caller does meanwhile."""

    def __init__(self, setup: Setup, workers: int, limits: Limits, quiet: bool = True) -> None:
        self._setup, self._limits, self._quiet = _pickled(setup), limits, quiet
        self._number = workers
        self._workers: list[_Worker] = []
        self._queue: list[tuple[int, int, Ticket]] = []
        self._submitted = 0
        self._failed_starts = 0
        self._broken: str | None = None
        self._closing = False
        self._news = False  # whether a task was finished since the caller last waited
        self._changed = threading.Condition()
        self._wakeup, self._bell = get_context("spawn").Pipe(duplex=False)
        self._thread = threading.Thread(target=self._supervise, name="tacitus-supervisor", daemon=True)
        self._thread.start()

    # The caller's side

    def submit(self, kind: str, payload: bytes, priority: int = 0) -> Ticket:
        ticket = Ticket(kind, payload, priority)
        with self._changed:
            self._raise_if_broken()
            self._submitted += 1
            heapq.heappush(self._queue, (priority, self._submitted, ticket))
        self._ring()
        return ticket

    def wait(self, ticket: Ticket) -> None:
        """Until the task is done."""
        while not ticket.done:
            self.wait_any(0.5)

    def wait_any(self, seconds: float) -> None:
        """Until some task is done, or the time is over (short, so that Ctrl-C is heard on every platform)."""
        with self._changed:
            self._raise_if_broken()
            if not self._news:
                self._changed.wait(seconds)
            self._news = False
            self._raise_if_broken()

    def close(self) -> None:
        """Kills the workers, whatever they do."""
        self._closing = True
        self._ring()
        self._thread.join(30)

    def _raise_if_broken(self) -> None:
        if self._broken is not None:
            raise WorkersError(f"no worker can be started: {self._broken}")

    def _ring(self) -> None:
        with suppress(OSError, ValueError):
            self._bell.send_bytes(b"!")

    # The supervisor's side

    def _supervise(self) -> None:
        if hasattr(signal, "pthread_sigmask"):  # workers inherit the mask: Ctrl-C is for this process, which then ends them
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            while not self._closing and self._broken is None:
                self._fill()
                self._dispatch()
                self._listen()
                self._enforce()
        except Exception as error:  # noqa: BLE001 - it must reach the caller, who else would wait for ever
            self._broken = f"{type(error).__name__}: {error}"
        finally:
            for worker in self._workers:
                worker.kill()
            for worker in self._workers:
                worker.bury()
            with self._changed:
                self._changed.notify_all()

    def _fill(self) -> None:
        while len(self._workers) < self._number:
            self._workers.append(_Worker(self._setup, self._quiet))

    def _dispatch(self) -> None:
        for worker in self._workers:
            if not worker.ready or worker.ticket is not None or worker.killed_for is not None:
                continue
            if worker.tasks_done >= MAX_TASKS or (worker.tasks_done and worker.memory_bytes() > RECYCLE_SHARE * self._limits.memory_bytes):
                worker.kill("replaced")
                continue
            with self._changed:
                ticket = heapq.heappop(self._queue)[2] if self._queue else None
            if ticket is None:
                return
            with suppress(OSError):  # a worker that died while idle is seen by _listen, and the task goes to another
                worker.give(ticket)

    def _listen(self) -> None:
        by_connection: dict[Any, _Worker] = {worker.connection: worker for worker in self._workers}
        for ready in connection.wait([*by_connection, self._wakeup], WATCH_SECONDS):
            if ready is self._wakeup:
                self._wakeup.recv_bytes()
                continue
            worker = by_connection[ready]
            try:
                message = worker.connection.recv_bytes()
            except (EOFError, OSError):
                self._died(worker)
            else:
                self._heard(worker, message)

    def _heard(self, worker: _Worker, message: bytes) -> None:
        kind, _, body = message.partition(b"\n")
        if kind == READY:
            worker.ready, worker.began, self._failed_starts = True, time.monotonic(), 0
            return
        if kind == BROKEN:
            self._broken = body.decode("utf-8", "replace")
            return
        ticket, worker.ticket = worker.ticket, None
        worker.tasks_done += 1
        if ticket is None:
            return
        seconds = time.monotonic() - worker.began
        if kind == DONE:
            self._finish(ticket, body, None, seconds)
        else:
            self._finish(ticket, None, body.decode("utf-8", "replace"), seconds)

    def _finish(self, ticket: Ticket, result: bytes | None, reason: str | None, seconds: float) -> None:
        with self._changed:
            ticket.finish(result, reason, seconds)
            self._news = True
            self._changed.notify_all()

    def _died(self, worker: _Worker) -> None:
        """Its task is lost with the reason, or goes to a fresh worker once where what earlier tasks left behind may be at fault."""
        self._workers.remove(worker)
        worker.kill()
        reason = worker.bury()
        ticket = worker.ticket
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= 2 * self._number + 1:
                self._broken = reason
        elif ticket is not None and worker.tasks_done and ticket.attempts < 2 and not reason.startswith("it took longer"):
            with self._changed:
                heapq.heappush(self._queue, (ticket.priority, 0, ticket))
        elif ticket is not None:
            self._finish(ticket, None, reason, time.monotonic() - worker.began)

    def _enforce(self) -> None:
        now, limits = time.monotonic(), self._limits
        for worker in self._workers:
            if not worker.ready:
                if now - worker.began > limits.start_seconds:
                    worker.kill(f"it was not ready after {limits.start_seconds:.0f} s")
            elif worker.ticket is not None and worker.killed_for is None:
                if now - worker.began > limits.seconds:
                    worker.kill(f"it took longer than the limit of {limits.seconds:g} s (--time-limit)")
                elif worker.memory_bytes() > limits.memory_bytes:
                    worker.kill(f"it needed more memory than the limit of {limits.memory_bytes / GIB:.3g} GB (--memory-limit)")


def _pickled(setup: Setup) -> bytes:
    """The setup travels as bytes, so that the worker can bound its threads before any library is imported."""
    from multiprocessing.reduction import ForkingPickler

    return bytes(ForkingPickler.dumps(setup))


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Within, SIGTERM ends the work as Ctrl-C does: by a KeyboardInterrupt, so that everything is closed in order."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
