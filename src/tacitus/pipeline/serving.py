"""What runs inside a worker process: one task after the other, until the parent is gone."""

from __future__ import annotations

import gc
import logging
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from typing import Any

READY, BROKEN, DONE, FAILED = b"ready", b"broken", b"done", b"failed"
# One thread a worker: there are as many workers as processors, and more threads give other sums in the last digit.
_THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)

# By kind of task: from payload to result. One that has a method ``prepare`` has it called once before its first task, on no task's account.
Handlers = Mapping[str, Callable[[bytes], bytes]]


def serve(connection: Connection, setup: bytes, quiet: bool) -> None:
    """Makes the handlers ready, says so, and answers each message ``kind, newline, payload``."""
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if quiet:
        _silence()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        handlers: Handlers = pickle.loads(setup)()  # noqa: S301 - the parent's own bytes, over its own pipe
    except Exception as error:  # noqa: BLE001 - the parent tells the user
        connection.send_bytes(BROKEN + b"\n" + _told(error))
        return
    connection.send_bytes(READY + b"\n")
    prepared: set[str] = set()
    with suppress(EOFError, OSError):  # the parent is gone
        while True:
            kind, _, payload = connection.recv_bytes().partition(b"\n")
            name = kind.decode()
            if name not in prepared:
                try:
                    prepare(handlers[name])
                    gc.collect()
                    gc.freeze()  # lexicons and models live as long as the process: the collector need not walk them again
                except Exception as error:  # noqa: BLE001 - the parent tells the user
                    connection.send_bytes(BROKEN + b"\n" + _told(error))
                    return
                prepared.add(name)
                connection.send_bytes(READY + b"\n")
            connection.send_bytes(_answer(handlers[name], payload))


def prepare(handler: Any) -> None:
    """Calls the handler's ``prepare``, if it has one."""
    if hasattr(handler, "prepare"):
        handler.prepare()


def _answer(handler: Callable[[bytes], bytes], payload: bytes) -> bytes:
    try:
        return DONE + b"\n" + handler(payload)
    except Exception as error:  # one task's fault must not end the worker
        logging.getLogger("tacitus").debug("a task failed", exc_info=True)
        return FAILED + b"\n" + _told(error)


def _told(error: Exception) -> bytes:
    from tacitus.model.errors import TacitusError
    from tacitus.pipeline.running import reason_of

    return (str(error) if isinstance(error, TacitusError) else reason_of(error)).encode("utf-8", "replace")


def _silence() -> None:
    """What libraries print would stand between the data on standard output, or frighten on standard error."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for the life of the process
    logging.disable(logging.CRITICAL)


def _end_with_parent() -> None:
    """A parent that was killed cannot end its workers: they end themselves, in the midst of a task if need be."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
