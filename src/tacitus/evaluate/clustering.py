"""Our partitions of a set of codings: what a record made of these documents alone says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import msgspec

from tacitus.corpus import copies
from tacitus.corpus.updating import update
from tacitus.model.records import Coding, to_json
from tacitus.pipeline.running import basis
from tacitus.record import Store
from tacitus.record import copies as printed
from tacitus.record import incidents as table


class Partition(msgspec.Struct, frozen=True, kw_only=True):
    """``incidents``: event id → incident id, of events that are reports of one. ``copies``: document id → group of copies."""

    incidents: dict[str, str] = {}
    copies: dict[str, str] = {}


class Clusters(Protocol):
    """Makes a partition; tests give a simple one."""

    def __call__(self, codings: Sequence[Coding], /) -> Partition: ...


def partition_of(codings: Sequence[Coding]) -> Partition:
    """By a record of its own, in a folder that goes afterwards."""
    with TemporaryDirectory(prefix="tacitus-eval-") as folder, Store(Path(folder) / "set.db") as store:
        fingerprint = store.declare(basis())
        for coding in codings:
            store.put(coding, to_json(coding), fingerprint)
        store.flush()
        update(store)
        with store.transaction() as connection:
            incidents = table.incidents_of(connection, [event.id for coding in codings for event in coding.events])
            heads = printed.heads(connection, range(1, len(codings) + 1))  # a new record numbers its documents from one
            groups = copies.groups(connection, heads)
    return Partition(incidents=dict(incidents), copies={heads[number].id: group for number, group in groups.items()})
