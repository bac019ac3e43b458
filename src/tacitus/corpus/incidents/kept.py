"""Reports of nodes as the score takes them, read when they are asked for and kept from one step of a run to the next."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from tacitus.corpus.incidents.features import Features, decode
from tacitus.corpus.incidents.scoring import Side
from tacitus.record import incident_nodes as node_table

MOST_KEPT = 30_000  # nodes; some kilobytes each


class Kept:
    """Node → its report and its key. What is put is what stands in the record at the end of the transaction."""

    def __init__(self) -> None:
        self._sides: dict[int, Side] = {}
        self._keys: dict[int, str] = {}

    def make_room(self) -> None:
        """Before a transaction, so that what it reads stays until its end."""
        if len(self._sides) > MOST_KEPT:
            self._sides.clear()
            self._keys.clear()

    def put(self, number: int, key: str, features: Features) -> None:
        self._sides[number], self._keys[number] = Side(features), key

    def drop(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self._sides.pop(number, None)
            self._keys.pop(number, None)

    def read(self, connection: Connection, numbers: Iterable[int]) -> dict[int, Side]:
        """Those of the nodes that are in the record."""
        wanted = list(numbers)
        missing = [number for number in wanted if number not in self._sides]
        if missing:
            for number, node in node_table.nodes(connection, missing).items():
                self.put(number, node.key, decode(node.features))
        return {number: self._sides[number] for number in wanted if number in self._sides}

    def key(self, number: int) -> str:
        """Of a node that was read."""
        return self._keys[number]
