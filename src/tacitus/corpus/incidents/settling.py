"""Third step: the touched regions are clustered, clusters get ids that live on, and incidents that changed are told anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection

from tacitus.corpus.incidents.clustering import TOGETHER, Clustering
from tacitus.corpus.incidents.constraints import Said
from tacitus.corpus.incidents.features import Features, sameness
from tacitus.corpus.incidents.identity import Before, name
from tacitus.corpus.incidents.kept import Kept
from tacitus.corpus.incidents.regions import Links, Regions
from tacitus.corpus.incidents.scoring import Scorer, Side
from tacitus.corpus.incidents.tables import Tables
from tacitus.model.ids import make_id
from tacitus.record import incident_nodes as node_table
from tacitus.record import incidents as table

MOST_ORDINALS = 8  # births by one event that are looked for
Cluster = tuple[int, ...]  # nodes in canonical order


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """An incident and its events, with those of negated reports that deny it."""

    id: str
    events: tuple[str, ...]
    denials: tuple[str, ...]


Write = Callable[[Connection], None]
Tell = Callable[[Connection, Sequence[Settled], Mapping[str, table.Birth]], Write]


class Settling:
    """``tell`` gives what writes the JSON, claims and member rows of incidents; it skips those that did not change."""

    def __init__(self, tables: Tables, kept: Kept, said: Said, tell: Tell) -> None:
        self._tables = tables
        self._kept = kept
        self._scorer = Scorer(tables)
        self._said = said
        self._tell = tell
        self._links: Links | None = None  # nodes and links do not change while this step lasts
        self._regions: Regions | None = None
        self._apart: set[tuple[int, int]] = set()
        self.nodes: set[int] = set()  # settled in this run

    def settle(self, connection: Connection, numbers: Sequence[int]) -> Write:
        """Settles the regions of these nodes and whatever goes with them; what it gives writes that.

        Only reads: it may take long, and nobody else writes these tables.
        """
        links = self._ready(connection)
        links.read(numbers)
        denied = {other for number in numbers for other in links.denials[number]}
        assert self._regions is not None
        regions = self._regions.touched(connection, [*numbers, *denied])
        self._kept.make_room()
        sides = self._kept.read(connection, [n for region in regions for n in region])
        clusters: list[Cluster] = []
        settled: list[tuple[int, int, str | None]] = []
        for region in regions:
            found = self._clustered([number for number in region if number in sides], sides, links)
            clusters += found
            settled += [(node, region[0], self._because(node, cluster, sides, links)) for cluster in found for node in cluster]
        named = self._name(connection, clusters, {number: side.features for number, side in sides.items()}, links)
        self.nodes.update(sides)

        def write(connection: Connection) -> None:
            node_table.settle(connection, settled)
            named(connection)
            node_table.done(connection, ("cluster",), sides)

        return write

    def _ready(self, connection: Connection) -> Links:
        """The links, and regions over them, made at the first call."""
        if self._links is None:
            together, self._apart = self._said.nodes(connection)
            self._links = Links(together)
            self._regions = Regions(self._links, self._tables)
        self._links.use(connection)
        return self._links

    def _clustered(self, region: Sequence[int], sides: Mapping[int, Side], links: Links) -> list[Cluster]:
        by_status: dict[str, list[int]] = {}
        for number in region:
            by_status.setdefault(sides[number].features.status, []).append(number)
        found: list[Cluster] = []
        for status in sorted(by_status):
            ordered = sorted(by_status[status], key=lambda number: sides[number].features.order)
            if len(ordered) == 1:
                found.append((ordered[0],))
                continue
            place = {number: n for n, number in enumerate(ordered)}
            edges = {
                (place[one], place[two]): score
                for one in ordered
                for two, score in links.of(one).items()
                if two in place and place[one] < place[two]
            }
            groups = self._said.groups(ordered)
            away = {(place[one], place[two]) for one, two in self._apart if one in place and two in place}
            clustering = Clustering([sides[number] for number in ordered], self._scorer.score, self._tables)
            clusters = clustering.clusters(edges, [[place[n] for n in group] for group in groups], sorted(away))
            found += [tuple(ordered[n] for n in cluster) for cluster in clusters]
        return found

    def _because(self, node: int, cluster: Cluster, sides: Mapping[int, Side], links: Links) -> str:
        """What its events have in common, and the fellow most like it (the earliest of equals) with the parts of their score."""
        mine = sides[node]
        why: dict[str, Any] = {"first": mine.features.event, "sameness": sameness(mine.features)}
        if len(cluster) > 1:
            near = links.of(node)
            fellows = [other for other in cluster if other in near and other != node] or [cluster[0] if cluster[0] != node else cluster[1]]
            scores = [near[other] if near.get(other, TOGETHER) < TOGETHER else self._scorer.score(mine, sides[other]) for other in fellows]
            score = max(scores)
            other = fellows[scores.index(score)]
            parts = self._scorer.explained(mine, sides[other])
            if self._said.joined(node, other):
                parts.append(("put together by a person", 0.0))
            why |= {"event": sides[other].features.event, "score": score, "parts": parts}
        return msgspec.json.encode(why).decode()

    def _name(self, connection: Connection, clusters: Sequence[Cluster], features: Mapping[int, Features], links: Links) -> Write:
        clusters = sorted(clusters, key=lambda cluster: features[cluster[0]].order)
        members = node_table.members_of(connection, features)
        were = table.incidents_of(connection, [event for events in members.values() for event in events])
        oldest = [features[cluster[0]] for cluster in clusters]
        births = table.births(connection, set(were.values()))
        before = _before(births, members, were, features)
        named = name([*clusters], [one.event for one in oldest], before, _taken(connection, [one.event for one in oldest]))
        born = {
            identity: table.Birth(incident=identity, event=one.event, published_at=one.published_at, document=one.document)
            for identity, one in zip(named.ids, oldest, strict=True)
            if identity in named.new
        }
        where = {node: n for n, cluster in enumerate(clusters) for node in cluster}
        denials = self._denials(connection, clusters, where, features, links)
        told = self._tell(connection, [
            Settled(id=identity, events=tuple(event for node in cluster for event in members[node]), denials=tuple(denials.get(n, ())))
            for n, (identity, cluster) in enumerate(zip(named.ids, clusters, strict=True))
        ], {**births, **born})  # fmt: skip

        def write(connection: Connection) -> None:
            table.revive(connection, sorted(named.new))
            table.put_births(connection, born.values())
            table.redirect(connection, named.moves)
            table.log(connection, [*named.log])
            table.end(connection, [old for old, _ in named.moves])
            told(connection)

        return write

    def _denials(
        self, connection: Connection, clusters: Sequence[Cluster], where: Mapping[int, int], features: Mapping[int, Features], links: Links
    ) -> dict[int, list[str]]:
        """Cluster → events of the negated reports whose most like actual report stands in it."""
        negated = {
            other for cluster in clusters for node in cluster if features[node].status == "actual" for other in links.denials.get(node, ())
        }
        links.read(negated)
        partners = {node: links.denials[node] for node in negated}
        keys = {
            number: node.key for number, node in node_table.nodes(connection, {p for found in partners.values() for p in found}).items()
        }
        members = node_table.members_of(connection, negated)
        found: dict[int, list[str]] = {}
        for node in sorted(negated):
            best = max(partners[node], key=lambda partner: (partners[node][partner], keys[partner]))
            if best in where:
                found.setdefault(where[best], []).extend(members.get(node, ()))
        return {n: sorted(events) for n, events in found.items()}


def _taken(connection: Connection, events: Sequence[str]) -> set[str]:
    """Ids of incidents that were born by these events and live."""
    first = {make_id("incident", event): event for event in events}
    living = set(table.births(connection, first))
    more = [make_id("incident", first[one], n) for one in sorted(living) for n in range(1, MOST_ORDINALS)]
    return living | set(table.births(connection, more)) if more else living


def _before(
    births: Mapping[str, table.Birth], members: Mapping[int, Sequence[str]], were: Mapping[str, str], features: Mapping[int, Features]
) -> list[Before]:
    """The incidents of before and their nodes that are still there, in canonical order."""
    nodes: dict[str, list[int]] = {}
    for node in sorted(members, key=lambda node: features[node].order):
        for incident in sorted({were[event] for event in members[node] if event in were}):
            nodes.setdefault(incident, []).append(node)
    return [
        Before(id=incident, born=births[incident].order, first=features[found[0]].order, members=tuple(found))
        for incident, found in sorted(nodes.items())
        if incident in births
    ]


def end_empty(connection: Connection, incidents: Sequence[str]) -> None:
    """Incidents without events end; the others are told anew when their region is settled."""
    left = table.events_of(connection, incidents)
    known: dict[str, Any] = dict(table.births(connection, incidents))
    empty = sorted(incident for incident in incidents if incident not in left and incident in known)
    table.end(connection, empty)
    table.log(connection, [{"act": "ended", "incident": incident, "others": []} for incident in empty])
    node_table.done(connection, ("incident",), incidents)
