"""Incidents to be judged: one that may be two, two that may be one. The least certain of both sorts by turns."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain, islice, zip_longest

import msgspec

from tacitus.corpus.incidents.explaining import explained
from tacitus.model.answers import Queue, ReviewItem
from tacitus.model.incidents import Incident
from tacitus.model.records import Coding
from tacitus.record import Reader
from tacitus.record import doubts as table
from tacitus.record.incidents import EQUAL, constraints
from tacitus.workspace.browsing import BrowseFilters, Browser, MissingError
from tacitus.workspace.judgements.desk import Desk

MOST_TEXTS = 8  # of an incident, in which the words of the parts are looked for
_NAMING = ("names shared", "words shared", "articles on the same names")  # parts of a score that tell words of the texts


class _Within(msgspec.Struct, frozen=True, gc=False):
    target: str  # the incident
    score: float

    @property
    def incidents(self) -> tuple[str, ...]:
        return (self.target,)


class _Between(msgspec.Struct, frozen=True):
    link: table.Link

    @property
    def target(self) -> str:
        return f"{self.link.one}+{self.link.two}"

    @property
    def incidents(self) -> tuple[str, ...]:
        return self.link.one, self.link.two


_Doubt = _Within | _Between


class Doubts:
    """Keeps the whole order until the record changes. ``shown``: the newest coding of a document as it may be shown."""

    def __init__(self, reader: Reader, desk: Desk, browser: Browser, shown: Callable[[str], Coding]) -> None:
        self._reader, self._desk, self._browser, self._shown = reader, desk, browser, shown
        self._kept: tuple[object, tuple[_Doubt, ...]] = (None, ())
        self._lock = threading.Lock()

    def queue(self, filters: BrowseFilters, done: Collection[str], limit: int, skip: Collection[str]) -> Queue:
        """Those of which an incident passes the filters. Two that a person kept apart do not come again."""
        passing = None if filters == BrowseFilters() else frozenset(self._browser.incident_ids(filters))
        found = [one for one in self._all() if passing is None or any(incident in passing for incident in one.incidents)]
        left = [one for one in found if one.target not in done]
        items = (item for one in left if one.target not in skip and (item := self._item(one)) is not None)
        return Queue(order="priority", sample=None, total=len(found), left=len(left), items=tuple(islice(items, limit)))

    def near(self, incident: str) -> tuple[str, ...]:
        """Incidents that may be the same as this one, the likeliest first."""
        pairs = (one.incidents for one in self._all() if isinstance(one, _Between) and incident in one.incidents)
        return tuple(two if one == incident else one for one, two in pairs)

    def _all(self) -> tuple[_Doubt, ...]:
        with self._lock, self._reader.connection() as connection:
            ruled = constraints(connection)
            state = (self._browser.changed, tuple(one.seq for one in ruled))
            if self._kept[0] != state:
                apart = [(frozenset(one.events), frozenset(one.others)) for one in ruled if one.act == "different"]
                within = [_Within(incident, score) for incident, score in table.weakest(connection)]
                between = [_Between(link) for link in table.between(connection) if not _kept_apart(link, apart)]
                by_turns: Iterator[_Doubt | None] = chain.from_iterable(zip_longest(within, between))
                self._kept = state, tuple(one for one in by_turns if one is not None)
            return self._kept[1]

    def _item(self, doubt: _Doubt) -> ReviewItem | None:
        """None where the incidents are others by now."""
        try:
            return self._within(doubt) if isinstance(doubt, _Within) else self._between(doubt.link)
        except MissingError:
            return None

    def _within(self, doubt: _Within) -> ReviewItem | None:
        incident = self._incident(doubt.target)
        reasons = self._reader.reasons(doubt.target)
        if incident is None or not reasons:
            return None
        weakest = min(reasons, key=lambda one: one.score)
        copies = [one.event for one in reasons if one.score == EQUAL and one.other == weakest.event]
        return self._told(
            (incident,), weakest.parts, doubt.target, (weakest.event, *copies), f"taken in by {weakest.score:+.1f}: the weakest link"
        )

    def _between(self, link: table.Link) -> ReviewItem | None:
        one, two = self._incident(link.one), self._incident(link.two)
        if one is None or two is None:
            return None
        with self._reader.connection() as connection:
            parts = explained(connection, link.a, link.b)
        why = f"two reports are alike by {link.score:+.1f} and stand in two incidents"
        return self._told((one, two), parts, f"{link.one}+{link.two}", (link.event, link.other), why)

    def _told(
        self, incidents: Sequence[Incident], parts: Sequence[tuple[str, float]], target: str, events: tuple[str, ...], why: str
    ) -> ReviewItem:
        first, *others = incidents
        texts = "\n".join(self._text(one) for one in incidents).casefold()
        return ReviewItem(
            kind="incident",
            target=target,
            document=None,
            before="",
            sentence="",
            after="",
            offset=0,
            incident=first,
            other=others[0] if others else None,
            events=events,
            reasons=tuple(f"{shown(said, texts)} {weight:+.1f}" for said, weight in parts),
            verdict=self._desk.verdict(first.id),
            why_here=why,
        )

    def _incident(self, identity: str) -> Incident | None:
        rows = self._browser.incidents(self._browser.filters({"incident": [identity]}), 0, 1).rows
        return rows[0].incident if rows else None

    def _text(self, incident: Incident) -> str:
        """As it may be shown, of the documents that report it."""
        members = self._reader.members(incident.id)
        return "\n".join(self._shown(one).document.text for one in islice(dict.fromkeys(member.document for member in members), MOST_TEXTS))


def _kept_apart(link: table.Link, apart: Sequence[tuple[frozenset[str], frozenset[str]]]) -> bool:
    ends = ((link.event, link.other), (link.other, link.event))
    return any(one in left and two in right for left, right in apart for one, two in ends)


def shown(said: str, text: str) -> str:
    """A part of a score without words that the texts (in small letters) do not show: those of masked persons."""
    name, colon, words = said.partition(": ")
    if not colon or name not in _NAMING:
        return said
    kept = ", ".join(word for word in words.split(", ") if word.casefold() in text)
    return f"{name}: {kept}" if kept else name
