"""First step: the events of new, re-coded and removed documents become nodes in their blocks; what they touch waits for the next steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection

from tacitus.corpus import copies
from tacitus.corpus.incidents.blocking import keys_of
from tacitus.corpus.incidents.blocks import Blocks
from tacitus.corpus.incidents.features import Article, Features, decode, encode, features_of, signature
from tacitus.corpus.incidents.kept import Kept
from tacitus.corpus.incidents.tables import Tables
from tacitus.corpus.reports import Source
from tacitus.model.ids import digest
from tacitus.model.records import Event
from tacitus.record import incident_nodes as node_table
from tacitus.record import incidents as table

_event_decoder = msgspec.json.Decoder(Event)


class Taking:
    """Takes documents in. ``sides``: event → the sides of splits on which people put it."""

    def __init__(self, tables: Tables, kept: Kept, sides: Mapping[str, str]) -> None:
        self._tables = tables
        self._kept = kept
        self._groups: dict[int, str] = {}
        self._sides = sides

    def take(self, connection: Connection, numbers: Sequence[int]) -> None:
        """Documents that are no more there are taken back. Doing it twice changes nothing."""
        self._kept.make_room()
        before = node_table.members_in(connection, numbers)
        documents = table.documents(connection, numbers)
        self._groups = copies.groups(connection, numbers)
        told = {event: (document.seq, features, key) for document in documents for event, features, key in self._told(document)}
        self._forget_events(connection, before, told)
        known = node_table.nodes_by_key(connection, {key for _, _, key in told.values()})
        places = {key: node.id for key, node in known.items()}
        fresh = node_table.last_node(connection)
        for _, _, key in told.values():
            if key not in places:
                fresh = places[key] = fresh + 1
        node_table.put_members(connection, [(event, number, places[key]) for event, (number, _, key) in told.items()])
        touched = {node for _, node in before.values()} | {places[key] for _, _, key in told.values()}
        self._renew(connection, sorted(touched), {node: key for key, node in places.items()}, told)
        here = {document.seq: document.id for document in documents}
        table.know(connection, here.items())
        table.forget(connection, [number for number in numbers if number not in here])

    def _told(self, document: table.Taken) -> list[tuple[str, Features, str]]:
        """Event id, features and node key of every event of the document."""
        events = [_event_decoder.decode(data) for data in document.events]
        article = Article(document.title, document.text, events, self._tables)
        source = source_of(document)
        group = self._groups.get(document.seq)
        seen: Counter[str] = Counter()
        found = []
        for event in events:
            features = features_of(event, source, group, article)
            common = signature(features)
            seen[common] += 1
            found.append((features.event, features, digest(common, seen[common], self._sides.get(features.event))))
        return found

    def _forget_events(self, connection: Connection, before: Mapping[str, tuple[int, int]], told: Mapping[str, object]) -> None:
        lost = [event for event in before if event not in told]
        node_table.wait(connection, "incident", set(table.incidents_of(connection, lost).values()))
        node_table.drop_members(connection, lost)
        table.drop_events(connection, lost)

    def _renew(
        self, connection: Connection, touched: Sequence[int], keys: Mapping[int, str], told: Mapping[str, tuple[int, Features, str]]
    ) -> None:
        """Nodes whose first event changed leave their blocks and enter them anew; those without events go."""
        old = node_table.nodes(connection, touched)
        firsts = self._firsts(connection, touched, old, keys, told)
        changed = [node for node in touched if node not in old or _written(firsts[node]) != old[node].features]
        leave(connection, [old[node] for node in changed if node in old], self._tables)
        node_table.drop_nodes(connection, [node for node in changed if node in old])
        self._kept.drop(changed)
        rows, places = [], []
        for node in changed:
            features = firsts[node]
            if features is not None:
                key = keys[node] if node in keys else old[node].key
                self._kept.put(node, key, features)
                rows.append({"id": node, "key": key, "features": encode(features)})
                places += [(block, sort, node) for block, sort in keys_of(features, key, self._tables)]
        node_table.put_nodes(connection, rows)
        node_table.put_keys(connection, places)
        node_table.wait(connection, "new", [row["id"] for row in rows])
        node_table.wait(connection, "cluster", [node for node in touched if firsts[node] is not None])

    def _firsts(
        self,
        connection: Connection,
        touched: Iterable[int],
        old: Mapping[int, node_table.Node],
        keys: Mapping[int, str],
        told: Mapping[str, tuple[int, Features, str]],
    ) -> dict[int, Features | None]:
        """Each node's first event by publication date, document id and place in the text."""
        newcomers: dict[str, list[Features]] = {}
        for _, features, key in told.values():
            newcomers.setdefault(key, []).append(features)
        found: dict[int, Features | None] = {}
        firsts = {node: decode(one.features) for node, one in old.items()}
        standing = node_table.nodes_of_events(connection, [first.event for first in firsts.values()])
        for node in touched:
            if node not in old and node not in keys:  # it went when the last of its events that are still told did
                found[node] = None
                continue
            mine = newcomers.get(old[node].key if node in old else keys[node], [])
            if node not in old:
                found[node] = min(mine, key=lambda one: one.order)
                continue
            first = firsts[node]
            if first.event in told or standing.get(first.event) != node:
                found[node] = self._look_up(connection, node, told)
            else:
                found[node] = min([first, *mine], key=lambda one: one.order)
        return found

    def _look_up(self, connection: Connection, node: int, told: Mapping[str, tuple[int, Features, str]]) -> Features | None:
        oldest = node_table.oldest_member(connection, node)
        if oldest is None:
            return None
        number, event = oldest
        if event in told:
            return told[event][1]
        self._groups |= copies.groups(connection, [number])
        for document in table.documents(connection, [number]):
            for one, features, _ in self._told(document):
                if one == event:
                    return features
        return None


def _written(features: Features | None) -> str | None:
    return encode(features) if features is not None else None


def leave(connection: Connection, nodes: Sequence[node_table.Node], tables: Tables) -> None:
    """The nodes leave their blocks. Who was linked to them is clustered anew; neighbours in crowded blocks get new neighbours."""
    keys = [(key, sort, node.id) for node in nodes for key, sort in keys_of(decode(node.features), node.key, tables)]
    gone = {node.id for node in nodes}
    blocks = Blocks(tables.limits.window, whole=False)
    blocks.read(connection, ())
    near: set[int] = set()
    for key, sort, number in keys:
        there = blocks.around(key, sort, number)
        if there.crowded:
            near.update(there.near)
    linked = {one for pair in node_table.pairs_of(connection, gone) for one in (pair.a, pair.b)}
    mates = set(node_table.nodes_in_regions(connection, {node.region for node in nodes if node.region is not None}))
    node_table.drop_pairs(connection, {(pair.a, pair.b) for pair in node_table.pairs_of(connection, gone)})
    node_table.drop_keys(connection, keys)
    node_table.done(connection, ("new", "near", "cluster"), gone)
    node_table.wait(connection, "near", near - gone)
    node_table.wait(connection, "cluster", (linked | mates) - gone)


def source_of(head: table.Taken | table.Told) -> Source:
    seq = head.seq if isinstance(head, table.Taken) else head.document
    return Source(seq=seq, id=head.id, outlet=head.outlet, published_at=head.published_at, title=head.title, url=head.url)
