"""Incidents: which words of which articles tell the same occurrence, over all articles of a topic."""

from __future__ import annotations

from collections.abc import Sequence

from tacitus.evaluate import partitions
from tacitus.evaluate.clustering import Partition
from tacitus.evaluate.gold import Gold
from tacitus.evaluate.tallies import Counts, Tally, Value, share
from tacitus.model.records import Coding
from tacitus.model.spans import overlaps

NAME = "incidents"
TITLE = "One incident out of many reports"
FIGURES = {
    "conll": "CoNLL F1: the mean of the F1 of MUC, B³ and CEAF-e over the gold event words that a trigger of ours covers, in each topic. "
    "Our clusters are the incidents of a record that holds all measured documents of the half; an event that is in no incident stands "
    "alone. Words that stand alone in the gold count too.",
    "b3": "B³ F1 over the same words.",
    "b3_precision": "B³ precision.",
    "b3_recall": "B³ recall.",
    "muc": "F1 of MUC, by links: words that stand alone count for nothing.",
    "ceaf_e": "F1 of CEAF with φ4: clusters aligned one to one.",
    "pairwise": "F1 over pairs of covered words of a topic: the gold says that they tell the same occurrence, or we do.",
    "pairwise_precision": "Of the pairs that we put together, share that the gold does as well.",
    "pairwise_recall": "Of the pairs that the gold puts together, share that we do as well.",
    "across_articles": "F1 over those pairs alone whose words stand in two articles.",
    "incidents_coverage": "Share of the gold event words that a trigger of ours covers; the others are left out of all the figures above.",
}
TABLES: dict[str, str] = {}
_Covered = tuple[tuple[str, ...], str, Gold, int]  # gold cluster, ours, document, number of the word


def applies(gold: Gold) -> bool:
    return gold.chains is not None and any(chain.kind == "event" and chain.instance is not None for chain in gold.chains)


def count(topic: Sequence[tuple[Gold, Coding]], partition: Partition, tally: Tally) -> None:
    covered = [one for gold, ours in topic for one in _covered(gold, ours, partition, tally)]
    for name, number in partitions.counted([(one, other) for one, other, _, _ in covered]).items():
        tally.add(name, by=number)
    for number, (one, other, gold, at) in enumerate(covered):
        for theirs, mine, elsewhere, _ in covered[:number]:
            if elsewhere is gold:
                continue
            same, thrown = one == theirs, other == mine
            tally.add("across_gold", by=same)
            tally.add("across_ours", by=thrown)
            tally.add("across_right", by=same and thrown)
            if same != thrown:
                tally.turn_to(gold)
                what = "not put together" if same else "put together"
                tally.miss(what, (at, at + 1), gold=list(one), ours={"other document": elsewhere.document.source_id, "other": list(theirs)})


def _covered(gold: Gold, ours: Coding, partition: Partition, tally: Tally) -> list[_Covered]:
    """Each gold word that a trigger of ours covers; of several triggers the shortest one's event."""
    triggers = sorted(
        (telling.trigger.end - telling.trigger.start, telling.trigger.start, telling.trigger.end, event.id)
        for event in ours.events
        for telling in event.tellings
    )
    found: list[_Covered] = []
    for number, chain in enumerate(gold.chains or ()):
        key = ("instance", chain.instance) if chain.instance is not None else (gold.document.id, str(number))
        for mention in chain.mentions if chain.kind == "event" else ():
            if not mention.asked:
                continue
            tally.add("words")
            event = next((one[3] for one in triggers if overlaps(one[1], one[2], *mention.span)), None)
            if event is not None:
                tally.add("covered")
                found.append((key, partition.incidents.get(event, event), gold, mention.span[0]))
    return found


def figures(counts: Counts) -> dict[str, Value]:
    right, gold, ours = (counts.get((f"across_{name}",), 0) for name in ("right", "gold", "ours"))
    return {
        **partitions.conll(counts),
        **partitions.b3(counts),
        **partitions.pairs(counts),
        "across_articles": Value(value=2 * right / (gold + ours) if gold + ours else None, n=int(gold)),
        "incidents_coverage": share(counts, "covered", "words"),
    }
