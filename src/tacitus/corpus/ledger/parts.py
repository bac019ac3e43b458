"""Figures that are parts of one: "48 pupils and two teachers". The larger stands for both, as a floor; they are never added up."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

import msgspec

from tacitus.corpus.ledger.claims import Held
from tacitus.corpus.ledger.sayings import Line, Saying
from tacitus.corpus.ledger.values import bounds

NEAR = 40  # characters between two figures of one enumeration


def wholes(held: Sequence[Held]) -> list[Held]:
    """Of each line the figures that stand for the whole, in order: its total, else its largest part with no upper bound."""
    by_line: dict[Line, list[Held]] = {}
    for one in held:
        by_line.setdefault(one.line, []).append(one)
    found = [whole for claims in by_line.values() for whole in _of_line(_without_lesser(claims))]
    return sorted(found, key=lambda one: one.order)


def _of_line(claims: list[Held]) -> list[Held]:
    kinds = {one.value.of for one in claims}
    if len(kinds) == 1:
        return claims
    largest = max((one for one in claims if one.value.of is not None), key=lambda one: (bounds(one.value)[0], one.order))
    totals = [one for one in claims if one.value.of is None and _holds(one, bounds(largest.value)[0])]
    return totals or [_floor(largest)]


def _holds(total: Held, part: float) -> bool:
    """Whether a total is known to be as large as its part."""
    low, high = bounds(total.value)
    return low >= part or part <= high < inf


def _floor(one: Held) -> Held:
    low = one.value.low if one.value.low is not None else one.value.best
    return msgspec.structs.replace(one, value=msgspec.structs.replace(one.value, low=low, best=low, high=None))


def _without_lesser(claims: Sequence[Held]) -> list[Held]:
    """Claims of one line but those that everywhere stand beside a larger one of the same kind; that becomes a floor."""
    if len(claims) == 1:
        return list(claims)
    by_event: dict[tuple[str, str | None], list[tuple[Saying, str]]] = {}
    for one in claims:
        for saying in one.sayings:
            by_event.setdefault((saying.words.event, one.value.of), []).append((saying, one.claim.id))
    standing: set[str] = set()
    floors: set[str] = set()
    for said in by_event.values():
        for group in _enumerated(sorted(said, key=lambda pair: pair[0].order)):
            largest = max(group, key=lambda pair: (bounds(pair[0].value)[0], pair[0].order))[1]
            standing.add(largest)
            if len({claim for _, claim in group}) > 1:
                floors.add(largest)
    return [_floor(one) if one.claim.id in floors else one for one in claims if one.claim.id in standing]


def _enumerated(said: Sequence[tuple[Saying, str]]) -> list[list[tuple[Saying, str]]]:
    groups: list[list[tuple[Saying, str]]] = []
    for pair in said:
        if groups and pair[0].words.start - groups[-1][-1][0].words.end <= NEAR:
            groups[-1].append(pair)
        else:
            groups.append([pair])
    return groups
