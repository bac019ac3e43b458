"""What people said so far, beside the index: a state for each event and quotation."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock

import numpy as np

from tacitus.model.judgements import ReviewState
from tacitus.workspace.browsing.columns import Bytes, Ints
from tacitus.workspace.browsing.filters import REVIEWED
from tacitus.workspace.browsing.snapshot import Snapshot

_CODES = {state: n for n, state in enumerate(REVIEWED)}


class Review:
    """``events[7]``: number (in REVIEWED) of the state of event 7; ``version`` grows when a state of a listed row changes."""

    def __init__(self, events: Bytes, quotes: Bytes, version: int, number: int) -> None:
        self.events = events
        self.quotes = quotes
        self.version = version
        self.number = number


class Overlay:
    """Makes a Review of the states that hold now."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last: tuple[int, Review] | None = None
        self._states: dict[str, ReviewState] = {}
        self._version = 0

    def of(self, index: Snapshot, states: Mapping[str, ReviewState]) -> Review:
        """A new one only where a state has changed: thousands of judgements are looked up in some milliseconds."""
        with self._lock:
            if self._last is not None and self._last[0] == index.generation and self._states == states:
                return self._last[1]
            known = self._states = dict(states)
            codes = np.fromiter((_CODES[state] for state in known.values()), np.uint8, len(known))
            ids = np.array(list(known), dtype=np.bytes_) if known else np.empty(0, "S24")
            events = _placed(index.events_with(ids), codes, index.events)
            quotes = _placed(index.quotes_with(ids), codes, index.quotes)
            self._version += 1
            found = Review(events, quotes, self._version, len(known))
            self._last = (index.generation, found)
            return found


def _placed(rows: Ints, codes: Bytes, number: int) -> Bytes:
    found = np.zeros(number, np.uint8)
    found[rows[rows >= 0]] = codes[rows >= 0]
    return found
