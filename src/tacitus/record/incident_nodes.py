"""Tables of the nodes from which incidents are made: their events, blocks and links, and what waits. Functions take a ``Connection``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from tacitus.record import schema
from tacitus.record.statements import Among, Deletion, driver, put, put_rows

_nodes, _members, _keys, _pairs, _waiting = (
    schema.incident_nodes, schema.incident_node_events, schema.incident_keys, schema.incident_pairs, schema.incident_waiting,
)  # fmt: skip


class Node(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    key: str
    features: str
    region: int | None


class Pair(msgspec.Struct, frozen=True):
    """A link; ``a`` is the smaller number."""

    a: int
    b: int
    score: float
    key: int
    denial: bool


# Members

_members_in = Among(select(_members.c.event, _members.c.document, _members.c.node), _members.c.document)
_members_of = Among(select(_members.c.node, _members.c.event), _members.c.node)
_nodes_of_events = Among(select(_members.c.event, _members.c.node), _members.c.event)
_documents_of_events = Among(select(_members.c.document).distinct(), _members.c.event)
_drop_members = Deletion(_members, _members.c.event)


def members_in(connection: Connection, numbers: Sequence[int]) -> dict[str, tuple[int, int]]:
    """Event → document, node: of all events of these documents that were taken in."""
    return {event: (document, node) for event, document, node in _members_in(connection, numbers)}


def members_of(connection: Connection, nodes: Iterable[int]) -> dict[int, list[str]]:
    """Node → its events, sorted."""
    found: dict[int, list[str]] = {}
    for node, event in _members_of(connection, nodes):
        found.setdefault(node, []).append(event)
    return {node: sorted(events) for node, events in found.items()}


def nodes_of_events(connection: Connection, events: Iterable[str]) -> dict[str, int]:
    return dict(_nodes_of_events(connection, events))


def documents_of_events(connection: Connection, events: Iterable[str]) -> list[int]:
    """Numbers of the documents whose taken-in events these are."""
    return sorted(number for (number,) in _documents_of_events(connection, events))


def put_members(connection: Connection, members: Iterable[tuple[str, int, int]]) -> None:
    """Event, document, node."""
    put_rows(connection, _members, list(members))


def drop_members(connection: Connection, events: Iterable[str]) -> None:
    _drop_members(connection, events)


def oldest_member(connection: Connection, node: int) -> tuple[int, str] | None:
    """Document and event of the node's member that stands first; None where it has none."""
    table, events, codings = schema.documents, schema.events, schema.codings
    query = select(_members.c.document, _members.c.event).join(table, table.c.seq == _members.c.document)
    query = query.join(codings, (codings.c.document == table.c.seq) & codings.c.newest)
    query = query.join(events, (events.c.coding == codings.c.seq) & (events.c.id == _members.c.event)).where(_members.c.node == node)
    order = (table.c.published_at.is_(None), table.c.published_at, table.c.id, events.c.start, events.c.id)
    row = connection.execute(query.order_by(*order).limit(1)).first()
    return (row.document, row.event) if row else None


# Nodes

_NODE = select(_nodes.c.id, _nodes.c.key, _nodes.c.features, _nodes.c.region)
_nodes_by_number, _nodes_by_key = Among(_NODE, _nodes.c.id), Among(_NODE, _nodes.c.key)
_numbers_by_key = Among(select(_nodes.c.key, _nodes.c.id), _nodes.c.key)
_keys_by_number = Among(select(_nodes.c.id, _nodes.c.key), _nodes.c.id)
_regions = Among(select(_nodes.c.id, _nodes.c.region).where(_nodes.c.region.is_not(None)), _nodes.c.id)
_in_regions = Among(select(_nodes.c.id, _nodes.c.region), _nodes.c.region)
_drop_nodes = Deletion(_nodes, _nodes.c.id)


def nodes(connection: Connection, numbers: Iterable[int]) -> dict[int, Node]:
    return {row[0]: _node(row) for row in _nodes_by_number(connection, numbers)}


def nodes_by_key(connection: Connection, keys: Iterable[str]) -> dict[str, Node]:
    return {row[1]: _node(row) for row in _nodes_by_key(connection, keys)}


def _node(row: tuple[Any, ...]) -> Node:
    return Node(id=row[0], key=row[1], features=row[2], region=row[3])


def numbers_by_key(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    return dict(_numbers_by_key(connection, keys))


def keys_of(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """Node → its key."""
    return dict(_keys_by_number(connection, numbers))


def regions_of(connection: Connection, numbers: Iterable[int]) -> dict[int, int]:
    """Node → the region that it was clustered in last, of those that were."""
    return dict(_regions(connection, numbers))


def nodes_in_regions(connection: Connection, regions: Iterable[int]) -> dict[int, int]:
    """Node → region, of all nodes of these regions."""
    return dict(_in_regions(connection, regions))


def last_node(connection: Connection) -> int:
    return int(connection.scalar(select(func.max(_nodes.c.id))) or 0)


def put_nodes(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """``rows``: id, key, features. A node that was there begins anew."""
    put(connection, _nodes, [{"region": None, "because": None, **row} for row in rows])


def drop_nodes(connection: Connection, numbers: Sequence[int]) -> None:
    _drop_nodes(connection, numbers)


def settle(connection: Connection, regions: Iterable[tuple[int, int, str | None]]) -> None:
    """Node, region, and why it stands in its incident."""
    rows = [(region, because, node) for node, region, because in regions]
    driver(connection).executemany("UPDATE incident_nodes SET region = ?, because = ? WHERE id = ?", rows)


# Blocks and links

_blocks = Among(select(_keys.c.key, _keys.c.sort, _keys.c.node).order_by(_keys.c.key, _keys.c.sort, _keys.c.node), _keys.c.key)
_PAIR = select(_pairs.c.a, _pairs.c.b, _pairs.c.score, _pairs.c.key, _pairs.c.denial)
_pairs_by_end = Among(_PAIR, _pairs.c.a), Among(_PAIR, _pairs.c.b)


def put_keys(connection: Connection, keys: Iterable[tuple[int, str, int]]) -> None:
    """Key, sort, node."""
    put_rows(connection, _keys, sorted(keys))


def drop_keys(connection: Connection, keys: Iterable[tuple[int, str, int]]) -> None:
    driver(connection).executemany("DELETE FROM incident_keys WHERE key = ? AND sort = ? AND node = ?", list(keys))


def blocks(connection: Connection, keys: Iterable[int]) -> dict[int, tuple[list[str], list[int]]]:
    """Whole blocks: key → sort values and nodes, in order."""
    found: dict[int, tuple[list[str], list[int]]] = {}
    last, sorts, members = None, [], []  # type: ignore[var-annotated]
    for key, sort, node in _blocks(connection, keys):
        if key != last:
            last, sorts, members = key, [], []
            found[key] = sorts, members
        sorts.append(sort)
        members.append(node)
    return found


_AROUND = """
    SELECT 0, node FROM (
        SELECT node FROM incident_keys WHERE key = :k AND (sort, node) < (:s, :n) ORDER BY sort DESC, node DESC LIMIT :most
    ) UNION ALL SELECT 1, node FROM (
        SELECT node FROM incident_keys WHERE key = :k AND (sort, node) > (:s, :n) ORDER BY sort, node LIMIT :most
    )"""


def around(connection: Connection, key: int, sort: str, node: int, most: int) -> tuple[list[int], list[int]]:
    """Nodes that stand before and after this place in a block, the nearest first."""
    found: tuple[list[int], list[int]] = [], []
    for side, other in driver(connection).execute(_AROUND, {"k": key, "s": sort, "n": node, "most": most}):
        found[side].append(other)
    return found


def put_pairs(connection: Connection, pairs: Iterable[Pair]) -> None:
    put_rows(connection, _pairs, [msgspec.structs.astuple(pair) for pair in pairs])


def pairs_of(connection: Connection, numbers: Iterable[int]) -> list[Pair]:
    """All links of these nodes; one between two of them may come twice."""
    wanted = list(numbers)
    return [Pair(a, b, score, key, bool(denial)) for by_end in _pairs_by_end for a, b, score, key, denial in by_end(connection, wanted)]


def drop_pairs(connection: Connection, pairs: Iterable[tuple[int, int]]) -> None:
    driver(connection).executemany("DELETE FROM incident_pairs WHERE a = ? AND b = ?", list(pairs))


# What waits


def wait(connection: Connection, step: str, items: Iterable[object]) -> None:
    """``step``: new, near, cluster (numbers of nodes), incident (ids)."""
    put_rows(connection, _waiting, [(step, str(item)) for item in items])


def waiting(connection: Connection, step: str) -> list[str]:
    return list(connection.execute(select(_waiting.c.item).where(_waiting.c.step == step).order_by(_waiting.c.item)).scalars())


def done(connection: Connection, steps: Sequence[str], items: Iterable[object]) -> None:
    rows = [(step, str(item)) for item in items for step in steps]
    driver(connection).executemany("DELETE FROM incident_waiting WHERE step = ? AND item = ?", rows)
