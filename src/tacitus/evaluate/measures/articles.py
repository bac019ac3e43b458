"""Articles by the occurrence that they are about."""

from __future__ import annotations

from collections.abc import Sequence

from tacitus.evaluate import partitions
from tacitus.evaluate.clustering import Partition
from tacitus.evaluate.gold import Gold
from tacitus.evaluate.tallies import Counts, Tally, Value
from tacitus.model.records import Coding, Event

NAME = "articles"
TITLE = "Articles by occurrence"
FIGURES = {
    "articles": "B³ F1 over articles, within each topic: articles belong together when an event of their first three sentences shares an "
    "incident, in a chain where need be. Lines of fewer than five words, dates and addresses are no sentences here. An article without an "
    "event there stands alone.",
    "articles_precision": "B³ precision.",
    "articles_recall": "B³ recall.",
    "articles_with_event": "Share of the articles with an event in their first three sentences.",
}
TABLES: dict[str, str] = {}


def applies(gold: Gold) -> bool:
    return gold.occurrence is not None


def count(topic: Sequence[tuple[Gold, Coding]], partition: Partition, tally: Tally) -> None:
    incidents = [
        frozenset(partition.incidents.get(event.id, event.id) for event in ours.events if _leads(event, gold)) for gold, ours in topic
    ]
    groups = joined(incidents)
    things = [(gold.occurrence, group) for (gold, _), group in zip(topic, groups, strict=True)]
    for name, number in partitions.counted(things).items():
        tally.add(name, by=number)
    tally.add("with_event", by=sum(bool(one) for one in incidents))


def _leads(event: Event, gold: Gold) -> bool:
    if gold.lead is None:
        return any(telling.sentence < 3 for telling in event.tellings)
    return any(gold.lead[0] <= telling.trigger.start < gold.lead[1] for telling in event.tellings)


def joined(incidents: Sequence[frozenset[str]]) -> list[int]:
    """For each article the number of the first one that it hangs together with."""
    groups = list(range(len(incidents)))
    first: dict[str, int] = {}

    def root(number: int) -> int:
        while groups[number] != number:
            number = groups[number]
        return number

    for number, one in enumerate(incidents):
        for incident in sorted(one):
            low, high = sorted((root(first.setdefault(incident, number)), root(number)))
            groups[high] = low
    return [root(number) for number in range(len(incidents))]


def figures(counts: Counts) -> dict[str, Value]:
    found = partitions.b3(counts)
    n = counts.get(("things",), 0)
    return {
        "articles": found["b3"],
        "articles_precision": found["b3_precision"],
        "articles_recall": found["b3_recall"],
        "articles_with_event": Value(value=counts.get(("with_event",), 0) / n if n else None, n=int(n)),
    }
