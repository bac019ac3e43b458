"""Runs and failures: what was coded with what, what failed and why, what is new."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import numpy as np
from sqlalchemy import Connection

from tacitus.model.answers import Count, FailureLine, Run, Runs
from tacitus.record import browsing as tables
from tacitus.workspace.browsing.masking import Veils
from tacitus.workspace.browsing.snapshot import Snapshot

MOST_FAILURES = 500
MOST_RUNS = 200


def runs_of(connection: Connection, index: Snapshot, veils: Veils | None, judged: Mapping[str, Any]) -> Runs:
    """The last run first; failures before notes."""
    runs = [_run(row) for row in tables.run_log(connection)]
    new_after = _new_after(connection, runs)
    fingerprints = np.bincount(index.document_fingerprint, minlength=len(index.fingerprints))
    codings = [
        Count(value=index.fingerprints[n], label=_label(index.fingerprints[n], runs), count=int(fingerprints[n]))
        for n in np.argsort(-fingerprints, kind="stable")[: np.count_nonzero(fingerprints)]
    ]
    return Runs(
        runs=tuple(runs[:MOST_RUNS]),
        failures=_failures(connection, index, veils),
        failed=tables.failures(connection),
        codings=tuple(codings),
        waiting=tables.waiting(connection),
        new_documents=int(np.count_nonzero(index.document_coding > new_after)),
        new_after=new_after,
        carried=int(judged.get("carried", 0)),
        unmatched=int(judged.get("unmatched", 0)),
    )


def _new_after(connection: Connection, runs: list[Run]) -> int:
    """The number of the last coding before those of the last run. Of a run that was killed, or goes on, all that no other run counts."""
    if not runs:
        return 0
    if "coded" in runs[0].counts:
        made = int(runs[0].counts["coded"])
    else:
        made = tables.codings(connection) - sum(int(run.counts.get("coded", 0)) for run in runs)
    return tables.coding_before_last(connection, made)


def _run(row: tuple[Any, ...]) -> Run:
    started, finished, state, version, fingerprint, options, counts = row
    return Run(
        started=started, finished=finished, state=state, version=version, fingerprint=fingerprint,
        options=msgspec.json.decode(options), counts=msgspec.json.decode(counts) if counts else {},
    )  # fmt: skip


def _label(fingerprint: str, runs: list[Run]) -> str:
    version = next((run.version for run in runs if run.fingerprint == fingerprint), None)
    return f"tacitus {version}, {fingerprint[:8]}" if version else fingerprint[:8]


def _failures(connection: Connection, index: Snapshot, veils: Veils | None) -> tuple[FailureLine, ...]:
    lines = []
    for level, input_, document, stage, reason in tables.failure_lines(connection, MOST_FAILURES):
        row = int(index.rows_of("documents", np.array([document]))[0]) if document is not None else -1
        if row >= 0 and veils is not None:
            coding = int(index.document_coding[row])
            veil = veils.of(connection, [coding]).get(coding)
            input_ = veil.address(input_) if veil is not None else ""
        lines.append(
            FailureLine(level=level, input=input_, document=index.document_id[row] if row >= 0 else None, stage=stage, reason=reason)
        )
    return tuple(lines)
