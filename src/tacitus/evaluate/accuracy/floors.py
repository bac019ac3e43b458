"""Floors: figures below which a set may not fall. They stand in YAML, and only rise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import floor
from pathlib import Path

import yaml

from tacitus.evaluate.accuracy.measuring import Run
from tacitus.evaluate.accuracy.sets import TARGETS
from tacitus.model.errors import TacitusError

Floors = Mapping[str, Mapping[str, Mapping[str, float]]]  # set → half → figure → floor

# Figures with a floor beside those of the targets, by set.
MORE: dict[str, tuple[str, ...]] = {
    "relations": ("type_of_found", "actor", "recipient"),
    "polnear": ("quote_speaker",),
    "own": ("event", "coding_type_whole", "actor_text", "recipient_text", "coding_voice"),
}
# A hundredth less than today's figure, rounded down: another processor's arithmetic may flip a parse.
SLACK = 0.01


def figures_with_floors() -> list[tuple[str, str, bool]]:
    """(set, figure, whether less is better), in the order of the targets."""
    found = [(target.set, target.figure, target.below) for target in TARGETS]
    return [*found, *((name, figure, False) for name, figures in MORE.items() for figure in figures)]


def read_floors(path: Path, part: str) -> Floors:
    """The floors of a part of the file: ``whole`` or ``tenth``."""
    data = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else None
    if not isinstance(data, dict) or not isinstance(data.get(part, {}), dict):
        raise TacitusError(f"{path}: expected a mapping with {part!r} (set → half → figure → floor) at the top of the file.")
    found: Floors = data.get(part) or {}
    return found


def breaches(run: Run, floors: Floors) -> Iterator[str]:
    """A sentence for every figure that lies below its floor (above, where less is better); sets that are absent are passed over."""
    below = {(name, figure): less for name, figure, less in figures_with_floors()}
    for name, halves in floors.items():
        result = run.result(name)
        if result is None:
            continue
        for half, figures in halves.items():
            for figure, bound in figures.items():
                value = value_of(run, name, half, figure)
                less = below.get((name, figure), False)
                if value is None:
                    yield f"{name}, {half}: {figure} is no longer measured; its floor is {bound}"
                elif (value > bound) if less else (value < bound):
                    yield f"{name}, {half}: {figure} is {value:.3f}, its {'ceiling' if less else 'floor'} is {bound}"


def value_of(run: Run, name: str, half: str, figure: str) -> float | None:
    result = run.result(name)
    measured = result.measured(half, figure) if result is not None else None
    found = measured.figure(figure) if measured is not None else None
    return found.value if found is not None else None


def floors_of(run: Run) -> dict[str, dict[str, dict[str, float]]]:
    """Floors for today's figures."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    for name, figure, less in figures_with_floors():
        result = run.result(name)
        for half in result.halves if result is not None else ():
            value = value_of(run, name, half, figure)
            if value is not None:
                bound = -floor(-value * 100) / 100 + SLACK if less else floor(value * 100) / 100 - SLACK
                found.setdefault(name, {}).setdefault(half, {})[figure] = round(max(0.0, bound), 2)
    return found
