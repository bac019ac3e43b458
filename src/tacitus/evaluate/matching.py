"""Which event of ours is which event of the gold: one to one, the best pairs first."""

from __future__ import annotations

from collections.abc import Sequence

from tacitus.model.records import Event, Party
from tacitus.model.spans import overlaps

Pair = tuple[Event, Event]  # ours, gold


def pair_events(ours: Sequence[Event], gold: Sequence[Event]) -> list[Pair]:
    """Pairs whose triggers overlap in any telling, or that share a sentence and the type; each event in one pair at most."""
    scored = []
    for i, mine in enumerate(ours):
        for j, theirs in enumerate(gold):
            score = _score(mine, theirs)
            if score > 0:
                scored.append((-score, i, j))
    pairs, used_ours, used_gold = [], set(), set()
    for _, i, j in sorted(scored):
        if i not in used_ours and j not in used_gold:
            used_ours.add(i)
            used_gold.add(j)
            pairs.append((ours[i], gold[j]))
    return pairs


def _score(mine: Event, theirs: Event) -> float:
    triggers = any(overlaps(a.trigger.start, a.trigger.end, b.trigger.start, b.trigger.end) for a in mine.tellings for b in theirs.tellings)
    sentence = any(_same_evidence(a.trigger.start, b.trigger.start, theirs) for a in mine.tellings for b in theirs.tellings)
    same_type = mine.type == theirs.type
    if not triggers and not (sentence and same_type):
        return 0.0
    parties = 0.1 * sum(same_party(a, b) for a in mine.actors for b in theirs.actors)
    return 3.0 * triggers + 2.0 * same_type + 1.0 * sentence + parties + 0.5 * (mine.status == theirs.status)


def _same_evidence(mine: int, theirs: int, gold: Event) -> bool:
    """Whether one evidence span of the gold event holds both triggers."""
    return any(span.start <= mine < span.end and span.start <= theirs < span.end for span in gold.evidence)


def same_party(mine: Party, theirs: Party) -> bool:
    """Whether two parties are the same: words that overlap, or the same neutral name."""
    spans = (mine.start, mine.end, theirs.start, theirs.end)
    if None not in spans and overlaps(*spans):  # type: ignore[arg-type]
        return True
    return bool(mine.name and theirs.name and mine.name.casefold() == theirs.name.casefold())


def shared(mine: Sequence[Party], theirs: Sequence[Party]) -> int:
    """How many of the gold parties one of ours meets, one to one."""
    left, found = list(mine), 0
    for party in theirs:
        match = next((n for n, other in enumerate(left) if same_party(other, party)), None)
        if match is not None:
            left.pop(match)
            found += 1
    return found
