"""What people said about which reports are one occurrence: made, undone, and handed to the clustering, which obeys it.

A later word goes before an earlier one. Reports of copies stand with the text they are copies of, but those that a split names stand alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection

from tacitus.model.errors import UsageError
from tacitus.model.ids import digest
from tacitus.record import incident_nodes as node_table
from tacitus.record import incidents as table


class _Split:
    """Two sides; those that a later word joined (``groups``: event → number) stay together all the same."""

    def __init__(self, left: frozenset[str], right: frozenset[str], groups: Mapping[str, int]) -> None:
        self.left, self.right, self._groups = left, right, groups

    def joined(self, one: str, two: str) -> bool:
        return one in self._groups and self._groups[one] == self._groups.get(two)

    def parts(self, one: frozenset[str], two: frozenset[str]) -> bool:
        return any(not self.joined(a, b) for a in one & self.left for b in two & self.right)


class Said:
    """Constraints in force, on events; ``nodes`` brings them onto nodes."""

    def __init__(self, constraints: Sequence[table.Constraint]) -> None:
        self._groups: list[frozenset[str]] = []  # events of one occurrence; disjoint
        self._apart: list[_Split] = []
        for one in reversed(constraints):
            if one.act == "same":
                self._join(one.events)
            else:
                joined = {event: n for n, group in enumerate(self._groups) for event in group}
                self._apart.append(_Split(frozenset(one.events), frozenset(one.others), joined))
                self._join(one.events)
                self._join(one.others)
        self._node_groups: list[set[int]] = []
        self._of: dict[int, int] = {}

    @property
    def sides(self) -> dict[str, str]:
        """Event → hash of the sides of splits on which it stands."""
        found: dict[str, list[str]] = {}
        for n, split in enumerate(reversed(self._apart)):
            for side, events in (("left", split.left), ("right", split.right)):
                for event in sorted(events):
                    found.setdefault(event, []).append(f"{n} {side}")
        return {event: digest(*sides) for event, sides in found.items()}

    def _join(self, events: Iterable[str]) -> None:
        """One after the other, unless a later word keeps them apart."""
        current: frozenset[str] = frozenset()
        for event in sorted(events):
            group = next((one for one in self._groups if event in one), frozenset({event}))
            if group is not current and not self._kept_apart(current, group):
                self._groups = [one for one in self._groups if one not in (current, group)]
                current = current | group
                self._groups.append(current)

    def _kept_apart(self, one: frozenset[str], two: frozenset[str]) -> bool:
        return any(split.parts(one, two) or split.parts(two, one) for split in self._apart)

    def nodes(self, connection: Connection) -> tuple[dict[int, set[int]], set[tuple[int, int]]]:
        """Node → nodes to stand with; pairs of nodes to stand apart."""
        events = {event for group in self._groups for event in group} | {
            event for split in self._apart for event in (*split.left, *split.right)
        }
        where = node_table.nodes_of_events(connection, sorted(events))
        self._node_groups = _united([{where[event] for event in group if event in where} for group in self._groups])
        self._of = {node: n for n, group in enumerate(self._node_groups) for node in group}
        together = {node: group - {node} for group in self._node_groups for node in group if len(group) > 1}
        apart = {
            (where[one], where[two])
            for split in self._apart
            for one in split.left
            for two in split.right
            if one in where and two in where and where[one] != where[two] and not split.joined(one, two)
        }
        return together, apart

    def groups(self, nodes: Sequence[int]) -> list[list[int]]:
        """Those of the nodes that stand together, in their order."""
        found: dict[int, list[int]] = {}
        for node in nodes:
            if node in self._of:
                found.setdefault(self._of[node], []).append(node)
        return [group for _, group in sorted(found.items()) if len(group) > 1]

    def joined(self, one: int, two: int) -> bool:
        return one in self._of and self._of.get(two) == self._of[one]


def _united(groups: Sequence[set[int]]) -> list[set[int]]:
    """Groups that share a node become one."""
    found: list[set[int]] = []
    for group in groups:
        touching = [one for one in found if one & group]
        found = [one for one in found if not one & group]
        found.append(group.union(*touching))
    return [group for group in found if group]


def merge(connection: Connection, incidents: Sequence[str], author: str, reason: str | None = None, made_at: str | None = None) -> int:
    """Makes two or more incidents one; the number of the constraint. It holds from the next update of the record on.

    Raises UsageError where an id is unknown or their statuses differ: what is denied or threatened never joins what happened.
    """
    ids = _resolved(connection, incidents)
    if len(ids) < 2:
        raise UsageError("Name at least two incidents to merge.")
    statuses = sorted(set(table.statuses(connection, ids).values()))
    if len(statuses) > 1:
        raise UsageError(f"These incidents have different statuses ({', '.join(statuses)}) and cannot be one occurrence.")
    events = [event for _, found in sorted(table.events_of(connection, ids).items()) for event in found]
    return _say(connection, "same", events, [], author, reason, made_at)


def split(
    connection: Connection, incident: str, events: Sequence[str], author: str, reason: str | None = None, made_at: str | None = None
) -> int:
    """Parts these events from the rest of an incident; the number of the constraint. It holds from the next update on."""
    (identity,) = _resolved(connection, [incident])
    members = table.events_of(connection, [identity])[identity]
    strangers = [event for event in events if event not in members]
    if strangers:
        raise UsageError(f"{strangers[0]} is no report of {identity}.")
    rest = [event for event in members if event not in set(events)]
    if not events or not rest:
        raise UsageError(f"A split leaves reports on both sides; {identity} has {len(members)}.")
    return _say(connection, "different", sorted(set(events)), rest, author, reason, made_at)


def apart(connection: Connection, one: str, other: str, author: str, reason: str | None = None, made_at: str | None = None) -> int:
    """Keeps the reports of two events of two incidents apart from now on; the number of the constraint."""
    nodes = node_table.nodes_of_events(connection, [one, other])
    missing = next((event for event in (one, other) if event not in nodes), None)
    if missing is not None:
        raise UsageError(f"No incident has the event {missing}.")
    if nodes[one] == nodes[other]:
        raise UsageError("These are printings of one report; split them off their incident instead.")
    found = node_table.members_of(connection, nodes.values())
    return _say(connection, "different", found[nodes[one]], found[nodes[other]], author, reason, made_at)


def undo(connection: Connection, constraint: int, made_at: str | None = None) -> None:
    """Takes back what a person said; its reports are clustered freely by the next update."""
    found = table.undo(connection, constraint, made_at or _now())
    if found is None:
        raise UsageError(f"No constraint {constraint} is in force.")
    table.wait_again(connection, node_table.documents_of_events(connection, [*found.events, *found.others]))


def _say(
    connection: Connection, act: str, events: Sequence[str], others: Sequence[str], author: str, reason: str | None, made_at: str | None
) -> int:
    seq = table.constrain(connection, act, events, others, author, reason, made_at or _now())
    table.wait_again(connection, node_table.documents_of_events(connection, [*events, *others]))
    return seq


def _resolved(connection: Connection, incidents: Sequence[str]) -> list[str]:
    found: dict[str, None] = {}
    for one in incidents:
        identity = table.resolve(connection, one)
        if identity is None:
            raise UsageError(f"No incident {one} in this record. `tacitus incidents RECORD` shows them.")
        found[identity] = None
    return sorted(found)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
