"""Who stands near whom in a block: by whole blocks where most reports of the record are compared, else by looking around each one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection

from tacitus.record import incident_nodes as node_table

MOST_ENTRIES = 800_000  # of blocks kept in memory
Block = tuple[list[str], list[int]]


class Around(msgspec.Struct, frozen=True):
    """A report's neighbours in a block. ``crowded``: the block has more than neighbours of each other."""

    near: list[int]  # in order, the report itself left out
    crowded: bool


class Blocks:
    """``window``: neighbours on either side; ``whole``: whether blocks are read whole, and kept while they do not change."""

    def __init__(self, window: int, *, whole: bool) -> None:
        self._window = window
        self._whole = whole
        self._blocks: dict[int, Block] = {}
        self._entries = 0

    def read(self, connection: Connection, keys: Iterable[int]) -> None:
        """Before `around` is asked for these blocks in this transaction."""
        self._connection = connection
        if self._whole:
            if self._entries > MOST_ENTRIES:
                self._blocks.clear()
                self._entries = 0
            for key, block in node_table.blocks(connection, [key for key in keys if key not in self._blocks]).items():
                self._blocks[key] = block
                self._entries += len(block[1])

    def around(self, key: int, sort: str, number: int) -> Around:
        """Of the report that stands there, or would."""
        window = self._window
        if not self._whole:
            before, after = node_table.around(self._connection, key, sort, number, window + 1)
            return Around(before[window - 1 :: -1] + after[:window], len(before) + len(after) > window)
        sorts, members = self._blocks[key]
        if len(members) <= window + 1:
            return Around([one for one in members if one != number], False)
        position = bisect_left(sorts, sort)
        while members[position] != number:  # equal sorts are told apart by number
            position += 1
        return Around(members[max(0, position - window) : position] + members[position + 1 : position + window + 1], True)
