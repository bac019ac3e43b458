"""``eval``: how often codings are right against a gold set."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tacitus.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tacitus.evaluate.gold import Gold, GoldError
    from tacitus.model.records import Coding


def evaluate(
    record: Annotated[
        Path | None,
        typer.Argument(metavar="[RECORD]", help="Measure this record's codings; without it the texts are coded now.", show_default=False),
    ] = None,
    gold: Annotated[
        Path | None,
        typer.Option(
            "--gold",
            metavar="PATH",
            help="The gold set: a file, or a folder of files. Without it: the record's own random samples.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        str | None, typer.Option("--format", metavar="F", help="Its format, where it is not recognised.", show_default=False)
    ] = None,
    half: Annotated[
        str, typer.Option("--half", help="develop, check or all: halves by document, fixed by a hash of its name or text.")
    ] = "all",
    sample: Annotated[
        str | None, typer.Option("--sample", metavar="1/N", help="A fixed sample of one document in N.", show_default=False)
    ] = None,
    measure: Annotated[
        list[str] | None, typer.Option("--measure", help="This measure alone, say quotations. May be repeated.", show_default=False)
    ] = None,
    errors: Annotated[
        Path | None,
        typer.Option("--errors", metavar="FILE", help="Write each miss to this file, one JSON object a line.", show_default=False),
    ] = None,
    workers: Annotated[int, typer.Option("--workers", min=0, help="Processes that code; 0 codes in this one.")] = 0,
    json: Annotated[bool, typer.Option("--json", help="Every figure as one JSON object a line.")] = False,
) -> None:
    """Measure codings against gold: figures with 95% intervals, confusion tables, the documents with most misses.

    Gold may be a corrected record (JSONL as `tacitus export RECORD --what codings` writes it), a CSV of labelled
    sentences, or one of the formats of public corpora. Ends with 1 where a part of the gold could not be read.
    Without --gold: how often a record is right by type and field, by what people said of its random samples.

    Example: tacitus eval --gold mine.jsonl --errors misses.jsonl
    """
    from tacitus.cli.evaluation_views import print_results, rows_of, write_misses
    from tacitus.cli.terminal import complain, say, write_line
    from tacitus.evaluate.evaluation import Evaluation
    from tacitus.evaluate.measures import measures_named, set_measures_named
    from tacitus.evaluate.readers import read_gold
    from tacitus.evaluate.selecting import half_named, sample_of, selected

    if gold is None:
        _judged(record, json=json)
        return
    which, of, measures = half_named(half), sample_of(sample), measures_named(measure)
    together = set_measures_named(measure) if of == 1 else ()  # a sample tells nothing of what documents have in common
    problems: list[GoldError] = []
    documents = selected(read_gold(gold, format), which, of, problems)
    evaluation, missing = Evaluation(measures, together, half=which), _Missing()
    with _Progress() as progress:
        for one, ours in _codings(documents, record, workers, missing):
            evaluation.add(one, ours)
            progress.update(evaluation.documents)
    for problem in problems:
        complain(str(problem))
    missing.tell(record)
    results = evaluation.results()
    if json:
        for row in rows_of(results):
            write_line(row)
    else:
        print_results(results)
    if errors is not None:
        written = write_misses(errors, results)
        say(f"{errors}: {written:,} misses.")
    if not results:
        complain(f"{gold}: nothing to measure in it" + (f" in the half {which!r}." if which != "all" else "."))
    if problems or missing or not results:
        raise typer.Exit(1)


def _judged(record: Path | None, *, json: bool) -> None:
    """Precision by what people said of random samples."""
    from contextlib import closing

    import msgspec

    from tacitus.cli.terminal import complain, safe, write_line, write_text
    from tacitus.model.errors import UsageError
    from tacitus.workspace.judgements import Desk
    from tacitus.workspace.judgements.measuring import measured

    if record is None:
        raise UsageError("give a gold set (--gold PATH), or a record whose random samples people have judged.")
    with closing(Desk(options.existing(record))) as desk:
        found = measured(desk)
    if json:
        for row in found.rows:
            write_line(msgspec.json.encode({**msgspec.to_builtins(row), "samples": found.samples, "authors": found.authors}))
    elif found.rows:
        write_text(f"Precision by random samples ({', '.join(map(safe, found.samples))}), judged by {', '.join(map(safe, found.authors))}")
        for row in found.rows:
            name = row.field if row.type == "all" else f"{row.field}, {row.type}"
            write_text(f"  {row.measure:<12}{name:<26}{row.value:.3f}  [{row.low:.3f}, {row.high:.3f}]  n {row.n:,}")
    if found.left_out:
        complain(f"{found.left_out:,} drawn by chance are disputed, flagged or gone, and measure nothing until they are settled.")
    if found.elsewhere:
        complain(f"{found.elsewhere:,} judged were not drawn by chance, and measure nothing.")
    if not found.rows:
        complain(f"{record}: no random sample is judged yet. `tacitus serve {record}`, Review, Random sample draws one.")
        raise typer.Exit(1)


def draw(
    record: options.Record,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The CSV to write.", show_default=False)],
    sentences: Annotated[int, typer.Option("--sentences", min=1, help="How many sentences.")] = 200,
    seed: Annotated[int, typer.Option("--seed", help="Another number draws other sentences.")] = 1,
    force: options.Force = False,
) -> None:
    """Draw sentences of a record by chance into a CSV for a person to label and `tacitus eval --gold` to read.

    Example: tacitus draw news.db -o sample.csv --sentences 200
    """
    from tacitus.cli.terminal import complain, say
    from tacitus.evaluate.drawing import draw as drawn_of
    from tacitus.evaluate.drawing import write_sample
    from tacitus.model.errors import UsageError

    if output.exists() and not force:
        raise UsageError(f"{output}: stands already, maybe with labels in it. Give another name, or --force to replace it.")
    with _Progress() as progress:
        drawn = drawn_of(record, sentences, seed, progress.update)
    write_sample(output, drawn)
    if len(drawn) < sentences:
        complain(f"{record}: it holds {len(drawn):,} sentences that can be drawn, fewer than the {sentences:,} asked for.")
    say(f"{output}: {len(drawn):,} sentences. Fill in actor, recipient, type and status, then: tacitus eval --gold {output}")


def _codings(documents: Iterator[Gold], record: Path | None, workers: int, missing: _Missing) -> Iterator[tuple[Gold, Coding]]:
    """Each gold document with our coding: of the record, or made now."""
    if record is not None:
        from tacitus.evaluate.recorded import recorded

        yield from recorded(options.existing(record), documents, missing)
        return
    from tacitus.evaluate.running import Coders

    with Coders(workers) as coders:
        yield from coders.coded(documents)


class _Missing(list["Gold"]):
    """Gold documents that the record lacks."""

    def tell(self, record: Path | None) -> None:
        from tacitus.cli.terminal import complain

        if self:
            first = f"{self[0].file}" + (f", line {self[0].line}" if self[0].line else "")
            complain(
                f"{record}: {len(self):,} gold documents are not in it, the first of them {first}; texts must be the same to the letter."
            )


class _Progress:
    """How many documents are measured, on a terminal alone."""

    def __init__(self) -> None:
        self._wanted, self._shown = sys.stderr.isatty(), False

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            sys.stderr.write("\r" + " " * 40 + "\r")
            sys.stderr.flush()

    def update(self, documents: int) -> None:
        if self._wanted:
            sys.stderr.write(f"\r{documents:,} documents measured")
            sys.stderr.flush()
            self._shown = True
