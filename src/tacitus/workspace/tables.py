"""Rows of a record as Arrow tables: one row an event, incident or claim, lists where several stand in a cell, the whole as ``json``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import pyarrow as pa

from tacitus.model.incidents import Claim, Incident, IncidentParty
from tacitus.model.ontology import COUNTED
from tacitus.model.records import Event, Party, Quote
from tacitus.record import DocumentHead, DocumentRow, EventRow, FailureRow, QuoteRow

ROWS_A_BATCH = 2000

_TEXT, _TEXTS = pa.string(), pa.list_(pa.string())
_HEAD = [(f"document_{name}", _TEXT) for name in ("id", "source_id", "input", "title", "url", "outlet", "published_at")]
EVENTS = pa.schema([
    ("id", _TEXT), ("incident", _TEXT), ("origin", _TEXT),
    ("type", _TEXT), ("modes", _TEXTS), ("quad", _TEXT), ("cameo", _TEXT), ("score", pa.float64()), ("contexts", _TEXTS),
    *[(f"{part}_{field}", _TEXTS) for part in ("actor", "recipient", "target") for field in ("names", "entities", "countries", "sectors")],
    ("status", _TEXT), ("voice", _TEXT), ("speaker", _TEXT), ("speaker_country", _TEXT), ("relation", _TEXT), ("hedge", _TEXT),
    ("earliest", _TEXT), ("latest", _TEXT), ("precision", _TEXT), ("not_after", _TEXT),
    ("place", _TEXT), ("place_country", _TEXT), ("latitude", pa.float64()), ("longitude", pa.float64()), ("geonames_id", pa.int64()),
    ("extent", _TEXT), ("outcome", _TEXT), ("background", pa.bool_()), ("ongoing", pa.bool_()), ("confidence", pa.float64()),
    ("trigger", _TEXT), ("start", pa.int64()), ("end", pa.int64()), ("sentence", _TEXT), *_HEAD, ("json", _TEXT),
])  # fmt: skip
QUOTES = pa.schema([
    ("id", _TEXT), ("form", _TEXT), ("content", _TEXT), ("cue", _TEXT), ("speaker", _TEXT), ("speaker_entity", _TEXT),
    ("speaker_country", _TEXT), ("speaker_sectors", _TEXTS), ("speaker_role", _TEXT), ("hedge", _TEXT), ("parent", _TEXT),
    ("start", pa.int64()), ("end", pa.int64()), *_HEAD, ("json", _TEXT),
])  # fmt: skip
DOCUMENTS = pa.schema([
    *[(name.removeprefix("document_"), kind) for name, kind in _HEAD], ("author", _TEXT), ("language", _TEXT), ("extent", _TEXT),
    ("characters", pa.int64()), ("events", pa.int64()), ("quotes", pa.int64()), ("failed", pa.bool_()),
])  # fmt: skip
INCIDENTS = pa.schema([
    ("id", _TEXT), ("title", _TEXT), ("types", _TEXTS), ("quad", _TEXT), ("status", _TEXT),
    *[(f"{part}_{field}", kind) for part in ("actor", "recipient") for field, kind in (
        ("names", _TEXTS), ("entities", _TEXTS), ("countries", _TEXTS), ("sectors", _TEXTS), ("origins", pa.list_(pa.int64())),
    )],
    ("earliest", _TEXT), ("latest", _TEXT), ("precision", _TEXT), ("not_after", _TEXT),
    ("place", _TEXT), ("place_country", _TEXT), ("latitude", pa.float64()), ("longitude", pa.float64()), ("geonames_id", pa.int64()),
    ("reports", pa.int64()), ("outlets", pa.int64()), ("origins", pa.int64()),
    *[(f"{what}_{bound}", pa.float64()) for what in COUNTED if what != "other" for bound in ("low", "best", "high")],
    ("contradictions", _TEXTS), ("flags", _TEXTS), ("events", _TEXTS), ("first_document", _TEXT), ("first_outlet", _TEXT),
    ("first_published_at", _TEXT), ("json", _TEXT),
])  # fmt: skip
CLAIMS = pa.schema([
    ("id", _TEXT), ("incident", _TEXT), ("field", _TEXT), ("value", _TEXT), ("key", _TEXT), ("low", pa.float64()), ("best", pa.float64()),
    ("high", pa.float64()), ("of", _TEXT), ("origin", _TEXT), ("source", _TEXT), ("speakers", _TEXTS), ("outlets", _TEXTS),
    ("documents", _TEXTS), ("events", _TEXTS), ("words", _TEXTS), ("starts", pa.list_(pa.int64())), ("ends", pa.list_(pa.int64())),
    ("first_seen", _TEXT), ("last_seen", _TEXT), ("replaced_by", _TEXT), ("retracted", pa.bool_()), ("json", _TEXT),
])  # fmt: skip
FAILURES = pa.schema([
    ("level", _TEXT), ("input", _TEXT), ("document_id", _TEXT), ("stage", _TEXT), ("version", pa.int64()), ("reason", _TEXT),
])  # fmt: skip


def events_table(rows: Iterable[EventRow]) -> pa.Table:
    return _table(EVENTS, (_event_cells(row.event, row) for row in rows))


def quotes_table(rows: Iterable[QuoteRow]) -> pa.Table:
    return _table(QUOTES, (_quote_cells(row.quote, row) for row in rows))


def documents_table(rows: Iterable[DocumentRow]) -> pa.Table:
    return _table(DOCUMENTS, ({**msgspec.structs.asdict(row.document), **msgspec.structs.asdict(row)} for row in rows))


def failures_table(rows: Iterable[FailureRow]) -> pa.Table:
    cells = ({**msgspec.structs.asdict(row), "document_id": row.document.id if row.document else None} for row in rows)
    return _table(FAILURES, cells)


def incidents_table(rows: Iterable[Incident]) -> pa.Table:
    return _table(INCIDENTS, (_incident_cells(row) for row in rows))


def claims_table(rows: Iterable[Claim]) -> pa.Table:
    return _table(CLAIMS, (_claim_cells(row) for row in rows))


def _table(schema: Any, rows: Iterator[dict[str, Any]]) -> pa.Table:
    """Built batch by batch, so that Python objects of a few rows alone are alive at once."""
    batches, held = [], []
    for row in rows:
        held.append(row)
        if len(held) == ROWS_A_BATCH:
            batches.append(pa.RecordBatch.from_pylist(held, schema=schema))
            held = []
    batches.append(pa.RecordBatch.from_pylist(held, schema=schema))
    return pa.Table.from_batches(batches, schema=schema)


def _head_cells(head: DocumentHead) -> dict[str, Any]:
    return {f"document_{name}": value for name, value in msgspec.structs.asdict(head).items()}


def _parties(part: str, parties: tuple[Party, ...]) -> dict[str, Any]:
    """Lists of the same length, one cell a party; its sectors are joined by spaces."""
    return {
        f"{part}_names": [party.name or party.text for party in parties],
        f"{part}_entities": [party.entity for party in parties],
        f"{part}_countries": [party.country for party in parties],
        f"{part}_sectors": [" ".join(party.sectors) for party in parties],
    }


def _event_cells(event: Event, row: EventRow) -> dict[str, Any]:
    time, place = event.time, event.places[0] if event.places else None
    speaker = event.attribution.speaker if event.attribution else None
    return {
        **{name: getattr(event, name) for name in EVENTS.names if hasattr(event, name)},
        "contexts": [context.name for context in event.contexts],
        **_parties("actor", event.actors),
        **_parties("recipient", event.recipients),
        **_parties("target", event.targets),
        "incident": row.incident,
        "origin": row.origin,
        "speaker": (speaker.name or speaker.text) if speaker else None,
        "speaker_country": speaker.country if speaker else None,
        "relation": event.attribution.relation if event.attribution else None,
        "hedge": event.hedge.text if event.hedge else None,
        "earliest": time.earliest if time else None,
        "latest": time.latest if time else None,
        "precision": time.precision if time else None,
        "place": (place.name or place.text) if place else None,
        "place_country": place.country if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "geonames_id": place.geonames_id if place else None,
        "trigger": event.trigger.text,
        "start": event.trigger.start,
        "end": event.trigger.end,
        "sentence": " … ".join(evidence.text for evidence in event.evidence),
        **_head_cells(row.document),
        "json": row.json,
    }


def _incident_cells(incident: Incident) -> dict[str, Any]:
    place, first = incident.place, incident.first_report
    return {
        **{name: getattr(incident, name) for name in INCIDENTS.names if hasattr(incident, name)},
        **_incident_parties("actor", incident.actors),
        **_incident_parties("recipient", incident.recipients),
        "place": place.name if place else None,
        "place_country": place.country if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "geonames_id": place.geonames_id if place else None,
        **{f"{what}_{bound}": getattr(figure, bound) for what, figure in incident.figures.items() for bound in ("low", "best", "high")},
        "contradictions": [one.field for one in incident.contradictions],
        "first_document": first.document,
        "first_outlet": first.outlet,
        "first_published_at": first.published_at,
        "json": msgspec.json.encode(incident).decode(),
    }


def _incident_parties(part: str, parties: tuple[IncidentParty, ...]) -> dict[str, Any]:
    return {
        f"{part}_names": [party.name for party in parties],
        f"{part}_entities": [party.entity for party in parties],
        f"{part}_countries": [party.country for party in parties],
        f"{part}_sectors": [" ".join(party.sectors) for party in parties],
        f"{part}_origins": [party.origins for party in parties],
    }


def _claim_cells(claim: Claim) -> dict[str, Any]:
    """Lists of documents, events, words, starts and ends go together."""
    speakers = [words.speaker.name or words.speaker.text for words in claim.words if words.speaker is not None]
    return {
        **{name: getattr(claim, name) for name in CLAIMS.names if hasattr(claim, name)},
        "speakers": list(dict.fromkeys(speakers)),
        "outlets": list(dict.fromkeys(words.outlet for words in claim.words if words.outlet)),
        "documents": [words.document for words in claim.words],
        "events": [words.event for words in claim.words],
        "words": [words.text for words in claim.words],
        "starts": [words.start for words in claim.words],
        "ends": [words.end for words in claim.words],
        "json": msgspec.json.encode(claim).decode(),
    }


def _quote_cells(quote: Quote, row: QuoteRow) -> dict[str, Any]:
    speaker = quote.speaker
    return {
        "id": quote.id,
        "form": quote.form,
        "content": " … ".join(span.text for span in quote.content),
        "cue": quote.cue.text if quote.cue else None,
        "speaker": (speaker.name or speaker.text) if speaker else None,
        "speaker_entity": speaker.entity if speaker else None,
        "speaker_country": speaker.country if speaker else None,
        "speaker_sectors": list(speaker.sectors) if speaker else None,
        "speaker_role": speaker.role if speaker else None,
        "hedge": quote.hedge.text if quote.hedge else None,
        "parent": quote.parent,
        "start": quote.content[0].start,
        "end": quote.content[-1].end,
        **_head_cells(row.document),
        "json": row.json,
    }
