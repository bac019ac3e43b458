"""docs/accuracy.md: what `make eval` found. Figures alone; nothing of the sets' text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tacitus.evaluate.accuracy.measuring import HALVES, Run, SetResult
from tacitus.evaluate.accuracy.sets import SETS, TARGETS, Target
from tacitus.evaluate.evaluation import Figure, Measured
from tacitus.evaluate.measures import ALL
from tacitus.evaluate.measures.calibration import Bin, bins_of
from tacitus.evaluate.selecting import WhichHalf
from tacitus.evaluate.tallies import NOTHING

PLOT = "calibration.svg"
# (set, half, heading in the plot)
CALIBRATED = (("relations", "pair found and type right"), ("own", "all fields right"))
_INTRODUCTION = """\
# How often tacitus is right

Written by `make eval`; not edited by hand. Every figure is measured on data that the project did not write, but for the set `own` (our
example articles), `report sets` (invented reports of invented incidents), `copies` (our own texts, copied and disguised by a generator)
and `quiet` (fictional pieces that hold no political event). The others' sets are not part of the repository;
[measures.md](measures.md) defines every figure, and [measuring.md](measuring.md) tells how to measure tacitus on a sample of your own.

Each set is divided in two by document, by a hash of its name or text. Rules are written by the half **develop** alone; nobody looks at
texts or misses of the half **check**, whose figures say how tacitus fares on what it has not seen. Measures of copies, incidents and
articles by occurrence ask for all documents of a topic: for them a set is halved by topic, by a hash of its name. In brackets stand 95%
intervals from {resamples:,} resamples of the documents (there: of the topics); n is the number of gold things that a figure rests on.
"""


def page(run: Run, produced_by: Mapping[str, Any], resamples: int) -> str:
    """The whole page as Markdown."""
    parts = [_INTRODUCTION.format(resamples=resamples), *_targets(run), *_sets(run), *_calibration(run), *_basis(run, produced_by)]
    return "\n".join(parts).rstrip() + "\n"


def shown(figure: Figure | None, *, interval: bool = True) -> str:
    if figure is None or figure.value is None:
        return "–"
    text = short(figure.value)
    if interval and figure.low is not None and figure.high is not None:
        text += f" [{short(figure.low)}, {short(figure.high)}]"
    return text


def short(value: float) -> str:
    """``.683``; 1 and more as they are."""
    text = f"{value:.3f}"
    return text[1:] if text.startswith("0.") else text


def _targets(run: Run) -> Iterator[str]:
    yield "## Figures to reach\n"
    yield "| what | set | check half | n | develop half | to reach | for comparison |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for target in TARGETS:
        result = run.result(target.set)
        check, develop = (_figure(result, half, target.figure) for half in HALVES)
        yield (
            f"| {target.what} | {target.set} | {shown(check)} | {check.n if check else '–'} | {shown(develop, interval=False)} "
            f"| {_reach(target, check)} | {target.comparison} |"
        )
    if run.absent:
        yield f"\nAbsent, and so not measured: {', '.join(run.absent)}."
    yield ""


def _reach(target: Target, check: Figure | None) -> str:
    if target.reach is None:
        return ""
    bound = f"≤ {short(target.reach)}" if target.below else short(target.reach)
    if check is None or check.value is None:
        return bound
    reached = check.value <= target.reach if target.below else check.value >= target.reach
    return f"{bound}, {'reached' if reached else '**not reached**'}"


def _figure(result: SetResult | None, half: str, name: str) -> Figure | None:
    measured = result.measured(half, name) if result is not None else None
    return measured.figure(name) if measured is not None else None


def _sets(run: Run) -> Iterator[str]:
    titles = {measure.NAME: measure for measure in ALL}
    yield "## Every set\n"
    for result in run.results:
        documents = ", ".join(f"{half} {result.documents[half]:,}" for half in HALVES if half in result.documents)
        yield f"### {result.name}\n"
        yield f"{result.holds[:1].upper()}{result.holds[1:]}. Documents: {documents}.\n"
        for measured in result.halves.get("check") or result.halves.get("develop") or ():
            other = {half: next((one for one in result.halves.get(half, ()) if one.measure == measured.measure), None) for half in HALVES}
            yield f"**{titles[measured.measure].TITLE}**\n"
            yield from _figures(measured, other)
            for table, heading in titles[measured.measure].TABLES.items():
                yield from confusion(heading, measured.tables.get(table, {}))


def _figures(measured: Measured, halves: Mapping[WhichHalf, Measured | None]) -> Iterator[str]:
    yield "| figure | check half | n | develop half | n |"
    yield "| --- | --- | --- | --- | --- |"
    for figure in measured.figures:
        check, develop = (found.figure(figure.name) if (found := halves[half]) is not None else None for half in HALVES)
        cells = [shown(check), f"{check.n:,}" if check else "–", shown(develop), f"{develop.n:,}" if develop else "–"]
        yield f"| {_name(figure.name)} | {' | '.join(cells)} |"
    yield ""


def _name(name: str) -> str:
    main, _, part = name.partition(".")
    return f"`{main}`, {part}" if part else f"`{main}`"


def confusion(heading: str, table: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """A confusion table: rows the gold, columns ours; only of more than one class."""
    if len(table) < 2:
        return
    columns = sorted({name for row in table.values() for name in row}, key=lambda name: (name == NOTHING, name))
    yield f"{heading}, check half (rows: gold; columns: ours; {NOTHING}: none).\n"
    yield f"| | {' | '.join(columns)} |"
    yield "| --- |" + " --- |" * len(columns)
    for gold in sorted(table, key=lambda name: (name == NOTHING, name)):
        yield f"| {gold} | {' | '.join(str(table[gold].get(name, '')) for name in columns)} |"
    yield ""


def series_of(run: Run) -> dict[str, list[Bin]]:
    """The calibration bins of the check half, by what right means there."""
    found = {}
    for name, right in CALIBRATED:
        result = run.result(name)
        measured = result.measured("check", "ece") if result is not None else None
        if measured is not None:
            found[f"{right} ({name})"] = bins_of({(key,): number for key, number in measured.counts.items()})
    return found


def _calibration(run: Run) -> Iterator[str]:
    yield "## Calibration of `confidence`\n"
    yield f"![Share of events right by confidence]({PLOT})\n"
    yield "Check half; ten bins of equal width.\n"
    for heading, bins in series_of(run).items():
        yield f"**{heading[:1].upper()}{heading[1:]}**\n"
        yield "| confidence | events | mean confidence | share right |"
        yield "| --- | --- | --- | --- |"
        for one in bins:
            yield f"| {one.low:.1f}–{one.low + 0.1:.1f} | {one.events:,} | {short(one.confidence)} | {short(one.right)} |"
        yield ""


def _basis(run: Run, produced_by: Mapping[str, Any]) -> Iterator[str]:
    yield "## What was measured\n"
    stages = ", ".join(f"{name} {version}" for name, version in produced_by["stages"].items())
    model = ", ".join(f"{name} {version}" for name, version in produced_by["model"].items())
    yield f"tacitus {produced_by['tacitus']}; stages: {stages}; {model}; resources {produced_by['resources']['sha256'][:16]}.\n"
    yield "| set | read from | documents | sha256 of names and bytes |"
    yield "| --- | --- | --- | --- |"
    paths = {one.name: one.path for one in SETS}
    for result in run.results:
        if result.sha256 is not None:
            yield f"| {result.name} | {paths[result.name]} | {sum(result.documents.values()):,} | {result.sha256[:16]} |"
    yield "\nOf `polnear` the articles of `dev` are measured, those of `train` are not. Every other set is measured whole."
    if run.unreadable:
        yield f"\n{len(run.unreadable):,} rows or files could not be read and are left out."
    yield ""
