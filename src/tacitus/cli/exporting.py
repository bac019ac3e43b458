"""Writes an export and the data dictionary beside it."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from tacitus.exports.dictionary import codings_dictionary, dictionary
from tacitus.exports.tables import Row, columns_of, head_of
from tacitus.exports.writing import line_of, offsets_line, write_csv, write_parquet
from tacitus.model.records import to_json
from tacitus.record.reading import EventRow, QuoteRow
from tacitus.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tacitus.cli.reading import Shown
    from tacitus.exports.tables import Column
    from tacitus.model.incidents import Claim, Incident
    from tacitus.model.records import Coding, Event, Quote
    from tacitus.record import Filters
    from tacitus.workspace.judgements.correcting import Corrected


def write_export(
    shown: Shown, output: Path, what: str, form: str, filters: Filters, *, offsets_only: bool, reviewed: Corrected | None = None
) -> tuple[int, Path]:
    """Number of rows, and the dictionary's path. Both files appear only when they are whole. ``reviewed``: what people said is taken in."""
    partial = output.with_name(output.name + ".partial")
    beside = output.with_name(output.name + ".dictionary.md")
    try:
        if what == "codings":
            rows = _codings(shown, partial, filters, reviewed)
            said = codings_dictionary(documents=rows, masked=shown.masked)
        else:
            columns = columns_of(what, offsets_only=offsets_only, reviewed=reviewed is not None)
            given = _shown_rows(shown, what, filters) if reviewed is None else reviewed_rows(shown, what, filters, reviewed)
            rows = _write(shown, given, partial, columns, form, offsets_only=offsets_only)
            said = dictionary(what, columns, rows=rows, masked=shown.masked, offsets_only=offsets_only, made_by=_made_by(shown))
        beside.write_text(said, encoding="utf-8", newline="\n")
        partial.replace(output)
    finally:
        partial.unlink(missing_ok=True)
    return rows, beside


def _write(
    shown: Shown, rows: Iterator[Row | Incident | Claim], path: Path, columns: Sequence[Column], form: str, *, offsets_only: bool
) -> int:
    if form == "parquet":
        return write_parquet(rows, columns, str(path), {"tacitus": __version__, "masked": str(shown.masked).lower()})
    if form == "csv":
        with path.open("w", encoding="utf-8", newline="") as out:
            return write_csv(rows, columns, out)
    number = 0
    with path.open("wb") as out_bytes:
        for row in rows:
            out_bytes.write((offsets_line(row, columns) if offsets_only else line_of(row)) + b"\n")
            number += 1
    return number


def _shown_rows(shown: Shown, what: str, filters: Filters) -> Iterator[Row | Incident | Claim]:
    if what == "incidents":
        return (incident for incident, _ in shown.incidents(filters))
    if what == "claims":
        return (claim for _, claims in shown.incidents(filters) for claim in claims)
    return shown.events(filters) if what == "events" else shown.quotes(filters)


def reviewed_rows(shown: Shown, what: str, filters: Filters, reviewed: Corrected) -> Iterator[Row]:
    """Events or quotations as people corrected them, document by document; the filters look at what the machine said. Events that people
    drew stand behind the others of their document."""
    listed: Iterator[EventRow] | Iterator[QuoteRow] = shown.reader.events(filters) if what == "events" else shown.reader.quotes(filters)
    drawn: dict[str, set[str]] = {}
    for document, event in reviewed.added(filters) if what == "events" else ():
        drawn.setdefault(document, set()).add(event.id)
    for number, rows in groupby(listed, key=_coding_of):
        passing = {row.event.id if isinstance(row, EventRow) else row.quote.id: row for row in rows}
        coding = shown.reader.coding_at(number)
        yield from _of_document(shown, coding, what, reviewed, passing, drawn.pop(coding.document.id, set()))
    for document, added in drawn.items():
        yield from _of_document(shown, shown.reader.coding(document), what, reviewed, {}, added)


def _coding_of(row: EventRow | QuoteRow) -> int:
    return row.coding


def _of_document(
    shown: Shown, coding: Coding, what: str, reviewed: Corrected, passing: Mapping[str, EventRow | QuoteRow], added: set[str]
) -> Iterator[Row]:
    whole = reviewed.coding(coding)
    masked = shown.shown(whole)
    head = head_of(masked.document)
    pairs: Iterable[tuple[Event | Quote, Event | Quote]] = (
        zip(whole.events, masked.events, strict=True) if what == "events" else zip(whole.quotes, masked.quotes, strict=True)
    )
    for original, one in pairs:
        row = passing.get(original.id)
        if row is None and original.id not in added:
            continue
        incident, origin = (row.incident, row.origin) if isinstance(row, EventRow) else (None, None)
        state = reviewed.state(original.id)
        yield Row(document=head, shown=one, original=original, incident=incident, origin=origin, review=state)


def _codings(shown: Shown, path: Path, filters: Filters, reviewed: Corrected | None = None) -> int:
    """Whole codings; of the filters those of the document alone can hold."""
    from tacitus.model.errors import UsageError
    from tacitus.record import Filters as Plain

    if (
        filters != Plain(type=[], quad=[], status=[], voice=[], actor=[], country=[], speaker=[], outlet=[], form=[], document=[])
        and filters != Plain()
    ):
        raise UsageError("--what codings writes every document whole: leave the filters out.")
    number = 0
    with path.open("wb") as out:
        for coding in shown.reader.codings():
            out.write(to_json(shown.shown(reviewed.coding(coding) if reviewed is not None else coding)) + b"\n")
            number += 1
    return number


def _made_by(shown: Shown) -> dict[str, str]:
    """Versions that coded the rows: of tacitus and of each stage."""
    made: dict[str, str] = {}
    for basis in shown.reader.fingerprints().values():
        made["coded by tacitus"] = str(basis.get("tacitus"))
        made["stages"] = ", ".join(f"{name} {version}" for name, version in basis.get("stages", {}).items())
    return made
