"""``tacitus code``: paths into a record, or out as codings."""

from __future__ import annotations

import heapq
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

import msgspec

from tacitus.corpus.updating import Updating
from tacitus.ingest import Options, Refusal, Unit, find_units
from tacitus.model.errors import TacitusError, UsageError
from tacitus.model.ids import digest
from tacitus.model.records import Coding, Document, from_json
from tacitus.pipeline.preparing import prepare_index
from tacitus.pipeline.tasks import Plan, handlers, plan
from tacitus.pipeline.workers import GIB, Limits, default_workers, ended_by_signals, open_pool
from tacitus.record.rows import level_of
from tacitus.record.store import InputFailure, Known, Store, base_of
from tacitus.resources.loader import load_user_file
from tacitus.workspace.flow import Flow, Outcome

SLOWEST = 5
INCIDENTS_EVERY = 2000  # documents: an input without an end has its incidents brought up to date on the way
COMPARED_EVERY = 50  # documents, while the workers code the next ones: this process has little else to do
MIN_SECONDS = 60.0  # a shorter limit would let a busy machine change the record


class CodeOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to read and code. ``workers=0`` does all in this process, without limits."""

    reading: Options = Options()
    lexicons: tuple[str, ...] = ()  # paths of the user's own
    workers: int | None = None  # None: one a processor, at most eight
    seconds: float = 120.0  # a document may take
    memory_bytes: int = 2 * GIB  # a worker may take
    retry_failed: bool = False
    wait_seconds: float = 10.0  # for another writer of the same record
    pseudonyms: bool | None = None  # whether lists and exports of the record mask private persons; None leaves it as it is (on at first)


class Summary(msgspec.Struct, kw_only=True):
    """What a run did. ``failures`` counts inputs and documents that failed, now or in an earlier run whose coding stands."""

    documents: int = 0
    coded: int = 0
    known: int = 0
    failures: int = 0
    notes: int = 0
    quotes: int = 0
    events: dict[str, int] = {}  # by type, the commonest first
    incidents: int = 0  # in the record when the run ended
    seconds: float = 0.0
    slowest: list[tuple[float, str]] = []  # seconds and input
    fingerprint: str = ""


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """What the callback gets for each document, in input order."""

    document: Document
    json: bytes
    known: bool

    @property
    def coding(self) -> Coding:
        return from_json(self.json)


def code_into(
    record: Path | None,
    paths: Sequence[str],
    options: CodeOptions | None = None,
    *,
    on_coding: Callable[[Coded], None] | None = None,
    on_refusal: Callable[[Refusal], None] | None = None,
    on_progress: Callable[[Summary], None] | None = None,
    stdin: BinaryIO | None = None,
    how: Plan | None = None,
) -> Summary:
    """Codes everything under ``paths`` (``-``: JSONL on ``stdin``), into the record if one is given.

    A KeyboardInterrupt (Ctrl-C or SIGTERM) leaves the record whole; the same call goes on where it ended.
    """
    options = options or CodeOptions()
    _check(options)
    if how is None:
        prepare_index()
    how = how or plan(lexicons=[load_user_file(Path(path)) for path in options.lexicons])
    workers = default_workers() if options.workers is None else options.workers
    began = time.monotonic()
    with ExitStack() as stack:
        stack.enter_context(ended_by_signals())
        store = stack.enter_context(Store(record, options.wait_seconds)) if record is not None else None
        limits = Limits(seconds=options.seconds, memory_bytes=options.memory_bytes)
        pool = open_pool(partial(handlers, how.build, options.reading), workers, limits)
        stack.callback(pool.close)
        if store is not None and options.pseudonyms is not None:
            store.set("pseudonyms", "on" if options.pseudonyms else "off")
        run = _Run(store, how, options, on_coding, on_refusal)
        flow = Flow(pool, how.basis, run.known, workers, run.idle)
        with run.logged(paths):
            for outcome in flow.run(run.noted(find_units(paths, options.reading, stdin))):
                run.take(outcome)
                if on_progress is not None:
                    on_progress(run.summary)
            run.finish()
        run.summary.seconds = time.monotonic() - began
        return run.summary


def _check(options: CodeOptions) -> None:
    if options.seconds < MIN_SECONDS:
        raise UsageError(f"a time limit of {options.seconds:g} s is too short: give at least {MIN_SECONDS:g} (--time-limit).")
    if options.workers is not None and options.workers < 0:
        raise UsageError(f"{options.workers} workers cannot be: give 1 or more, or 0 to code without limits (--workers).")


class _Run:
    """Takes outcomes in input order: counts them, writes them, tells the caller."""

    def __init__(
        self,
        store: Store | None,
        how: Plan,
        options: CodeOptions,
        on_coding: Callable[[Coded], None] | None,
        on_refusal: Callable[[Refusal], None] | None = None,
    ) -> None:
        self._store, self._options, self._on_coding, self._on_refusal = store, options, on_coding, on_refusal
        self._fingerprint = store.declare(how.basis) if store else how.basis.fingerprint
        self.summary = Summary(fingerprint=self._fingerprint)
        self._events: Counter[str] = Counter()
        self._documents: dict[str, str] = {}  # where a document's id was first met in this run
        self._sources: dict[str, str] = {}  # where a source id was first met; both keyed by short hashes
        self._refused: list[tuple[str, str]] = []
        self._incidents = Updating(store) if store else None
        self._since_update = 0  # documents coded since incidents were brought up to date
        self._bases: set[str] = set()

    def known(self, document: Document) -> Known | None:
        """The coding in the record that need not be made again."""
        found = self._store.known(document, self._fingerprint) if self._store else None
        return None if found is not None and found.failed and self._options.retry_failed else found

    def idle(self) -> None:
        if self._store is not None:
            self._store.flush_if_due()

    def noted(self, units: Iterator[Unit | Refusal]) -> Iterator[Unit | Refusal]:
        """Remembers which files the run went through."""
        for unit in units:
            self._bases.add(base_of(unit.input))
            yield unit

    @contextmanager
    def logged(self, paths: Sequence[str]) -> Iterator[None]:
        """A line in the run log; what was done before an interruption is written."""
        if self._store is None:
            yield
            return
        seq = self._store.begin_run(self._fingerprint, {"paths": list(map(str, paths)), **msgspec.to_builtins(self._options)})
        state = "failed"
        try:
            yield
            state = "done"
        except KeyboardInterrupt:
            state = "interrupted"
            raise
        finally:
            with suppress(TacitusError):  # a full disk was told already
                self._store.flush()
                self._store.end_run(seq, state, msgspec.to_builtins(self.summary))

    def take(self, outcome: Outcome) -> None:
        if outcome.refusal is not None:
            self._refuse(outcome.refusal)
        elif outcome.document is not None and not self._is_repeated(outcome.document):
            self._document(outcome, outcome.document)

    def _is_repeated(self, document: Document) -> bool:
        """The same document again is noted and kept once; another text under the same id is noted and kept as well."""
        first = self._documents.setdefault(digest(document.id), document.input)
        if first is not document.input:
            self._refuse(Refusal(input=document.input, reason=f"the same document stands at {first} already; kept once", level="note"))
            return True
        source = self._sources.setdefault(digest(document.source_id), document.input)
        if source is not document.input:
            reason = f"the id {document.source_id!r} stands at {source} already, with another text, address or outlet; both are kept"
            self._refuse(Refusal(input=document.input, reason=reason, level="note"))
        return False

    def _refuse(self, refusal: Refusal) -> None:
        self._count(refusal.level)
        if self._on_refusal is not None:
            self._on_refusal(refusal)
        if self._store is not None:
            self._refused.append((refusal.input, refusal.reason))
            self._store.refuse(InputFailure(refusal.input, refusal.reason, refusal.level))

    def _count(self, level: str) -> None:
        if level == "failure":
            self.summary.failures += 1
        else:
            self.summary.notes += 1

    def _document(self, outcome: Outcome, document: Document) -> None:
        self.summary.documents += 1
        json = outcome.json
        if json is None:
            assert self._store is not None and outcome.known is not None
            self.summary.known += 1
            json = self._store.json_of(outcome.known.seq)
            self._store.reaffirm(document, outcome.known)
        coding = from_json(json)
        if outcome.known is None:
            self.summary.coded += 1
            self.summary.slowest = heapq.nlargest(SLOWEST, [*self.summary.slowest, (outcome.seconds, document.input)])
            if self._store is not None:
                self._store.put(coding, json, self._fingerprint)
                self._since_update += 1
                if self._since_update >= INCIDENTS_EVERY:
                    self._bring_up_to_date()
                elif self._since_update % COMPARED_EVERY == 0 and self._incidents is not None:
                    self._incidents.ahead()
        self._count_coding(coding)
        if self._on_coding is not None:
            self._on_coding(Coded(document=document, json=json, known=outcome.known is not None))

    def _count_coding(self, coding: Coding) -> None:
        levels = {level_of(failure.stage) for failure in coding.failures}
        if levels or not coding.events:
            self._count("failure" if "failure" in levels else "note")
        self._events.update(event.type for event in coding.events)
        self.summary.quotes += len(coding.quotes)
        self.summary.events = dict(sorted(self._events.items(), key=lambda item: (-item[1], item[0])))

    def finish(self) -> None:
        """All inputs were gone through: what failed in an earlier run and no more is forgotten, incidents are brought up to date."""
        if self._store is not None:
            self._store.flush()
            self._store.forget_failures(self._refused, frozenset(self._bases))
            self._bring_up_to_date()
            self.summary.incidents = self._store.count("incidents")

    def _bring_up_to_date(self) -> None:
        if self._incidents is not None:
            self._incidents.update()
        self._since_update = 0
