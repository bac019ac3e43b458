"""Whole codings against gold codings: events found, and field by field whether they are right."""

from __future__ import annotations

from tacitus.evaluate.codings import FIELDS, fields_of
from tacitus.evaluate.gold import Gold
from tacitus.evaluate.matching import pair_events
from tacitus.evaluate.measures.pairs import told
from tacitus.evaluate.tallies import Counts, Tally, Value, f1, share
from tacitus.model.records import Coding

NAME = "events"
TITLE = "Events against gold codings, field by field"
FIGURES = {
    "event": "F1 of the events. Ours and the gold's are paired one to one, the best first: triggers that overlap in any telling, or the "
    "same type in the same sentence.",
    "event_precision": "Share of our events that are so paired.",
    "event_recall": "Share of the gold events that are so paired.",
    "type": "Of the events paired, share with the same type.",
    "actors": "F1 of the actors of the paired events: words that overlap, or the same neutral name.",
    "recipients": "The same for recipients.",
    "status": "Of the events paired, share with the same status.",
    "voice": "Of the events paired, share with the same voice.",
    "speaker": "Of the paired events that the gold has as quoted with a speaker, share with that speaker.",
    "time": "Event time: of the events paired, share with the same first and last day, none on both sides included.",
    "place": "Of the events paired, share with the same first place, none on both sides included.",
    "whole": "Of the events paired, share all of whose fields are right: type, actors, recipients, status, voice, speaker, time, place.",
    "per_document": "Our events a document where the gold has none.",
}
TABLES: dict[str, str] = {}


def applies(gold: Gold) -> bool:
    return gold.coding is not None


def count(gold: Gold, ours: Coding, tally: Tally) -> None:
    assert gold.coding is not None
    events = gold.coding.events
    pairs = pair_events(ours.events, events)
    tally.add("event_right", by=len(pairs))
    tally.add("event_ours", by=len(ours.events))
    tally.add("event_gold", by=len(events))
    if not events:
        tally.add("empty")
        tally.add("extra", by=len(ours.events))
    for mine, theirs in pairs:
        found = fields_of((mine, theirs))
        for field, (right, of_ours, of_gold) in found.items():
            tally.add(f"{field}_right", by=right)
            tally.add(f"{field}_ours", by=of_ours)
            tally.add(f"{field}_gold", by=of_gold)
        wrong = wrong_fields(found)
        tally.add("whole_right", by=not wrong)
        tally.add("whole_gold")
        if wrong:
            span = (theirs.trigger.start, theirs.trigger.end)
            tally.miss(", ".join(wrong), span, gold=told(theirs), ours=told(mine), why=mine.why)
    paired_ours, paired_gold = ({id(pair[side]) for pair in pairs} for side in (0, 1))
    for event in events:
        if id(event) not in paired_gold:
            tally.miss("missed", (event.trigger.start, event.trigger.end), gold=told(event))
    for event in ours.events:
        if id(event) not in paired_ours:
            tally.miss("extra", (event.trigger.start, event.trigger.end), ours=told(event), why=event.why)


def wrong_fields(found: dict[str, tuple[int, int, int]]) -> list[str]:
    """The fields of a pair that are not wholly right."""
    return [field for field, (right, mine, theirs) in found.items() if not right == mine == theirs]


def figures(counts: Counts) -> dict[str, Value]:
    fields = {field: f1(counts, f"{field}_right", f"{field}_ours", f"{field}_gold") for field in FIELDS}
    return {
        **fields,
        "event_precision": share(counts, "event_right", "event_ours"),
        "event_recall": share(counts, "event_right", "event_gold"),
        "whole": share(counts, "whole_right", "whole_gold"),
        "per_document": share(counts, "extra", "empty"),
    }
