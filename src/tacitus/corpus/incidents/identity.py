"""Ids that live on: which incident of before a cluster continues, what was merged, split, ended. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec

from tacitus.model.ids import make_id

Order = tuple[bool, str, str, int, str]


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """An incident as it stood: by whose publication it was born, and its members that are still there, in canonical order.

    ``first``: the order of the first of them, which tells apart two that were born by one document: the earlier in its text goes before.
    """

    id: str
    born: tuple[bool, str, str]
    first: Order
    members: tuple[int, ...]


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """Ids of the clusters, in their order; what else happened."""

    ids: tuple[str, ...]
    moves: tuple[tuple[str, str], ...]  # redirects, old and new
    new: frozenset[str]
    log: tuple[dict[str, Any], ...]


def name(clusters: Sequence[Sequence[int]], oldest: Sequence[str], before: Sequence[Before], taken: Collection[str]) -> Named:
    """Names clusters of nodes. ``oldest``: event id of each cluster's oldest report; ``taken``: ids that live elsewhere.

    The part with an incident's oldest member is its heir. Of several incidents in one cluster the one born by the oldest report lives on.
    """
    where = {node: n for n, cluster in enumerate(clusters) for node in cluster}
    heirs: dict[int, list[Before]] = {}
    for incident in before:
        if incident.members:
            heirs.setdefault(where[incident.members[0]], []).append(incident)
    living = {incident.id for incident in before if incident.members} | set(taken)
    ids: list[str] = []
    moves: list[tuple[str, str]] = []
    log: list[dict[str, Any]] = []
    new: set[str] = set()
    for n, event in enumerate(oldest):
        claimants = sorted(heirs.get(n, ()), key=lambda incident: (incident.born, incident.first, incident.id))
        if not claimants:
            ids.append(_fresh(event, living))
            new.add(ids[-1])
            living.add(ids[-1])
            continue
        ids.append(claimants[0].id)
        if len(claimants) > 1:
            merged = [incident.id for incident in claimants[1:]]
            moves += [(old, claimants[0].id) for old in merged]
            log.append({"act": "merged", "incident": claimants[0].id, "others": merged})
    log += _splits(ids, where, before, new)
    return Named(ids=tuple(ids), moves=tuple(moves), new=frozenset(new), log=tuple(log))


def _fresh(event: str, living: Collection[str]) -> str:
    """By the oldest member at birth; an ordinal where an incident of that birth lives on elsewhere."""
    ordinal = 0
    while (identity := make_id("incident", event, *([ordinal] if ordinal else []))) in living:
        ordinal += 1
    return identity


def _splits(ids: Sequence[str], where: Mapping[int, int], before: Sequence[Before], new: Collection[str]) -> list[dict[str, Any]]:
    found = []
    for incident in before:
        parts = sorted({ids[where[node]] for node in incident.members} - {incident.id})
        others = [part for part in parts if part in new]
        if others:
            found.append({"act": "split", "incident": incident.id, "others": others})
    return found
