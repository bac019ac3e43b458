"""A plan of fake stages that workers under spawn can import, and a program that codes with it: ``python -m tests.workspace.plans``."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from tacitus.model.records import Document, Sentence
from tacitus.model.stage import Given
from tacitus.pipeline.fingerprint import basis_of
from tacitus.pipeline.running import Pipeline
from tacitus.pipeline.tasks import Plan
from tacitus.record import store
from tacitus.workspace.coding import CodeOptions, code_into
from tests.pipeline.fakes import FakeEntities, FakeEvents, FakeQuotes, FakeSentences


class Sentences(FakeSentences):
    """Behaves as the document's text says, so that a test can choose what goes wrong with which document."""

    def __init__(self, gate: Path | None) -> None:
        self._gate = gate

    def annotate(self, document: Document, given: Given) -> Iterable[Sentence]:
        if "RAISE" in document.text:
            raise ValueError("as the text says")
        if "DIE" in document.text:
            os._exit(5)
        if "GATE" in document.text and self._gate is not None:
            while not self._gate.exists():
                time.sleep(0.005)
        return super().annotate(document, given)


def build(gate: Path | None = None, options: dict[str, Any] | None = None) -> Pipeline:
    stages = [Sentences(gate), FakeEntities(), FakeQuotes(), FakeEvents()]
    # The fake stages use no resources, and a lexicon edited while a test runs must not change what it compares.
    basis = msgspec.structs.replace(basis_of([stage.spec for stage in stages], options=options), resources={"sha256": "none"})
    return Pipeline(stages, basis)


def plan(gate: Path | None = None, **options: Any) -> Plan:
    return Plan(basis=build(gate, options).basis, build=partial(build, gate, options))


def main(record: str, folder: str, gate: str, workers: str) -> None:
    """Prints the number of documents done after each; writes small batches, so that a kill may come between any two."""
    store.MAX_SECONDS = 0.0
    options = CodeOptions(workers=int(workers))
    code_into(
        Path(record),
        [folder],
        options,
        how=plan(Path(gate)),
        on_progress=lambda summary: print(summary.documents, flush=True),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
