"""Runs the server: binds the port, says the start URL, ends cleanly on a signal."""

from __future__ import annotations

import asyncio
import gc
import logging
import multiprocessing
import os
import signal
import socket
import sqlite3
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import FrameType

import msgspec
import uvicorn
from litestar.concurrency import set_asyncio_executor
from uvicorn.protocols.http.h11_impl import H11Protocol

from tacitus.model.errors import RecordError, TacitusError, UsageError
from tacitus.record import Store
from tacitus.record.opening import open_for_reading
from tacitus.server.app import make_app
from tacitus.server.asgi import Application
from tacitus.server.context import Context
from tacitus.server.guarding import EVERY_CARD, hosts_of, own_addresses
from tacitus.server.sessions import Sessions, named
from tacitus.workspace.browsing.masking import pseudonyms_of

PORT = 8700  # where none is given and this one is free; else any free one
STOP_SECONDS = 0.5  # that answers under way may take when the server is stopped
LAST_SECONDS = 2.0  # after which the process ends, whatever still runs in its threads: what was confirmed is written
HEAD_SECONDS = 20  # that an idle connection is kept
BACKLOG = 128
THREADS = 16  # in which routes run
SWITCH_SECONDS = 0.0005  # that a thread may keep the interpreter while others wait: a tenth of Python's own, for answers are short
COLLECTED = (50_000, 20, 200)  # thresholds of Python's collector: an index of millions of objects is not walked for every few answers
_LOOPBACK = ("127.0.0.1", "localhost", "::1")

Say = Callable[[str], None]


class ServeOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to serve. ``port`` None: ``PORT``, or any free one. ``named``: private persons by name."""

    host: str = "127.0.0.1"
    port: int | None = None
    browser: bool = True
    author: str | None = None
    named: bool = False


def serve(record: Path, options: ServeOptions, *, announce: Say, say: Say) -> None:
    """Serves until SIGTERM or Ctrl-C. ``announce`` is given the start URL, ``say`` everything else."""
    author = named(options.author) if options.author is not None else None
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.set_threshold(*COLLECTED)
    writable = prepare(record, say)
    bound = bind(options.host, options.port)
    try:
        port = bound.getsockname()[1]
        sessions = Sessions(port, author)
        context = Context(record, sessions, None if options.named else pseudonyms_of(record))
        app = make_app(context, hosts_of(options.host, port))
        url = f"http://{_in_url(options.host)}:{port}/?token={sessions.token}"
        server = server_of(app)
        with server.capture_signals():  # from the moment that anybody can know the address
            announce(url)
            _tell(record, options, writable, say)
            if options.browser:
                threading.Thread(target=_open_browser, args=(url,), daemon=True).start()
            asyncio.run(server.serve(sockets=[bound]))
        if writable:
            settle(record)
        say("stopped; everything that was confirmed is in the record.")
    finally:
        bound.close()


def prepare(record: Path, say: Say) -> bool:
    """The record in its newest version; whether it can be written. An older one is brought up to date as `tacitus code` does."""
    try:
        Store(record, wait_seconds=0.0).close()
        return True
    except RecordError as error:
        _readable(record, error)
        if not _writable(record):
            say(f"{record}: cannot be written, so nothing can be judged: everything else works. Change its permissions to review.")
            return False
        return True  # another process codes into it: judgements are written between its transactions


def _readable(record: Path, unwritable: RecordError) -> None:
    """RecordError where it cannot even be read as it is."""
    try:
        open_for_reading(record).dispose()
    except RecordError as error:
        raise (unwritable if "up to date" in str(error) else error) from None


def _writable(record: Path) -> bool:
    return os.access(record, os.W_OK) and os.access(record.parent, os.W_OK)


def bind(host: str, port: int | None) -> socket.socket:
    """A listening socket."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except OSError:
        raise UsageError(f"--host {host!r} is no address of this machine; 127.0.0.1 is the default.") from None
    for wanted in (PORT, 0) if port is None else (port,):
        listening = socket.socket(family, kind, protocol)
        try:
            if sys.platform != "win32":  # there it would let two servers share a port
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((address[0], wanted, *address[2:]))
            listening.listen(BACKLOG)
            return listening
        except OverflowError:
            listening.close()
            raise UsageError(f"--port {wanted} cannot be: give 1 to 65535.") from None
        except OSError as error:
            listening.close()
            if port is not None or wanted == 0:
                raise TacitusError(
                    f"{host}:{wanted} cannot be listened on ({error.strerror}). Give another --port, leave it out for a free one, or end "
                    "the program that has it."
                ) from error
    raise AssertionError


def _in_url(host: str) -> str:
    if host in EVERY_CARD:
        return "[::1]" if ":" in host else "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _tell(record: Path, options: ServeOptions, writable: bool, say: Say) -> None:
    said = "" if writable else " (read-only)"
    say(f"serving {record}{said}; the address above holds a token that lets whoever has it read and judge. Ctrl-C stops.")
    if options.host not in _LOOPBACK:
        others = [one for one in own_addresses() if one not in _LOOPBACK] if options.host in EVERY_CARD else []
        under = f"; they ask for it under {', '.join(others)}" if others else ""
        say(
            f"listening on {options.host}: every machine that reaches this address may try{under}. Whoever has the token reads the whole "
            "record and judges in it. The connection is not encrypted: on the way the token and all articles can be read. Leave --host "
            "out to listen on this machine alone."
        )


def _open_browser(url: str) -> None:
    with suppress(webbrowser.Error, OSError):
        webbrowser.open(url)


class _Bounded(H11Protocol):
    """A connection that must send a request's head in time: one that only begins to is closed, as an idle one is."""

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
        super().connection_lost(exc)

    def _wait(self) -> None:
        """The clock runs while nothing is being answered; more of a head that is not whole does not set it back."""
        if self.cycle is not None and not self.cycle.response_complete:
            if self._waiting is not None:
                self._waiting.cancel()
            self._waiting = None
        elif self._waiting is None:
            self._waiting = self.loop.call_later(HEAD_SECONDS, self._close)

    def _close(self) -> None:
        self._waiting = None
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()


class _Server(uvicorn.Server):
    """Ends with exit code 0 on a signal; a second one, or a thread that does not end, ends it at once."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        signals = [signal.SIGINT, signal.SIGTERM]
        before = {number: signal.signal(number, self.handle_exit) for number in signals}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self.should_exit:
            self.force_exit = True
        self.should_exit = True
        last = threading.Timer(LAST_SECONDS, end)
        last.daemon = True
        last.start()


def server_of(app: Application) -> uvicorn.Server:
    """The HTTP server: it writes no log, trusts no proxy, and keeps what is sent and how long within bounds."""
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    logging.getLogger("uvicorn.access").disabled = True  # the start URL's token would stand in it
    set_asyncio_executor(
        ThreadPoolExecutor(THREADS, thread_name_prefix="tacitus-route")
    )  # our own: the loop's would be waited for at the end
    config = uvicorn.Config(
        app,
        http=_Bounded, loop="asyncio", ws="none", lifespan="on", access_log=False, log_config=None, server_header=False, date_header=True,
        proxy_headers=False, forwarded_allow_ips=[], timeout_keep_alive=HEAD_SECONDS, limit_concurrency=200, backlog=BACKLOG,
    )  # fmt: skip
    config.timeout_graceful_shutdown = STOP_SECONDS  # type: ignore[assignment]  # it is handed to asyncio, which takes parts of a second
    return _Server(config)


def end() -> None:
    """Ends the process with exit code 0. Threads that still read, and the processes that help them, are not waited for."""
    for helper in multiprocessing.active_children():
        helper.kill()
    os._exit(0)


def settle(record: Path) -> None:
    """What was judged is written from the log into the file, so that one file is the whole record, unless somebody else writes now."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(record, timeout=0.2)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
