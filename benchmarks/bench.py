"""``make bench``: speed by stage, whole coding against the bare parser, memory a worker, start-up and growth.

Machines are noisy: quote the ratios. Figures of this script stand in the README's table.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")  # as in the workers, so that the bare parser runs under the same conditions

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.articles import write  # noqa: E402


def bare(path: str, half: int) -> float:
    """Seconds that the parser alone takes over every second article, loading left out."""
    import spacy

    from tacitus.stages.linguistics.parser import MODEL

    texts = [json.loads(line)["text"] for n, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines()) if n % 2 == half]
    nlp = spacy.load(MODEL)
    nlp(texts[0])
    start = time.perf_counter()
    for text in texts:
        with nlp.memory_zone():
            nlp(text)
    return time.perf_counter() - start


def bare_on_two(path: Path) -> float:
    """Wall seconds of the bare parser on two processes over the file."""
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        return max(pool.starmap(bare, [(str(path), 0), (str(path), 1)]))


class MemoryWatch:
    """Peak resident memory of any child process, in MB, sampled while it runs."""

    def __init__(self) -> None:
        self.peak = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> MemoryWatch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        import psutil

        me = psutil.Process()
        while not self._stop.wait(0.2):
            for child in me.children(recursive=True):
                try:
                    self.peak = max(self.peak, child.memory_info().rss / 1e6)
                except psutil.Error:
                    continue


def whole(path: Path, folder: Path) -> tuple[float, float]:
    """Wall seconds of coding the file into a record on two workers, start-up included; peak memory of a worker in MB."""
    from tacitus.workspace.coding import CodeOptions, code_into

    record = folder / f"{path.stem}.db"
    start = time.perf_counter()
    with MemoryWatch() as watch:
        code_into(record, [str(path)], CodeOptions(workers=2))
    return time.perf_counter() - start, watch.peak


def worked() -> float:
    """Processor seconds of this process and of its children that have ended: what a busy machine changes least."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def by_stage(path: Path, articles: int) -> dict[str, float]:
    """Seconds of each stage over the first articles in one process."""
    from tacitus.pipeline import running
    from tacitus.workspace.api import make_document

    pipeline = running.build(None, [])
    spent: dict[str, float] = defaultdict(float)
    lines = path.read_text(encoding="utf-8").splitlines()[:articles]
    pipeline.code(make_document(json.loads(lines[0])["text"], {}))
    last = time.perf_counter()

    def after(stage: str) -> None:
        nonlocal last
        now = time.perf_counter()
        spent[stage] += now - last
        last = now

    for line in lines:
        record = json.loads(line)
        document = make_document(record["text"], record)
        last = time.perf_counter()
        pipeline.code(document, after_stage=after)
    return dict(spent)


def start_up() -> float:
    """Median seconds of ``tacitus --help`` over seven runs."""
    seconds = []
    for _ in range(7):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "tacitus", "--help"], check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - start)
    return sorted(seconds)[3]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument(
        "--growth", type=int, default=1000, help="articles of the large run whose time is compared with a tenth of it; 0: none"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "articles.jsonl"
        words = write(path, options.articles)
        print(f"{options.articles} articles, {words} words, {os.cpu_count()} processors")
        print(f"start-up of --help         {start_up():8.2f} s")
        stages = by_stage(path, min(100, options.articles))
        total = sum(stages.values())
        for stage, seconds in stages.items():
            n = min(100, options.articles)
            print(f"  {stage:24s} {1000 * seconds / n:8.1f} ms an article {100 * seconds / total:6.1f} %  {n / seconds:8.1f} articles/s")
        began = worked()
        parser_seconds = bare_on_two(path)
        parsed = worked()
        seconds, peak = whole(path, folder)
        coded = worked()
        rate = options.articles / seconds
        print(f"bare parser, two processes {parser_seconds:8.1f} s")
        print(f"whole coding, two workers  {seconds:8.1f} s  ratio {seconds / parser_seconds:.2f}")
        cost, bare_cost = coded - parsed, parsed - began
        print(f"  processor time, loading included: {bare_cost:.1f} s, {cost:.1f} s  ratio {cost / bare_cost:.2f}")
        print(f"throughput                 {rate:8.1f} articles/s, {rate * words / options.articles:.0f} words/s")
        print(f"peak memory of a worker    {peak:8.0f} MB")
        if options.growth:
            small, large = folder / "small.jsonl", folder / "large.jsonl"
            write(small, options.growth // 10, seed=11)
            write(large, options.growth, seed=12)
            (few, peak_few), (many, peak_many) = whole(small, folder), whole(large, folder)
            print(
                f"growth {options.growth // 10} to {options.growth}       {few:8.1f} s to {many:.1f} s ({many / few:.1f} times), "
                f"peak memory {peak_few:.0f} MB to {peak_many:.0f} MB"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
