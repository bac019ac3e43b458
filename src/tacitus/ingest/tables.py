"""JSON lines and CSV, split into units record by record in the parent."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from tacitus.ingest.decode import decode
from tacitus.ingest.options import COLUMNS, Options
from tacitus.ingest.streams import Stream, lines_of
from tacitus.ingest.units import Refusal, Unit
from tacitus.model.errors import InputError

_DELIMITERS = ",\t;|"


def json_units(stream: Stream, shown: str, source_id: str, options: Options) -> Iterator[Unit | Refusal]:
    """A unit for every line that is not blank, numbered from 1 among these."""
    number = 0
    try:
        for line in lines_of(stream, options.max_record_bytes):
            if not line.data.strip():
                continue
            number += 1
            name = f"{shown}#{number}"
            if not line.whole:
                yield Refusal(
                    input=name, reason=f"line {line.number}: longer than {options.max_record_bytes:,} bytes, the most that is read"
                )
                continue
            data = line.data.rstrip(b"\r\n")
            yield Unit(input=name, source_id=f"{source_id}#{number}", kind="json", data=data, fields={"line": str(line.number)})
    except InputError as error:
        yield Refusal(input=shown, reason=f"after record {number}: {error}")
    else:
        yield from _ending(stream, shown, number)
        if number == 0:
            yield Refusal(input=shown, reason="the file is empty; expected one JSON object a line")


def _ending(stream: Stream, shown: str, number: int) -> Iterator[Refusal]:
    if getattr(stream, "truncated", False):
        yield Refusal(input=shown, reason=f"after record {number}: the gzip file breaks off; what stands before was read")


class _Rows:
    """The physical lines of a CSV file for ``csv.reader``, with the line count and a bound on the bytes of one record."""

    def __init__(self, stream: Stream, options: Options) -> None:
        self._lines = lines_of(stream, options.max_record_bytes)
        self._limit = options.max_record_bytes
        self.number = 0
        self._bytes = 0
        self.open = False  # a record has begun and asks for more
        self.cut = False  # the file ended inside a quoted field
        self.line_ended = True  # the last line has its newline

    def begin(self) -> None:
        """Before every record."""
        self._bytes = 0
        self.open = False

    def __iter__(self) -> _Rows:
        return self

    def __next__(self) -> str:
        try:
            line = next(self._lines)
        except StopIteration:
            self.cut = self.open
            raise
        self.number = line.number
        self._bytes += len(line.data)
        if not line.whole or self._bytes > self._limit:
            raise InputError(f"a row longer than {self._limit:,} bytes, perhaps for a quotation mark that is never closed")
        self.open = True
        self.line_ended = line.data.endswith(b"\n")
        return decode(line.data, beginning=line.number == 1).text


def csv_units(stream: Stream, shown: str, source_id: str, options: Options) -> Iterator[Unit | Refusal]:
    """A unit for every row below the header, numbered from 1."""
    rows = _Rows(stream, options)
    try:
        header_line = next(rows, None)
        if header_line is None:
            yield Refusal(input=shown, reason="the file is empty; expected a header line and rows")
            return
        yield from _rows_below(rows, header_line, shown, source_id, options)
    except InputError as error:
        yield Refusal(input=shown, reason=f"line {rows.number}: {error}; the rows before it were read")
    yield from _ending(stream, shown, max(0, rows.number - 1))


def _rows_below(rows: _Rows, header_line: str, shown: str, source_id: str, options: Options) -> Iterator[Unit | Refusal]:
    delimiter, header = _header(header_line, options)
    positions = {name: header.index(options.column(name)) for name in COLUMNS if options.column(name) in header}
    if "text" not in positions:
        names = ", ".join(f"“{name[:40]}”" for name in header[:12])
        more = f" and {len(header) - 12:,} more" if len(header) > 12 else ""
        wanted = options.column("text")
        yield Refusal(input=shown, reason=f"line 1: no column “{wanted}” among {names}{more}; name the text's column with --text-column")
        return
    reader = csv.reader(rows, delimiter=delimiter)
    number = 0
    while True:
        rows.begin()
        first = rows.number + 1
        try:
            row = _next_row(reader, options.max_record_bytes)
        except csv.Error as error:
            number += 1
            yield Refusal(input=f"{shown}#{number}", reason=f"line {first}: a broken row ({error}); check its quotation marks")
            continue
        if row is None:
            break
        if not row:
            continue
        number += 1
        yield _row_unit(row, positions, rows, first, number, shown, source_id, len(header))
    if number == 0:
        yield Refusal(input=shown, reason="there is no row below the header line")


def _row_unit(
    row: list[str], positions: dict[str, int], rows: _Rows, first: int, number: int, shown: str, source_id: str, width: int
) -> Unit | Refusal:
    name = f"{shown}#{number}"
    if rows.cut:
        return Refusal(
            input=name, reason=f"line {first}: the file breaks off inside a quoted field; this row was not read, those before it were"
        )
    if len(row) < width and not rows.line_ended:
        return Refusal(
            input=name, reason=f"line {first}: the file breaks off in this row ({len(row)} of {width} columns); those before it were read"
        )
    if len(row) <= positions["text"]:
        return Refusal(input=name, reason=f"line {first}: {len(row)} of {width} columns, without the text; is the file cut off here?")
    fields = {column: row[position] for column, position in positions.items() if position < len(row)}
    fields["line"] = str(first)
    raw = "\x1f".join(row).encode("utf-8", "surrogatepass")
    return Unit(input=name, source_id=f"{source_id}#{number}", kind="row", data=raw, fields=fields)


def _header(line: str, options: Options) -> tuple[str, list[str]]:
    """The delimiter under which the header has the text's column (a comma where none has), and the column names."""
    wanted = options.column("text")
    readings = [(delimiter, _split(line.removeprefix("\ufeff"), delimiter, options)) for delimiter in _DELIMITERS]
    return next(((delimiter, names) for delimiter, names in readings if wanted in names), readings[0])


def _split(line: str, delimiter: str, options: Options) -> list[str]:
    try:
        names = _next_row(csv.reader([line], delimiter=delimiter), options.max_record_bytes) or []
    except csv.Error:
        return []
    return [name.strip() for name in names]


def _next_row(reader: object, limit: int) -> list[str] | None:
    """The next row. The csv module's bound on a field is one for the whole process, so ours holds only during the call."""
    before = csv.field_size_limit(limit)
    try:
        row = next(reader, None)  # type: ignore[call-overload]
    finally:
        csv.field_size_limit(before)
    return row  # type: ignore[no-any-return]
