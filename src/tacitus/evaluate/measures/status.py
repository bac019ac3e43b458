"""Status of the words that the gold marks as happenings."""

from __future__ import annotations

from tacitus.evaluate.gold import Gold
from tacitus.evaluate.tallies import Counts, Tally, Value, accuracy, by_class, macro_f1, share
from tacitus.model.records import Coding, Event, Telling
from tacitus.model.spans import overlaps

NAME = "status"
TITLE = "Status of gold event words that one of our triggers covers"
FIGURES = {
    "status_future_other": "Macro-F1 over actual, negated and other, future counted as other. Of the words that the gold marks as "
    "happenings those count that the trigger of a telling of ours overlaps. Gold scores: up to −1 negated, from "
    "1 actual, else other. Ours: actual, negated, and all else other.",
    "status_future_actual": "The same, what is to come counted as actual on both sides.",
    "status_future_negated": "The same, what is to come counted as negated on both sides: where a set asks whether a thing has happened, "
    "what is still to come is scored as not happened.",
    "status_actual": "Macro-F1 over actual and not actual, the latter negated, to come and other thrown together. Where a set scores how "
    "likely a thing happened, what is willed, ordered or supposed stands among its negated ones; this figure draws no line there.",
    "status_share": "Share of the covered words whose class is right (future as other).",
    "coverage": "Share of the gold words that a trigger of ours covers at all.",
}
TABLES = {"status": "Status, future as other"}


def applies(gold: Gold) -> bool:
    return gold.statuses is not None


def count(gold: Gold, ours: Coding, tally: Tally) -> None:
    assert gold.statuses is not None
    tellings = [(telling, event) for event in ours.events for telling in event.tellings]
    for word in gold.statuses:
        tally.add("words")
        covering = [one for one in tellings if overlaps(one[0].trigger.start, one[0].trigger.end, *word.span)]
        if not covering:
            continue
        telling, event = min(covering, key=_shortest)
        tally.add("covered")
        expected = "other" if word.status == "future" else word.status
        given = telling.status if telling.status in ("actual", "negated") else "other"
        tally.confuse("status", expected, given)
        for way in ("actual", "negated"):
            gold_way = way if word.status == "future" else word.status
            tally.confuse(f"status_future_{way}", gold_way, way if telling.status == "future" else given)
        tally.confuse("status_actual", *(one if one == "actual" else "not actual" for one in (expected, given)))
        if expected != given:
            tally.miss(f"{expected} as {given}", word.span, gold=word.status, ours=telling.status, why=event.why)


def _shortest(one: tuple[Telling, Event]) -> tuple[int, int, str]:
    trigger = one[0].trigger
    return trigger.end - trigger.start, trigger.start, one[1].type


def figures(counts: Counts) -> dict[str, Value]:
    classes = {f"status_future_other.{name}": value for name, value in by_class(counts, "status").items()}
    return {
        "status_future_other": macro_f1(counts, "status"),
        "status_future_actual": macro_f1(counts, "status_future_actual"),
        "status_future_negated": macro_f1(counts, "status_future_negated"),
        "status_actual": macro_f1(counts, "status_actual"),
        "status_share": accuracy(counts, "status"),
        "coverage": share(counts, "covered", "words"),
        **classes,
    }
