"""Second step: new nodes are compared with their neighbours in every block; links are kept where the score reaches the threshold."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from tacitus.corpus.incidents.blocking import keys_of
from tacitus.corpus.incidents.kept import MOST_KEPT, Kept
from tacitus.corpus.incidents.scoring import Scorer, Side
from tacitus.corpus.incidents.tables import Tables
from tacitus.record import incident_nodes as node_table

MOST_ENTRIES = 800_000  # of blocks kept in memory
Block = tuple[list[str], list[int]]


class Pairing:
    """Blocks do not change while this step lasts; ``new`` nodes have no links yet, ``near`` ones have lost a neighbour."""

    def __init__(self, tables: Tables, kept: Kept, new: Iterable[int], near: Iterable[int]) -> None:
        self._tables = tables
        self._scorer = Scorer(tables)
        self._kept = kept
        self._new = set(new)
        self._left = self._new | set(near)
        self._nodes: dict[int, Side] = {}  # of this transaction
        self._keys: dict[int, dict[int, str]] = {}
        self._blocks: dict[int, Block] = {}
        self._entries = 0

    def pair(self, connection: Connection, numbers: Sequence[int]) -> None:
        """Compares these nodes; in one transaction what waited is done."""
        self._make_room()
        self._load(connection, numbers)
        here = [number for number in numbers if number in self._nodes]
        self._load_blocks(connection, {key for number in here for key in self._keys_of(number)})
        around = {number: self._neighbours(number) for number in here}
        self._load(connection, {other for found in around.values() for other in found})
        pairs = [pair for number in here for pair in self._scored(number, around[number])]
        node_table.put_pairs(connection, pairs)
        broken = self._parted(connection, here)
        node_table.drop_pairs(connection, broken)
        touched = {one for pair in pairs for one in (pair.a, pair.b)} | {one for pair in broken for one in pair}
        node_table.wait(connection, "cluster", touched | set(here))
        node_table.done(connection, ("new", "near"), numbers)
        self._left.difference_update(numbers)

    def _make_room(self) -> None:
        self._kept.make_room()
        self._nodes = {}
        if len(self._keys) > MOST_KEPT:
            self._keys.clear()
        if self._entries > MOST_ENTRIES:
            self._blocks.clear()
            self._entries = 0

    def _load(self, connection: Connection, numbers: Iterable[int]) -> None:
        self._nodes.update(self._kept.read(connection, numbers))

    def _keys_of(self, number: int) -> dict[int, str]:
        """The node's blocks, and where it stands in them."""
        if number not in self._keys:
            self._keys[number] = dict(keys_of(self._nodes[number].features, self._kept.key(number), self._tables))
        return self._keys[number]

    def _load_blocks(self, connection: Connection, keys: Iterable[int]) -> None:
        missing = [key for key in keys if key not in self._blocks]
        for key, block in node_table.blocks(connection, missing).items():
            self._blocks[key] = block
            self._entries += len(block[1])

    def _position(self, key: int, number: int) -> int:
        """Where the node stands in the block. Equal sorts are told apart by number."""
        sorts, members = self._blocks[key]
        position = bisect_left(sorts, self._keys_of(number)[key])
        while members[position] != number:
            position += 1
        return position

    def _neighbours(self, number: int) -> dict[int, int]:
        """Those to compare with, and a block in which they are neighbours. Of two that wait, the greater number compares."""
        window = self._tables.limits.window
        found: dict[int, int] = {}
        for key in sorted(self._keys_of(number)):
            members = self._blocks[key][1]
            position = self._position(key, number) if len(members) > window + 1 else 0
            for other in members[max(0, position - window) : position + window + 1]:
                if other != number and (other < number or other not in self._left):
                    found.setdefault(other, key)
        return found

    def _scored(self, number: int, around: dict[int, int]) -> list[node_table.Pair]:
        mine, found = self._nodes[number], []
        for other, key in around.items():
            theirs = self._nodes.get(other)
            if theirs is None:
                continue
            denial = mine.features.status != theirs.features.status
            least = self._tables.thresholds.denial if denial else self._tables.thresholds.pair
            if (score := self._scorer.reaches(mine, theirs, least)) is not None:
                found.append(node_table.Pair(min(number, other), max(number, other), score, key, denial))
        return found

    def _parted(self, connection: Connection, numbers: Sequence[int]) -> list[tuple[int, int]]:
        """Links between old nodes that these new ones pushed apart, and that no other block holds."""
        window = self._tables.limits.window
        old: dict[int, set[int]] = {}
        for number in numbers:
            if number in self._new:
                for key in self._keys_of(number):
                    members = self._blocks[key][1]
                    if len(members) > window + 1:
                        position = self._position(key, number)
                        for other in members[max(0, position - window) : position + window + 1]:
                            if other not in self._new:
                                old.setdefault(other, set()).add(key)
        linked = {(pair.a, pair.b): pair for pair in node_table.pairs_of(connection, old)} if old else {}
        doubtful = [pair for pair in linked.values() if pair.key in old.get(pair.a, ()) or pair.key in old.get(pair.b, ())]
        self._load(connection, {one for pair in doubtful for one in (pair.a, pair.b)})
        self._load_blocks(connection, {key for pair in doubtful for key in self._common(pair)})
        broken, moved = [], []
        for pair in doubtful:
            holding = [key for key in self._common(pair) if self._near(key, pair)]
            if not holding:
                broken.append((pair.a, pair.b))
            elif pair.key not in holding:
                moved.append(node_table.Pair(pair.a, pair.b, pair.score, holding[0], pair.denial))
        node_table.put_pairs(connection, moved)
        return broken

    def _common(self, pair: node_table.Pair) -> list[int]:
        return sorted(self._keys_of(pair.a).keys() & self._keys_of(pair.b).keys())

    def _near(self, key: int, pair: node_table.Pair) -> bool:
        return abs(self._position(key, pair.a) - self._position(key, pair.b)) <= self._tables.limits.window
