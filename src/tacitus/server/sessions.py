"""Who may speak to the server: the token of the start URL, the cookies it was exchanged for, the author that each browser gave."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from http.cookies import CookieError, SimpleCookie

from tacitus.model.errors import UsageError

TOKEN_BYTES = 32
MOST_LETTERS = 100  # of an author's name
MOST_SESSIONS = 1000  # of one run; the oldest ends first


def named(author: str) -> str:
    """The name of who judges as it is kept: one line that can be shown."""
    name = " ".join(author.split())
    if not name or len(name) > MOST_LETTERS or not name.isprintable():
        raise UsageError(f"who judges needs a name of 1 to {MOST_LETTERS} printable characters.")
    return name


class Sessions:
    """Thread-safe. ``author``: who judges where a browser session has named nobody."""

    def __init__(self, port: int, author: str | None = None, token: str | None = None) -> None:
        self.cookie = f"tacitus_{port}"  # cookies do not tell ports apart: two servers on one machine keep to their own
        self.token = token or secrets.token_urlsafe(TOKEN_BYTES)
        self._default = author
        self._authors: dict[bytes, str | None] = {}  # by digest of the cookie, so that no lookup's time tells of its value
        self._lock = threading.Lock()

    def begin(self, token: str) -> str | None:
        """A new cookie's value for the right token."""
        if not hmac.compare_digest(token.encode("utf-8", "replace"), self.token.encode()):
            return None
        value = secrets.token_urlsafe(TOKEN_BYTES)
        with self._lock:
            while len(self._authors) >= MOST_SESSIONS:
                del self._authors[next(iter(self._authors))]
            self._authors[_digest(value)] = self._default
        return value

    def known(self, cookies: str) -> bytes | None:
        """The session of a Cookie header."""
        value = _value(cookies, self.cookie)
        key = _digest(value) if value else b""
        with self._lock:
            return key if key in self._authors else None

    def author(self, session: bytes) -> str | None:
        with self._lock:
            return self._authors.get(session)

    def name(self, session: bytes, author: str) -> None:
        """The browser session's author from now on."""
        with self._lock:
            if session in self._authors:
                self._authors[session] = author

    def set_cookie(self, value: str) -> str:
        """The header that hands a cookie over."""
        return f"{self.cookie}={value}; Path=/; HttpOnly; SameSite=Strict"


def _digest(value: str) -> bytes:
    return hashlib.sha256(value.encode("utf-8", "replace")).digest()


def _value(cookies: str, name: str) -> str | None:
    try:
        found = SimpleCookie(cookies).get(name)
    except CookieError:
        return None
    return found.value if found is not None else None
