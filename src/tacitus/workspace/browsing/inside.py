"""What all answers of browsing need: the index of this moment, masks of filters that are kept, the order of lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from tacitus.exports.pseudonyms import Pseudonyms
from tacitus.model.answers import Listed
from tacitus.model.errors import UsageError
from tacitus.model.judgements import ReviewState
from tacitus.record import Reader
from tacitus.record import browsing as tables
from tacitus.record.filtering import search_expression
from tacitus.workspace.browsing import choosing, ordering
from tacitus.workspace.browsing.columns import Bools, Longs
from tacitus.workspace.browsing.filters import BrowseFilters, NotReadyError
from tacitus.workspace.browsing.following import Follower
from tacitus.workspace.browsing.keeping import Kept
from tacitus.workspace.browsing.masking import Veils
from tacitus.workspace.browsing.overviews import View
from tacitus.workspace.browsing.reviewed import Overlay
from tacitus.workspace.browsing.rows import Rows
from tacitus.workspace.browsing.selecting import Selection, Selector
from tacitus.workspace.browsing.snapshot import Snapshot

T = TypeVar("T")
States = Callable[[], Mapping[str, ReviewState]]  # by target; what has none is unreviewed
PAGE = 50
MOST_ROWS = 200
MASKS_KEPT = 96  # a byte a row each
ORDERS_KEPT = 24
ANSWERS_KEPT = 256
LOOKED_AT = 20_000  # rows of an order at first


class Inside:
    """See Browser."""

    def __init__(self, path: Path, *, pseudonyms: Pseudonyms | None = None, states: States = dict) -> None:
        self._reader = Reader(path)
        self._veils = Veils(pseudonyms) if pseudonyms is not None else None
        self._states = states
        self._follower = Follower(self._reader, masked=pseudonyms is not None)
        self._overlay = Overlay()
        self._choices: choosing.Choices | None = None
        self._masks, self._orders, self._answers = Kept(MASKS_KEPT), Kept(ORDERS_KEPT), Kept(ANSWERS_KEPT)

    def _chosen(self) -> choosing.Choices:
        if self._choices is None:
            self._choices = choosing.choices()
        return self._choices

    def _view(self, *, plain: bool = False) -> View:
        """``plain``: the first rows of a list without filters will do."""
        loaded = self._follower.loaded or (self._follower.first if plain else None)
        if loaded is None:
            raise NotReadyError("the index over the record is being made; ask again in a second.")
        return View(loaded, self._overlay.of(loaded.index, self._states()))

    def _answer(self, view: View, filters: BrowseFilters, question: Any, make: Callable[[], T], *, judged: bool = False) -> T:
        """Kept until the index is another; where it rests on judgements (``judged``, or a filter by them), until somebody judges."""
        mark: object = view.mark if judged or filters.reviewed else view.index.generation
        return self._answers.get((mark, question), make)

    @contextmanager
    def _rows(self, view: View) -> Iterator[Rows]:
        with self._reader.connection() as connection:
            yield Rows(connection, view.index, view.review, self._veils)

    def _select(self, view: View, of: Listed, filters: BrowseFilters) -> Selection:
        selector = Selector(view.index, view.review, view.places, self._found, self._led, view.loaded.placing)

        def kept(over: str, name: str, value: Any, make: Callable[[], Bools]) -> Bools:
            mark = view.mark if name == "reviewed" else view.index.generation
            return self._masks.get((mark, over, name, value), make)

        return selector.select(of, filters, kept)

    def _page(self, view: View, selection: Selection, offset: int, limit: int, sort: str | None) -> tuple[int, list[int]]:
        """How many rows pass, and those of the page."""
        bounds(offset, limit)
        of, wanted = selection.of, ordering.checked(selection.of, sort)
        order = self._order(view.index, of, wanted)
        passing = selection.rows() if selection.active else None
        total = known = len(order) if passing is None else int(np.count_nonzero(passing))
        if view.loaded.totals is not None:
            total = view.loaded.totals.get(of, 0)
            if min(offset + limit, total) > known or of not in view.loaded.totals:
                raise NotReadyError("the index over the record is being made; ask again in a second.")
        found = order if passing is None else first_of(order, passing, min(offset + limit, known)) if offset < known else order[:0]
        return total, found[offset : offset + limit].tolist()

    def _order(self, index: Snapshot, of: Listed, sort: str) -> Longs:
        return self._orders.get((index.generation, of, sort), lambda: ordering.order(index, of, sort))

    def _found(self, index: str, words: str) -> Any:
        with self._reader.connection() as connection:
            found = tables.found(connection, index, search_expression(words))
        return np.fromstring(found, np.int64, sep=",") if found else np.empty(0, np.int64)

    def _led(self, incidents: tuple[str, ...]) -> tuple[str, ...]:
        with self._reader.connection() as connection:
            led = tables.led_to(connection, incidents)
        return tuple(led.get(one, one) for one in incidents)


def first_of(order: Longs, passing: Bools, number: int) -> Longs:
    """The first so many that pass (so many do), in their order: all need not be looked at for a page."""
    found: list[Longs] = []
    low, size = 0, LOOKED_AT
    while number > 0:
        part = order[low : low + size]
        part = part[np.flatnonzero(passing.take(part))]
        found.append(part)
        number -= len(part)
        low, size = low + size, 2 * size
    return np.concatenate(found) if found else order[:0]


def bounds(offset: int, limit: int) -> None:
    if offset < 0:
        raise UsageError(f"offset={offset}: give 0 or more.")
    if not 1 <= limit <= MOST_ROWS:
        raise UsageError(f"limit={limit}: give 1 to {MOST_ROWS}.")
