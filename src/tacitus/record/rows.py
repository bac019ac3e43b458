"""A coding as rows of the tables: pure functions, without the numbers that the store gives."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Any

import msgspec

from tacitus.model.ids import digest, make_id
from tacitus.model.records import Coding, Document, Event, Party, Quote

Row = dict[str, Any]
# What is known about a document beside its text and may change its coding, or what lists show of it.
_HEAD = ("title", "author", "published_at", "published_from", "dateline_place", "language", "extent")
# Stages that say why a document is not coded without anything having gone wrong.
NOTE_STAGES = frozenset({"language"})
NO_EVENT = "the text tells no political event that the patterns know; its quotations, if any, are kept."


class CodingRows(msgspec.Struct, kw_only=True):
    """The rows of one coding; parties and places point to their event or quotation by its ordinal, under ``owner``."""

    document: Row
    coding: Row
    events: list[Row]
    quotes: list[Row]
    event_parties: list[tuple[int, Row]]
    quote_parties: list[tuple[int, Row]]
    event_places: list[tuple[int, Row]]
    failures: list[Row]

    @property
    def number(self) -> int:
        """How many rows it is, which the length of a transaction goes with."""
        lists = (self.events, self.quotes, self.event_parties, self.quote_parties, self.event_places, self.failures)
        return 2 + sum(len(list(rows)) for rows in lists)


def head_of(document: Document) -> str:
    """Hash of what is known about the document beside its text."""
    return digest(*(getattr(document, name) for name in _HEAD))


def coding_id(document: Document, fingerprint: str) -> str:
    """Id of the coding of this document, with this head, under this fingerprint."""
    return make_id("coding", document.id, fingerprint, head_of(document))


def level_of(stage: str) -> str:
    """``note`` where a document is rightly not coded, else ``failure``."""
    return "note" if stage in NOTE_STAGES else "failure"


def is_failed(coding: Coding) -> bool:
    """Whether something went wrong that ``--retry-failed`` may mend."""
    return any(level_of(failure.stage) == "failure" for failure in coding.failures)


def rows_of(coding: Coding, json: bytes, fingerprint: str) -> CodingRows:
    """All rows of the coding; ``json`` is its own encoding."""
    document = coding.document
    private = frozenset(entity.id for entity in coding.entities if entity.private)
    return CodingRows(
        document=document_row(document),
        coding={
            "id": coding_id(document, fingerprint),
            "fingerprint": fingerprint,
            "head": head_of(document),
            "newest": True,
            "failed": is_failed(coding),
            "json": zlib.compress(json, 6),
        },
        events=[_event_row(n, event) for n, event in enumerate(coding.events)],
        quotes=[_quote_row(n, quote) for n, quote in enumerate(coding.quotes)],
        event_parties=[(n, row) for n, event in enumerate(coding.events) for row in _event_parties(event, private)],
        quote_parties=[(n, _party_row("speaker", 0, q.speaker, private)) for n, q in enumerate(coding.quotes) if q.speaker],
        event_places=[(n, row) for n, event in enumerate(coding.events) for row in _place_rows(event)],
        failures=_failure_rows(coding),
    )


def document_row(document: Document) -> Row:
    row: Row = msgspec.to_builtins(document)
    del row["kind"]
    return row


def _event_row(ordinal: int, event: Event) -> Row:
    time = event.time
    return {
        "ordinal": ordinal,
        "id": event.id,
        "type": event.type,
        "modes": _json(event.modes),
        "contexts": _json([context.name for context in event.contexts]),
        "quad": event.quad,
        "cameo": event.cameo,
        "score": event.score,
        "status": event.status,
        "voice": event.voice,
        "relation": event.attribution.relation if event.attribution else None,
        "hedge": event.hedge.text if event.hedge else None,
        "start": event.trigger.start,
        "end": event.trigger.end,
        "trigger": event.trigger.text,
        "sentence": " … ".join(evidence.text for evidence in event.evidence),
        "earliest": time.earliest if time else None,
        "latest": time.latest if time else None,
        "precision": time.precision if time else None,
        "not_after": event.not_after,
        "outcome": event.outcome,
        "extent": event.extent,
        "background": event.background,
        "ongoing": event.ongoing,
        "reciprocal": event.reciprocal,
        "confidence": event.confidence,
        "json": _json(event),
    }


def _quote_row(ordinal: int, quote: Quote) -> Row:
    return {
        "ordinal": ordinal,
        "id": quote.id,
        "form": quote.form,
        "start": quote.content[0].start,
        "end": quote.content[-1].end,
        "content": " … ".join(span.text for span in quote.content),
        "cue": quote.cue.text if quote.cue else None,
        "hedge": quote.hedge.text if quote.hedge else None,
        "parent": quote.parent,
        "json": _json(quote),
    }


def _event_parties(event: Event, private: frozenset[str]) -> Iterable[Row]:
    for part, parties in (("actor", event.actors), ("recipient", event.recipients), ("target", event.targets)):
        for ordinal, party in enumerate(parties):
            yield _party_row(part, ordinal, party, private)
    if event.attribution is not None and event.attribution.speaker is not None:
        yield _party_row("speaker", 0, event.attribution.speaker, private)


def _party_row(part: str, ordinal: int, party: Party, private: frozenset[str]) -> Row:
    searched = [value for value in (party.name, party.text, party.entity, party.role) if value]
    return {
        "part": part,
        "ordinal": ordinal,
        "entity": party.entity,
        "name": party.name,
        "text": party.text,
        "country": party.country,
        "sectors": _json(party.sectors),
        "role": party.role,
        "private": party.entity in private,
        "folded": "\n".join(searched).casefold(),
    }


def _place_rows(event: Event) -> Iterable[Row]:
    for ordinal, place in enumerate(event.places):
        yield {
            "ordinal": ordinal,
            "role": place.role,
            "geonames_id": place.geonames_id,
            "name": place.name,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "country": place.country,
            "admin1": place.admin1,
        }


def _failure_rows(coding: Coding) -> list[Row]:
    """The coding's own failures, or a note where all went well and no event was found."""
    rows = [
        {"level": level_of(failure.stage), "stage": failure.stage, "version": failure.version, "reason": failure.reason}
        for failure in coding.failures
    ]
    if not rows and not coding.events:
        version = coding.produced_by.get("stages", {}).get("events")
        rows.append({"level": "note", "stage": "events", "version": version, "reason": NO_EVENT})
    return [{**row, "input": coding.document.input} for row in rows]


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
