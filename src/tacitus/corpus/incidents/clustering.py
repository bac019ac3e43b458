"""Clusters of one region: agglomeration by the mean score between clusters, in an order that is a function of the set alone.

A mean, not the best pair, decides: a chain of reports, each like the next, does not become one incident. What people said comes first:
reports that must be together are one cluster from the start, reports that must be apart never meet.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence

from tacitus.corpus.incidents.features import Features
from tacitus.corpus.incidents.scoring import Side
from tacitus.corpus.incidents.tables import Tables

TOGETHER = 1000.0  # the strength of a link that people made, no score
Pairs = Iterable[tuple[int, int]]


class Clustering:
    """Of ``nodes`` (in canonical order; numbers are their positions)."""

    def __init__(self, nodes: Sequence[Side], score: Callable[[Side, Side], float], tables: Tables) -> None:
        self._nodes = nodes
        self._score = score
        self._known: dict[tuple[int, int], float] = {}
        self._members: dict[int, tuple[int, ...]] = {n: (n,) for n in range(len(nodes))}
        self._near: dict[int, set[int]] = {n: set() for n in range(len(nodes))}
        self._apart: dict[int, set[int]] = {n: set() for n in range(len(nodes))}
        self._days = [frozenset[object]({node.features.earliest} if node.features.exact else ()) for node in nodes]
        self._persons = [_persons(node.features) for node in nodes]
        self._towns = [frozenset[object](place.id or place.name for place in node.features.places if place.town) for node in nodes]
        self._threshold = tables.thresholds.same
        self._most = tables.limits.members
        self._next = len(nodes)

    def clusters(
        self, edges: Mapping[tuple[int, int], float], together: Iterable[Sequence[int]] = (), apart: Pairs = ()
    ) -> list[tuple[int, ...]]:
        """The clusters, each in canonical order, by their first member.

        ``edges``: pairs worth looking at and their scores, the smaller number first; ``together``: sets; ``apart``: pairs of nodes.
        """
        for (one, two), score in edges.items():
            if score < TOGETHER:
                self._known[one, two] = score
            self._near[one].add(two)
            self._near[two].add(one)
        for one, two in apart:
            self._apart[one].add(two)
            self._apart[two].add(one)
        for group in together:
            self._unite(group)
        heap = [entry for one in sorted(self._members) for two in sorted(self._near[one]) if one < two and (entry := self._entry(one, two))]
        heapq.heapify(heap)
        while heap:
            _, _, _, one, two = heapq.heappop(heap)
            if one in self._members and two in self._members:
                merged = self._merge(one, two)
                for other in sorted(self._near[merged]):
                    if (entry := self._entry(other, merged)) is not None:
                        heapq.heappush(heap, entry)
        return sorted(self._members.values())

    def _unite(self, group: Sequence[int]) -> None:
        where = {n: cluster for cluster, members in self._members.items() for n in members}
        current: int | None = None
        for n in sorted(group):
            if current is None:
                current = where[n]
            elif where[n] != current and where[n] in self._members and where[n] not in self._apart[current]:
                current = self._merge(current, where[n])

    def _entry(self, one: int, two: int) -> tuple[float, int, int, int, int] | None:
        """What goes on the heap: the best mean first, then the earliest members."""
        if two in self._apart[one]:
            return None
        mean = self._mean(one, two)
        if mean < self._threshold or not all(self._agree(one, two, facts) for facts in (self._days, self._towns, self._persons)):
            return None
        first, second = sorted((self._members[one][0], self._members[two][0]))
        return -mean, first, second, one, two

    def _mean(self, one: int, two: int) -> float:
        left, right = self._standing_for(one), self._standing_for(two)
        total = 0.0
        for a in left:
            for b in right:
                total += self._pair(a, b)
        return round(total / (len(left) * len(right)), 6)

    def _agree(self, one: int, two: int, facts: Sequence[frozenset[object]]) -> bool:
        """Where both clusters know the day (the town, the person) and share none, those members that know it must be alike by themselves.

        Without this, reports that know neither would join two days of one war.
        """
        left = [n for n in self._members[one] if facts[n]][: self._most]
        right = [n for n in self._members[two] if facts[n]][: self._most] if left else []
        if not right or any(not facts[a].isdisjoint(facts[b]) for a in left for b in right):
            return True
        return sum(self._pair(a, b) for a in left for b in right) / (len(left) * len(right)) >= self._threshold

    def _standing_for(self, cluster: int) -> tuple[int, ...]:
        """Members that stand for a cluster: all of a small one, else some spread evenly over its order."""
        members = self._members[cluster]
        if len(members) <= self._most:
            return members
        return tuple(members[n * (len(members) - 1) // (self._most - 1)] for n in range(self._most))

    def _pair(self, one: int, two: int) -> float:
        key = (one, two) if one < two else (two, one)
        if key not in self._known:
            self._known[key] = self._score(self._nodes[key[0]], self._nodes[key[1]])
        return self._known[key]

    def _merge(self, one: int, two: int) -> int:
        merged, self._next = self._next, self._next + 1
        self._members[merged] = tuple(sorted(self._members.pop(one) + self._members.pop(two)))
        for relation in (self._near, self._apart):
            others = (relation.pop(one) | relation.pop(two)) - {one, two}
            relation[merged] = others
            for other in others:
                relation[other] -= {one, two}
                relation[other].add(merged)
        return merged


def _persons(node: Features) -> frozenset[object]:
    """Names of single persons to whom it was done."""
    return frozenset[object](name for party in node.recipients if party.number == 1 for name in party.names)
