"""The measures: one small file each, and the table that lists them. Their ``FIGURES`` (and docs/measures.md) define each figure."""

from __future__ import annotations

from collections.abc import Sequence

from tacitus.evaluate.measures import (
    articles,
    calibration,
    coding_counts,
    coding_parties,
    coding_types,
    coding_voice,
    copies,
    coreference,
    events,
    framing,
    incidents,
    pairs,
    quotations,
    sameness,
    status,
    times,
    toponyms,
)
from tacitus.evaluate.tallies import Measure, SetMeasure
from tacitus.model.errors import UsageError

MEASURES: tuple[Measure, ...] = (
    pairs, events, coding_types, coding_parties, coding_voice, coding_counts, quotations, status, times, toponyms, coreference, sameness,
    framing, calibration,
)  # fmt: skip

# Over all documents of a topic together.
SET_MEASURES: tuple[SetMeasure, ...] = (copies, incidents, articles)
ALL: tuple[Measure | SetMeasure, ...] = (*MEASURES, *SET_MEASURES)


def measures_named(names: Sequence[str] | None) -> tuple[Measure, ...]:
    """The measures of single documents of these names in the table's order; all without names."""
    return tuple(measure for measure in MEASURES if measure.NAME in _names(names))


def set_measures_named(names: Sequence[str] | None) -> tuple[SetMeasure, ...]:
    """The same of the measures of whole topics."""
    return tuple(measure for measure in SET_MEASURES if measure.NAME in _names(names))


def _names(names: Sequence[str] | None) -> Sequence[str]:
    known = [measure.NAME for measure in ALL]
    unknown = [name for name in names or () if name not in known]
    if unknown:
        raise UsageError(f"no measure is called {', '.join(unknown)}; there are {', '.join(known)}.")
    return names or known
