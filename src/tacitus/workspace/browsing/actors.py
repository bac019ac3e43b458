"""Who acts, on whom, how often; how outlets call them."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec
import numpy as np
from sqlalchemy import Connection

from tacitus.model.answers import ActorPage, ActorRow, Edge, NameUse, Node, Relations
from tacitus.model.errors import UsageError
from tacitus.model.ontology import QUADS
from tacitus.record import browsing as tables
from tacitus.workspace.browsing.columns import Bools, Ints
from tacitus.workspace.browsing.grouping import Entries, spread
from tacitus.workspace.browsing.snapshot import ACTOR, RECIPIENT, Snapshot

MOST_NAMES = 300
SORTS = ("events", "name", "actor", "recipient", "quotes")
# What stands for a name that was said before is no name.
PRONOUNS = frozenset(
    "i we you he she it they me us him her them who whom which that this these those himself herself itself themselves his hers its "
    "their theirs our ours my mine your yours one".split()
)


class Numbers(NamedTuple):
    """By number of the actor."""

    as_actor: Any
    as_recipient: Any
    either: Any  # events
    quotes: Any


def numbers(index: Snapshot, events: Bools | None, quotes: Bools | None) -> Numbers:
    def count(entries: Entries, kept: Bools | None) -> Any:
        return entries.by_value.counts(kept, len(index.actors))

    return Numbers(
        count(index.by_part[ACTOR], events),
        count(index.by_part[RECIPIENT], events),
        count(index.either, events),
        count(index.said_by, quotes),
    )


def page(index: Snapshot, connection: Connection, counted: Numbers, words: str, offset: int, limit: int, sort: str | None) -> ActorPage:
    wanted = np.flatnonzero((counted.either > 0) | (counted.quotes > 0))
    if words.strip():
        wanted = np.intersect1d(wanted, np.array(index.actors.named(words), np.int64))
    order = wanted[_order(index, counted, wanted, sort or "-events")]
    return ActorPage(total=len(order), rows=rows(index, connection, counted, order[offset : offset + limit]))


def _order(index: Snapshot, counted: Numbers, wanted: Any, sort: str) -> Any:
    name, down = sort.removeprefix("-"), sort.startswith("-")
    if name not in SORTS:
        raise UsageError(f"actors cannot be sorted by {sort!r}; there are {', '.join(SORTS)}, and each with - before it.")
    if name == "name":
        found = sorted(range(len(wanted)), key=lambda n: index.actors.all[wanted[n]].name.casefold(), reverse=down)
        return np.array(found, np.int64)
    counts = {"events": counted.either, "actor": counted.as_actor, "recipient": counted.as_recipient, "quotes": counted.quotes}[name]
    return np.argsort(-counts[wanted] if down else counts[wanted], kind="stable")


def rows(index: Snapshot, connection: Connection, counted: Numbers, which: Any) -> tuple[ActorRow, ...]:
    actors = [index.actors.all[n] for n in which]
    sectors = tables.parties_at(connection, dict.fromkeys(actor.party for actor in actors))
    return tuple(
        ActorRow(
            entity=actor.key, name=actor.name, country=actor.country,
            sectors=msgspec.json.decode(sectors[actor.party], type=tuple[str, ...]) if actor.party in sectors else (),
            as_actor=int(counted.as_actor[n]), as_recipient=int(counted.as_recipient[n]), quotes=int(counted.quotes[n]),
        )
        for n, actor in zip(which, actors, strict=True)
    )  # fmt: skip


def names(index: Snapshot, actor: int, events: Bools | None) -> tuple[NameUse, ...]:
    """What each outlet calls it, the most frequent first; pronouns are left out, and what holds a private person's name."""
    event, key, words = index.naming
    kept = np.flatnonzero(key == actor)
    if events is not None:
        kept = kept[events[event[kept]]]
    outlets: Ints = index.event_outlet[event[kept]]
    pairs, counts = np.unique((words[kept].astype(np.int64) << 32) | outlets, return_counts=True)
    found = []
    for n in np.argsort(-counts, kind="stable").tolist():
        said = index.words[int(pairs[n] >> 32)]
        if said is None or said.casefold() in PRONOUNS or index.actors.private_in(said):
            continue
        found.append(NameUse(words=said, outlet=index.outlets[int(pairs[n] & 0xFFFFFFFF)], count=int(counts[n])))
        if len(found) == MOST_NAMES:
            break
    return tuple(found)


class Dealings:
    """Who did something to whom: a row for each event, actor and recipient."""

    def __init__(self, index: Snapshot) -> None:
        self._index = index
        actor, recipient = index.by_part[ACTOR], index.by_part[RECIPIENT]
        low, high = np.searchsorted(recipient.row, actor.row), np.searchsorted(recipient.row, actor.row, side="right")
        number = high - low
        self.event = np.repeat(actor.row, number).astype(np.intp)
        self.actor = np.repeat(actor.value, number)
        self.recipient = recipient.value[spread(low, number)]
        self._quad = index.event_quad[self.event]

    def relations(self, events: Bools | None, limit: int) -> Relations:
        """The actors with most events, and what passes between them."""
        index = self._index
        counts = index.either.by_value.counts(events, len(index.actors))
        top = np.argsort(-counts, kind="stable")[: min(limit, np.count_nonzero(counts))]
        place = np.full(len(index.actors) + 1, -1, np.int32)
        place[top] = np.arange(len(top), dtype=np.int32)
        actor, recipient, quad = self.actor, self.recipient, self._quad
        if events is not None:
            passing = np.flatnonzero(events.take(self.event))
            actor, recipient, quad = actor[passing], recipient[passing], quad[passing]
        one, two = place[actor], place[recipient]
        cells = (one.astype(np.int64) * len(top) + two) * len(QUADS) + quad
        kept = (one >= 0) & (two >= 0)
        if not kept.all():
            cells = cells[kept]
        table = np.bincount(cells, minlength=len(top) ** 2 * len(QUADS)).reshape(-1, len(QUADS))
        total = table.sum(axis=1)
        order = np.argsort(-total, kind="stable")[: np.count_nonzero(total)]
        edges = [
            Edge(
                actor=cell // len(top), recipient=cell % len(top), count=count,
                quads={quad: number for quad, number in zip(QUADS, numbers, strict=True) if number},
            )
            for cell, count, numbers in zip(order.tolist(), total[order].tolist(), table[order].tolist(), strict=True)
        ]  # fmt: skip
        nodes = [
            Node(entity=one.key, name=one.name, country=one.country, count=int(counts[n])) for n in top if (one := index.actors.all[n])
        ]
        return Relations(nodes=tuple(nodes), edges=tuple(edges), left_out=int(np.count_nonzero(counts)) - len(top))
