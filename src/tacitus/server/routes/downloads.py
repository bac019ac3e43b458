"""What is seen as a file."""

from __future__ import annotations

import os
import threading
from typing import Annotated, get_args

from litestar import get
from litestar.params import Parameter
from litestar.response import Stream

from tacitus.server.context import Context
from tacitus.server.downloads import KINDS, Form, What, pieces, written
from tacitus.server.problems import RefusedError
from tacitus.workspace.browsing import BrowseFilters

File = Annotated[str, Parameter(max_length=40, description="events, incidents, quotes, claims or documents, as .csv, .jsonl or .parquet")]
_AT_ONCE = threading.BoundedSemaphore(2)  # files are made by few at a time, so that reading goes on meanwhile


@get("/download/{file:str}", sync_to_thread=True)
def download(context: Context, file: File, narrowing: BrowseFilters) -> Stream:
    """The rows that pass the filters as a file, masked as they are shown."""
    what, form = _asked(file)
    if not _AT_ONCE.acquire(timeout=5):
        raise RefusedError(503, "two downloads are being made already", "Try again when they are done.")
    try:
        made = written(context, what, form, narrowing)
    finally:
        _AT_ONCE.release()
    size = os.fstat(made.fileno()).st_size
    headers = {"Content-Disposition": f'attachment; filename="tacitus-{what}.{form}"', "Content-Length": str(size)}
    return Stream(pieces(made), media_type=KINDS[form], headers=headers)


def _asked(file: str) -> tuple[What, Form]:
    name, _, ending = file.partition(".")
    for what in get_args(What):
        for form in get_args(Form):
            if (name, ending) == (what, form):
                return what, form
    raise RefusedError(404, "there is no such file", f"There are {', '.join(get_args(What))} as {', '.join(get_args(Form))}.")


ROUTES = (download,)
