"""Sameness within an article: which words tell the same happening."""

from __future__ import annotations

from itertools import combinations

from tacitus.evaluate.gold import Gold, Span
from tacitus.evaluate.tallies import Counts, Tally, Value, share
from tacitus.model.records import Coding
from tacitus.model.spans import overlaps

NAME = "sameness"
TITLE = "The same happening told in several places of an article"
FIGURES = {
    "same": "F1 over pairs of gold event words that our triggers both cover: the gold says that a pair tells the same happening, or we "
    "do, by two tellings of one event. Pairs of words that one trigger of ours covers together are left out.",
    "same_precision": "Of the pairs that we throw together, share that the gold does as well.",
    "same_recall": "Of the pairs that the gold throws together, share that we do as well.",
    "sameness_coverage": "Share of the gold event words of chains that a trigger of ours covers.",
}
TABLES: dict[str, str] = {}


def applies(gold: Gold) -> bool:
    return gold.chains is not None and any(chain.kind == "event" for chain in gold.chains)


def count(gold: Gold, ours: Coding, tally: Tally) -> None:
    triggers = sorted(
        (telling.trigger.end - telling.trigger.start, telling.trigger.start, telling.trigger.end, event.id)
        for event in ours.events
        for telling in event.tellings
    )
    covered: list[tuple[int, Span, Span, str]] = []  # number of the chain, gold words, our trigger, our event
    for number, chain in enumerate(gold.chains or ()):
        for mention in chain.mentions if chain.kind == "event" else ():
            tally.add("words")
            trigger = next((one for one in triggers if overlaps(one[1], one[2], *mention.span)), None)
            if trigger is not None:
                tally.add("covered")
                covered.append((number, mention.span, (trigger[1], trigger[2]), trigger[3]))
    for one, other in combinations(covered, 2):
        if one[2] == other[2]:
            continue
        theirs, mine = one[0] == other[0], one[3] == other[3]
        tally.add("gold", by=theirs)
        tally.add("ours", by=mine)
        tally.add("both", by=theirs and mine)
        if theirs != mine:
            words = [gold.document.text[slice(*span)] for span in (one[1], other[1])]
            tally.miss("not thrown together" if theirs else "thrown together", other[1], gold=words, ours=[one[3], other[3]])


def figures(counts: Counts) -> dict[str, Value]:
    both, ours, gold = (counts.get((name,), 0) for name in ("both", "ours", "gold"))
    return {
        "same": Value(value=2 * both / (ours + gold) if ours + gold else None, n=int(gold)),
        "same_precision": share(counts, "both", "ours"),
        "same_recall": share(counts, "both", "gold"),
        "sameness_coverage": share(counts, "covered", "words"),
    }
