"""What ``eval`` prints and writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from tacitus.cli.terminal import safe, write_text
from tacitus.evaluate.evaluation import Figure, Measured
from tacitus.evaluate.measures import ALL

WORST = 5
_WIDE, _FEW = 20, 8


def rows_of(results: Iterable[Measured]) -> Iterator[bytes]:
    """Every figure as one JSON object."""
    for result in results:
        for figure in result.figures:
            yield msgspec.json.encode(figure)


def write_misses(path: Path, results: Iterable[Measured]) -> int:
    """The misses of every measure, one JSON object a line; how many."""
    written = 0
    with path.open("wb") as out:
        for result in results:
            for miss in result.misses:
                out.write(msgspec.json.encode(miss) + b"\n")
                written += 1
    return written


def print_results(results: Sequence[Measured]) -> None:
    titles = {measure.NAME: (measure.TITLE, measure.TABLES) for measure in ALL}
    for n, result in enumerate(results):
        title, tables = titles[result.measure]
        if n:
            write_text()
        write_text(f"{title} ({result.documents:,} documents)")
        for figure in result.figures:
            write_text(f"  {figure.name:<30}{shown(figure):<22} n {figure.n:,}")
        for table, heading in tables.items():
            _print_table(heading, result.tables.get(table, {}))
        if result.worst:
            worst = ", ".join(f"{safe(one.document)} ({one.misses})" for one in result.worst[:WORST])
            write_text(f"  most misses: {worst}")


def shown(figure: Figure) -> str:
    """``.683 [.640, .721]``."""
    if figure.value is None:
        return "–"
    bounds = f" [{_short(figure.low)}, {_short(figure.high)}]" if figure.low is not None and figure.high is not None else ""
    return _short(figure.value) + bounds


def _short(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}".replace("0.", ".", 1) if value < 1 else f"{value:.3f}"


def _print_table(heading: str, table: dict[str, dict[str, int]]) -> None:
    if not table:
        return
    columns = sorted({name for row in table.values() for name in row}, key=lambda name: (name == "–", name))
    write_text(f"  {heading} (rows: gold; columns: ours)")
    wide = 10 if len(columns) <= _FEW else 6  # many columns are cut to five letters, which tell the types apart
    write_text("  " + " " * _WIDE + "".join(f"{safe(name)[: wide - 1]:>{wide}}" for name in columns))
    for gold in sorted(table, key=lambda name: (name == "–", name)):
        write_text(f"  {safe(gold)[:_WIDE]:<{_WIDE}}" + "".join(f"{table[gold].get(name, 0) or '·':>{wide}}" for name in columns))
