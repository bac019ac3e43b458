"""Who asks, and what state the record is in."""

from __future__ import annotations

from typing import Any

from litestar import Request, get, post

from tacitus.model.answers import NewAuthor, Runs, Session
from tacitus.server.context import Context
from tacitus.server.sessions import named
from tacitus.version import __version__


@get("/session", sync_to_thread=True)
def session(context: Context, request: Request[Any, Any, Any]) -> Session:
    """The record, who judges, whether the index stands."""
    return _session(context, request)


def _session(context: Context, request: Request[Any, Any, Any]) -> Session:
    documents, events, incidents = context.browser.numbers()
    return Session(
        record=context.path.name, version=__version__, author=context.author(request), masked=context.masked,
        changed=context.browser.changed, ready=context.browser.ready, documents=documents, events=events, incidents=incidents,
    )  # fmt: skip


@post("/session", sync_to_thread=True, status_code=200)
def name_author(context: Context, request: Request[Any, Any, Any], data: NewAuthor) -> Session:
    """Names who judges in this browser session."""
    context.name(request, named(data.author))
    return _session(context, request)


@get("/runs", sync_to_thread=True)
def runs(context: Context) -> Runs:
    """What was coded with which versions, what failed and why, what is new since."""
    return context.browser.runs({"carried": context.desk.carried(), "unmatched": len(context.desk.unmatched())})


ROUTES = (session, name_author, runs)
