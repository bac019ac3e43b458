"""Rows as they may be shown: private persons masked, one event, quotation or incident at a time."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection

from tacitus.exports.privacy import Veil
from tacitus.exports.pseudonyms import Pseudonyms, keyed, new_secret
from tacitus.model.errors import RecordError
from tacitus.model.incidents import Contradiction, Incident, IncidentParty, Side
from tacitus.model.records import Document, Entity, Place
from tacitus.record import Reader, Store
from tacitus.record import browsing as tables
from tacitus.workspace.browsing.keeping import Kept
from tacitus.workspace.browsing.snapshot import Snapshot

VEILS_KEPT = 4000
MOST_DOCUMENTS = 40  # that are looked at to mask one incident
OF_ONE_NAME = 3
SECRET = "pseudonym_secret"  # noqa: S105 - the name of a setting


class _Mention(msgspec.Struct):
    start: int
    end: int
    text: str
    entity: str | None = None
    form: str = "name"


class _Seen(msgspec.Struct):
    """What of a coding a veil looks at; the rest is not decoded."""

    document: Document
    entities: tuple[Entity, ...] = ()
    mentions: tuple[_Mention, ...] = ()
    places: tuple[Place, ...] = ()


_decoder = msgspec.json.Decoder(_Seen)


def pseudonyms_of(path: Path, *, masked: bool | None = None) -> Pseudonyms | None:
    """What stands for private persons of a record, None where they are named; ``masked`` None: as the record's own switch says.

    The record's secret is made when it is first needed; where it cannot be written, one for this session alone.
    """
    with Reader(path) as reader:
        settings = reader.settings()
    if not (settings["pseudonyms"] == "on" if masked is None else masked):
        return None
    secret = settings.get(SECRET)
    if secret is None:
        secret = new_secret()
        try:
            with Store(path) as store:
                store.set(SECRET, secret)
        except RecordError:
            pass
    return keyed(secret)


class Veils:
    """Veils of documents by the numbers of their codings."""

    def __init__(self, pseudonyms: Pseudonyms) -> None:
        self._pseudonyms = pseudonyms
        self._kept = Kept(VEILS_KEPT)

    def of(self, connection: Connection, codings: Iterable[int]) -> dict[int, Veil]:
        """Those of codings that are there."""
        found: dict[int, Veil] = {}
        for coding in dict.fromkeys(codings):
            veil = self._kept.get(coding, lambda coding=coding: self._made(connection, coding))  # type: ignore[misc]
            if veil is not None:
                found[coding] = veil
        return found

    def _made(self, connection: Connection, coding: int) -> Veil | None:
        data = tables.codings_at(connection, [coding]).get(coding)
        if data is None:
            return None
        seen: Any = _decoder.decode(zlib.decompress(data))
        return Veil(seen, self._pseudonyms)


def documents_behind(index: Snapshot, row: int, incident: Incident, first: int | None) -> list[int]:
    """Documents whose private persons may be named in an incident: those that name its parties whom no lexicon knows, and the first.

    All names of an incident are names of parties; of several documents that give the same one, a few are looked at.
    """
    said = set(_names(incident))
    documents: dict[int, None] = {}
    looked_at: Counter[int] = Counter()
    for event, who in index.unlisted_in(index.events_of(row)):
        name = index.who[who][1] or ""
        if looked_at[who] < OF_ONE_NAME and len(documents) < MOST_DOCUMENTS and (name in said or name in incident.title):
            looked_at[who] += 1
            documents.setdefault(int(index.event_document[event]), None)
    if first is not None:
        documents.setdefault(first, None)
    return list(documents)


def _names(incident: Incident) -> Iterable[str | None]:
    for party in (*incident.actors, *incident.recipients):
        yield party.name
    for contradiction in incident.contradictions:
        for side in contradiction.sides:
            yield side.value


def masked_incident(incident: Incident, veils: Iterable[Veil], first: Veil | None) -> Incident:
    """The incident with the names masked that any of its documents' veils masks."""
    for veil in veils:
        incident = msgspec.structs.replace(
            incident,
            title=veil.prose(incident.title),
            actors=tuple(_party(veil, party) for party in incident.actors),
            recipients=tuple(_party(veil, party) for party in incident.recipients),
            contradictions=tuple(_contradiction(veil, one) for one in incident.contradictions),
        )
    head = incident.first_report
    if first is not None:
        head = msgspec.structs.replace(
            head, title=first.prose(head.title) if head.title else head.title, url=first.address(head.url) if head.url else head.url
        )
    return msgspec.structs.replace(incident, first_report=head)


def _party(veil: Veil, party: IncidentParty) -> IncidentParty:
    entity = veil.reference(party.entity) if party.entity else party.entity
    return msgspec.structs.replace(party, entity=entity, name=veil.prose(party.name))


def _contradiction(veil: Veil, one: Contradiction) -> Contradiction:
    if one.field not in ("actor", "recipient"):
        return one
    return msgspec.structs.replace(one, sides=tuple(_side(veil, side) for side in one.sides))


def _side(veil: Veil, side: Side) -> Side:
    value = veil.prose(side.value)
    key = veil.reference(side.key) if value == side.value else f"name:{value.casefold()}"
    return msgspec.structs.replace(side, value=value, key=key)
