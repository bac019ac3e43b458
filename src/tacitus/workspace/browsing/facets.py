"""How many rows have each value of each filter, given all other filters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
from msgspec.structs import replace

from tacitus.model.answers import Count, Facet, Facets, Listed
from tacitus.workspace.browsing.columns import NO_OUTLET, Bools, Ints
from tacitus.workspace.browsing.filters import HELP, REVIEWED
from tacitus.workspace.browsing.places import country_names
from tacitus.workspace.browsing.reviewed import Review
from tacitus.workspace.browsing.selecting import CODED, OWN, Selection, links
from tacitus.workspace.browsing.snapshot import ACTOR, RECIPIENT, SPEAKER, Entries, Snapshot, numbered
from tacitus.workspace.browsing.vocabulary import LABELS

TOP = 50  # values told of a filter that may have thousands
ORIGINS = (1, 2, 3, 5, 10, 20)
NAMES: dict[Listed, tuple[str, ...]] = {
    "incidents": ("type", "quad", "status", "voice", "country", "actor", "recipient", "outlet", "speaker", "origins", "reviewed"),
    "events": ("type", "quad", "status", "voice", "country", "actor", "recipient", "outlet", "speaker", "origins", "reviewed"),
    "quotes": ("speaker", "outlet", "country", "type", "quad", "status", "reviewed"),
    "documents": ("outlet", "type", "quad", "status", "voice", "country", "actor", "recipient", "speaker"),
}
LISTED: tuple[Listed, ...] = ("incidents", "events", "documents", "quotes")


class _Pairs(NamedTuple):
    """Each (row, value) that events give, once: ``slot[k]`` is the pair that event ``event[k]`` gives."""

    event: Ints
    slot: Ints
    row: Ints
    value: Ints


class FacetCounter:
    """Facets of the lists of one index."""

    def __init__(self, index: Snapshot) -> None:
        self._index = index
        self._pairs: dict[tuple[Listed, str], _Pairs] = {}
        self._lock = Lock()

    def warm(self) -> None:
        """Makes what the first question would wait for."""
        for of in LISTED:
            for name in NAMES[of]:
                if name not in ("origins", "reviewed") and name not in OWN[of] and of != "events":
                    self._paired(of, name)

    def facets(self, selection: Selection, review: Review, names: Iterable[str] | None = None) -> Facets:
        of = selection.of
        facets = tuple(self.facet(selection, review, name) for name in names or NAMES[of])
        return Facets(total=int(np.count_nonzero(selection.rows())), facets=facets)

    def facet(self, selection: Selection, review: Review, name: str) -> Facet:
        if name == "origins":
            return self._origins(selection)
        counts = self.counts(selection, review, name)
        found = told(name, counts, self.value_of(name), all_of=name in CODED or name == "reviewed")
        return replace(found, unknown=int(counts[NO_OUTLET])) if name == "outlet" else found

    def counts(self, selection: Selection, review: Review, name: str) -> Any:
        """By number of the value: rows that pass all filters but ``name`` and have it."""
        of, number = selection.of, self._values(name)
        if name in OWN[of] or of == "events":
            return self._own(selection, review, name, number)
        if name == "reviewed":
            return self._reviewed(selection, review)
        pairs = self._paired(of, name)
        events, own = selection.event_mask(name), selection.own_mask(name)
        hit = np.full(len(pairs.row), events is None)
        if events is not None:
            hit[pairs.slot[events[pairs.event]]] = True
        if own is not None:
            hit &= own[pairs.row]
        return np.bincount(pairs.value[hit], minlength=number)

    def _own(self, selection: Selection, review: Review, name: str, number: int) -> Any:
        """Of values that the list's own rows have."""
        rows = selection.rows(name) if selection.active - {name} else None
        values = self._column(selection.of, review, name)
        if isinstance(values, Entries):
            return np.bincount(values.value if rows is None else values.value[rows[values.row]], minlength=number)
        return np.bincount(values if rows is None else values[rows], minlength=number)

    def _column(self, of: Listed, review: Review, name: str) -> Any:
        """One value a row, or entries of several."""
        index = self._index
        if name == "reviewed":
            return review.quotes if of == "quotes" else review.events
        if name == "outlet":
            return getattr(index, f"{of[:-1]}_outlet")
        if of == "quotes":
            return index.quote_country if name == "country" else index.said_by
        return self._event_values(name)

    def _event_values(self, name: str) -> Any:
        index = self._index
        if name in CODED:
            return getattr(index, f"event_{name}")
        if name == "outlet":
            return index.event_outlet
        if name == "country":
            return index.in_country
        return index.by_part[{"actor": ACTOR, "recipient": RECIPIENT, "speaker": SPEAKER}[name]]

    def _paired(self, of: Listed, name: str) -> _Pairs:
        with self._lock:
            found = self._pairs.get((of, name))
            if found is None:
                values = self._event_values(name)
                if isinstance(values, Entries):
                    found = self._pair(of, values.row, values.value)
                else:
                    found = self._pair(of, np.arange(self._index.events, dtype=np.int32), values)
                self._pairs[of, name] = found
        return found

    def _pair(self, of: Listed, event: Ints, value: Any) -> _Pairs:
        row, linked = links(self._index, of)
        if linked is None:
            rows, events, values = row[event], event, value
        else:  # a quotation may hold several events, an event may stand in several quotations
            order = np.argsort(event, kind="stable")
            low, high = np.searchsorted(event[order], linked), np.searchsorted(event[order], linked, side="right")
            number = high - low
            at = np.repeat(low - np.concatenate(([0], np.cumsum(number)[:-1])), number) + np.arange(int(number.sum()))
            rows, events, values = np.repeat(row, number), np.repeat(linked, number), np.asarray(value)[order[at]]
        kept = rows >= 0
        pairs, slot = numbered(rows[kept], values[kept])
        return _Pairs(events[kept], slot, pairs.row, pairs.value)

    def _reviewed(self, selection: Selection, review: Review) -> Any:
        """Rows by the states of their events: by a table of rows and states, for states change with every judgement."""
        events, own = selection.event_mask("reviewed"), selection.own_mask("reviewed")
        row, linked = links(self._index, selection.of)
        states = review.events if linked is None else review.events[linked]
        kept = row >= 0
        if events is not None:
            kept &= events if linked is None else events[linked]
        table = np.zeros(selection.number * len(REVIEWED), np.bool_)
        table[row[kept].astype(np.int64) * len(REVIEWED) + states[kept]] = True
        found = table.reshape(-1, len(REVIEWED))
        return (found if own is None else found[own]).sum(axis=0)

    def _values(self, name: str) -> int:
        """How many values there are."""
        if name in CODED:
            return len(CODED[name])
        if name == "reviewed":
            return len(REVIEWED)
        if name == "outlet":
            return len(self._index.outlets)
        return len(self._index.countries) if name == "country" else len(self._index.actors)

    def value_of(self, name: str) -> Callable[[int], tuple[str, str] | None]:
        """From the number of a value to the value and its label; None where it is none."""
        index = self._index
        if name in CODED or name == "reviewed":
            codes = REVIEWED if name == "reviewed" else CODED[name]
            return lambda n: (codes[n], LABELS.get(codes[n], codes[n].capitalize()))
        if name == "outlet":
            return lambda n: (index.outlets[n] or "", index.outlets[n] or "") if index.outlets[n] else None
        if name == "country":
            names = country_names()
            return lambda n: (index.countries[n] or "", names.get(index.countries[n] or "", index.countries[n] or ""))
        return lambda n: (index.actors.all[n].key, index.actors.all[n].name)

    def _origins(self, selection: Selection) -> Facet:
        """At least so many."""
        index = self._index
        rows: Bools = selection.rows("origins")
        if selection.of == "incidents":
            origins = index.incident_origins[rows]
        else:
            incident = index.event_incident[rows]
            origins = index.incident_origins[incident[incident >= 0]]
        counts = [(least, int(np.count_nonzero(origins >= least))) for least in ORIGINS]
        said = tuple(Count(value=str(least), label=f"{least} or more", count=count) for least, count in counts if count)
        return Facet(name="origins", label=HELP["origins"][0], counts=said)


def told(name: str, counts: Any, value_of: Callable[[int], tuple[str, str] | None], *, all_of: bool = False, top: int = TOP) -> Facet:
    """The values with the highest counts, those of one count in the order of their numbers; ``more``: values beyond ``top``."""
    order = np.argsort(-counts, kind="stable")
    order = order[: np.count_nonzero(counts)]
    found: list[Count] = []
    more = 0
    for number in order.tolist() if len(order) <= 2 * top or all_of else order[: 2 * top].tolist():
        value = value_of(number)
        if value is not None and (all_of or len(found) < top):
            found.append(Count(value=value[0], label=value[1], count=int(counts[number])))
        elif value is not None:
            more += 1
    if not all_of and len(order) > 2 * top:
        more += len(order) - 2 * top
    return Facet(name=name, label=HELP[name][0], counts=tuple(found), more=more)
