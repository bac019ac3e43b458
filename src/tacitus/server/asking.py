"""Query parameters of the lists: filters, order, which part."""

from __future__ import annotations

import re
from inspect import signature
from typing import Annotated, Any
from urllib.parse import parse_qsl

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.params import Parameter

from tacitus.model.answers import Listed
from tacitus.server.context import context_of
from tacitus.server.problems import RefusedError
from tacitus.workspace.browsing.filters import HELP, BrowseFilters, parse

MOST_ROWS = 200
Several = list[str] | None


def filters_given(
    type: Annotated[Several, Parameter(description=HELP["type"][1])] = None,
    quad: Annotated[Several, Parameter(description=HELP["quad"][1])] = None,
    status: Annotated[Several, Parameter(description=HELP["status"][1])] = None,
    voice: Annotated[Several, Parameter(description=HELP["voice"][1])] = None,
    country: Annotated[Several, Parameter(description=HELP["country"][1])] = None,
    actor: Annotated[Several, Parameter(description=HELP["actor"][1])] = None,
    recipient: Annotated[Several, Parameter(description=HELP["recipient"][1])] = None,
    speaker: Annotated[Several, Parameter(description=HELP["speaker"][1])] = None,
    outlet: Annotated[Several, Parameter(description=HELP["outlet"][1])] = None,
    place: Annotated[Several, Parameter(description=HELP["place"][1])] = None,
    since: Annotated[Several, Parameter(description=HELP["since"][1])] = None,
    until: Annotated[Several, Parameter(description=HELP["until"][1])] = None,
    box: Annotated[Several, Parameter(description=HELP["box"][1])] = None,
    origins: Annotated[Several, Parameter(description=HELP["origins"][1])] = None,
    reviewed: Annotated[Several, Parameter(description=HELP["reviewed"][1])] = None,
    words: Annotated[Several, Parameter(description=HELP["words"][1])] = None,
    incident: Annotated[Several, Parameter(description=HELP["incident"][1])] = None,
    document: Annotated[Several, Parameter(description=HELP["document"][1])] = None,
    dated: Annotated[Several, Parameter(description=HELP["dated"][1])] = None,
    day: Annotated[Several, Parameter(description=HELP["day"][1])] = None,
    outlet_known: Annotated[Several, Parameter(description=HELP["outlet_known"][1])] = None,
    off_map: Annotated[Several, Parameter(description=HELP["off_map"][1])] = None,
    newer: Annotated[Several, Parameter(description=HELP["newer"][1])] = None,
) -> BrowseFilters:
    """The filters of the address. Each may be given several times."""
    return parse({name: value for name, value in locals().items() if value})


def parameters_of(query: str) -> dict[str, list[str]]:
    """A query string as a mapping, as the address of a list has it, with or without the question mark."""
    found: dict[str, list[str]] = {}
    try:
        for name, value in parse_qsl(query.removeprefix("?"), keep_blank_values=True, max_num_fields=2000):
            found.setdefault(name, []).append(value)
    except ValueError:
        raise RefusedError(400, "the filters are too many") from None
    return found


def known_parameters(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """400 for a parameter that the route does not have: a filter that is misspelt must not show everything."""
    known = handler.opt.get("parameters")
    if known is None:
        known = handler.opt["parameters"] = _parameters(handler)
    for name in connection.query_params:
        if name not in known:
            raise RefusedError(400, f"no parameter is called {name[:100]!r}; there are {', '.join(sorted(known)) or 'none'}")


def _parameters(handler: BaseRouteHandler) -> frozenset[str]:
    """Names of the query parameters of a route and of what it depends on."""
    names = set(handler.parsed_fn_signature.parameters)
    for name in names & set(DEPENDENCIES):
        names |= set(signature(DEPENDENCIES[name]).parameters)
    paths = {name for path in handler.paths for name in re.findall(r"{(\w+):", path)}
    return frozenset(names - paths - set(DEPENDENCIES) - {"request", "data", "state"})


# What routes may ask for by name. No body has a field of these names: Litestar would take a wrong one for a failure of its own.
DEPENDENCIES: dict[str, Any] = {"context": context_of, "narrowing": filters_given}
Offset = Annotated[int, Parameter(ge=0, le=1 << 53, description="rows left out before the first")]
Limit = Annotated[int, Parameter(ge=1, le=MOST_ROWS, description="rows at most")]
Sort = Annotated[str | None, Parameter(description='a field; "-" before it: descending')]
Of = Annotated[Listed, Parameter(description="of which list")]
Identity = Annotated[str, Parameter(max_length=500)]
