"""Rows of a TSV or CSV file, each knowing its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from tacitus.evaluate.gold import GoldError
from tacitus.model.ontology import EVENT_TYPES, STATUSES, EventType, Status

csv.field_size_limit(10_000_000)


class Row:
    """One row by the names of its columns; ``line`` is the last line of the file that it takes up."""

    def __init__(self, path: Path, line: int, cells: dict[str, str]) -> None:
        self.path, self.line, self._cells = path, line, cells

    def get(self, name: str) -> str | None:
        """A cell; None where it is blank or there is no such column."""
        value = self._cells.get(name)
        return value if value is not None and value.strip() else None

    def need(self, name: str) -> str:
        value = self.get(name)
        if value is None:
            raise self.error(f"the column {name!r} is empty")
        return value

    def error(self, what: str) -> GoldError:
        return GoldError(f"{self.path}, line {self.line}: {what}.")


def rows_of(path: Path, delimiter: str | None = None) -> Iterator[Row]:
    """The rows after the header. ``delimiter``: by the suffix, where not given. Tab-separated files know no quoting."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: not UTF-8 (byte {error.start:,}). Save it as UTF-8.") from error
    if delimiter is None:
        delimiter = "\t" if path.suffix == ".tsv" else ","
    lines = io.StringIO(text, newline="")
    plain = delimiter == "\t"
    reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL)
    try:
        header = [name.strip() for name in next(reader, [])]
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(header):
                raise GoldError(
                    f"{path}, line {reader.line_num}: {len(cells)} cells under {len(header)} columns. Is a quotation mark open?"
                )
            yield Row(path, reader.line_num, dict(zip(header, cells, strict=False)))
    except csv.Error as error:
        raise GoldError(f"{path}, line {reader.line_num}: not readable as a table: {error}.") from error


def type_in(row: Row, label: str) -> EventType:
    """A PLOVER type as written, in whatever case."""
    for kind in EVENT_TYPES:
        if kind == label.strip().upper():
            return kind
    raise row.error(f"{label!r} is no event type; there are {', '.join(EVENT_TYPES)}")


def status_in(row: Row) -> Status | None:
    """The status of the row, None where the column is blank."""
    found = (row.get("status") or "").strip().lower()
    if not found:
        return None
    for status in STATUSES:
        if status == found:
            return status
    raise row.error(f"{found!r} is no status; there are {', '.join(STATUSES)}")
