"""Errors as the client sees them: always a Problem, never anything of the machine's inside."""

from __future__ import annotations

import logging
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException

from tacitus.model.answers import Problem
from tacitus.model.errors import RecordError, UsageError
from tacitus.workspace.browsing import MissingError, NotReadyError

_log = logging.getLogger("tacitus.server")
_MESSAGE_LENGTH = 500


class RefusedError(Exception):
    """A request that is answered by a Problem."""

    def __init__(self, status: int, what: str, do: str | None = None, location: str | None = None) -> None:
        super().__init__(what)
        self.location = location
        self.problem = Problem(status=status, what=what[:_MESSAGE_LENGTH], do=do)


def missing(what: str) -> RefusedError:
    """404 for an id that the record does not hold."""
    return RefusedError(404, f"the record holds no {what}", "Go back to the list and choose again.")


def body_of(problem: Problem) -> bytes:
    return msgspec.json.encode(problem)


def answered(_: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """What any exception becomes."""
    problem = problem_of(error)
    headers = {"Retry-After": "2"} if problem.status == 503 else {}
    if isinstance(error, RefusedError) and error.location is not None:
        headers["Location"] = error.location
    return Response(body_of(problem), status_code=problem.status, media_type="application/json", headers=headers)


def problem_of(error: Exception) -> Problem:
    """The Problem that says what is wrong."""
    if isinstance(error, RefusedError):
        return error.problem
    if isinstance(error, HTTPException) and error.status_code < 500:
        return Problem(status=error.status_code, what=_told(error))
    if isinstance(error, HTTPException) and isinstance(error.__cause__, msgspec.ValidationError):
        return Problem(status=400, what=_short(f"what was sent is wrong: {error.__cause__}"))
    if isinstance(error, MissingError):
        return Problem(status=404, what=_short(str(error)), do="Go back to the list and choose again.")
    if isinstance(error, NotReadyError):
        return Problem(status=503, what="the index over the record is still being made", do="Ask again in a second.")
    if isinstance(error, UsageError):
        return Problem(status=400, what=_short(str(error)))
    if isinstance(error, msgspec.MsgspecError):
        return Problem(status=400, what=_short(f"what was sent cannot be read: {error}"))
    if isinstance(error, RecursionError):
        return Problem(status=400, what="what was sent is nested too deep")
    if isinstance(error, RecordError):
        _log.warning("%s", error)
        if "another process is writing" in str(error):
            return Problem(status=503, what="articles are being coded into the record", do="Do it again when that is done.")
        return Problem(
            status=503, what="the record cannot be read or written now", do="Try again. The terminal of `tacitus serve` says why."
        )
    _log.error("internal error", exc_info=error)
    return Problem(status=500, what="an internal error", do="Try again, and report what stands in the terminal of `tacitus serve`.")


def _told(error: HTTPException) -> str:
    """The detail, with the parameters that are wrong."""
    extra = error.extra if isinstance(error.extra, list) else []
    wrong = [f"{one.get('key')}: {one.get('message')}" for one in extra if isinstance(one, dict)]
    detail = "what was sent is wrong" if wrong else error.detail
    return _short("; ".join([detail, *wrong]))


def _short(text: str) -> str:
    return text.encode("utf-8", "replace").decode()[:_MESSAGE_LENGTH]
