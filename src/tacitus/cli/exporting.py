"""Writes an export and the data dictionary beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tacitus.exports.dictionary import codings_dictionary, dictionary
from tacitus.exports.tables import columns_of
from tacitus.exports.writing import line_of, offsets_line, write_csv, write_parquet
from tacitus.model.records import to_json
from tacitus.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tacitus.cli.reading import Shown
    from tacitus.exports.tables import Row
    from tacitus.model.incidents import Claim, Incident
    from tacitus.record import Filters


def write_export(shown: Shown, output: Path, what: str, form: str, filters: Filters, *, offsets_only: bool) -> tuple[int, Path]:
    """Number of rows, and the dictionary's path. Both files appear only when they are whole."""
    partial = output.with_name(output.name + ".partial")
    beside = output.with_name(output.name + ".dictionary.md")
    try:
        if what == "codings":
            rows = _codings(shown, partial, filters)
            said = codings_dictionary(documents=rows, masked=shown.masked)
        else:
            rows = _rows(shown, partial, what, form, filters, offsets_only=offsets_only)
            columns = columns_of(what, offsets_only=offsets_only)
            said = dictionary(what, columns, rows=rows, masked=shown.masked, offsets_only=offsets_only, made_by=_made_by(shown))
        beside.write_text(said, encoding="utf-8", newline="\n")
        partial.replace(output)
    finally:
        partial.unlink(missing_ok=True)
    return rows, beside


def _rows(shown: Shown, path: Path, what: str, form: str, filters: Filters, *, offsets_only: bool) -> int:
    rows = _shown_rows(shown, what, filters)
    columns = columns_of(what, offsets_only=offsets_only)
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


def _codings(shown: Shown, path: Path, filters: Filters) -> int:
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
        for coding in shown.codings():
            out.write(to_json(coding) + b"\n")
            number += 1
    return number


def _made_by(shown: Shown) -> dict[str, str]:
    """Versions that coded the rows: of tacitus and of each stage."""
    made: dict[str, str] = {}
    for basis in shown.reader.fingerprints().values():
        made["coded by tacitus"] = str(basis.get("tacitus"))
        made["stages"] = ", ".join(f"{name} {version}" for name, version in basis.get("stages", {}).items())
    return made
