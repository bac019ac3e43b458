"""The measures: one small file each, and the table that lists them. Their ``FIGURES`` (and docs/measures.md) define each figure."""

from __future__ import annotations

from collections.abc import Sequence

from tacitus.evaluate.measures import (
    calibration,
    coding_counts,
    coding_parties,
    coding_types,
    coding_voice,
    coreference,
    events,
    framing,
    pairs,
    quotations,
    sameness,
    status,
    times,
    toponyms,
)
from tacitus.evaluate.tallies import Measure
from tacitus.model.errors import UsageError

MEASURES: tuple[Measure, ...] = (
    pairs, events, coding_types, coding_parties, coding_voice, coding_counts, quotations, status, times, toponyms, coreference, sameness,
    framing, calibration,
)  # fmt: skip


def measures_named(names: Sequence[str] | None) -> tuple[Measure, ...]:
    """The measures of these names in the table's order; all without names."""
    if not names:
        return MEASURES
    known = {measure.NAME for measure in MEASURES}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UsageError(f"no measure is called {', '.join(unknown)}; there are {', '.join(measure.NAME for measure in MEASURES)}.")
    return tuple(measure for measure in MEASURES if measure.NAME in names)
