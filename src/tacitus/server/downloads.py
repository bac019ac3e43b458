"""Lists as files: the same columns as `tacitus export` writes, masked as they are shown, formulas defused."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Any, Literal

from tacitus.exports.privacy import mask
from tacitus.exports.tables import Column, Row, columns_of, head_of
from tacitus.exports.writing import line_of, offsets_line, write_csv, write_parquet
from tacitus.model.answers import DocumentRow
from tacitus.model.incidents import Claim, Incident
from tacitus.model.records import Event, Quote
from tacitus.record.standing import Standing, events_standing, quotes_standing
from tacitus.server.context import Context, linked
from tacitus.server.views import row_of
from tacitus.version import __version__
from tacitus.workspace.browsing import BrowseFilters
from tacitus.workspace.dossiers import rederived

What = Literal["events", "incidents", "quotes", "claims", "documents"]
Form = Literal["csv", "jsonl", "parquet"]
KINDS: dict[str, str] = {
    "csv": "text/csv", "jsonl": "application/x-ndjson", "parquet": "application/vnd.apache.parquet",
}  # fmt: skip
CHUNK = 1 << 18


def _of_document(name: str, kind: Any, means: str) -> Column:
    return Column(name=name, kind=kind, means=means, cell=lambda row: getattr(row, name))


DOCUMENT_COLUMNS: tuple[Column, ...] = (
    _of_document("id", "text", "The document's id in the record."),
    _of_document("title", "text", "Title of the document."),
    _of_document("outlet", "text", "Who published it."),
    _of_document("author", "text", "Its byline."),
    _of_document("published_at", "text", "When it was published: ISO date, or date and time, as given."),
    _of_document("url", "text", "Address of the document, http and https alone."),
    _of_document("events", "integer", "How many events it tells."),
    _of_document("quotes", "integer", "How many quotations it has."),
    _of_document("characters", "integer", "Length of its text in code points."),
    _of_document("failed", "yes-no", "Whether a stage failed on it."),
)


def written(context: Context, what: What, form: Form, filters: BrowseFilters) -> IO[bytes]:
    """The file, open at its beginning; it goes away when it is closed."""
    rows: Iterator[Any] = _ROWS[what](context, filters)
    columns = DOCUMENT_COLUMNS if what == "documents" else columns_of(what)
    out: IO[bytes] = TemporaryFile()  # noqa: SIM115 - closed by who reads it
    try:
        if form == "csv":
            text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
            write_csv(rows, columns, text)
            text.detach()
        elif form == "jsonl":
            for row in rows:
                out.write((offsets_line(row, columns) if isinstance(row, DocumentRow) else line_of(row)) + b"\n")
        else:
            _parquet(rows, columns, out, masked=context.masked)
        out.seek(0)
    except BaseException:
        out.close()
        raise
    return out


def _parquet(rows: Iterator[Any], columns: Sequence[Column], out: IO[bytes], *, masked: bool) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rows.parquet"
        write_parquet(rows, columns, str(path), {"tacitus": __version__, "masked": str(masked).lower()})
        with path.open("rb") as made:
            shutil.copyfileobj(made, out)


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """What is in the file; it is closed at the end."""
    with file:
        while piece := file.read(CHUNK):
            yield piece


def _events(context: Context, filters: BrowseFilters) -> Iterator[Row]:
    ids = context.browser.event_ids(filters)
    with context.reader.connection() as connection:
        standing = list(events_standing(connection, ids))
    return _told(context, standing, "events")


def _quotes(context: Context, filters: BrowseFilters) -> Iterator[Row]:
    ids = context.browser.quote_ids(filters)
    with context.reader.connection() as connection:
        standing = list(quotes_standing(connection, ids))
    return _told(context, standing, "quotes")


def _told(context: Context, standing: Sequence[Standing], layer: Literal["events", "quotes"]) -> Iterator[Row]:
    """Rows as they may be shown; those of one document follow each other, so one coding is held."""
    held: tuple[int, dict[str, Row]] = (-1, {})
    for one in standing:
        if one.coding != held[0]:
            held = (one.coding, _rows_of(context, one.coding, layer))
        row = held[1].get(one.id)
        if row is not None:
            yield Row(document=row.document, shown=row.shown, original=row.original, incident=one.incident, origin=one.origin)


def _rows_of(context: Context, seq: int, layer: Literal["events", "quotes"]) -> dict[str, Row]:
    original = linked(context.reader.coding_at(seq))
    shown = original if context.pseudonyms is None else mask(original, context.pseudonyms)
    head = head_of(shown.document)
    before: tuple[Event | Quote, ...] = getattr(original, layer)
    after: tuple[Event | Quote, ...] = getattr(shown, layer)
    pairs = zip(after, before, strict=True)
    return {other.id: Row(document=head, shown=one, original=other) for one, other in pairs}


def _with_claims(context: Context, filters: BrowseFilters) -> Iterator[tuple[Incident, tuple[Claim, ...]]]:
    reader = context.reader
    for identity in context.browser.incident_ids(filters):
        incident = reader.incident(identity)
        members, denials = reader.members(identity), reader.denials(identity)
        codings = {seq: context.coding(seq) for seq in dict.fromkeys(one.coding for one in (*members, *denials))}
        yield rederived(incident, members, denials, codings)


def _incidents(context: Context, filters: BrowseFilters) -> Iterator[Incident]:
    return (incident for incident, _ in _with_claims(context, filters))


def _claims(context: Context, filters: BrowseFilters) -> Iterator[Claim]:
    return (claim for _, claims in _with_claims(context, filters) for claim in claims)


def _documents(context: Context, filters: BrowseFilters) -> Iterator[DocumentRow]:
    return (row_of(context.newest(identity)) for identity in context.browser.document_ids(filters))


_ROWS: dict[What, Any] = {"events": _events, "incidents": _incidents, "quotes": _quotes, "claims": _claims, "documents": _documents}
