"""Copies: which documents go back to one text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from tacitus.evaluate import partitions
from tacitus.evaluate.clustering import Partition
from tacitus.evaluate.gold import Gold
from tacitus.evaluate.tallies import Counts, Tally, Value
from tacitus.model.records import Coding

NAME = "copies"
TITLE = "Copies of one text"
FIGURES = {
    "copies_rand": "Adjusted Rand index between our groups of copies and the true ones, over the pairs of documents within each set.",
    "copies": "F1 over pairs of documents: both are copies of one text, or we say so.",
    "copies_precision": "Of the pairs that we say are copies, share that is.",
    "copies_recall": "Of the pairs that are copies, share that we say are.",
}
TABLES: dict[str, str] = {}


def applies(gold: Gold) -> bool:
    return gold.copy_of is not None


def count(topic: Sequence[tuple[Gold, Coding]], partition: Partition, tally: Tally) -> None:
    things = [(gold.copy_of, partition.copies.get(gold.document.id, gold.document.id)) for gold, _ in topic]
    for name, number in partitions.counted(things).items():
        tally.add(name, by=number)
    for (a, (gold, _)), (b, (other, _)) in combinations(enumerate(topic), 2):
        same, thrown = things[a][0] == things[b][0], things[a][1] == things[b][1]
        if same != thrown:
            tally.turn_to(gold)
            what = "not taken for copies" if same else "taken for copies"
            tally.miss(what, None, gold=gold.document.source_id, ours=other.document.source_id)


def figures(counts: Counts) -> dict[str, Value]:
    found = partitions.pairs(counts)
    return {
        "copies_rand": partitions.adjusted_rand(counts),
        "copies": found["pairwise"],
        "copies_precision": found["pairwise_precision"],
        "copies_recall": found["pairwise_recall"],
    }
