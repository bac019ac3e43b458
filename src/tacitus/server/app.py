"""The whole application: the guard before everything, the API by Litestar, the built app for every other address."""

from __future__ import annotations

from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig

from tacitus.server.asgi import Application, Receive, Scope, Send, answer
from tacitus.server.asking import DEPENDENCIES, known_parameters
from tacitus.server.context import Context
from tacitus.server.document import document_bytes
from tacitus.server.guarding import API, SCHEMA, Guard
from tacitus.server.problems import answered
from tacitus.server.routes import actors, downloads, lists, review, session, things
from tacitus.server.static import App
from tacitus.version import __version__

_ROUTES = (*session.ROUTES, *lists.ROUTES, *things.ROUTES, *actors.ROUTES, *review.ROUTES, *downloads.ROUTES)


def make_api(context: Context | None) -> Litestar:
    """The routes under ``/api``. Without a context they can be described, not called; who made it closes it."""

    def start(_: Litestar) -> None:
        if context is not None:
            context.start()

    return Litestar(
        route_handlers=[Router(path="/api", route_handlers=_ROUTES)],
        dependencies={name: Provide(made, sync_to_thread=False) for name, made in DEPENDENCIES.items()},
        state=State({"context": context}),
        exception_handlers={Exception: answered},
        openapi_config=OpenAPIConfig(title="tacitus", version=__version__, path="/unused"),
        guards=[known_parameters],
        on_startup=[start],
        request_max_body_size=None,  # the guard bounds it
        debug=False,
    )


def make_app(context: Context, hosts: frozenset[str], pages: App | None = None) -> Application:
    """All that answers on the port."""
    api, shown = make_api(context), pages or App()
    described = document_bytes(api)

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or path.startswith(API) or path == API.rstrip("/"):
            await api(scope, receive, send)  # type: ignore[arg-type]
        elif path == SCHEMA:
            await answer(send, 200, described if scope["method"] != "HEAD" else b"")
        else:
            await shown(scope, receive, send)

    return Guard(application, context.sessions, hosts)
