"""What to judge next: the least certain and most consequential first, or a sample drawn by chance, by which precision is measured."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Literal

from sqlalchemy import Engine

from tacitus.model.answers import EventRow, Listed, Queue, QuoteRow, ReviewItem, Suggestion
from tacitus.model.errors import UsageError
from tacitus.model.ids import digest
from tacitus.model.judgements import TargetKind
from tacitus.model.ontology import EVENT_TYPES, QUAD, STATUSES
from tacitus.model.records import Coding, Event, Quote
from tacitus.record import Reader
from tacitus.record import judgements as table
from tacitus.record.opening import close, explained
from tacitus.workspace.browsing import BrowseFilters, Browser
from tacitus.workspace.judgements.desk import Desk
from tacitus.workspace.judgements.doubts import Doubts

AROUND = 400  # characters of the text shown before and after the sentence
LONGEST_WORD = 40
SUGGESTED = 9  # as many as there are digits
# What a type is most often confused with, by the nearest reading of the same words.
NEAR: dict[str, tuple[str, ...]] = {
    "AGREE": ("CONCEDE", "COOPERATE", "CONSULT"), "CONSULT": ("AGREE", "COOPERATE", "SUPPORT"), "SUPPORT": ("AGREE", "COOPERATE", "AID"),
    "CONCEDE": ("AGREE", "RETREAT", "SUPPORT"), "COOPERATE": ("AGREE", "AID", "CONSULT"), "AID": ("COOPERATE", "SUPPORT", "AGREE"),
    "RETREAT": ("CONCEDE", "AGREE", "COOPERATE"), "REQUEST": ("ACCUSE", "THREATEN", "REJECT"), "ACCUSE": ("REJECT", "REQUEST", "THREATEN"),
    "REJECT": ("ACCUSE", "THREATEN", "REQUEST"), "THREATEN": ("ACCUSE", "REQUEST", "MOBILIZE"),
    "PROTEST": ("ASSAULT", "REQUEST", "ACCUSE"),
    "SANCTION": ("COERCE", "REJECT", "THREATEN"), "MOBILIZE": ("ASSAULT", "THREATEN", "COERCE"),
    "COERCE": ("ASSAULT", "SANCTION", "ACCUSE"),
    "ASSAULT": ("COERCE", "PROTEST", "THREATEN"),
}  # fmt: skip
Kind = Literal["event", "quote", "merge"]
PRIORITY = "least certain and most consequential first"


class Queues:
    """``shown``: the newest coding of a document as it may be shown, by the document's id."""

    def __init__(self, path: Path, desk: Desk, browser: Browser, shown: Callable[[str], Coding]) -> None:
        self._path, self._desk, self._browser, self._shown = path, desk, browser, shown
        self._reader = Reader(path, pooled=True)
        self._doubts = Doubts(self._reader, desk, browser, shown)
        self._engine: Engine | None = None
        self._lock = threading.Lock()

    def close(self) -> None:
        self._reader.close()
        if self._engine is not None:
            close(self._engine)

    def queue(
        self,
        author: str | None,
        filters: BrowseFilters,
        *,
        kind: Kind = "event",
        order: Literal["priority", "random"] = "priority",
        sample: str | None = None,
        size: int = 200,
        limit: int = 20,
        skip: Collection[str] = (),
        drawn_from: str = "",
    ) -> Queue:
        """``sample``: the name of what was drawn by chance; a new name draws ``size`` of what passes the filters (``drawn_from``: those as
        a query string), an old one gives what was drawn under it. What ``author`` has judged already, and ``skip``, is left out."""
        done = self._desk.stance_of(author) if author is not None else set()
        if kind == "merge":
            return self._doubts.queue(filters, done, limit, skip)
        why = PRIORITY
        targets: Iterable[str]
        if order == "random":
            name = sample or "random"
            held = self._sample(name, kind, filters, size, drawn_from)
            targets, total = held.targets, len(held.targets)
            why = f"drawn by chance from {held.drawn_from:,} ({name})"
            left = sum(target not in done for target in targets)
        else:
            name = None
            listed: Listed = "events" if kind == "event" else "quotes"
            targets = self._browser.sorted_ids(listed, filters, "-priority" if kind == "event" else None)
            page = self._browser.events(filters, 0, 1) if kind == "event" else self._browser.quotes(filters, 0, 1)
            prefix = "evt-" if kind == "event" else "quo-"
            judged = self._browser.passing(listed, filters, [one for one in done if one.startswith(prefix)])
            total, left = page.total, page.total - judged
        waiting = (target for target in targets if target not in done and target not in skip)
        items = self._items("events" if kind == "event" else "quotes", tuple(islice(waiting, limit)), why)
        return Queue(order=order, sample=name, total=total, left=left, items=items)

    def near(self, incident: str) -> tuple[str, ...]:
        """Incidents that may be the same as this one, the likeliest first."""
        return self._doubts.near(incident)

    def _items(self, of: Listed, targets: Sequence[str], why: str) -> tuple[ReviewItem, ...]:
        """Without those that the newest coding has no more."""
        rows = self._browser.rows_with(of, targets)
        codings = {document: self._shown(document) for document in dict.fromkeys(row.document.id for row in rows.values())}
        return tuple(self._item(target, rows[target], codings[rows[target].document.id], why) for target in targets if target in rows)

    def _item(self, target: str, row: EventRow | QuoteRow, coding: Coding, why: str) -> ReviewItem:
        text = coding.document.text
        one = row.event if isinstance(row, EventRow) else row.quote
        start, end = _sentence(one, text)
        first, last = _around(text, start, end)
        event = one if isinstance(one, Event) else None
        kind: TargetKind = "event" if event is not None else "quote"
        return ReviewItem(
            kind=kind, target=target, document=row.document, before=text[first:start], sentence=text[start:end],
            after=text[end:last], offset=start, event=event, quote=one if isinstance(one, Quote) else None,
            suggestions=_suggestions(event, coding) if event is not None else (), verdict=self._desk.verdict(target), why_here=why,
        )  # fmt: skip

    def _sample(self, name: str, kind: str, filters: BrowseFilters, size: int, drawn_from: str) -> table.Sample:
        with self._lock:
            with self._reader.connection() as connection:
                held = table.samples(connection).get(name)
            if held is not None:
                if held.kind != kind:
                    raise UsageError(f"the sample {name!r} is one of {held.kind}s; give another name.")
                return held
            ids = self._browser.event_ids(filters) if kind == "event" else self._browser.quote_ids(filters)
            if not ids:
                raise UsageError("nothing passes these filters, so nothing can be drawn.")
            sample = table.Sample(
                name=name, kind=kind, made_at=datetime.now(UTC).isoformat(timespec="seconds"), drawn_from=len(ids), filters=drawn_from,
                targets=drawn(ids, size, name),
            )  # fmt: skip
            if self._engine is None:
                self._engine = table.open_for_judging(self._path)
            with explained(self._path), self._engine.begin() as connection:
                table.keep_sample(connection, sample)
            return sample


def drawn(ids: Sequence[str], size: int, name: str) -> tuple[str, ...]:
    """``size`` of them by chance, in the order of chance; the same for the same ids and name. An id is a hash already: exclusive or with
    one of the name puts any set of them into an order that nothing but the name decides."""
    mask = int(digest("sample", name), 16)
    return tuple(sorted(ids, key=lambda one: int(one[4:], 16) ^ mask)[:size])


def _sentence(one: Event | Quote, text: str) -> tuple[int, int]:
    if isinstance(one, Event):
        held = next((e for e in one.evidence if e.start <= one.trigger.start and one.trigger.end <= e.end), one.evidence[0])
        return held.start, held.end
    start, end = one.content[0].start, one.content[-1].end
    before = max((at + len(mark) for mark in ("\n", ". ", "? ") if (at := text.rfind(mark, 0, start)) >= 0), default=0)
    stops = [stop for mark in (". ", "\n") if (stop := text.find(mark, end)) >= 0]
    return before, min(stops, default=len(text) - 1) + 1


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """What is shown before and after a sentence: about as much as AROUND, cut between words where these have spaces."""
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    heads = (at for at in range(first, min(start, first + LONGEST_WORD)) if at == 0 or text[at - 1].isspace())
    tails = (at for at in range(last, max(end, last - LONGEST_WORD), -1) if at == len(text) or text[at].isspace())
    return next(heads, first), next(tails, last)


def _suggestions(event: Event, coding: Coding) -> tuple[Suggestion, ...]:
    """Likely other readings: near types, other statuses, parties of the sentence in the other role, the nearest days of the article."""
    types = [*NEAR[event.type], *(kind for kind in EVENT_TYPES if QUAD[kind] == QUAD[event.type])]
    found = [Suggestion(field="type", value=kind, label=kind) for kind in dict.fromkeys(types) if kind != event.type][:3]
    found += [Suggestion(field="status", value=status, label=status) for status in _statuses(event)][:2]
    found += _parties(event, coding)[:2]
    found += _days(event, coding)
    return tuple(found[:SUGGESTED])


def _statuses(event: Event) -> Iterator[str]:
    yield from (status for status in ("actual", "negated", "hypothetical", *STATUSES[1:]) if status != event.status)


def _days(event: Event, coding: Coding) -> Iterator[Suggestion]:
    """The two days told nearest to the trigger that are not the event's own; each day once."""
    known = {(event.time.earliest, event.time.latest)} if event.time is not None else set()
    for one in sorted(coding.times, key=lambda one: (abs(one.start - event.trigger.start), one.start)):
        if one.earliest is None or (one.earliest, one.latest) in known or len(known) == (2 if event.time is None else 3):
            continue
        known.add((one.earliest, one.latest))
        value = {"start": one.start, "end": one.end, "earliest": one.earliest, "latest": one.latest, "precision": one.precision}
        yield Suggestion(field="time", value=value, label=f"time: {one.text}")


def _parties(event: Event, coding: Coding) -> list[Suggestion]:
    spans = [(one.start, one.end) for one in event.evidence]
    named = {(party.start, party.end) for party in (*event.actors, *event.recipients)}
    entities = {entity.id: entity for entity in coding.entities}
    found: list[Suggestion] = []
    for mention in coding.mentions:
        entity = entities.get(mention.entity or "")
        inside = any(start <= mention.start and mention.end <= end for start, end in spans)
        if inside and entity is not None and (mention.start, mention.end) not in named and len(found) < 3:
            named.add((mention.start, mention.end))
            span = {"start": mention.start, "end": mention.end}
            value = [{"span": span, "entity": entity.id, "name": entity.name, "country": entity.country, "sectors": list(entity.sectors)}]
            field = "actors" if not event.actors else "recipients"
            found.append(Suggestion(field=field, value=value, label=f"{field[:-1]}: {mention.text}"))
    return found
