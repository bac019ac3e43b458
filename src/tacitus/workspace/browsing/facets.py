"""How many rows have each value of each filter, given all other filters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

import numpy as np
from msgspec.structs import replace

from tacitus.model.answers import Count, Facet, Facets, Listed
from tacitus.workspace.browsing.columns import NO_OUTLET
from tacitus.workspace.browsing.filters import HELP, REVIEWED
from tacitus.workspace.browsing.grouping import ByValue, Entries, Pairs
from tacitus.workspace.browsing.places import country_names
from tacitus.workspace.browsing.reviewed import Review
from tacitus.workspace.browsing.selecting import CODED, OWN, Selection
from tacitus.workspace.browsing.snapshot import ACTOR, RECIPIENT, SPEAKER, Snapshot
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


class FacetCounter:
    """Facets of the lists of one index."""

    def __init__(self, index: Snapshot) -> None:
        self._index = index
        self._made: dict[tuple[Listed, str], ByValue | Pairs] = {}
        self._lock = Lock()

    def warm(self) -> None:
        """Makes what the first question would wait for."""
        for of in LISTED:
            for name in NAMES[of]:
                if name != "reviewed":
                    self._sorted(of, name)

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
        number = self._values(name)
        if name == "reviewed":
            return self._reviewed(selection, review)
        made = self._sorted(selection.of, name)
        if isinstance(made, ByValue):
            return made.counts(selection.rows(name) if selection.active - {name} else None, number)
        return made.counts(made.hit(selection.event_mask(name), selection.own_mask(name)), number)

    def _sorted(self, of: Listed, name: str) -> ByValue | Pairs:
        """Values of a list's own rows, or those that rows have through their events."""
        with self._lock:
            found = self._made.get((of, name))
            if found is None:
                found = self._made[of, name] = self._sort(of, name)
        return found

    def _sort(self, of: Listed, name: str) -> ByValue | Pairs:
        if name == "origins":
            values = self._origin_classes(of)
        elif name in OWN[of]:
            values = self._column(of, name)
        else:
            return Pairs(*self._index.held(of, self._event_values(name)))
        return values.by_value if isinstance(values, Entries) else ByValue(np.arange(len(values), dtype=np.int32), values)

    def _column(self, of: Listed, name: str) -> Any:
        """One value a row, or entries of several."""
        index = self._index
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

    def _reviewed(self, selection: Selection, review: Review) -> Any:
        """Rows by the states of their own, or of their events: most are unreviewed, so that those with others are looked at alone."""
        rows = selection.rows("reviewed")
        if selection.of != "incidents":
            states = review.quotes if selection.of == "quotes" else review.events
            judged = np.flatnonzero(states)
            found = np.bincount(states[judged][rows[judged]], minlength=len(REVIEWED))
            found[0] = np.count_nonzero(rows) - found.sum()
            return found
        index = self._index
        incidents = index.event_incident[np.flatnonzero(review.events)]
        touched = np.flatnonzero(np.bincount(incidents[incidents >= 0], minlength=index.incidents))
        touched = touched[rows[touched]]
        events, of = index.events_of_all(touched)
        passing = selection.event_mask("reviewed")
        table = np.zeros((len(touched), len(REVIEWED)), np.bool_)
        kept = np.ones(len(events), np.bool_) if passing is None else passing[events]
        table[of[kept], review.events[events[kept]]] = True
        found = table.sum(axis=0)
        found[0] += np.count_nonzero(rows) - len(touched)
        return found

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

    def _origin_classes(self, of: Listed) -> Any:
        """How many of ORIGINS each row reaches."""
        reached = np.searchsorted(ORIGINS, self._index.incident_origins, side="right")
        return reached if of == "incidents" else np.append(reached, 0)[self._index.event_incident]

    def _origins(self, selection: Selection) -> Facet:
        """At least so many."""
        made = self._sorted(selection.of, "origins")
        assert isinstance(made, ByValue)
        exact = made.counts(selection.rows("origins") if selection.active - {"origins"} else None, len(ORIGINS) + 1)
        counts = zip(ORIGINS, np.cumsum(exact[::-1])[::-1][1:].tolist(), strict=True)
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
