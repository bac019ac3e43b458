"""One writer at a time: a lock of the operating system on a file beside the record, which no killed process leaves behind."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from tacitus.model.errors import RecordError

_POLL_SECONDS = 0.2
_LOCKED_BYTE = 1 << 30  # far behind the holder's line, so that others can read that on Windows too


class WriterLock:
    """Held from construction to ``release``. The file says who holds it."""

    def __init__(self, record: Path, wait_seconds: float = 0.0) -> None:
        self.path = record.with_name(record.name + ".lock")
        self._handle = -1
        deadline = time.monotonic() + wait_seconds
        while not self._take():
            if time.monotonic() >= deadline:
                raise RecordError(f"{record}: another process is writing to it ({self._holder()}). Wait until it is done, or end it.")
            time.sleep(_POLL_SECONDS)

    def _take(self) -> bool:
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
        except OSError as error:
            raise RecordError(f"{self.path}: the lock cannot be written: {error.strerror}. Is the folder writable?") from error
        if not _lock(handle) or not self._is_current(handle):
            os.close(handle)
            return False
        os.ftruncate(handle, 0)
        os.write(handle, f"process {os.getpid()}\n".encode())
        self._handle = handle
        return True

    def _is_current(self, handle: int) -> bool:
        """Whether the locked file still stands at its path: a holder who is done removes it."""
        try:
            return os.path.samestat(os.fstat(handle), self.path.stat())
        except FileNotFoundError:
            return False

    def _holder(self) -> str:
        try:
            return self.path.read_text(encoding="utf-8", errors="replace").strip() or "a process that did not say its number"
        except OSError:
            return "a process that could not be read"

    def release(self) -> None:
        """Gives the lock back and takes the file away."""
        if self._handle < 0:
            return
        with suppress(OSError):  # on Windows an open file stays; the next writer takes it over
            self.path.unlink()
        os.close(self._handle)
        self._handle = -1


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(handle, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
