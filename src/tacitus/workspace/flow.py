"""Units in, codings out, in input order, with a bounded number under way and nothing coded that is coded already."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator

import msgspec

from tacitus.ingest import Refusal, Unit
from tacitus.model.records import Coding, Document, from_json, to_json
from tacitus.pipeline.fingerprint import Basis
from tacitus.pipeline.running import PIPELINE, failed_coding
from tacitus.pipeline.tasks import CODE, READ, Read, pack_document, pack_unit, unpack_read
from tacitus.pipeline.workers import Pool, Ticket
from tacitus.record.store import Known

UNITS_A_WORKER = 32  # begun before the oldest is done: enough that one slow document holds up nobody
MAX_BYTES = 64 << 20  # of raw input waiting in this process
POLL_SECONDS = 0.2


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one document, or of an input that gave none (``refusal`` alone)."""

    refusal: Refusal | None = None
    document: Document | None = None
    known: Known | None = None  # the record has its coding already
    json: bytes | None = None  # its coding, where it was made now
    seconds: float = 0.0

    def coding(self) -> Coding:
        assert self.json is not None
        return from_json(self.json)


class _Part:
    """A document under way, or a refusal."""

    __slots__ = ("document", "known", "refusal", "ticket")

    def __init__(self, read: Read, known: Known | None, ticket: Ticket | None) -> None:
        self.document, self.refusal, self.known, self.ticket = read.document, read.refusal, known, ticket


class _Slot:
    """One unit of the input, in its place."""

    __slots__ = ("input", "number", "parts", "reading", "size")

    def __init__(self, number: int, name: str, reading: Ticket | None, parts: list[_Part] | None, size: int) -> None:
        self.number, self.input, self.reading, self.parts, self.size = number, name, reading, parts, size


class Flow:
    """``known`` says which coding of a document need not be made; ``idle`` is called while waiting."""

    def __init__(self, pool: Pool, basis: Basis, known: Callable[[Document], Known | None], workers: int, idle: Callable[[], None]) -> None:
        self._pool, self._known, self._idle = pool, known, idle
        self._produced_by = basis.produced_by()
        self._most = UNITS_A_WORKER * workers if workers else 1
        self._slots: deque[_Slot] = deque()
        self._bytes = 0
        self._number = 0

    def run(self, units: Iterable[Unit | Refusal]) -> Iterator[Outcome]:
        """Every outcome, in input order."""
        source = iter(units)
        more = True
        while more or self._slots:
            while more and len(self._slots) < self._most and self._bytes < MAX_BYTES:
                unit = next(source, None)
                if unit is None:
                    more = False
                else:
                    self._begin(unit)
            moved = self._advance()
            while self._slots and (parts := self._slots[0].parts) is not None:
                if parts and not _is_done(parts[0]):
                    break
                if parts:
                    yield self._outcome(parts.pop(0))
                    continue
                self._bytes -= self._slots.popleft().size
                moved = True
            self._idle()
            if not moved:
                self._pool.wait_any(POLL_SECONDS)

    def _begin(self, unit: Unit | Refusal) -> None:
        self._number += 1
        if isinstance(unit, Refusal):
            slot = _Slot(self._number, unit.input, None, [_Part(Read(refusal=unit), None, None)], 0)
        else:
            try:
                packed = pack_unit(unit)
            except UnicodeEncodeError:
                refusal = Refusal(input=unit.input, reason="its name or id holds characters that are none; give it another")
                slot = _Slot(self._number, unit.input, None, [_Part(Read(refusal=refusal), None, None)], 0)
            else:
                slot = _Slot(self._number, unit.input, self._pool.submit(READ, packed, self._number), None, len(packed))
        self._bytes += slot.size
        self._slots.append(slot)

    def _advance(self) -> bool:
        """Sends the documents of units that were read to be coded; whether there were any."""
        moved = False
        for slot in self._slots:
            if slot.parts is None and slot.reading is not None and slot.reading.done:
                slot.parts = [self._part(read, slot.number) for read in _read_of(slot)]
                slot.reading = None
                moved = True
        return moved

    def _part(self, read: Read, number: int) -> _Part:
        if read.document is None:
            return _Part(read, None, None)
        known = self._known(read.document)
        ticket = None if known else self._pool.submit(CODE, pack_document(read.document), number)
        return _Part(read, known, ticket)

    def _outcome(self, part: _Part) -> Outcome:
        document, ticket = part.document, part.ticket
        if document is None or ticket is None:
            return Outcome(refusal=part.refusal, document=document, known=part.known)
        json = ticket.result
        if json is None:
            json = to_json(failed_coding(document, PIPELINE, f"the document could not be coded: {ticket.reason}", self._produced_by))
        return Outcome(document=document, json=json, seconds=ticket.seconds)


def _is_done(part: _Part) -> bool:
    return part.ticket is None or part.ticket.done


def _read_of(slot: _Slot) -> list[Read]:
    reading = slot.reading
    if reading is None or reading.result is None:
        reason = reading.reason if reading else None
        return [Read(refusal=Refusal(input=slot.input, reason=f"it could not be read: {reason}"))]
    return unpack_read(reading.result)
