"""Whether ``confidence`` means what it says: of the events at .8, about 80% are right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from tacitus.evaluate.chains import Chains
from tacitus.evaluate.codings import fields_of
from tacitus.evaluate.gold import Gold
from tacitus.evaluate.matching import pair_events
from tacitus.evaluate.measures.events import wrong_fields
from tacitus.evaluate.measures.pairs import chosen, holds
from tacitus.evaluate.tallies import Counts, Tally, Value
from tacitus.model.records import Coding, Event

NAME = "calibration"
TITLE = "Calibration of `confidence`"
BINS = 10
PARTIES = "parties: "  # before the counts that belong to `ece_parties`
FIGURES = {
    "ece": "Expected calibration error over ten bins of equal width: the mean distance between the mean confidence of a bin's events "
    "and their share right, weighted by their number. Where the gold marks a pair, one event of ours is looked at for each (the "
    "one chosen as in `type_given`), right if both parties and the type are; where the gold is a coding, every event of ours, "
    "right if it is found and all its fields are right (`whole`). By chance alone a score that is exactly true to its events shows "
    "about .06 on 175 of them and .04 on 500.",
    "ece_parties": "The same where the gold is a coding, with the meaning of right that the marked pairs have: the event is found, and its "
    "type, actors and recipients are right.",
    "mean_confidence": "Mean confidence of these events.",
    "right": "Share of these events that are right.",
    "right_parties": "Share of these events that are right as in `ece_parties`.",
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
    for event, whole, parties in judged(gold, ours):
        _count(event.confidence, whole, tally)
        if gold.coding is not None:
            _count(event.confidence, parties, tally, PARTIES)


def judged(gold: Gold, ours: Coding) -> Iterator[tuple[Event, bool, bool]]:
    """The events that are looked at, whether all that the gold tells of them is right, and whether type and parties are."""
    if gold.coding is not None:
        wrong = {id(mine): set(wrong_fields(fields_of((mine, theirs)))) for mine, theirs in pair_events(ours.events, gold.coding.events)}
        for event in ours.events:
            found = wrong.get(id(event))
            yield event, found == set(), found is not None and not found & {"type", "actors", "recipients"}
    chains = Chains(ours)
    for pair in gold.pairs or ():
        event_of_pair = chosen(pair, ours, chains)
        if event_of_pair is not None:
            right = holds(event_of_pair, pair, chains) and event_of_pair.type in pair.types
            yield event_of_pair, right, right


def bin_of(confidence: float) -> int:
    """0 to 9; a confidence on an edge belongs to the upper bin, 1 to the last."""
    return min(BINS - 1, int(confidence * BINS + 1e-9))


def _count(confidence: float, right: bool, tally: Tally, of: str = "") -> None:
    n = bin_of(confidence)
    tally.add(f"{of}events {n}")
    tally.add(f"{of}confidence {n}", by=confidence)
    tally.add(f"{of}right {n}", by=right)


def bins_of(counts: Counts, of: str = "") -> list[Bin]:
    """The bins that hold events; ``of``: with which meaning of right."""
    found = []
    for n in range(BINS):
        events, confidence, right = (counts.get((f"{of}{name} {n}",), 0) for name in ("events", "confidence", "right"))
        if events:
            found.append(Bin(low=n / BINS, events=int(events), confidence=confidence / events, right=right / events))
    return found


def figures(counts: Counts) -> dict[str, Value]:
    bins, of_parties = bins_of(counts), bins_of(counts, PARTIES)
    return {
        "ece": _error(bins), "ece_parties": _error(of_parties), "mean_confidence": _mean([(one.events, one.confidence) for one in bins]),
        "right": _mean([(one.events, one.right) for one in bins]), "right_parties": _mean([(one.events, one.right) for one in of_parties]),
    }  # fmt: skip


def _error(bins: Sequence[Bin]) -> Value:
    return _mean([(one.events, abs(one.confidence - one.right)) for one in bins])


def _mean(weighted: Sequence[tuple[int, float]]) -> Value:
    events = sum(n for n, _ in weighted)
    return Value(value=sum(n * value for n, value in weighted) / events if events else None, n=events)
