"""Measures the tuning sets that are there, each half for itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from tacitus.evaluate.accuracy.sets import POOLED, POOLS, SETS, TuningSet, golds_of, hash_of, place_of
from tacitus.evaluate.evaluation import Evaluation, Measured, Worst
from tacitus.evaluate.gold import Gold, GoldError, sampled
from tacitus.evaluate.measures import measures_named, set_measures_named
from tacitus.evaluate.running import Coders, uncoded
from tacitus.evaluate.selecting import WhichHalf
from tacitus.evaluate.tallies import Miss

HALVES: tuple[WhichHalf, ...] = ("check", "develop")


class SetResult(msgspec.Struct, frozen=True, kw_only=True):
    """A set, or several sets as one, measured. ``halves``: the results of each half, without misses."""

    name: str
    holds: str
    sha256: str | None
    documents: dict[str, int]
    halves: dict[str, list[Measured]]

    def measured(self, half: str, figure: str) -> Measured | None:
        """The measure of a half that has this figure."""
        return next((one for one in self.halves.get(half, ()) if one.figure(figure) is not None), None)


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one `make eval` found. ``absent``: sets that are not there."""

    results: tuple[SetResult, ...]
    absent: tuple[str, ...]
    unreadable: tuple[str, ...]
    misses: tuple[Miss, ...]  # of the half to develop by, and of nothing else
    worst: Mapping[str, tuple[Worst, ...]] = {}  # by set and measure, of that half: the documents with most misses first

    def result(self, name: str) -> SetResult | None:
        return next((one for one in self.results if one.name == name), None)


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is measured: the sets, one document in ``sample``, ``halves`` apart or together (``all``)."""

    repository: Path
    data: Path
    sets: Sequence[TuningSet] = SETS
    sample: int = 1
    together: bool = False
    misses: bool = False


def measure_sets(wanted: Wanted, workers: int, tell: Callable[[str], None]) -> Run:
    """Codes and measures every set that is there; ``tell`` hears of each."""
    evaluations: dict[str, dict[str, Evaluation]] = {}
    hashes: dict[str, str] = {}
    absent: list[str] = []
    errors: list[GoldError] = []
    with Coders(workers) as coders:
        for one in wanted.sets:
            place = place_of(one, wanted.repository, wanted.data)
            if not place.exists():
                absent.append(one.name)
                tell(f"{one.name}: absent (no {one.path} in the data folder); left out")
                continue
            hashes[one.name] = hash_of(place)
            evaluations[one.name] = _measured(one, wanted, coders, errors)
            counted = ", ".join(f"{half} {evaluation.documents:,}" for half, evaluation in evaluations[one.name].items())
            tell(f"{one.name}: {counted} documents")
    developed = list(_developed(evaluations)) if not wanted.together else []
    return Run(
        results=tuple(_results(evaluations, hashes, with_intervals=not wanted.together)),
        absent=tuple(absent),
        unreadable=tuple(str(error) for error in errors),
        misses=tuple(miss for _, measured in developed for miss in measured.misses) if wanted.misses else (),
        worst={f"{name}, {measured.measure}": measured.worst for name, measured in developed},
    )


def _measured(one: TuningSet, wanted: Wanted, coders: Coders, errors: list[GoldError]) -> dict[str, Evaluation]:
    measures = measures_named(one.measures)
    # A sample of documents tells nothing of what documents have in common.
    together = set_measures_named(one.measures) if wanted.sample == 1 else ()
    halves: tuple[WhichHalf, ...] = ("all",) if wanted.together else HALVES
    found = {half: Evaluation(measures, together, half=half, keep_misses=half == "develop") for half in halves}
    golds = _chosen(golds_of(one, wanted.repository, wanted.data), wanted.sample, errors)
    for gold, ours in coders.coded(golds) if one.coded else uncoded(golds):
        for evaluation in found.values():
            evaluation.add(gold, ours)
    return {str(half): evaluation for half, evaluation in found.items() if evaluation.documents}


def _chosen(golds: Iterable[Gold | GoldError], sample: int, errors: list[GoldError]) -> Iterator[Gold]:
    for gold in golds:
        if isinstance(gold, GoldError):
            errors.append(gold)
        elif sample == 1 or sampled(gold.key, sample):
            yield gold


def _results(evaluations: dict[str, dict[str, Evaluation]], hashes: dict[str, str], *, with_intervals: bool) -> Iterator[SetResult]:
    holds = {one.name: one.holds for one in SETS}
    for name, halves in evaluations.items():
        yield _result(name, holds[name], hashes[name], halves, with_intervals)
    for pool, names in POOLS.items():
        there = [evaluations[name] for name in names if name in evaluations]
        if len(there) == len(names):
            halves = {half: merged([one[half] for one in there], POOLED[pool]) for half in there[0] if all(half in one for one in there)}
            yield _result(pool, "both together" if len(names) == 2 else "all together", None, halves, with_intervals)


def merged(evaluations: Sequence[Evaluation], measures: Sequence[str]) -> Evaluation:
    """The documents of several evaluations as one, for these measures."""
    together = Evaluation(measures_named(measures), (), keep_misses=False)
    for one in evaluations:
        together.take(one)
    return together


def _result(name: str, holds: str, sha256: str | None, halves: dict[str, Evaluation], with_intervals: bool) -> SetResult:
    return SetResult(
        name=name,
        holds=holds,
        sha256=sha256,
        documents={half: evaluation.documents for half, evaluation in halves.items()},
        halves={half: evaluation.results(with_intervals=with_intervals, with_misses=False) for half, evaluation in halves.items()},
    )


def _developed(evaluations: dict[str, dict[str, Evaluation]]) -> Iterator[tuple[str, Measured]]:
    """Set and results of each half to develop by, with the misses."""
    for name, halves in evaluations.items():
        for measured in halves["develop"].results(with_intervals=False) if "develop" in halves else ():
            yield name, measured
