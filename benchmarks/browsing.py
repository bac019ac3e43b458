"""``make bench-large``, second part: what browsing answers over 1,000,000 events, with ten readers and one writer.

The record is made by bulk statements from some thousand invented articles of ten events each, printed under many ids, outlets and days;
half of them name a private person. What is measured: the index's time and memory, then every kind of answer, half of it narrowed by
filters drawn by chance, asked by ten threads while another process writes codings into the record.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.large import DAYS, FIRST_DAY, build  # noqa: E402
from benchmarks.stories import DEEDS, World, codings  # noqa: E402
from tacitus.exports.pseudonyms import keyed  # noqa: E402
from tacitus.model.records import to_json  # noqa: E402
from tacitus.pipeline.fingerprint import basis_of  # noqa: E402
from tacitus.record import Store  # noqa: E402
from tacitus.workspace.browsing import BrowseFilters, Browser  # noqa: E402

LIMIT_MS = 300.0


def write_on(path: str, stop: Any, written: Any) -> None:
    """The one writer: an article every tenth of a second."""
    with Store(Path(path)) as store:
        fingerprint = store.declare(basis_of([], options={"benchmark": True}))
        for coding in codings(100_000, 77):
            if stop.is_set():
                return
            store.put(coding, to_json(coding), fingerprint)
            store.flush()
            written.value += 1
            time.sleep(0.1)


def questions(browser: Browser) -> dict[str, Callable[[random.Random], Any]]:
    """Every kind of answer, with filters drawn by chance."""
    types = [deed[0] for deed in DEEDS]

    def filters(chance: random.Random, words: float = 0.0) -> BrowseFilters:
        given: dict[str, Any] = {}
        if chance.random() < words:
            given["words"] = (chance.choice(searched),)
        if chance.random() < 0.5:
            given["type"] = tuple(chance.sample(types, 2))
        if chance.random() < 0.3:
            given["country"] = (f"X{chance.randrange(10, 99)}",)
        if chance.random() < 0.3:
            given["status"] = ("actual",)
        if chance.random() < 0.2:
            given["since"] = (FIRST_DAY + timedelta(days=chance.randrange(DAYS))).isoformat()
        return BrowseFilters(**given)

    searched = World().words[:2000]
    found: dict[str, Callable[[random.Random], Any]] = {}
    for of in ("incidents", "events", "quotes", "documents"):
        ask = getattr(browser, of)
        found[f"list of {of}"] = lambda chance, ask=ask: ask(filters(chance), chance.randrange(2000), 50)
        found[f"facets of {of}"] = lambda chance, of=of: browser.facets(of, filters(chance))
    found["search in events"] = lambda chance: browser.events(filters(chance, 1.0))
    found["search in incidents"] = lambda chance: browser.incidents(filters(chance, 1.0))
    found["facets of a search"] = lambda chance: browser.facets("events", filters(chance, 1.0))
    found["timeline"] = lambda chance: browser.timeline("events", filters(chance))
    found["timeline of incidents"] = lambda chance: browser.timeline("incidents", filters(chance))
    found["map"] = lambda chance: browser.map("incidents", filters(chance))
    found["relations"] = lambda chance: browser.relations(filters(chance))
    found["actors"] = lambda chance: browser.actors(filters(chance))
    found["one actor"] = lambda chance: browser.actor(f"bench-{chance.randrange(100) * 3 + 1}")
    found["overview"] = lambda chance: browser.overview(filters(chance))
    return found


def ask(browser: Browser, readers: int, seconds: float, pause: float) -> dict[str, list[tuple[float, float]]]:
    """Milliseconds of each answer, by kind: on the clock, and of the processor."""
    asked = questions(browser)
    times: dict[str, list[tuple[float, float]]] = defaultdict(list)
    lock, end = threading.Lock(), time.monotonic() + seconds

    def read(seed: int) -> None:
        chance = random.Random(seed)
        kinds = list(asked)
        while time.monotonic() < end:
            kind = chance.choice(kinds)
            start, worked = time.perf_counter(), time.thread_time()
            answer = asked[kind](chance)
            msgspec.json.encode(answer)
            took = 1000 * (time.perf_counter() - start), 1000 * (time.thread_time() - worked)
            with lock:
                times[kind].append(took)
            time.sleep(chance.uniform(0, 2 * pause))

    threads = [threading.Thread(target=read, args=(n,)) for n in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def measure(path: Path, readers: int, seconds: float, pause: float) -> bool:
    """Prints the figures; whether p99 is below the limit."""
    process = psutil.Process(os.getpid())
    before = process.memory_info().rss
    browser = Browser(path, pseudonyms=keyed("ab" * 16))
    start = time.perf_counter()
    browser.start()
    while not browser.ready:
        time.sleep(0.01)
    ready = time.perf_counter() - start
    documents, events, incidents = browser.numbers()
    print(f"{documents:,} documents, {events:,} events, {incidents:,} incidents; the record {path.stat().st_size / 1e6:,.0f} MB")
    start = time.perf_counter()
    browser.events(BrowseFilters())
    browser.facets("incidents", BrowseFilters())
    first = 1000 * (time.perf_counter() - start)
    print(f"  index stands after {ready:.1f} s, the first page and its facets {first:.0f} ms later", end="; ")
    print(f"memory {(process.memory_info().rss - before) / 1e6:,.0f} MB")
    context = multiprocessing.get_context("spawn")
    stop, written = context.Event(), context.Value("i", 0)
    writer = context.Process(target=write_on, args=(str(path), stop, written))
    writer.start()
    others = _busy()
    times = ask(browser, readers, seconds, pause)
    others = _busy() - others
    stop.set()
    writer.join()
    every = [took for values in times.values() for took in values]
    for kind, values in times.items():
        print(_line(kind, values))
    p99 = percentile([took for took, _ in every], 0.99)
    print(f"{_line('all', every)}   (asked below {LIMIT_MS:.0f})")
    print(
        f"  {readers} readers, {pause:g} s between a reader's questions; {written.value} articles written meanwhile, index renewed", end=" "
    )
    print(f"{browser.changed - 1} times; memory {process.memory_info().rss / 1e6:,.0f} MB")
    print(f"  meanwhile all programs of the machine kept {others / seconds:.1f} of {os.cpu_count()} processors busy")
    browser.close()
    return p99 < LIMIT_MS


def _line(kind: str, values: list[tuple[float, float]]) -> str:
    clock, worked = [one for one, _ in values], [one for _, one in values]
    told = f"p50 {percentile(clock, 0.5):5.0f} ms  p99 {percentile(clock, 0.99):5.0f} ms"
    return f"  {kind:<22} {len(values):5}  {told}   processor {percentile(worked, 0.5):4.0f} ms, {percentile(worked, 0.99):4.0f} ms"


def _busy() -> float:
    """Seconds that processors worked since the machine was started."""
    times = psutil.cpu_times()
    return sum(times) - times.idle - getattr(times, "iowait", 0.0) - getattr(times, "guest", 0.0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--record", type=Path, help="made there, or used again")
    parser.add_argument("--seconds", type=float, default=40.0)
    parser.add_argument("--readers", type=int, default=10)
    parser.add_argument("--pause", type=float, default=0.5, help="seconds between a reader's questions, in the middle")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        path = options.record or Path(name) / "large.db"
        if not path.exists():
            start = time.perf_counter()
            build(path, options.documents)
            print(f"record made in {time.perf_counter() - start:.0f} s")
        return 0 if measure(path, options.readers, options.seconds, options.pause) else 1


if __name__ == "__main__":
    sys.exit(main())
