"""Rows written as CSV, JSON Lines and Parquet, to a stream or a file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import IO, Any

import msgspec

from tacitus.exports.tables import Column, Row, cells, vetted
from tacitus.model.incidents import Claim, Incident
from tacitus.model.records import Event

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what spreadsheet programs run when a cell begins with it
_ROWS_A_GROUP = 5000
_encode = msgspec.json.Encoder().encode


def defused(text: str) -> str:
    """A cell that no spreadsheet program takes for a formula: an apostrophe before what would begin one."""
    return "'" + text if text.lstrip(" \n\0")[:1] in _FORMULA and text.strip() else text


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return defused(value) if isinstance(value, str) else value


def write_csv(rows: Iterable[Any], columns: Sequence[Column], out: IO[str]) -> int:
    """A header and one line a row, UTF-8, quoted as RFC 4180 has it; returns how many rows."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    number = 0
    for row in rows:
        writer.writerow([_cell(value) for value in cells(row, columns)])
        number += 1
    return number


def line_of(row: Row | Incident | Claim) -> bytes:
    """The contract's object as it may be shown, plus ``document`` and for an event ``incident`` and ``origin``; without a newline."""
    if not isinstance(row, Row):
        return _encode(row)
    more: dict[str, Any] = {"document": row.document}
    if isinstance(row.shown, Event):
        more |= {"incident": row.incident, "origin": row.origin}
    if row.review is not None:
        more |= {"review": vetted(row.review), "review_state": row.review}
    return _encode(row.shown)[:-1] + b"," + _encode(more)[1:]


def offsets_line(row: Any, columns: Sequence[Column]) -> bytes:
    """The row's columns as one JSON object."""
    return _encode(dict(zip([column.name for column in columns], cells(row, columns), strict=True)))


def write_parquet(rows: Iterable[Any], columns: Sequence[Column], path: str, dictionary: dict[str, str]) -> int:
    """One Parquet file; every field carries its meaning as metadata. Returns how many rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"text": pa.string(), "number": pa.float64(), "integer": pa.int64(), "yes-no": pa.bool_()}
    fields = [pa.field(column.name, kinds[column.kind], metadata={"means": column.means}) for column in columns]
    schema = pa.schema(fields, metadata=dictionary)
    number = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        held: list[list[Any]] = []
        for row in rows:
            held.append(cells(row, columns))
            number += 1
            if len(held) == _ROWS_A_GROUP:
                writer.write_batch(_batch(held, schema))
                held = []
        writer.write_batch(_batch(held, schema))
    return number


def _batch(held: list[list[Any]], schema: Any) -> Any:
    import pyarrow as pa

    arrays = [pa.array([row[n] for row in held], type=field.type) for n, field in enumerate(schema)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
