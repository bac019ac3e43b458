"""Reads rows of a record as they may be shown: private persons masked where the record, or the user, says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from tacitus.exports.privacy import mask
from tacitus.exports.pseudonyms import Pseudonyms, keyed, new_secret
from tacitus.exports.tables import Row, head_of
from tacitus.model.errors import RecordError
from tacitus.model.incidents import Claim, Incident
from tacitus.model.records import Coding
from tacitus.record import Filters, Reader, Store
from tacitus.workspace.dossiers import Dossier, open_incident, rederived

CODINGS_KEPT = 64
SECRET = "pseudonym_secret"  # noqa: S105 - the name of a setting


class Shown:
    """A record open for reading. ``masked``: whether private persons are to be masked."""

    def __init__(self, reader: Reader, *, masked: bool | None = None) -> None:
        self.reader = reader
        settings = reader.settings()
        self.masked = settings["pseudonyms"] == "on" if masked is None else masked
        self._pseudonyms: Pseudonyms | None = keyed(_secret(reader, settings)) if self.masked else None
        self._last: tuple[int, dict[str, Row]] | None = None
        self._codings: dict[int, Coding] = {}

    def shown(self, coding: Coding) -> Coding:
        """The coding as it may be shown."""
        return mask(coding, self._pseudonyms) if self._pseudonyms is not None else coding

    def codings(self) -> Iterator[Coding]:
        """The newest coding of every document as it may be shown, in input order."""
        for coding in self.reader.codings():
            yield self.shown(coding)

    def events(self, filters: Filters) -> Iterator[Row]:
        """In document order, then text order."""
        for row in self.reader.events(filters):
            event = row.event
            if self.masked:
                yield msgspec.structs.replace(self._masked(row.coding, event.id), incident=row.incident, origin=row.origin)
            else:
                yield Row(document=row.document, shown=event, original=event, incident=row.incident, origin=row.origin)

    def quotes(self, filters: Filters) -> Iterator[Row]:
        """In document order, then text order."""
        for row in self.reader.quotes(filters):
            quote = row.quote
            if self.masked:
                yield self._masked(row.coding, quote.id)
            else:
                yield Row(document=row.document, shown=quote, original=quote)

    def incidents(self, filters: Filters) -> Iterator[tuple[Incident, tuple[Claim, ...]]]:
        """Each with its claims, by first report. Where persons are masked they are told anew from masked codings."""
        for incident in self.reader.incidents(filters):
            if self._pseudonyms is None:
                yield incident, tuple(self.reader.claims(incident=incident.id))
                continue
            members, denials = self.reader.members(incident.id), self.reader.denials(incident.id)
            codings = {seq: self._coding(seq) for seq in dict.fromkeys(one.coding for one in (*members, *denials))}
            yield rederived(incident, members, denials, codings)

    def dossier(self, identity: str) -> Dossier:
        """One incident opened."""
        return open_incident(self.reader, identity, self._coding, masked=self.masked)

    def _coding(self, seq: int) -> Coding:
        """A coding as it may be shown; the last ones are kept, for incidents share documents."""
        found = self._codings.pop(seq, None)
        if found is None:
            found = self.shown(self.reader.coding_at(seq))
            if len(self._codings) >= CODINGS_KEPT:
                del self._codings[next(iter(self._codings))]
        self._codings[seq] = found
        return found

    def _masked(self, seq: int, identity: str) -> Row:
        """Rows come document by document, so one masked coding is kept."""
        if self._last is None or self._last[0] != seq:
            self._last = (seq, rows_by_id(self.reader.coding_at(seq), self._pseudonyms))
        return self._last[1][identity]


def rows_by_id(coding: Coding, pseudonyms: Pseudonyms | None) -> dict[str, Row]:
    """Every event and quotation of a coding as a row, by id."""
    shown = mask(coding, pseudonyms) if pseudonyms is not None else coding
    head = head_of(shown.document)
    events = zip(shown.events, coding.events, strict=True)
    quotes = zip(shown.quotes, coding.quotes, strict=True)
    rows = [Row(document=head, shown=event, original=original) for event, original in events]
    rows += [Row(document=head, shown=quote, original=original) for quote, original in quotes]
    return {row.original.id: row for row in rows}


@contextmanager
def opened(record: Path, *, masked: bool | None = None) -> Iterator[Shown]:
    """The record for reading; ``masked`` None: as the record's own switch says."""
    with Reader(record) as reader:
        yield Shown(reader, masked=masked)


def _secret(reader: Reader, settings: dict[str, str]) -> str:
    """The record's secret, made when it is first needed; one for this output alone where the record cannot be written."""
    if SECRET in settings:
        return settings[SECRET]
    from tacitus.cli.terminal import complain

    secret = new_secret()
    try:
        with Store(reader.path) as store:
            store.set(SECRET, secret)
    except RecordError:
        complain(f"note: {reader.path} cannot be written now, so the pseudonyms of private persons hold for this output alone")
    return secret
