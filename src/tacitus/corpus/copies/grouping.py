"""Which texts are of one lineage, from the likeness of pairs.

Texts that are one as wholes are joined, whichever way the likeness runs. What is cut from a longer text or built upon a shorter one goes
to one text only, the one it has most of, among those that were there before it: a text made of two stories does not make them one, and a
chain of texts that share a passage each with the next does not become a giant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from tacitus.corpus.copies.comparing import Likeness, is_whole
from tacitus.corpus.copies.tables import Copying


class Edge(msgspec.Struct, frozen=True):
    """``a`` < ``b``, numbers of texts; the likeness reads "a in b, b in a"."""

    a: int
    b: int
    likeness: Likeness


class Membership(msgspec.Struct, frozen=True):
    """Numbers of the smallest text of the lineage, and of the smallest among those that are one as wholes."""

    lineage: int
    whole: int


class Joined:
    """Disjoint sets; each is called by its smallest member."""

    def __init__(self) -> None:
        self._parents: dict[int, int] = {}

    def find(self, one: int) -> int:
        parents = self._parents
        root = one
        while (above := parents.get(root, root)) != root:
            root = above
        while (above := parents.get(one, one)) != root:
            parents[one] = root
            one = above
        return root

    def join(self, a: int, b: int) -> None:
        a, b = self.find(a), self.find(b)
        if a != b:
            self._parents[max(a, b)] = min(a, b)


def memberships(firsts: Mapping[int, str], edges: Iterable[Edge], rules: Copying) -> dict[int, Membership]:
    """``firsts``: of each text, what puts its first printing in order. Every edge joins two of them."""
    wholes, parts = Joined(), []
    for edge in edges:
        if is_whole(edge.likeness, rules):
            wholes.join(edge.a, edge.b)
        else:
            parts.append(edge)
    before: dict[int, str] = {}
    for text, first in firsts.items():
        root = wholes.find(text)
        before[root] = min(before.get(root, first), first)
    lineages = Joined()
    for later, earlier in _chosen(parts, wholes, before, rules).items():
        lineages.join(later, earlier)
    return {text: Membership(lineages.find(wholes.find(text)), wholes.find(text)) for text in firsts}


def _chosen(parts: Iterable[Edge], wholes: Joined, before: Mapping[int, str], rules: Copying) -> dict[int, int]:
    """For each text with what is one with it, the earlier one that holds most of it; tenths count, then who was first."""
    best: dict[int, tuple[float, str, int]] = {}
    for edge in parts:
        a, b = wholes.find(edge.a), wholes.find(edge.b)
        if a == b:
            continue
        shares = edge.likeness.first, edge.likeness.second
        (share, back), later, earlier = (shares, a, b) if before[b] < before[a] else (shares[::-1], b, a)
        if share < back and share < rules.built and _day(before[earlier]) < _day(before[later]):
            continue
        rank = (-round(share, 1), before[earlier], earlier)
        if later not in best or rank < best[later]:
            best[later] = rank
    return {later: earlier for later, (_, _, earlier) in best.items()}


def _day(first: str) -> str:
    """Of a first printing; undated ones have one of their own, after all others."""
    return first.partition("|")[0][:10]
