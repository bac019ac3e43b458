"""Keeps what was worked out last, and has each thing worked out once though many threads ask for it at the same moment."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


class Kept:
    """The ``most`` things that were asked for last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._found: OrderedDict[Hashable, Future[Any]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives, now or earlier under the same key. What raises is not kept."""
        with self._lock:
            future = self._found.get(key)
            mine = future is None
            if future is None:
                future = self._found[key] = Future()
                if len(self._found) > self._most:
                    self._found.popitem(last=False)
            else:
                self._found.move_to_end(key)
        if mine:
            self._fill(key, future, make)
        found: T = future.result()
        return found

    def _fill(self, key: Hashable, future: Future[Any], make: Callable[[], Any]) -> None:
        try:
            future.set_result(make())
        except BaseException as error:  # noqa: BLE001 - whatever it is, all who wait for it get it
            with self._lock:
                if self._found.get(key) is future:
                    del self._found[key]
            future.set_exception(error)

    def clear(self) -> None:
        with self._lock:
            self._found.clear()
