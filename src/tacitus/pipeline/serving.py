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
from multiprocessing import parent_process
from multiprocessing.connection import Connection

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

Handlers = Mapping[str, Callable[[bytes], bytes]]


def serve(connection: Connection, setup: bytes, quiet: bool) -> None:
    """Makes the handlers ready, says so, and answers each message ``kind, newline, payload``."""
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if quiet:
        _silence()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from tacitus.model.errors import TacitusError
    from tacitus.pipeline.running import reason_of

    try:
        handlers: Handlers = pickle.loads(setup)()  # noqa: S301 - the parent's own bytes, over its own pipe
    except Exception as error:  # noqa: BLE001 - the parent tells the user
        reason = str(error) if isinstance(error, TacitusError) else reason_of(error)
        connection.send_bytes(BROKEN + b"\n" + reason.encode("utf-8", "replace"))
        return
    gc.collect()
    gc.freeze()  # lexicons and models live as long as the process: the collector need not walk them again
    connection.send_bytes(READY + b"\n")
    while True:
        try:
            kind, _, payload = connection.recv_bytes().partition(b"\n")
        except (EOFError, OSError):
            return
        try:
            answer = DONE + b"\n" + handlers[kind.decode()](payload)
        except Exception as error:  # one task's fault must not end the worker
            logging.getLogger("tacitus").debug("a task failed", exc_info=True)
            answer = FAILED + b"\n" + reason_of(error).encode("utf-8", "replace")
        connection.send_bytes(answer)


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
