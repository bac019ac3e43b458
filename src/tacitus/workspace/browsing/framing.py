"""The words that outlets use for one actor or one occurrence, as counts with the sentences behind them; no outlet has a score."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np
from sqlalchemy import Connection

from tacitus.model.answers import FramedSentence, Framing, FramingCell
from tacitus.model.records import Event, Evidence, Frame, Party
from tacitus.record import browsing as tables
from tacitus.workspace.browsing.actors import PRONOUNS
from tacitus.workspace.browsing.columns import Bools, Ints
from tacitus.workspace.browsing.frames import CATEGORIES, Frames
from tacitus.workspace.browsing.masking import Veils
from tacitus.workspace.browsing.rows import Rows
from tacitus.workspace.browsing.snapshot import Snapshot

NAME = "name"
NO_OUTLET = ""
MOST_WORDS = 120
MOST_OUTLETS = 60
MOST_EVENTS = 2000  # whose sentences are read for one occurrence
_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=\S)|\n+")


class Use(NamedTuple):
    """Where words are used: by document, and what tells where in it (a row of ``naming``, or of the frames)."""

    words: str
    category: str
    more: str  # the party that is named; the neutral word
    document: int
    at: int


class _Spans(msgspec.Struct):
    evidence: tuple[Evidence, ...] = ()


_evidence = msgspec.json.Decoder(_Spans)
_events = msgspec.json.Decoder(Event)


class FramedFrames(msgspec.Struct):
    frames: tuple[Frame, ...] = ()


_frames = msgspec.json.Decoder(FramedFrames)


class Uses:
    """All uses of words about one actor (its number), one incident (its row), or of all."""

    def __init__(self, index: Snapshot, frames: Frames, actor: int | None, incident: int | None, events: Bools | None) -> None:
        self._index = index
        self._store = frames
        self._frames = frames.columns()
        self.actor, self.incident, self._events = actor, incident, events

    def documents(self) -> Ints:
        """Documents that are looked at."""
        index = self._index
        if self.incident is not None:
            return np.unique(index.event_document[index.events_of(self.incident)])
        event, key, _ = index.naming
        kept = event if self.actor is None else event[key == self.actor]
        return np.unique(index.event_document[kept if self._events is None else kept[self._events[kept]]])

    def names(self, said: str | None = None) -> Iterator[Use]:
        """Words that name the actor, or a party of the incident; ``said``: these alone."""
        index = self._index
        event, key, words = index.naming
        if self.incident is not None:
            kept = np.flatnonzero(np.isin(event, index.events_of(self.incident)))
        else:
            kept = np.arange(len(event)) if self.actor is None else np.flatnonzero(key == self.actor)
        if self._events is not None:
            kept = kept[self._events[event[kept]]]
        if said is not None:
            codes = [code for code, one in enumerate(index.words) if one == said]
            kept = kept[np.isin(words[kept], codes)]
        good: dict[int, str | None] = {}
        for at, code in zip(kept.tolist(), words[kept].tolist(), strict=True):
            if code not in good:
                one = index.words[code]
                good[code] = None if one is None or one.casefold() in PRONOUNS or index.actors.private_in(one) else one
            one = good[code]
            if one is not None:
                yield Use(one, NAME, index.actors.all[key[at]].name, int(index.event_document[event[at]]), at)

    def frames(self, connection: Connection, said: str | None = None) -> Iterator[Use]:
        """Frames whose target is the actor, or which stand in the incident's sentences; ``said``: with these words alone."""
        index, columns = self._index, self._frames
        documents = index.documents_of(columns["coding"])
        if self.incident is not None:
            kept = self._within(connection, documents)
        else:
            kept = documents >= 0
            if self.actor is not None:
                kept &= columns["target"] == self._store.targets.get(index.actors.all[self.actor].key, -1)
        if self._events is not None and self.incident is None:
            of_events = np.zeros(index.documents, np.bool_)
            of_events[index.event_document[self._events]] = True
            kept &= of_events[documents]
        if said is not None:
            kept &= columns["words"] == self._store.words.get(said, -1)
        words, counterparts = self._store.words.values_, self._store.counterparts.values_
        for at in np.flatnonzero(kept).tolist():
            one = words[columns["words"][at]]
            if not index.actors.private_in(one):
                more = counterparts[columns["counterpart"][at]] or ""
                yield Use(one, CATEGORIES[columns["category"][at]], more, int(documents[at]), at)

    def _within(self, connection: Connection, documents: Ints) -> Bools:
        """Frames within the evidence of the incident's events."""
        index, columns = self._index, self._frames
        events = index.events_of(self.incident)[:MOST_EVENTS]  # type: ignore[arg-type]
        json = tables.events_at(connection, index.event_seq[events].tolist())
        found = np.zeros(len(documents), np.bool_)
        candidates = np.flatnonzero(np.isin(documents, index.event_document[events]))
        by_document: dict[int, list[int]] = {}
        for at in candidates.tolist():
            by_document.setdefault(int(documents[at]), []).append(at)
        for event in events.tolist():
            spans = _evidence.decode(json.get(int(index.event_seq[event]), "{}")).evidence
            for at in by_document.get(int(index.event_document[event]), ()):
                start, end = columns["start"][at], columns["end"][at]
                if any(span.start <= start and end <= span.end for span in spans):
                    found[at] = True
        return found


def framing(index: Snapshot, uses: Uses, connection: Connection) -> Framing:
    """Rows: the words used most; columns: the outlets with most reports. Whatever the outlet, whoever the actor, the same counts."""
    reports = np.bincount(index.document_outlet[uses.documents()], minlength=len(index.outlets))
    outlets = np.argsort(-reports, kind="stable")[: min(MOST_OUTLETS, np.count_nonzero(reports))].tolist()
    column = {outlet: n for n, outlet in enumerate(outlets)}
    counted: dict[tuple[str, str, str], dict[int, int]] = {}
    for use in (*uses.names(), *uses.frames(connection)):
        key = use.words if use.category == NAME else use.words.casefold(), use.category, use.more
        at = column.get(int(index.document_outlet[use.document]))
        if at is not None:
            cells = counted.setdefault(key, {})
            cells[at] = cells.get(at, 0) + 1
    chosen = sorted(counted, key=lambda key: (-sum(counted[key].values()), key))[:MOST_WORDS]
    chosen.sort(key=lambda key: (key[1] != NAME, key[1], -sum(counted[key].values()), key))
    return Framing(
        rows=tuple(_row(key) for key in chosen),
        columns=tuple(index.outlets[outlet] or NO_OUTLET for outlet in outlets),
        cells=tuple(
            FramingCell(row=row, column=at, count=count) for row, key in enumerate(chosen) for at, count in sorted(counted[key].items())
        ),
        reports=tuple(int(reports[outlet]) for outlet in outlets),
    )


def _row(key: tuple[str, str, str]) -> dict[str, str]:
    words, category, more = key
    row = {"words": words, "category": category}
    if more:
        row["of" if category == NAME else "counterpart"] = more
    return row


def sentences(
    index: Snapshot, uses: Uses, connection: Connection, rows: Rows, veils: Veils | None, *, words: str, category: str, outlet: str | None,
    limit: int,
) -> tuple[FramedSentence, ...]:  # fmt: skip
    """Where the words of one cell stand."""
    said = words if category == NAME else words.casefold()
    all_ = uses.names(said) if category == NAME else uses.frames(connection, said)
    chosen: list[Use] = []
    for use in all_:
        in_outlet = outlet is None or (index.outlets[index.document_outlet[use.document]] or NO_OUTLET) == outlet
        if use.words == said and use.category == category and in_outlet:
            chosen.append(use)
            if len(chosen) == limit:
                break
    if category == NAME:
        return tuple(_named(index, chosen, rows, said))
    return tuple(_framed(index, uses, chosen, connection, rows, veils))


def _named(index: Snapshot, chosen: Sequence[Use], rows: Rows, words: str) -> Iterator[FramedSentence]:
    events = [int(index.naming[0][use.at]) for use in chosen]
    shown = {row.event.id: row for row in rows.events(list(dict.fromkeys(events)))}
    for event in dict.fromkeys(events):
        row = shown.get(index.event_id[event].decode())
        if row is None:
            continue
        for party in _parties(row.event):
            if party.text == words and party.start is not None and party.end is not None:
                evidence = next((one for one in row.event.evidence if one.start <= party.start and party.end <= one.end), None)
                if evidence is not None:
                    start = party.start - evidence.start
                    yield FramedSentence(
                        sentence=evidence.text, start=start, end=start + len(words), document=row.document, event=row.event.id
                    )
                    break
        else:
            evidence = row.event.evidence[0]
            at = max(0, evidence.text.find(words))
            end = at + len(words) if evidence.text.startswith(words, at) else at
            yield FramedSentence(sentence=evidence.text, start=at, end=end, document=row.document, event=row.event.id)


def _parties(event: Event) -> Iterable[Party]:
    yield from (*event.actors, *event.recipients, *event.targets)
    if event.attribution is not None and event.attribution.speaker is not None:
        yield event.attribution.speaker


def _framed(
    index: Snapshot, uses: Uses, chosen: Sequence[Use], connection: Connection, rows: Rows, veils: Veils | None
) -> Iterator[FramedSentence]:
    documents = list(dict.fromkeys(use.document for use in chosen))
    heads = {row.id: row for row in rows.documents(documents)}
    for use in chosen:
        head = heads.get(index.document_id[use.document])
        coding = int(index.document_coding[use.document])
        data = tables.codings_at(connection, [coding]).get(coding)
        text = tables.texts_at(connection, [int(index.document_seq[use.document])]).get(int(index.document_seq[use.document]))
        if head is None or data is None or text is None:
            continue
        frame: Any = _frames.decode(zlib.decompress(data)).frames[int(uses._frames["ordinal"][use.at])]
        if veils is not None:
            veil = veils.of(connection, [coding])[coding]
            frame, text = veil.annotation(frame), veil.text(text)
        start, end = sentence_around(text, frame.start, frame.end)
        yield FramedSentence(sentence=text[start:end], start=frame.start - start, end=frame.end - start, document=head, event=None)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """From the end of the sentence before to that of the words; by the marks alone, at most 400 characters to either side."""
    low, high = max(0, start - 400), min(len(text), end + 400)
    first = max((match.end() for match in _END.finditer(text, low, start)), default=low)
    last = next((match.start() for match in _END.finditer(text, end, high)), high)
    return first, max(end, last)
