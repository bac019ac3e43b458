"""Measures of whole codings against gold in the contract's form, per field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from tacitus.evaluate.matching import Pair, pair_events, shared
from tacitus.model.records import Coding, Event, Party


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """Right ones, ours and gold ones; for a field over pairs ``ours`` equals ``gold``: the pairs where it applies."""

    right: float
    ours: float
    gold: float

    @property
    def precision(self) -> float:
        return self.right / self.ours if self.ours else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean; 1 where there was nothing to find and nothing was found."""
        if not self.ours and not self.gold:
            return 1.0
        return 2 * self.right / (self.ours + self.gold) if self.ours + self.gold else 0.0


FIELDS = ("event", "type", "actors", "recipients", "status", "voice", "speaker", "time", "place")


def measure(pairs_of_codings: Iterable[tuple[Coding, Coding]]) -> dict[str, Measure]:
    """For each field of ``FIELDS`` its measure over all documents; (ours, gold) per document.

    event: events found, as pairs of ``pair_events``. Of the pairs found: type, status and voice equal; actors and recipients as
    parties that overlap in words or bear the same name; speaker where the gold is quoted; time: earliest and latest equal, both null
    included; place: the first place's words overlap or its name is the same, both empty included.
    """
    totals: dict[str, Counter[str]] = {field: Counter() for field in FIELDS}
    for ours, gold in pairs_of_codings:
        pairs = pair_events(ours.events, gold.events)
        totals["event"].update(right=len(pairs), ours=len(ours.events), gold=len(gold.events))
        for pair in pairs:
            for field, (right, mine, theirs) in fields_of(pair).items():
                totals[field].update(right=right, ours=mine, gold=theirs)
    return {field: Measure(right=total["right"], ours=total["ours"], gold=total["gold"]) for field, total in totals.items()}


def fields_of(pair: Pair) -> dict[str, tuple[int, int, int]]:
    """Of a pair (ours, gold): right, ours and gold of each field that it has."""
    mine, gold = pair
    found = {
        "type": _equal(mine.type == gold.type),
        "status": _equal(mine.status == gold.status),
        "voice": _equal(mine.voice == gold.voice),
        "time": _equal(_days(mine) == _days(gold)),
        "place": _equal(_same_place(mine, gold)),
        "actors": _parties(mine.actors, gold.actors),
        "recipients": _parties(mine.recipients, gold.recipients),
    }
    if gold.voice == "quoted" and gold.attribution is not None and gold.attribution.speaker is not None:
        speaker = mine.attribution.speaker if mine.attribution else None
        found["speaker"] = _equal(speaker is not None and shared([speaker], [gold.attribution.speaker]) == 1)
    return found


def _equal(right: bool) -> tuple[int, int, int]:
    return int(right), 1, 1


def _parties(mine: Sequence[Party], gold: Sequence[Party]) -> tuple[int, int, int]:
    return shared(mine, gold), len(mine), len(gold)


def _days(event: Event) -> tuple[str | None, str | None]:
    return (event.time.earliest, event.time.latest) if event.time else (None, None)


def _same_place(mine: Event, gold: Event) -> bool:
    if not mine.places or not gold.places:
        return not mine.places and not gold.places
    a, b = mine.places[0], gold.places[0]
    return (a.start < b.end and b.start < a.end) or bool(a.name and b.name and a.name.casefold() == b.name.casefold())
