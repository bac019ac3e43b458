"""In which order a list stands: by a field, rows that have none last, equal ones as in the record."""

from __future__ import annotations

from typing import Any

import numpy as np

from tacitus.model.answers import Listed
from tacitus.model.errors import UsageError
from tacitus.workspace.browsing.columns import NO_DAY, Longs
from tacitus.workspace.browsing.snapshot import Snapshot

SORTS: dict[Listed, tuple[str, ...]] = {
    "incidents": ("date", "published", "reports", "origins", "outlets", "type", "confidence"),
    "events": ("date", "published", "confidence", "type", "outlet", "origins", "score", "priority"),
    "quotes": ("published", "outlet", "speaker"),
    "documents": ("published", "outlet", "events", "quotes"),
}
FIRST: dict[Listed, str] = {"incidents": "-date", "events": "-date", "quotes": "-published", "documents": "-published"}


def checked(of: Listed, sort: str | None) -> str:
    """The sort, or the list's own where none is given; UsageError where there is none of that name."""
    if sort is not None and sort.removeprefix("-") not in SORTS[of]:
        raise UsageError(f"{of} cannot be sorted by {sort!r}; there are {', '.join(SORTS[of])}, and each with - before it.")
    return sort or FIRST[of]


def order(index: Snapshot, of: Listed, sort: str) -> Longs:
    """All rows of the list, sorted."""
    keys = _keys(index, of, sort.removeprefix("-"))
    unknown = np.isnan(keys)
    sign = -1.0 if sort.startswith("-") else 1.0
    found: Longs = np.argsort(np.where(unknown, np.inf, sign * keys), kind="stable").astype(np.int32)
    return found


def _keys(index: Snapshot, of: Listed, name: str) -> Any:
    """What is sorted by, NaN where it is unknown."""
    if name == "outlet":
        return _ranks(list(index.outlets))[getattr(index, f"{of[:-1]}_outlet")]
    if of == "events":
        return _of_event(index, name)
    if of == "incidents":
        return _of_incident(index, name)
    if name == "published":
        return _days(getattr(index, f"{of[:-1]}_published"))
    if name == "speaker":
        found = np.full(index.quotes, np.nan)
        ranks = _ranks([actor.name for actor in index.actors.all])
        found[index.said_by.row] = ranks[index.said_by.value]
        return found
    return getattr(index, f"document_{name}").astype(np.float64)


def _of_event(index: Snapshot, name: str) -> Any:
    if name == "date":
        return _days(index.event_first)
    if name == "published":
        return _days(index.event_published)
    if name == "origins":
        return np.append(index.incident_origins.astype(np.float64), np.nan)[index.event_incident]
    if name == "priority":  # how uncertain, times how much depends on it: a doubtful killing before a doubtful visit
        return (1.0 - index.event_confidence.astype(np.float64)) * (1.0 + np.abs(index.event_score.astype(np.float64)))
    return getattr(index, f"event_{name}").astype(np.float64)


def _of_incident(index: Snapshot, name: str) -> Any:
    if name == "date":
        return _days(np.where(index.incident_earliest == NO_DAY, index.incident_published, index.incident_earliest))
    if name == "published":
        return _days(index.incident_published)
    if name == "confidence":
        best = np.full(index.incidents + 1, np.nan)
        np.fmax.at(best, index.event_incident, index.event_confidence.astype(np.float64))
        return best[: index.incidents]
    return getattr(index, f"incident_{name}").astype(np.float64)


def _days(days: Any) -> Any:
    return np.where(days == NO_DAY, np.nan, days)


def _ranks(names: list[str | None]) -> Any:
    """By name in any case; NaN for none."""
    known = sorted({name for name in names if name}, key=lambda name: (name.casefold(), name))
    place = {name: n for n, name in enumerate(known)}
    return np.array([place[name] if name else np.nan for name in names], np.float64)
