"""Rows of a page: read from the tables by their numbers, masked, with the words found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

import msgspec
import numpy as np
from sqlalchemy import Connection

from tacitus.exports.privacy import Veil
from tacitus.model.answers import DocumentRow, EventRow, IncidentRow, QuoteRow
from tacitus.model.incidents import Incident
from tacitus.model.records import Event, Quote
from tacitus.record import browsing as tables
from tacitus.workspace.browsing.columns import Bools
from tacitus.workspace.browsing.filters import REVIEWED
from tacitus.workspace.browsing.masking import Veils, documents_behind, masked_incident
from tacitus.workspace.browsing.reviewed import Review
from tacitus.workspace.browsing.snapshot import Snapshot
from tacitus.workspace.browsing.snippets import marked

_events = msgspec.json.Decoder(Event)
_quotes = msgspec.json.Decoder(Quote)
_incidents = msgspec.json.Decoder(Incident)
Phrases = Sequence[tuple[str, ...]]


class Rows:
    """Makes the rows of one answer, in one read transaction. A row that was taken out since the index was made is left out."""

    def __init__(self, connection: Connection, index: Snapshot, review: Review, veils: Veils | None) -> None:
        self._connection = connection
        self._index = index
        self._review = review
        self._veils = veils

    def _veiled(self, documents: Iterable[int]) -> dict[int, Veil]:
        """By row of the document."""
        if self._veils is None:
            return {}
        rows = list(dict.fromkeys(documents))
        codings = self._index.document_coding[rows].tolist()
        veils = self._veils.of(self._connection, codings)
        return {row: veils[coding] for row, coding in zip(rows, codings, strict=True) if coding in veils}

    def documents(self, rows: Sequence[int], phrases: Phrases = ()) -> tuple[DocumentRow, ...]:
        veils = self._veiled(rows)
        heads = self._heads(rows, veils)
        found = [heads[row] for row in rows if row in heads]
        if not phrases:
            return tuple(found)
        texts = tables.texts_at(self._connection, self._index.document_seq[list(rows)].tolist())
        snippets = {
            self._index.document_id[row]: marked(_under(veils.get(row), texts[int(self._index.document_seq[row])]), phrases)
            for row in rows
            if int(self._index.document_seq[row]) in texts
        }
        return tuple(msgspec.structs.replace(head, snippet=snippets.get(head.id)) for head in found)

    def _heads(self, documents: Iterable[int], veils: dict[int, Veil]) -> dict[int, DocumentRow]:
        index, rows = self._index, list(dict.fromkeys(documents))
        known = tables.documents_at(self._connection, index.document_seq[rows].tolist())
        found = {}
        for row in rows:
            head = known.get(int(index.document_seq[row]))
            if head is None or (self._veils is not None and row not in veils):
                continue
            title, url, author, published_at, characters = head
            veil = veils.get(row)
            if veil is not None:
                title, author = (veil.prose(text) if text else text for text in (title, author))
                url = veil.address(url) if url else url
            found[row] = DocumentRow(
                id=index.document_id[row], title=title, outlet=index.outlets[index.document_outlet[row]], author=author,
                published_at=published_at, url=_linked(url), events=int(index.document_events[row]),
                quotes=int(index.document_quotes[row]), characters=characters, failed=bool(index.document_failed[row]),
            )  # fmt: skip
        return found

    def events(self, rows: Sequence[int], phrases: Phrases = ()) -> tuple[EventRow, ...]:
        index = self._index
        seqs = index.event_seq[list(rows)].tolist()
        documents = index.event_document[list(rows)].tolist()
        json = tables.events_at(self._connection, seqs)
        veils = self._veiled(documents)
        heads = self._heads(documents, veils)
        origins = tables.origins_of(self._connection, (identity.decode() for identity in index.event_id[list(rows)].tolist()))
        found = []
        for row, seq, document in zip(rows, seqs, documents, strict=True):
            if seq not in json or document not in heads:
                continue
            event = _events.decode(json[seq])
            if document in veils:
                event = veils[document].annotation(event)
            incident = int(index.event_incident[row])
            found.append(
                EventRow(
                    event=event,
                    document=heads[document],
                    incident=index.incident_id[incident].decode() if incident >= 0 else None,
                    origin=origins.get(event.id),
                    review=REVIEWED[self._review.events[row]],
                    snippet=marked(sentence_of(event), phrases) if phrases else None,
                )
            )
        return tuple(found)

    def quotes(self, rows: Sequence[int], phrases: Phrases = ()) -> tuple[QuoteRow, ...]:
        index = self._index
        seqs = index.quote_seq[list(rows)].tolist()
        documents = index.quote_document[list(rows)].tolist()
        json = tables.quotes_at(self._connection, seqs)
        veils = self._veiled(documents)
        heads = self._heads(documents, veils)
        found = []
        for row, seq, document in zip(rows, seqs, documents, strict=True):
            if seq not in json or document not in heads:
                continue
            quote = _quotes.decode(json[seq])
            if document in veils:
                quote = veils[document].annotation(quote)
            found.append(
                QuoteRow(
                    quote=quote,
                    document=heads[document],
                    review=REVIEWED[self._review.quotes[row]],
                    snippet=marked(" … ".join(span.text for span in quote.content), phrases) if phrases else None,
                )
            )
        return tuple(found)

    def incidents(self, rows: Sequence[int], phrases: Phrases = (), passing: Bools | None = None) -> tuple[IncidentRow, ...]:
        """``passing``: the events that pass the filters; the first of an incident's gives its snippet."""
        index = self._index
        seqs = index.incident_seq[list(rows)].tolist()
        json = tables.incidents_at(self._connection, seqs)
        whole = {row: _incidents.decode(json[seq]) for row, seq in zip(rows, seqs, strict=True) if seq in json}
        snippets = self._snippets(list(whole), phrases, passing) if phrases else {}
        shown = self.masked(whole)
        return tuple(
            IncidentRow(
                incident=shown[row], reviewed=int(np.count_nonzero(self._review.events[index.events_of(row)])), snippet=snippets.get(row)
            )
            for row in rows
            if row in shown
        )

    def masked(self, whole: dict[int, Incident]) -> dict[int, Incident]:
        """Incidents by row as they may be shown."""
        if self._veils is None:
            return whole
        first = {row: self._index.document_numbers.get(one.first_report.document) for row, one in whole.items()}
        behind = {row: documents_behind(self._index, row, one, first[row]) for row, one in whole.items()}
        veils = self._veiled(document for documents in behind.values() for document in documents)
        found = {}
        for row, one in whole.items():
            head = veils.get(first[row]) if first[row] is not None else None  # type: ignore[arg-type]
            if head is not None and all(document in veils for document in behind[row]):
                found[row] = masked_incident(one, (veils[document] for document in behind[row]), head)
        return found

    def _snippets(self, rows: Sequence[int], phrases: Phrases, passing: Bools | None) -> dict[int, str]:
        events: dict[int, int] = {}
        for row in rows:
            held = self._index.events_of(row)
            held = held if passing is None else held[passing[held]]
            if len(held):
                events[row] = int(held[0])
        shown = {one.event.id: one.snippet for one in self.events(list(events.values()), phrases)}
        ids: dict[int, Any] = {row: self._index.event_id[event].decode() for row, event in events.items()}
        return {row: shown[identity] or "" for row, identity in ids.items() if identity in shown}


def sentence_of(event: Event) -> str:
    return " … ".join(evidence.text for evidence in event.evidence)


def _under(veil: Veil | None, text: str) -> str:
    return text if veil is None else veil.text(text)


def _linked(url: str | None) -> str | None:
    """A link that a page may carry; None where it is none."""
    try:
        scheme = urlsplit(url or "").scheme.lower()
    except ValueError:
        return None
    return url if scheme in ("http", "https") else None
