"""``make bench-large``: 100,000 coded documents with Zipf-like copies brought into incidents; growth from a tenth; one article added.

The documents are invented and coded without the parser (``stories.py``): what is measured is writing them, copies, incidents and claims.
Machines are noisy: quote the ratios.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.stories import World, coding_of, codings  # noqa: E402


class Figures(msgspec.Struct):
    """Seconds, counts and the peak memory (MB) of one run in a process of its own. ``working``: processor seconds of the clustering."""

    documents: int
    events: int
    writing: float
    clustering: float
    working: float
    adding: list[float]  # an article of another story
    hottest: float  # one more printing of the story that most articles tell
    peak: float
    incidents: int
    origins: int
    largest: list[int]
    megabytes: float
    held: float  # seconds of the longest transaction


class Timed:
    """A store whose longest transaction is known."""

    def __init__(self, store: Any) -> None:
        self._store, self.longest = store, 0.0
        self.reading = store.reading

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        with self._store.transaction() as connection:
            start = time.perf_counter()
            yield connection
        self.longest = max(self.longest, time.perf_counter() - start)


def measured(path: str, documents: int, queue: Any) -> None:
    """Fills a record, brings its incidents up to date, then adds articles one by one."""
    from tacitus.corpus.updating import update
    from tacitus.model.records import to_json
    from tacitus.pipeline.fingerprint import basis_of
    from tacitus.record import Store

    def put(store: Store, number: int, seed: int) -> int:
        events = 0
        for coding in codings(number, seed):
            store.put(coding, to_json(coding), fingerprint)
            events += len(coding.events)
        store.flush()
        return events

    with Store(Path(path)) as store:
        fingerprint = store.declare(basis_of([], options={"benchmark": True}))
        start = time.perf_counter()
        events = put(store, documents, 1)
        writing = time.perf_counter() - start
        start, worked = time.perf_counter(), time.process_time()
        timed = Timed(store)
        update(timed)
        clustering, working = time.perf_counter() - start, time.process_time() - worked
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        adding = []
        for n in range(7):
            put(store, 1, 1000 + n)
            start = time.perf_counter()
            update(timed)
            adding.append(time.perf_counter() - start)
        world = World()
        story = world.story(random.Random("1 0"))
        more = coding_of(world, story, "1 0 0", documents + 1000, random.Random(1))
        store.put(more, to_json(more), fingerprint)
        store.flush()
        start = time.perf_counter()
        update(timed)
        hottest = time.perf_counter() - start
        with store.transaction() as connection:
            largest = [row[0] for row in connection.exec_driver_sql("SELECT reports FROM incidents ORDER BY reports DESC LIMIT 5")]
            incidents, origins = connection.exec_driver_sql("SELECT count(*), sum(origins) FROM incidents").one()
    megabytes = Path(path).stat().st_size / 1e6
    queue.put(
        Figures(
            documents,
            events,
            writing,
            clustering,
            working,
            sorted(adding),
            hottest,
            peak,
            incidents,
            origins,
            largest,
            megabytes,
            timed.longest,
        )
    )


def run(folder: Path, documents: int) -> Figures:
    """One run in a process of its own, so that its peak memory is its own."""
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=measured, args=(str(folder / f"{documents}.db"), documents, queue))
    process.start()
    figures: Figures = queue.get()
    process.join()
    return figures


def table(few: Figures, many: Figures) -> None:
    """The figures as lines of a table, beside what was asked."""
    print("\n| measured | figure | asked |\n| --- | --- | --- |")
    speed = f"{many.clustering:,.0f} s, {many.working:,.0f} s of processor time"
    print(f"| {many.documents:,} coded documents into {many.incidents:,} incidents | {speed} | |")
    print(f"| growth of the processor time from {few.documents:,} | {many.working / few.working:.1f} times | at most 11 |")
    middle, slowest = 1000 * many.adding[3], 1000 * many.adding[-1]
    print(f"| an article more, in the middle; slowest of 7 | {middle:.0f} ms; {slowest:.0f} ms | well under 1 s |")
    print(f"| one more report of the incident with {many.largest[0]:,} | {many.hottest:.1f} s | |")
    print(f"| longest that a transaction kept others from writing | {1000 * many.held:.0f} ms | |")
    print(f"| peak memory | {many.peak:,.0f} MB | under 4,000 MB |\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        few, many = run(Path(name), options.documents // 10), run(Path(name), options.documents)
    for one in (few, many):
        print(f"{one.documents:,} documents, {one.events:,} events; the record {one.megabytes:,.0f} MB")
        print(f"  written in          {one.writing:10.1f} s")
        speed = f"{one.documents / one.clustering:,.0f} documents/s; {one.working:.1f} s of processor time"
        print(f"  incidents in        {one.clustering:10.1f} s   {speed}")
        print(f"  one article added   {1000 * one.adding[len(one.adding) // 2]:10.0f} ms  (slowest of 7: {1000 * one.adding[-1]:.0f} ms)")
        print(f"  one to the hottest  {1000 * one.hottest:10.0f} ms")
        print(f"  peak memory         {one.peak:10.0f} MB")
        print(f"  {one.incidents:,} incidents from {one.origins:,} origins; the largest have {', '.join(map(str, one.largest))} reports")
    growth = f"{many.clustering / few.clustering:.1f} times, of processor time {many.working / few.working:.1f} times"
    print(f"growth of the incidents' time over ten times the documents: {growth}")
    table(few, many)
    return 0


if __name__ == "__main__":
    sys.exit(main())
