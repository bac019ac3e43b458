"""Counts and times of events against gold codings."""

from __future__ import annotations

from tacitus.evaluate.gold import Gold
from tacitus.evaluate.matching import pair_events
from tacitus.evaluate.tallies import Counts, Tally, Value, f1, share
from tacitus.model.records import Coding
from tacitus.model.spans import overlaps

NAME = "coding_counts"
TITLE = "Counts and times of events against gold codings"
FIGURES = {
    "count": "F1 of the counts of the events found: words that overlap, the same thing counted (killed, injured …), and the same low, "
    "best and high figure.",
    "count_words": "F1 of the counts of the events found by their words alone.",
    "event_time": "Of the events found to which the gold gives a time, share with the same first and last day.",
    "event_time_missing": "Of the events found to which the gold gives none, share to which we give none.",
}
TABLES: dict[str, str] = {}


def applies(gold: Gold) -> bool:
    return gold.coding is not None


def count(gold: Gold, ours: Coding, tally: Tally) -> None:
    assert gold.coding is not None
    for mine, theirs in pair_events(ours.events, gold.coding.events):
        tally.add("ours", by=len(mine.counts))
        tally.add("gold", by=len(theirs.counts))
        left = list(mine.counts)
        for figure in theirs.counts:
            match = next((n for n, one in enumerate(left) if overlaps(one.start, one.end, figure.start, figure.end)), None)
            own = left.pop(match) if match is not None else None
            right = own is not None and (own.what, own.low, own.best, own.high) == (figure.what, figure.low, figure.best, figure.high)
            tally.add("words", by=own is not None)
            tally.add("right", by=right)
            if not right:
                tally.miss("count", (figure.start, figure.end), gold=_told(figure), ours=_told(own) if own else None, why=mine.why)
        days, of_gold = ((one.time.earliest, one.time.latest) if one.time else None for one in (mine, theirs))
        kind = "timed" if of_gold else "untimed"
        tally.add(kind)
        tally.add(f"{kind}_right", by=days == of_gold)


def _told(figure: object) -> dict[str, object]:
    return {name: getattr(figure, name) for name in ("text", "what", "low", "best", "high")}


def figures(counts: Counts) -> dict[str, Value]:
    return {
        "count": f1(counts, "right", "ours", "gold"),
        "count_words": f1(counts, "words", "ours", "gold"),
        "event_time": share(counts, "timed_right", "timed"),
        "event_time_missing": share(counts, "untimed_right", "untimed"),
    }
