"""The record as people corrected it: edits applied, what they rejected left out, what they added in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from tacitus.model.errors import UsageError
from tacitus.model.judgements import ReviewState
from tacitus.model.records import Coding, Event, Quote
from tacitus.record import Filters, Reader
from tacitus.workspace.judgements.desk import Desk
from tacitus.workspace.judgements.editing import corrected

VETTED: frozenset[ReviewState] = frozenset({"accepted", "edited"})


class Corrected:
    """What holds of events and quotations, all unmasked."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.states: Mapping[str, ReviewState] = desk.states()
        self.clashes: list[str] = []  # ids whose corrections no longer fit what a newer coding says

    def state(self, target: str) -> ReviewState:
        return self.states.get(target, "unreviewed")

    def event(self, event: Event) -> Event | None:
        """The event as it is to be taken; None where it was rejected."""
        state = self.state(event.id)
        if state == "rejected":
            return None
        return msgspec.convert(self._applied(event), Event) if state in ("edited", "disputed", "flagged") else event

    def quote(self, quote: Quote) -> Quote | None:
        state = self.state(quote.id)
        if state == "rejected":
            return None
        return msgspec.convert(self._applied(quote), Quote) if state in ("edited", "disputed", "flagged") else quote

    def _applied(self, one: Event | Quote) -> dict[str, object]:
        plain: dict[str, object] = msgspec.to_builtins(one)
        edits = self._desk.edits(one.id)
        if not edits or self.state(one.id) == "disputed":
            return plain  # of what is disputed the machine's reading stands until somebody curates it
        try:
            return corrected(plain, edits)
        except UsageError:
            self.clashes.append(one.id)
            return plain

    def coding(self, coding: Coding) -> Coding:
        """The whole coding, corrected."""
        events = [kept for event in coding.events if (kept := self.event(event)) is not None]
        events += self._desk.added(coding.document.id)
        return msgspec.structs.replace(
            coding,
            events=tuple(sorted(events, key=lambda event: (event.trigger.start, event.trigger.end, event.id))),
            quotes=tuple(said for quote in coding.quotes if (said := self.quote(quote)) is not None),
            produced_by={**coding.produced_by, "judgements": True},
        )

    def is_judged(self, coding: Coding) -> bool:
        """Whether people have spoken about every event of the document, or drawn one, and agree."""
        said = [self.state(event.id) for event in coding.events]
        return bool(said or self._desk.added(coding.document.id)) and all(state in (*VETTED, "rejected") for state in said)

    def codings(self, reader: Reader, *, all_documents: bool = False) -> Iterator[Coding]:
        """Corrected codings of the documents that were judged whole, or of all of them of which anything was said."""
        touched = {now for now, state in self.states.items() if state != "unreviewed"}
        for coding in reader.codings():
            ids = {one.id for one in (*coding.events, *coding.quotes)}
            spoken_of = bool(ids & touched) or bool(self._desk.added(coding.document.id))
            if (spoken_of and all_documents) or self.is_judged(coding):
                yield self.coding(coding)

    def added(self, filters: Filters) -> Iterator[tuple[str, Event]]:
        """Document id and event of what people drew and that passes; of the filters those of type, quad class, status, voice, document."""
        for document in self._desk.drawn_in():
            for event in self._desk.added(document):
                if _passes(event, document, filters):
                    yield document, event


def _passes(event: Event, document: str, filters: Filters) -> bool:
    wanted = (
        (filters.type, event.type), (filters.quad, event.quad), (filters.status, event.status), (filters.voice, event.voice),
    )  # fmt: skip
    if any(values and value not in values for values, value in wanted):
        return False
    return not (filters.document and not any(document.startswith(one) for one in filters.document))
