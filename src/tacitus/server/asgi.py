"""What an ASGI application is made of, as plain types."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
SAFE_METHODS = ("GET", "HEAD")


async def answer(
    send: Send, status: int, body: bytes, kind: str = "application/json", headers: list[tuple[bytes, bytes]] | None = None
) -> None:
    """One whole response."""
    said = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode()), *(headers or [])]
    await send({"type": "http.response.start", "status": status, "headers": said})
    await send({"type": "http.response.body", "body": body, "more_body": False})
