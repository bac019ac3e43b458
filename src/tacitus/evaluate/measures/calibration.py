"""Whether ``confidence`` means what it says: of the events at .8, about 80% are right."""

from __future__ import annotations

import msgspec

from tacitus.evaluate.chains import Chains
from tacitus.evaluate.codings import fields_of
from tacitus.evaluate.gold import Gold
from tacitus.evaluate.matching import pair_events
from tacitus.evaluate.measures.events import wrong_fields
from tacitus.evaluate.measures.pairs import chosen, holds
from tacitus.evaluate.tallies import Counts, Tally, Value
from tacitus.model.records import Coding

NAME = "calibration"
TITLE = "Calibration of `confidence`"
BINS = 10
FIGURES = {
    "ece": "Expected calibration error over ten bins of equal width: the mean distance between the mean confidence of a bin's events "
    "and their share right, weighted by their number. Where the gold marks a pair, one event of ours is looked at for each (the "
    "one chosen as in `type_given`), right if both parties and the type are; where the gold is a coding, every event of ours, "
    "right if it is found and all its fields are right (`whole`).",
    "mean_confidence": "Mean confidence of these events.",
    "right": "Share of these events that are right.",
}
TABLES: dict[str, str] = {}


class Bin(msgspec.Struct, frozen=True, kw_only=True):
    """Events with a confidence from ``low`` up to ``low + 1/BINS``."""

    low: float
    events: int
    confidence: float
    right: float


def applies(gold: Gold) -> bool:
    return gold.pairs is not None or gold.coding is not None


def count(gold: Gold, ours: Coding, tally: Tally) -> None:
    if gold.coding is not None:
        right = {id(mine) for mine, theirs in pair_events(ours.events, gold.coding.events) if not wrong_fields(fields_of((mine, theirs)))}
        for event in ours.events:
            _count(event.confidence, id(event) in right, tally)
    chains = Chains(ours)
    for pair in gold.pairs or ():
        found = chosen(pair, ours, chains)
        if found is not None:
            _count(found.confidence, holds(found, pair, chains) and found.type in pair.types, tally)


def bin_of(confidence: float) -> int:
    """0 to 9; a confidence on an edge belongs to the upper bin, 1 to the last."""
    return min(BINS - 1, int(confidence * BINS + 1e-9))


def _count(confidence: float, right: bool, tally: Tally) -> None:
    n = bin_of(confidence)
    tally.add(f"events {n}")
    tally.add(f"confidence {n}", by=confidence)
    tally.add(f"right {n}", by=right)


def bins_of(counts: Counts) -> list[Bin]:
    """The bins that hold events."""
    found = []
    for n in range(BINS):
        events, confidence, right = (counts.get((f"{name} {n}",), 0) for name in ("events", "confidence", "right"))
        if events:
            found.append(Bin(low=n / BINS, events=int(events), confidence=confidence / events, right=right / events))
    return found


def figures(counts: Counts) -> dict[str, Value]:
    bins = bins_of(counts)
    events = sum(one.events for one in bins)
    if not events:
        return {name: Value(value=None, n=0) for name in FIGURES}
    error = sum(one.events * abs(one.confidence - one.right) for one in bins) / events
    return {
        "ece": Value(value=error, n=events),
        "mean_confidence": Value(value=sum(one.events * one.confidence for one in bins) / events, n=events),
        "right": Value(value=sum(one.events * one.right for one in bins) / events, n=events),
    }
