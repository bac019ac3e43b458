"""Intervals by resampling documents."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tacitus.evaluate.tallies import Counts, Figures, Key

RESAMPLES = 1000
SEED = 20261122
LEVEL = 0.95


def intervals(documents: Sequence[Counts], figures: Figures, resamples: int = RESAMPLES) -> dict[str, tuple[float, float]]:
    """For each figure the bounds between which it lies in 95% of the resamples; a figure that some resample cannot have is left out there.

    Whole documents are drawn with replacement, as many as there are; the same documents give the same bounds, in whatever order they come.
    """
    if len(documents) < 2:
        return {}
    keys: list[Key] = sorted({key for counts in documents for key in counts})
    rows = sorted([counts.get(key, 0.0) for key in keys] for counts in documents)
    # Documents that count alike are drawn together: few distinct rows instead of thousands.
    matrix, alike = np.unique(np.array(rows, dtype=float).reshape(len(rows), len(keys)), axis=0, return_counts=True)
    chance = np.random.default_rng(SEED)
    drawn = chance.multinomial(len(documents), alike / len(documents), size=resamples) @ matrix
    found: dict[str, list[float]] = {}
    for sums in drawn.tolist():
        for name, figure in figures(dict(zip(keys, sums, strict=True))).items():
            if figure.value is not None:
                found.setdefault(name, []).append(figure.value)
    edge = (1 - LEVEL) / 2
    bounds = {}
    for name, values in found.items():
        low, high = np.quantile(np.array(values), [edge, 1 - edge])
        bounds[name] = (float(low), float(high))
    return bounds
