"""What the routes share: the record open for reading, its codings as they may be shown, and who is asking."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path
from typing import Any

import msgspec
from litestar import Request
from litestar.datastructures import State

from tacitus.exports.privacy import mask
from tacitus.exports.pseudonyms import Pseudonyms
from tacitus.model.records import Coding
from tacitus.record import Reader
from tacitus.record.standing import newest_coding
from tacitus.server.problems import RefusedError, missing
from tacitus.server.sessions import Sessions
from tacitus.workspace.browsing import Browser
from tacitus.workspace.judgements import Desk
from tacitus.workspace.judgements.queue import Queues

CODINGS_KEPT = 256
SESSION = "tacitus.session"  # where the guard leaves the browser session in the scope


def safe_url(url: str | None) -> str | None:
    """An address that may become a link: http and https alone."""
    return url if url is not None and url.lower().startswith(("http://", "https://")) else None


def linked(coding: Coding) -> Coding:
    """Without an address that may be no link."""
    document = coding.document
    if safe_url(document.url) == document.url:
        return coding
    return msgspec.structs.replace(coding, document=msgspec.structs.replace(document, url=None))


class Context:
    """Thread-safe: every read takes a connection of its own. ``pseudonyms``: None where names are shown."""

    def __init__(self, path: Path, sessions: Sessions, pseudonyms: Pseudonyms | None) -> None:
        self.path, self.sessions, self.pseudonyms = path, sessions, pseudonyms
        self.reader = Reader(path, pooled=True)
        self.desk = Desk(path, pseudonyms)
        self.browser = Browser(path, pseudonyms=pseudonyms, states=self.desk.states)
        self.queues = Queues(path, self.desk, self.browser, self.newest)
        self._codings: OrderedDict[int, Coding] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def masked(self) -> bool:
        return self.pseudonyms is not None

    def start(self) -> None:
        """Loads the index in the background."""
        self.browser.start()

    def close(self) -> None:
        self.browser.close()
        self.queues.close()
        self.desk.close()
        self.reader.close()

    def coding(self, seq: int) -> Coding:
        """A coding as it may be shown, by its number; the last ones are kept."""
        with self._lock:
            found = self._codings.get(seq)
            if found is not None:
                self._codings.move_to_end(seq)
                return found
        coding = self.reader.coding_at(seq)
        shown = linked(mask(coding, self.pseudonyms) if self.pseudonyms is not None else coding)
        with self._lock:
            self._codings[seq] = shown
            while len(self._codings) > CODINGS_KEPT:
                self._codings.popitem(last=False)
        return shown

    def newest(self, document: str) -> Coding:
        """The newest coding of a document (whole id) as it may be shown."""
        with self.reader.connection() as connection:
            found = newest_coding(connection, document)
        if found is None:
            raise missing(f"document {document}")
        return self.coding(found)

    def author(self, request: Request[Any, Any, Any]) -> str | None:
        """Who judges in this browser session."""
        return self.sessions.author(request.scope[SESSION])  # type: ignore[literal-required]

    def judge_of(self, request: Request[Any, Any, Any]) -> str:
        """Who judges; refused while nobody is named."""
        author = self.author(request)
        if author is None:
            raise RefusedError(409, "nobody is named who judges", "Say who you are: POST /api/session, or serve --as NAME.")
        return author

    def name(self, request: Request[Any, Any, Any], author: str) -> None:
        """Names who judges in this browser session from now on."""
        self.sessions.name(request.scope[SESSION], author)  # type: ignore[literal-required]


def context_of(state: State) -> Context:
    """For the routes."""
    context: Context = state.context
    return context
