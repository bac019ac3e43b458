"""A process beside the server for long work in the background, so that answers do not wait for it."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event, Thread
from typing import Any, TypeVar

from tacitus.record import Reader
from tacitus.workspace.browsing.frames import Row, frames_of

T = TypeVar("T")
_readers: dict[Path, Reader] = {}
_POLL_SECONDS = 0.2


class StoppedError(Exception):
    """The work was given up because all ends."""


class Helper:
    """Runs functions in a process of low priority, one after the other; here, where no process can be had."""

    def __init__(self, stop: Event) -> None:
        self._stop = stop
        context = multiprocessing.get_context("spawn")
        self._pipe: Connection
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), name="tacitus-helper", daemon=True)
        self._alive = True
        try:
            self._process.start()
        except (OSError, RuntimeError):  # RuntimeError: of a program whose main module cannot be imported anew
            self._alive = False
        theirs.close()

    def do(self, function: Callable[..., T], *given: object) -> T:
        """What the function gives; both must be known by name in a module. StoppedError where ``stop`` is set meanwhile."""
        if self._alive:
            try:
                self._pipe.send((function, given))
                while not self._pipe.poll(_POLL_SECONDS):
                    if self._stop.is_set():
                        raise StoppedError
                done, result = self._pipe.recv()
                if done:
                    found: T = result
                    return found
            except (EOFError, OSError):
                self._alive = False
        return function(*given)

    def frames(self, path: Path, codings: Sequence[int]) -> list[Row]:
        return self.do(frames_at, path, list(codings))

    def close(self) -> None:
        """Ends the process, whatever it does."""
        self._pipe.close()
        if self._process.pid is not None:
            self._process.terminate()
            self._process.join(timeout=5)
        self._alive = False


def _serve(pipe: Connection) -> None:
    """In the process: does what comes until the pipe is closed. What goes wrong here is tried again there."""
    Thread(target=_end_with_the_server, daemon=True).start()
    with suppress(OSError, AttributeError):  # no such thing on some platforms
        os.nice(10)
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            function, given = pipe.recv()
            try:
                answer: tuple[bool, Any] = (True, function(*given))
            except Exception:  # noqa: BLE001 - the caller meets it again in its own process, where it is told
                answer = (False, None)
            pipe.send(answer)


def _end_with_the_server() -> None:
    """A server that was killed leaves nothing behind that reads on and holds its streams."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def frames_at(path: Path, codings: Sequence[int]) -> list[Row]:
    """Frames of codings of the record at this path, which stays open."""
    reader = _readers.get(path)
    if reader is None:
        reader = _readers[path] = Reader(path)
    return frames_of(reader, codings)
