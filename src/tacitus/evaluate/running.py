"""Codes gold documents now, in this process or in workers, and gives them back with their gold, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from functools import partial

from tacitus.evaluate.gold import Gold
from tacitus.ingest import Options
from tacitus.model.records import Coding, from_json
from tacitus.pipeline.running import PIPELINE, failed_coding
from tacitus.pipeline.tasks import CODE, handlers, pack_document, plan
from tacitus.pipeline.workers import Pool, Ticket, open_pool

UNDER_WAY = 16  # documents begun before the oldest is done, a worker


class Coders:
    """Workers that code; with ``workers=0`` this process. Close it, or use it in a ``with``."""

    def __init__(self, workers: int = 0) -> None:
        chosen = plan()
        self._basis = chosen.basis
        self._workers = workers
        self._pool: Pool = open_pool(partial(handlers, chosen.build, Options()), workers)

    def __enter__(self) -> Coders:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()

    def coded(self, golds: Iterable[Gold]) -> Iterator[tuple[Gold, Coding]]:
        """Each gold document with our coding of its text."""
        waiting: deque[tuple[Gold, Ticket]] = deque()
        for number, gold in enumerate(golds):
            waiting.append((gold, self._pool.submit(CODE, pack_document(gold.document), number)))
            if len(waiting) > UNDER_WAY * self._workers:
                yield self._done(*waiting.popleft())
        while waiting:
            yield self._done(*waiting.popleft())

    def _done(self, gold: Gold, ticket: Ticket) -> tuple[Gold, Coding]:
        self._pool.wait(ticket)
        if ticket.result is None:
            return gold, failed_coding(
                gold.document, PIPELINE, f"the document could not be coded: {ticket.reason}", self._basis.produced_by()
            )
        return gold, from_json(ticket.result)


def uncoded(golds: Iterable[Gold]) -> Iterator[tuple[Gold, Coding]]:
    """Each gold document with an empty coding: for what asks for texts alone."""
    for gold in golds:
        yield gold, Coding(document=gold.document, produced_by={})
