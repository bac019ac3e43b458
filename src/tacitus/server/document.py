"""The OpenAPI document: Litestar's own, with what it does not know: which answers are whole, what an error looks like, the cookie."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from litestar import Litestar

from tacitus.model import answers
from tacitus.model.answers import Asked
from tacitus.server.downloads import KINDS

_PROBLEM = {"description": "what is wrong", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
_BINARY = {"schema": {"type": "string", "contentMediaType": "application/octet-stream"}}
_FILE = {"description": "the file", "content": {kind.partition(";")[0]: _BINARY for kind in KINDS.values()}}
_COOKIE = "cookie"


def document_bytes(api: Litestar) -> bytes:
    """The document as JSON."""
    return msgspec.json.format(msgspec.json.encode(document_of(api), order="sorted"), indent=1)


def document_of(api: Litestar) -> dict[str, Any]:
    """Every route under ``/api`` and nothing else."""
    made: dict[str, Any] = api.openapi_schema.to_schema()
    handlers = {(str(method).lower(), path): handler for path, method, handler in _handlers(api)}
    for path, item in made["paths"].items():
        for method, operation in item.items():
            handler = handlers[method, path]
            operation["operationId"] = operation["summary"] = handler.handler_name.rstrip("_")
            operation["description"] = _said(handler.fn)
            operation["responses"] = {code: said for code, said in operation["responses"].items() if code < "400"}
            operation["responses"] |= {"401": _PROBLEM, "default": _PROBLEM}
            if path.startswith("/api/download/"):
                operation["responses"]["200"] = _FILE
            for parameter in operation.get("parameters", ()):
                parameter["schema"] = _without_null(parameter["schema"])
    schemas = made["components"]["schemas"]
    schemas["Problem"] = msgspec.json.schema_components([answers.Problem])[1]["Problem"]
    for name, schema in schemas.items():
        if "properties" in schema and not _asked(name):
            schema["required"] = sorted(schema["properties"])  # nothing is ever left out of an answer
    made["components"]["securitySchemes"] = {
        _COOKIE: {"type": "apiKey", "in": "cookie", "name": "tacitus_PORT", "description": "given for the token of the start URL"}
    }
    made["security"] = [{_COOKIE: []}]
    made.pop("servers", None)
    return made


def _handlers(api: Litestar) -> Iterator[tuple[str, str, Any]]:
    for route in api.routes:
        for handler in getattr(route, "route_handlers", ()):
            path = route.path_format
            yield from ((path, method, handler) for method in getattr(handler, "http_methods", ()))


def _said(function: Any) -> str:
    """The docstring of a route, whether it runs in a thread or not."""
    return " ".join((getattr(function, "func", function).__doc__ or "").split())


def _asked(name: str) -> bool:
    kind = getattr(answers, name, None)
    return (isinstance(kind, type) and issubclass(kind, Asked)) or name == "UndoRuling"


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter that is not given is left out, never null."""
    kinds = schema.get("oneOf")
    if not kinds:
        return schema
    kept = [kind for kind in kinds if kind != {"type": "null"}]
    rest = {name: value for name, value in schema.items() if name != "oneOf"}
    return {**rest, **kept[0]} if len(kept) == 1 else {**rest, "oneOf": kept}
