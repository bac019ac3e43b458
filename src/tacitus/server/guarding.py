"""The door of the server: every request passes here first, whatever it asks for. What is refused reaches no route."""

from __future__ import annotations

import asyncio
import re
import socket
from typing import Any
from urllib.parse import parse_qsl, urlencode

import psutil

from tacitus.server.asgi import SAFE_METHODS, Application, Message, Receive, Scope, Send, answer
from tacitus.server.problems import RefusedError, body_of
from tacitus.server.sessions import Sessions

API = "/api/"
SCHEMA = "/schema/openapi.json"
MOST_BYTES = 2 << 20  # of a body: 500 judgements with long reasons
MOST_NESTED = 64
MOST_QUERY = 32_000
BODY_SECONDS = 10.0
ANSWER_SECONDS = 30.0
FILE_SECONDS = 600.0  # a file of a million rows
DOWNLOADS = "/api/download/"
EVERY_CARD = ("0.0.0.0", "::")  # noqa: S104 - told apart, not bound to
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)


def hosts_of(address: str, port: int) -> frozenset[str]:
    """The values of Host under which the server is asked for: its own address and the names of this machine itself; the addresses of
    all its network cards where it listens on all."""
    bound = own_addresses() if address in EVERY_CARD else [address]
    names = {"localhost", "127.0.0.1", "[::1]", *(f"[{one}]" if ":" in one else one for one in map(str.lower, bound))}
    found = {f"{name}:{port}" for name in names}
    return frozenset(found | names if port == 80 else found)


def own_addresses() -> list[str]:
    """The IP addresses of this machine's network cards, in order. No name is among them, so no foreign name can be made to lead here."""
    kinds = (socket.AF_INET, socket.AF_INET6)
    return sorted({one.address.partition("%")[0] for card in psutil.net_if_addrs().values() for one in card if one.family in kinds})


class Guard:
    """An ASGI application before another: Host, Origin, cookie, kind, size, depth and time of what is sent; headers of every answer."""

    def __init__(self, app: Application, sessions: Sessions, hosts: frozenset[str]) -> None:
        self._app, self._sessions, self._hosts = app, sessions, hosts
        self._origins = frozenset(f"http://{host}" for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        guarded = _with_headers(send, private=path.startswith(API) or path == "/api")
        try:
            headers = _headers(scope)
            self._check_address(scope, headers)
            if path.startswith(API) or path == "/api":
                receive = await self._enter(scope, headers, receive)
            elif scope["method"] in SAFE_METHODS and (start := _token(scope)) is not None:
                await self._start(scope, start, guarded)
                return
        except RefusedError as error:
            await answer(guarded, error.problem.status, body_of(error.problem))
            return
        await self._answered(scope, receive, guarded)

    async def _answered(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The application's answer, or after a while that it takes too long. What has begun to be sent goes on."""
        begun = asyncio.Event()

        async def sending(message: Message) -> None:
            begun.set()
            await send(message)

        task = asyncio.ensure_future(self._app(scope, receive, sending))
        try:
            await asyncio.wait({task}, timeout=FILE_SECONDS if scope["path"].startswith(DOWNLOADS) else ANSWER_SECONDS)
            if not task.done() and not begun.is_set():
                raise RefusedError(503, "the answer takes too long", "Narrow the filters, or ask again.")
            await task
        except RefusedError as error:
            await answer(send, error.problem.status, body_of(error.problem), headers=[(b"retry-after", b"5")])
        finally:
            task.cancel()

    def _check_address(self, scope: Scope, headers: dict[str, str]) -> None:
        """Asked for under a name of this machine, and by nobody else's page."""
        if headers.get("host", "").lower() not in self._hosts:
            raise RefusedError(403, "asked for under a foreign name", "Open the start URL that `tacitus serve` printed.")
        origin = headers.get("origin")
        if origin is not None and origin.lower() not in self._origins:
            raise RefusedError(403, "asked for by a page of another site")
        site = headers.get("sec-fetch-site")
        if site in (None, "same-origin", "none"):
            return
        opened = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")) == ("navigate", "document")
        if not opened or scope["method"] not in SAFE_METHODS or scope["path"].startswith(API):  # a link elsewhere may open the app's page
            raise RefusedError(403, "asked for by a page of another site")

    async def _enter(self, scope: Scope, headers: dict[str, str], receive: Receive) -> Receive:
        """Into the API: with the cookie, and with JSON of bounded size and depth where something is sent."""
        session = self._sessions.known(headers.get("cookie", ""))
        if session is None:
            raise RefusedError(401, "this browser is not known to the server", "Open the start URL that `tacitus serve` printed.")
        scope["tacitus.session"] = session
        query = scope["query_string"]
        if len(query) > MOST_QUERY:
            raise RefusedError(414, "the query is too long", "Filter by fewer values.")
        if b"%00" in query or "\0" in scope["path"]:
            raise RefusedError(400, "a NUL character cannot stand in an address")
        if scope["method"] in SAFE_METHODS:
            return receive
        kind = headers.get("content-type", "").split(";")[0].strip().lower()
        if kind != "application/json":
            raise RefusedError(415, f"what is sent must be application/json, not {kind[:60] or 'without a type'}")
        return _replayed(await read_body(headers, receive))

    async def _start(self, scope: Scope, token: str, send: Send) -> None:
        """The token of the start URL becomes a cookie, and leaves the address."""
        value = self._sessions.begin(token)
        if value is None:
            raise RefusedError(
                403, "the token is not that of this run of the server", "Open the start URL that `tacitus serve` printed last."
            )
        rest = [(name, given) for name, given in _query(scope) if name != "token"]
        path = scope["raw_path"].decode("ascii", "replace") if scope.get("raw_path") else "/"
        target = "/" + path.lstrip("/\\") + ("?" + urlencode(rest) if rest else "")
        headers = [(b"location", target.encode("ascii", "replace")), (b"set-cookie", self._sessions.set_cookie(value).encode())]
        await answer(send, 303, b"", headers=headers)


async def read_body(headers: dict[str, str], receive: Receive) -> bytes:
    """The body, bounded in size, time and depth."""
    declared = headers.get("content-length", "0")
    if not declared.isdecimal() or len(declared) > 12 or int(declared) > MOST_BYTES:
        raise _too_large()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            body = await _collected(receive)
    except TimeoutError:
        raise RefusedError(408, "what is sent did not arrive in time", "Send it again.") from None
    try:
        body.decode()
    except UnicodeDecodeError:
        raise RefusedError(400, "what is sent is not UTF-8", "JSON is sent as UTF-8.") from None
    if nested_deeper(body, MOST_NESTED):
        raise RefusedError(400, f"what is sent is nested deeper than {MOST_NESTED} levels")
    return body


async def _collected(receive: Receive) -> bytes:
    parts, size = [], 0
    while True:
        message: Any = await receive()
        if message["type"] == "http.disconnect":
            raise RefusedError(400, "the connection ended")
        part = message.get("body", b"")
        size += len(part)
        if size > MOST_BYTES:
            raise _too_large()
        parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts)


def _too_large() -> RefusedError:
    return RefusedError(413, f"what is sent is larger than {MOST_BYTES >> 20} MiB", "Send it in parts.")


_STRUCTURE = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)  # possessive: linear whatever is sent


def nested_deeper(body: bytes, most: int) -> bool:
    """Whether arrays and objects of a JSON text stand in each other deeper than ``most``. Within strings nothing counts."""
    depth = 0
    for match in _STRUCTURE.finditer(body):
        first = body[match.start()]
        if first in b"[{":
            depth += 1
            if depth > most:
                return True
        elif first in b"]}":
            depth -= 1
    return False


def _replayed(body: bytes) -> Receive:
    sent = False

    async def receive() -> Any:
        nonlocal sent
        if sent:
            return {"type": "http.disconnect"}
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _headers(scope: Scope) -> dict[str, str]:
    """Names in lower case. A header that may stand once alone and stands twice is refused."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1").lower()
        if key in found:
            if key in ("host", "origin", "content-type", "content-length"):
                raise RefusedError(400, f"{key} is given twice")
            found[key] += ("; " if key == "cookie" else ", ") + value.decode("latin-1")
        else:
            found[key] = value.decode("latin-1")
    return found


def _query(scope: Scope) -> list[tuple[str, str]]:
    try:
        return parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True, max_num_fields=200)
    except ValueError:
        return []


def _token(scope: Scope) -> str | None:
    return next((value for name, value in _query(scope) if name == "token"), None) if b"token=" in scope["query_string"] else None


def _with_headers(send: Send, *, private: bool) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = {name.lower() for name, _ in message.get("headers", [])}
            added = [one for one in _HEADERS if one[0] not in given]
            if private or b"cache-control" not in given:
                added.append((b"cache-control", b"no-store"))
            kept = [one for one in message.get("headers", []) if not (private and one[0].lower() == b"cache-control")]
            message["headers"] = [*kept, *added]
        await send(message)

    return sending
