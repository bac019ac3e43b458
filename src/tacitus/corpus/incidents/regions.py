"""Which nodes are clustered together: those that links connect, in pieces of bounded size.

A region is what hangs together by links of at least the lowest threshold. Where that is too much (a war of years), the next higher
threshold takes it apart, and so on. Both the size and the pieces are functions of the set of links.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from tacitus.corpus.incidents.clustering import TOGETHER
from tacitus.corpus.incidents.tables import Tables
from tacitus.record import incident_nodes as node_table
from tacitus.record import incidents as table

MOST_KEPT = 50_000  # nodes whose links are kept in memory


class Links:
    """Links of nodes, read when they are asked for and kept: they do not change while regions are clustered.

    ``together``: node → nodes that people put into one incident with it.
    """

    def __init__(self, together: Mapping[int, Iterable[int]]) -> None:
        self._together = together
        self._near: dict[int, dict[int, float]] = {}
        self.denials: dict[int, dict[int, float]] = {}

    def use(self, connection: Connection) -> None:
        """The connection of the next transaction."""
        self._connection = connection
        if len(self._near) > MOST_KEPT:
            self._near.clear()
            self.denials.clear()

    def read(self, numbers: Iterable[int]) -> None:
        missing = {number for number in numbers if number not in self._near}
        for number in sorted(missing):
            self._near[number] = dict.fromkeys(self._together.get(number, ()), TOGETHER)
            self.denials[number] = {}
        for pair in node_table.pairs_of(self._connection, sorted(missing)):
            to = self.denials if pair.denial else self._near
            for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
                if one in missing:
                    to[one].setdefault(other, pair.score)

    def of(self, number: int) -> dict[int, float]:
        if number not in self._near:
            self.read([number])
        return self._near[number]


class Regions:
    """Finds the regions that changes touched."""

    def __init__(self, links: Links, tables: Tables) -> None:
        self._links = links
        self._most = tables.limits.region
        self._levels = tables.thresholds.levels
        self._crowded: list[set[int]] = [set() for _ in self._levels]

    def touched(self, connection: Connection, numbers: Iterable[int]) -> list[list[int]]:
        """The regions of these nodes, and of all nodes that stood in a region or an incident with one of theirs; each sorted."""
        self._connection = connection
        waiting, seen, found = sorted(set(numbers)), set[int](), list[list[int]]()
        while waiting:
            self._links.read(waiting)
            self._links.read(sorted({other for number in waiting for other in self._links.of(number)}))  # few statements, not few rows
            fresh: set[int] = set()
            for number in waiting:
                if number not in seen:
                    region = self._region(number)
                    seen |= region
                    fresh |= region
                    found.append(sorted(region))
            waiting = sorted(self._companions(fresh) - seen)
        return sorted(found)

    def _region(self, number: int) -> set[int]:
        last = len(self._levels) - 1
        for level, threshold in enumerate(self._levels):
            if level == last or number not in self._crowded[level]:
                found, whole = self._reach(number, threshold, None if level == last else self._most)
                if whole:
                    return found
                self._crowded[level] |= found
        raise AssertionError("the last level takes any size")

    def _reach(self, number: int, threshold: float, most: int | None) -> tuple[set[int], bool]:
        """What hangs together with the node; False where it is more than ``most``."""
        found, frontier = {number}, [number]
        while frontier:
            self._links.read(frontier)
            reached = {other for one in frontier for other, score in self._links.of(one).items() if score >= threshold} - found
            found |= reached
            if most is not None and len(found) > most:
                return found, False
            frontier = sorted(reached)
        return found, True

    def _companions(self, nodes: set[int]) -> set[int]:
        """Nodes that stood in a region with one of these, or share an incident with one."""
        old = set(node_table.regions_of(self._connection, nodes).values())
        mates = set(node_table.nodes_in_regions(self._connection, old))
        events = [event for found in node_table.members_of(self._connection, nodes).values() for event in found]
        incidents = set(table.incidents_of(self._connection, events).values())
        fellows = [event for found in table.events_of(self._connection, incidents).values() for event in found]
        return mates | set(node_table.nodes_of_events(self._connection, fellows).values())
