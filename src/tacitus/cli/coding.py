"""``code``: articles into a record, or out as codings."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from tacitus.exports.pseudonyms import Pseudonyms
    from tacitus.exports.tables import Row
    from tacitus.ingest import Options, Refusal
    from tacitus.workspace.coding import Coded, CodeOptions, Summary

READING, LIMITS = "Reading the articles", "Limits"
_GIB = 1024**3


def code(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files and folders; - is JSONL on standard input.", show_default=False)
    ],
    into: Annotated[
        Path | None, typer.Option("--into", metavar="RECORD", help="The record to code into; made if it is not there.", show_default=False)
    ] = None,
    format: Annotated[
        str | None, typer.Option("--format", metavar="jsonl", help="Write every document's coding to standard output.", show_default=False)
    ] = None,
    published_at: Annotated[
        str | None, typer.Option("--published-at", metavar="DATE", help="Publication date where the files give none.", show_default=False)
    ] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Outlet where the files give none.", show_default=False)] = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="CODE", help="Language, say en, where the files give none.", show_default=False)
    ] = None,
    input_format: Annotated[
        str | None,
        typer.Option("--input-format", help="Read every file as text, html, json, jsonl, csv, feed or warc.", show_default=False),
    ] = None,
    text_column: Annotated[
        str | None, typer.Option("--text-column", metavar="NAME", help="JSONL and CSV: the column of the text.", show_default=False)
    ] = None,
    id_column: Annotated[str | None, typer.Option("--id-column", metavar="NAME", help="… of the id.", show_default=False)] = None,
    title_column: Annotated[str | None, typer.Option("--title-column", metavar="NAME", help="… of the title.", show_default=False)] = None,
    url_column: Annotated[str | None, typer.Option("--url-column", metavar="NAME", help="… of the address.", show_default=False)] = None,
    outlet_column: Annotated[
        str | None, typer.Option("--outlet-column", metavar="NAME", help="… of the outlet.", show_default=False)
    ] = None,
    author_column: Annotated[
        str | None, typer.Option("--author-column", metavar="NAME", help="… of the author.", show_default=False)
    ] = None,
    published_at_column: Annotated[
        str | None, typer.Option("--published-at-column", metavar="NAME", help="… of the publication date.", show_default=False)
    ] = None,
    language_column: Annotated[
        str | None, typer.Option("--language-column", metavar="NAME", help="… of the language.", show_default=False)
    ] = None,
    lexicon: Annotated[
        list[Path] | None, typer.Option("--lexicon", metavar="FILE", help="Your own actors (YAML). May be repeated.", show_default=False)
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers", min=0, help="Processes; 0 codes in this one, without limits.  [default: one a processor]", show_default=False
        ),
    ] = None,
    time_limit: Annotated[
        float, typer.Option("--time-limit", metavar="SECONDS", help="Time that one document may take; 60 at least.")
    ] = 120.0,
    memory_limit: Annotated[float, typer.Option("--memory-limit", metavar="GB", help="Memory that one worker may take.")] = 2.0,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Code documents again whose coding failed.")] = False,
    pseudonyms: Annotated[
        bool | None,
        typer.Option(
            "--pseudonyms/--no-pseudonyms",
            help="Mask private persons in lists, reports and tables of this record (on at first), and in --format jsonl.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Code articles: text, HTML, JSONL, CSV, RSS, Atom and WARC into a record of events and quotations.

    What is in the record already is not coded again; a run that was ended goes on where it stopped. Without --into and --format the
    events are printed as a table.

    Example: tacitus code articles/ --into news.db --published-at 2024-05-03
    """  # fmt: skip
    columns = {
        "text": text_column, "id": id_column, "title": title_column, "url": url_column, "outlet": outlet_column, "author": author_column,
        "published_at": published_at_column, "language": language_column,
    }  # fmt: skip
    reading = _reading(published_at, outlet, language, input_format, {name: column for name, column in columns.items() if column})
    if format not in (None, "jsonl"):
        from tacitus.model.errors import UsageError

        raise UsageError(f"no format {format!r} to write codings in; give jsonl, or --into RECORD and then `tacitus export`.")
    from tacitus.workspace.coding import CodeOptions

    given = CodeOptions(
        reading=reading,
        lexicons=tuple(str(path) for path in lexicon or ()),
        workers=workers,
        seconds=time_limit,
        memory_bytes=int(memory_limit * _GIB),
        retry_failed=retry_failed,
        pseudonyms=pseudonyms,
    )
    raise typer.Exit(_run(into, paths, given, format))


def _reading(published_at: str | None, outlet: str | None, language: str | None, form: str | None, columns: dict[str, str]) -> Options:
    from tacitus.ingest import Options

    reading = Options(published_at=published_at, outlet=outlet, language=language, format=form, columns=columns)
    reading.check()
    return reading


def _run(into: Path | None, paths: list[str], given: CodeOptions, form: str | None) -> int:
    """Codes, writes what was asked for, tells what was done; the exit code."""
    from tacitus.cli.terminal import complain
    from tacitus.workspace.coding import code_into

    rows: list[Row] = []
    on_coding = _writer(into, given) if form == "jsonl" else (_collector(rows, given) if into is None else None)

    def on_refusal(refusal: Refusal) -> None:
        if progress is not None:
            progress.hide()
        complain(f"{refusal.input}: {refusal.reason}" + ("" if refusal.level == "failure" else " (note)"))

    progress = _Progress.wanted()
    try:
        summary = code_into(
            into,
            paths,
            given,
            on_coding=on_coding,
            on_refusal=on_refusal,
            on_progress=progress.update if progress is not None else None,
            stdin=sys.stdin.buffer if "-" in paths else None,
        )
    finally:
        if progress is not None:
            progress.hide()
    if into is None and form is None:
        from tacitus.cli.tables import print_events

        print_events(rows, None, "--format jsonl writes all; --into RECORD keeps them.")
    _tell(summary, into)
    return 1 if summary.failures else 0


def _writer(into: Path | None, given: CodeOptions) -> Callable[[Coded], None]:
    """Writes each coding as a line of the contract, masked if ``--pseudonyms`` was given."""
    from tacitus.cli.terminal import write_line

    if not given.pseudonyms:
        return lambda coded: write_line(coded.json)
    from tacitus.exports.privacy import mask
    from tacitus.exports.pseudonyms import numbered
    from tacitus.model.records import to_json

    pseudonyms: Pseudonyms = numbered()
    return lambda coded: write_line(to_json(mask(coded.coding, pseudonyms)))


def _collector(rows: list[Row], given: CodeOptions) -> Callable[[Coded], None]:
    """Gathers the events for the table."""
    from tacitus.cli.reading import rows_by_id
    from tacitus.exports.pseudonyms import numbered
    from tacitus.model.records import Event

    pseudonyms = None if given.pseudonyms is False else numbered()

    def collect(coded: Coded) -> None:
        rows.extend(row for row in rows_by_id(coded.coding, pseudonyms).values() if isinstance(row.original, Event))

    return collect


def _tell(summary: Summary, into: Path | None) -> None:
    """The closing summary on standard error."""
    from tacitus.cli.terminal import say

    known = f" ({summary.known:,} of them known already)" if summary.known else ""
    events = sum(summary.events.values())
    say(f"{summary.documents:,} documents{known}, {events:,} events, {summary.quotes:,} quotations in {summary.seconds:.1f} s.")
    if summary.events:
        say("  " + ", ".join(f"{name} {number:,}" for name, number in summary.events.items()))
    if summary.slowest:
        say("  slowest: " + ", ".join(f"{name} ({seconds:.1f} s)" for seconds, name in summary.slowest[:3]))
    if summary.failures or summary.notes:
        where = f" `tacitus failures {into}` tells the reasons." if into is not None else ""
        say(f"  {summary.failures:,} failed, {summary.notes:,} notes.{where}")
    if into is not None:
        say(f"  The record is {into}. Next: tacitus events {into}, tacitus report {into} -o report.html")


class _Progress:
    """How far it is, on a terminal alone. How much there is in all is not known before the last file is opened."""

    def __init__(self) -> None:
        self._shown = 0

    @classmethod
    def wanted(cls) -> _Progress | None:
        return cls() if sys.stderr.isatty() else None

    def update(self, summary: Summary) -> None:
        events: Any = sum(summary.events.values())
        line = f"{summary.documents:,} documents, {events:,} events, {summary.failures:,} failed"
        sys.stderr.write(f"\r{line}{' ' * max(0, self._shown - len(line))}")
        sys.stderr.flush()
        self._shown = len(line)

    def hide(self) -> None:
        if self._shown:
            sys.stderr.write("\r" + " " * self._shown + "\r")
            sys.stderr.flush()
            self._shown = 0
