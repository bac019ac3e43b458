"""Measures tacitus on every tuning set that is there, writes docs/accuracy.md and the calibration plot, and checks the floors.

--tenth measures the fixed tenth that `make test` checks, and prints its figures alone; --print-floors prints floors for today's figures.
--errors FILE writes the misses of the half to develop by; those of the half to check by are never written.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import msgspec
import yaml

from tacitus.evaluate.accuracy.floors import breaches, floors_of, read_floors, value_of
from tacitus.evaluate.accuracy.measuring import Run, Wanted, measure_sets
from tacitus.evaluate.accuracy.page import PLOT, page, series_of, short
from tacitus.evaluate.accuracy.plot import calibration_svg
from tacitus.evaluate.accuracy.sets import SETS, TARGETS
from tacitus.evaluate.bootstrap import RESAMPLES
from tacitus.pipeline.running import basis

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
FLOORS = ROOT / "tests" / "evaluate" / "floors.yaml"
TENTH = 10
WORST = 5


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", action="append", choices=[one.name for one in SETS], help="this set alone; the page is not written then")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--tenth", action="store_true")
    parser.add_argument("--errors", type=Path, metavar="FILE")
    parser.add_argument("--print-floors", action="store_true")
    return parser.parse_args()


def main() -> int:
    given, began = arguments(), time.monotonic()
    sets = [one for one in SETS if (not given.set or one.name in given.set) and (one.tenth or not given.tenth)]
    wanted = Wanted(
        repository=ROOT, data=DATA, sets=sets, sample=TENTH if given.tenth else 1, together=given.tenth, misses=given.errors is not None
    )
    run = measure_sets(wanted, given.workers, lambda line: print(line, file=sys.stderr, flush=True))
    for line in run.unreadable:
        print(line, file=sys.stderr)
    print_targets(run, given.tenth)
    print_worst(run)
    if given.errors is not None:
        given.errors.write_bytes(b"".join(msgspec.json.encode(miss) + b"\n" for miss in run.misses))
    if given.print_floors:
        part = "tenth" if given.tenth else "whole"
        print(yaml.safe_dump({part: floors_of(run)}, sort_keys=False, default_flow_style=None, width=140, allow_unicode=True), end="")
        return 0
    if not given.tenth and not given.set:
        (ROOT / "docs" / "accuracy.md").write_text(page(run, basis().produced_by(), RESAMPLES), encoding="utf-8", newline="\n")
        (ROOT / "docs" / PLOT).write_text(calibration_svg(series_of(run)), encoding="utf-8", newline="\n")
        print(f"docs/accuracy.md and docs/{PLOT} written in {time.monotonic() - began:.0f} s", file=sys.stderr)
    fallen = list(breaches(run, read_floors(FLOORS, "tenth" if given.tenth else "whole")))
    for line in fallen:
        print(f"below its floor: {line}", file=sys.stderr)
    return 1 if fallen else 0


def print_targets(run: Run, tenth: bool) -> None:
    """The table of the figures to reach, on standard output."""
    halves = ("all",) if tenth else ("check", "develop")
    print(f"{'':58}{'set':24}" + "".join(f"{half:>9}" for half in halves) + f"{'reach':>9}")
    for target in TARGETS:
        values = [value_of(run, target.set, half, target.figure) for half in halves]
        if any(value is not None for value in values):
            cells = "".join(f"{short(value) if value is not None else '–':>9}" for value in values)
            reach = ("≤" if target.below else "") + short(target.reach) if target.reach is not None else ""
            print(f"{target.what:58}{target.set:24}{cells}{reach:>9}")


def print_worst(run: Run) -> None:
    """The documents of the half to develop by with the most misses, on standard error: nobody steers by those of the other half."""
    for name, documents in run.worst.items():
        worst = [one for one in documents if one.misses > 1][:WORST]
        if worst:
            print(f"most misses, {name}: {', '.join(f'{one.document} ({one.misses})' for one in worst)}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
