"""How far two people agree beyond chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations

from tacitus.model.answers import Agreement


def kappa(pairs: Iterable[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two people's verdicts on the same things; None for none, or where both gave one and the same verdict throughout.

    Source: J. Cohen, A coefficient of agreement for nominal scales (1960).
    """
    listed = list(pairs)
    if not listed:
        return None
    observed = sum(one == other for one, other in listed) / len(listed)
    left, right = Counter(one for one, _ in listed), Counter(other for _, other in listed)
    expected = sum(left[verdict] * right[verdict] for verdict in left) / len(listed) ** 2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def agreements(stances: Mapping[str, Mapping[str, str]]) -> tuple[Agreement, ...]:
    """``stances``: target → author → accept, edit or reject (flags are no verdicts). One for each two people who share a target."""
    authors = sorted({author for by in stances.values() for author in by})
    found = []
    for one, other in combinations(authors, 2):
        pairs = [(by[one], by[other]) for by in stances.values() if one in by and other in by]
        verdicts = [pair for pair in pairs if "flag" not in pair]
        if verdicts:
            agreed = sum(a == b for a, b in verdicts)
            found.append(Agreement(authors=(one, other), shared=len(verdicts), agreed=agreed, kappa=kappa(verdicts)))
    return tuple(found)
