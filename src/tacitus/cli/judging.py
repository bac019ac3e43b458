"""``judgements``: what people said about a record, out as a file, in from one, and an overview of it."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tacitus.cli import options

if TYPE_CHECKING:
    from tacitus.workspace.judgements import Desk

HELP = """What people said about a record: hand it on, take it in, see how far it is.

Example: tacitus judgements list news.db"""
app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help=HELP)


@app.command("export")
def export(
    record: options.Record,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="The file; else standard output.", show_default=False)
    ] = None,
    gold: Annotated[
        bool, typer.Option("--gold", help="Corrected codings instead, as `tacitus eval --gold` reads them: of documents judged whole.")
    ] = False,
    all_documents: Annotated[bool, typer.Option("--all", help="With --gold: also of documents judged in part.")] = False,
    pseudonyms: options.Pseudonyms = False,
    force: options.Force = False,
) -> None:
    """Write all judgements, one JSON object a line, with what they were about: `judgements import` takes them into another record.

    Example: tacitus judgements export news.db -o mine.jsonl
    """  # fmt: skip
    from tacitus.cli.terminal import complain, say, write_line
    from tacitus.model.errors import UsageError
    from tacitus.workspace.judgements.exchange import lines

    options.existing(record)
    if output is not None and output.exists() and not force:
        raise UsageError(f"{output}: stands already. Give another name, or --force to replace it.")
    if pseudonyms and not gold:
        raise UsageError("judgements carry the words they are about, and cannot be masked; with --gold they can.")
    with closing(_desk(record)) as desk:
        listed = _gold(record, desk, all_documents=all_documents, masked=pseudonyms) if gold else lines(desk)
        number = 0
        if output is None:
            for line in listed:
                write_line(line)
                number += 1
        else:
            partial = output.with_name(output.name + ".partial")
            with partial.open("wb") as out:
                for line in listed:
                    out.write(line + b"\n")
                    number += 1
            partial.replace(output)
    if not (gold and pseudonyms):
        complain("note: private persons stand there with their names")
    say(f"{output or 'written'}: {number:,} {'documents' if gold else 'judgements'}.")


@app.command("import")
def bring_in(
    record: options.Record,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `judgements export` wrote; - is standard input.", show_default=False)],
) -> None:
    """Take judgements into a record: matched by document, else by its text. The same file twice changes nothing.

    Ends with 1 where a line could not be read; the others are kept. What matches no event is kept and listed.

    Example: tacitus judgements import news.db mine.jsonl
    """
    from tacitus.cli.terminal import complain, safe, say
    from tacitus.model.errors import UsageError
    from tacitus.workspace.judgements.exchange import bring

    options.existing(record)
    if str(file) != "-" and not file.is_file():
        raise UsageError(f"{file}: no such file.")
    with closing(_desk(record)) as desk:
        if str(file) == "-":
            brought = bring(desk, sys.stdin.buffer)
        else:
            with file.open("rb") as content:
                brought = bring(desk, content)
    for problem in brought.problems:
        complain(f"{file}: {problem}")
    for one in brought.unmatched:
        words = one.anchor.words if one.anchor is not None else one.target
        complain(f"{one.id}: matches nothing in this record ({one.act}, {safe(words)[:60]!r}); it is kept.")
    say(f"{record}: {brought.new:,} judgements new, {brought.known:,} known already, {len(brought.unmatched):,} match nothing here.")
    if brought.problems:
        raise typer.Exit(1)


@app.command("list")
def overview(record: options.Record, json: options.JsonPlain = False) -> None:
    """Show how far the review is: by person and state, agreement, what is disputed or matches nothing any more.

    Example: tacitus judgements list news.db
    """
    import msgspec

    from tacitus.cli.terminal import safe, write_line, write_text

    options.existing(record)
    with closing(_desk(record)) as desk:
        if json:
            for one in desk.everything():
                write_line(msgspec.json.encode(one))
            return
        progress = desk.progress()
    if not progress.judged and not progress.unmatched:
        write_text(f"{record}: nothing is judged yet. `tacitus serve {record}` opens it for review.")
        return
    write_text(f"{progress.judged:,} judged: " + ", ".join(f"{one.count:,} {one.label}" for one in progress.by_state))
    write_text("by " + ", ".join(f"{safe(one.label)} ({one.count:,})" for one in progress.by_author))
    for pair in progress.agreement:
        kappa = f"kappa {pair.kappa:.2f}" if pair.kappa is not None else "kappa not defined"
        write_text(f"{safe(pair.authors[0])} and {safe(pair.authors[1])}: {pair.agreed:,} of {pair.shared:,} alike, {kappa}")
    for title, verdicts in (("disputed", progress.disputed), ("flagged", progress.flagged)):
        for verdict in verdicts:
            said = ", ".join(f"{safe(author)}: {act}" for author, act in sorted(verdict.by.items()))
            write_text(f"{title}  {verdict.target}  {said}")
    for judgement in progress.unmatched:
        words = judgement.anchor.words if judgement.anchor is not None else ""
        write_text(f"matches nothing  {judgement.id}  {judgement.act} by {safe(judgement.author)}: {safe(words)[:60]!r}")


def _desk(record: Path) -> Desk:
    from tacitus.workspace.judgements import Desk

    return Desk(record)


def _gold(record: Path, desk: Desk, *, all_documents: bool, masked: bool) -> list[bytes]:
    from tacitus.cli.reading import opened
    from tacitus.cli.terminal import complain
    from tacitus.model.records import to_json
    from tacitus.workspace.judgements.correcting import Corrected

    corrected = Corrected(desk)
    with opened(record, masked=masked) as shown:
        found = [to_json(shown.shown(coding)) for coding in corrected.codings(shown.reader, all_documents=all_documents)]
    if not found:
        complain("no document is judged whole yet; --all takes those that are judged in part, and their other events as they are")
    return found
