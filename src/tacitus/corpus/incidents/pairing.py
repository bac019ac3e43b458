"""Second step: new nodes are compared with their neighbours in every block; links are kept where the score reaches the threshold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection

from tacitus.corpus.incidents.blocking import keys_of
from tacitus.corpus.incidents.blocks import Around, Blocks
from tacitus.corpus.incidents.kept import MOST_KEPT, Kept
from tacitus.corpus.incidents.scoring import Scorer, Side
from tacitus.corpus.incidents.tables import Tables
from tacitus.record import incident_nodes as node_table

MOST_OF_RECORD = 0.2  # share of its nodes from which blocks are read whole


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
        self._blocks: Blocks | None = None

    def pair(self, connection: Connection, numbers: Sequence[int]) -> None:
        """Compares these nodes; in one transaction what waited is done."""
        self._make_room()
        self._load(connection, numbers)
        here = [number for number in numbers if number in self._nodes]
        if self._blocks is None:
            whole = len(self._left) > MOST_OF_RECORD * node_table.last_node(connection)
            self._blocks = Blocks(self._tables.limits.window, whole=whole)
        self._blocks.read(connection, {key for number in here for key in self._keys_of(number)})
        around = {number: {key: self._around(key, number) for key in sorted(self._keys_of(number))} for number in here}
        neighbours = {number: self._neighbours(number, found) for number, found in around.items()}
        self._load(connection, {other for found in neighbours.values() for other in found})
        pairs = [pair for number in here for pair in self._scored(number, neighbours[number])]
        node_table.put_pairs(connection, pairs)
        broken = self._parted(connection, {number: around[number] for number in here if number in self._new})
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

    def _load(self, connection: Connection, numbers: Iterable[int]) -> None:
        self._nodes.update(self._kept.read(connection, numbers))

    def _keys_of(self, number: int) -> dict[int, str]:
        """The node's blocks, and where it stands in them."""
        if number not in self._keys:
            self._keys[number] = dict(keys_of(self._nodes[number].features, self._kept.key(number), self._tables))
        return self._keys[number]

    def _around(self, key: int, number: int) -> Around:
        assert self._blocks is not None
        return self._blocks.around(key, self._keys_of(number)[key], number)

    def _neighbours(self, number: int, around: Mapping[int, Around]) -> dict[int, int]:
        """Those to compare with, and a block in which they are neighbours. Of two that wait, the greater number compares."""
        found: dict[int, int] = {}
        for key, there in around.items():
            for other in there.near:
                if other < number or other not in self._left:
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

    def _parted(self, connection: Connection, new: Mapping[int, Mapping[int, Around]]) -> list[tuple[int, int]]:
        """Links between old nodes that these new ones pushed apart, and that no other block holds. ``new``: node → block → around it."""
        old: dict[int, set[int]] = {}
        for around in new.values():
            for key, there in around.items():
                if there.crowded:
                    for other in there.near:
                        if other not in self._new:
                            old.setdefault(other, set()).add(key)
        linked = {(pair.a, pair.b): pair for pair in node_table.pairs_of(connection, old)} if old else {}
        doubtful = [pair for pair in linked.values() if pair.key in old.get(pair.a, ()) or pair.key in old.get(pair.b, ())]
        self._load(connection, {one for pair in doubtful for one in (pair.a, pair.b)})
        if self._blocks is not None:
            self._blocks.read(connection, {key for pair in doubtful for key in self._common(pair)})
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
        return pair.b in self._around(key, pair.a).near
