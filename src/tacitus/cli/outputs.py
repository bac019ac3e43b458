"""``report`` and ``export``: what leaves a record as a file."""

from __future__ import annotations

from contextlib import ExitStack, closing
from pathlib import Path
from typing import Annotated, Any

import typer

from tacitus.cli import options
from tacitus.cli.options import filters_of

FORMATS = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}
WHATS = ("events", "quotes", "incidents", "claims", "codings")


def report(
    record: options.Record,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The page to write.")] = Path("report.html"),
    title: Annotated[str | None, typer.Option("--title", help="Heading of the page.", show_default=False)] = None,
) -> None:
    """Write one self-contained page: counts and plots, incidents with their contradictions, a table to sort and filter, every
    article with its spans.

    It opens in any browser, without a network.

    Example: tacitus report news.db -o report.html
    """
    from tacitus.cli.reading import opened
    from tacitus.cli.terminal import say
    from tacitus.exports.report import write_report
    from tacitus.record import Filters

    with opened(record) as shown, _replacing(output) as partial, partial.open("w", encoding="utf-8", newline="\n") as out:
        failures = [row for row in shown.reader.failures() if row.level == "failure"]
        documents = write_report(
            shown.codings,
            out,
            title=title or record.stem,
            masked=shown.masked,
            failures=len(failures),
            incidents=shown.incidents(Filters()),
        )
    say(f"{output}: {documents:,} documents. Open it in a browser.")


def export(
    record: options.Record,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="The file to write; its suffix gives the format.", show_default=False)
    ],
    what: Annotated[str, typer.Option("--what", help="events, quotes, incidents, claims or (jsonl) codings.")] = "events",
    format: Annotated[
        str | None, typer.Option("--format", help="csv, jsonl or parquet, where the suffix does not say.", show_default=False)
    ] = None,
    offsets_only: Annotated[bool, typer.Option("--offsets-only", help="Offsets instead of the publishers' text.")] = False,
    reviewed: Annotated[
        bool, typer.Option("--reviewed", help="As people corrected it: edits applied, rejected rows left out, added ones in.")
    ] = False,
    pseudonyms: options.Pseudonyms = False,
    force: options.Force = False,
    type: options.Type = None,
    quad: options.Quad = None,
    status: options.Status = None,
    voice: options.Voice = None,
    actor: options.Actor = None,
    country: options.Country = None,
    speaker: options.Speaker = None,
    outlet: options.Outlet = None,
    since: options.Since = None,
    until: options.Until = None,
    text: options.Words = None,
    document: options.InDocument = None,
) -> None:
    """Write events, quotations, incidents, claims or codings to a file, with a data dictionary beside it (FILE.dictionary.md).

    csv and parquet mask private persons unless the record says otherwise; jsonl, which is the contract's form, with --pseudonyms.

    Example: tacitus export news.db -o events.csv --status actual
    """  # fmt: skip
    from tacitus.cli.exporting import write_export
    from tacitus.cli.reading import opened
    from tacitus.cli.terminal import complain, say
    from tacitus.model.errors import UsageError
    from tacitus.workspace.judgements import Desk
    from tacitus.workspace.judgements.correcting import Corrected

    form = format or FORMATS.get(output.suffix.lower())
    if form not in ("csv", "jsonl", "parquet"):
        raise UsageError(f"{output}: its suffix gives no format. Name it .csv, .jsonl or .parquet, or give --format.")
    if what not in WHATS or (what == "codings" and (form != "jsonl" or offsets_only)):
        raise UsageError(
            f"--what {what} cannot be written as {form}: {', '.join(WHATS[:-1])} go to csv, jsonl and parquet, codings to jsonl."
        )
    if reviewed and what in ("incidents", "claims"):
        raise UsageError(f"--reviewed is for events, quotes and codings; what people ruled about {what} holds everywhere already.")
    if output.exists() and not force:
        raise UsageError(f"{output}: stands already. Give another name, or --force to replace it.")
    filters = filters_of(
        type=type, quad=quad, status=status, voice=voice, actor=actor, country=country, speaker=speaker, outlet=outlet,
        document=document, since=since, until=until, words=text,
    )  # fmt: skip
    with ExitStack() as stack:
        shown = stack.enter_context(opened(record, masked=pseudonyms or None if form != "jsonl" else pseudonyms))
        corrected = Corrected(stack.enter_context(closing(Desk(record)))) if reviewed else None
        rows, dictionary = write_export(shown, output, what, form, filters, offsets_only=offsets_only, reviewed=corrected)
    for clash in corrected.clashes if corrected is not None else ():
        complain(f"{clash}: its corrections no longer fit what the newer coding says; the machine's reading stands there.")
    if not shown.masked:
        complain("note: private persons stand there with their names; --pseudonyms masks them")
    say(f"{output}: {rows:,} {what}. {dictionary.name} beside it tells what the columns mean.")


class _Replacing:
    """A file that appears only when it is whole."""

    def __init__(self, target: Path) -> None:
        self._target, self._partial = target, target.with_name(target.name + ".partial")

    def __enter__(self) -> Path:
        return self._partial

    def __exit__(self, kind: type[BaseException] | None, *_: Any) -> None:
        if kind is None:
            self._partial.replace(self._target)
        else:
            self._partial.unlink(missing_ok=True)


_replacing = _Replacing
