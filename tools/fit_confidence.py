"""Fits the weights of an event's confidence and writes src/tacitus/resources/events/confidence.yaml. Takes about half a minute.

The weights are learned from our own articles with gold codings, the half of examples/split.yaml to develop by: every event of ours there,
right if it is in the gold and all its fields are right. A logistic regression over the parts of stages/events/confidence.py with a ridge
penalty, each weight kept to the sign that its part may have; plain gradient descent, the same numbers each time.
Two numbers are set and not learned. `lone-sentence` is where the mean confidence of the events of marked pairs equals their share right,
on the develop half of the relations set (measure only: nothing else is taken from it; where the set is absent the weight stays as it is).
UNSEEN lowers the constant after that: rules were written beside the halves to develop by, and are right less often on other texts.
--compare prints how each half fares, by both meanings of right, and writes nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from tacitus.evaluate.accuracy.sets import golds_of, place_of, set_named
from tacitus.evaluate.gold import Gold
from tacitus.evaluate.measures.calibration import BINS, bin_of, judged
from tacitus.model.errors import TacitusError
from tacitus.pipeline.running import Pipeline, build
from tacitus.stages.events import Events
from tacitus.stages.events.confidence import PARTS, Confidence, parts_of, share_of
from tacitus.stages.events.tellings import Happening
from tacitus.syntax.tree import Tree

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
WEIGHTS = ROOT / "src" / "tacitus" / "resources" / "events" / "confidence.yaml"
LEARNED, OFFSET = "own", "relations"
LONE = "lone-sentence"
NAMES = [name for name in PARTS if name not in ("base", LONE)]
RIDGE, STEPS, RATE = 5.0, 4000, 0.5
# About half of what lies, in log-odds of an event being right, between the two halves of our articles (.66) and of the relations (.38) on
# 2026-11-22: each half then has about the same error. Of the halves to check by, these shares and the calibration errors were seen.
UNSEEN = 0.25


@dataclass(frozen=True, slots=True)
class Case:
    """One event: the parts that hold of it, and whether it is right in all its fields, and in type and parties."""

    set: str
    half: str
    parts: frozenset[str]
    whole: bool
    parties: bool


class Recorder(Confidence):
    """Keeps the parts of every event; the event's confidence is then the number of its row."""

    def __init__(self) -> None:
        super().__init__({})
        self.rows: list[frozenset[str]] = []

    def of(self, happening: Happening, tree: Tree) -> tuple[float, str]:
        self.rows.append(frozenset(parts_of(happening, tree)))
        return float(len(self.rows) - 1), ""


def recording() -> tuple[Pipeline, Recorder]:
    recorder, pipeline = Recorder(), build()
    for stage in pipeline.stages:
        if isinstance(stage, Events):
            stage.confidence = recorder
    return pipeline, recorder


def cases(names: Iterable[str], halves: Sequence[str]) -> Iterator[Case]:
    """Every event that the calibration measure looks at in these sets, as far as they are there."""
    pipeline, recorder = recording()
    for one in (found for found in map(set_named, names) if found is not None and place_of(found, ROOT, DATA).exists()):
        for gold in golds_of(one, ROOT, DATA):
            if isinstance(gold, Gold) and gold.half in halves:
                ours = pipeline.code(gold.document)
                if ours.failures:  # a stage that is broken today must not be learned from
                    raise TacitusError(f"{gold.key}: the stage {ours.failures[0].stage} failed: {ours.failures[0].reason}")
                for event, whole, parties in judged(gold, ours):
                    yield Case(one.name, gold.half, recorder.rows[int(event.confidence)], whole, parties)


def fit(given: Sequence[Case]) -> dict[str, float]:
    """The weight of each learned part, and ``base``."""
    rows = np.array([[float(name in case.parts) for name in NAMES] for case in given])
    gold = np.array([float(case.whole) for case in given])
    signs = np.array([PARTS[name][1] for name in NAMES])
    low, high = np.where(signs > 0, 0.0, -np.inf), np.where(signs < 0, 0.0, np.inf)
    mean = rows.mean(axis=0)
    weights, constant = np.zeros(len(NAMES)), 0.0
    for _ in range(STEPS):
        error = 1 / (1 + np.exp(-((rows - mean) @ weights + constant))) - gold
        weights = np.clip(weights - RATE * ((rows - mean).T @ error + RIDGE * weights) / len(gold), low, high)
        constant -= RATE * error.mean()
    found = {"base": float(constant - mean @ weights), LONE: 0.0, **dict(zip(NAMES, map(float, weights), strict=True))}
    return {name: round(found[name], 2) for name in PARTS}


def offset(weights: dict[str, float], given: Sequence[Case]) -> float:
    """What ``lone-sentence`` must add so that the mean confidence is the share right; by halving."""
    low, high = -4.0, 4.0
    right = sum(case.parties for case in given) / len(given)
    for _ in range(30):
        middle = (low + high) / 2
        mean = sum(confidence_of({**weights, LONE: middle}, case) for case in given) / len(given)
        low, high = (middle, high) if mean < right else (low, middle)
    return round((low + high) / 2, 2)


def confidence_of(weights: dict[str, float], case: Case) -> float:
    return share_of(sum(weights.get(name, 0.0) for name in case.parts))


def compared(weights: dict[str, float], given: Sequence[Case]) -> Iterator[str]:
    """Per set and half: events, mean confidence, and for both meanings of right the share right and the calibration error."""
    for name, half in dict.fromkeys((case.set, case.half) for case in given):
        chosen = [case for case in given if (case.set, case.half) == (name, half)]
        sure = [confidence_of(weights, case) for case in chosen]
        line = f"{name:10}{half:8} n {len(chosen):4}  mean {sum(sure) / len(sure):.3f}"
        for what in ("whole", "parties"):
            right = [getattr(case, what) for case in chosen]
            line += f"  {what}: right {sum(right) / len(right):.3f} ece {error(sure, right):.3f}"
        yield line


def error(sure: Sequence[float], right: Sequence[bool]) -> float:
    """Expected calibration error over the measure's bins."""
    binned = [[n for n, value in enumerate(sure) if bin_of(value) == k] for k in range(BINS)]
    return sum(abs(sum(sure[n] - right[n] for n in one)) for one in binned) / len(sure)


def written(weights: dict[str, float], events: int) -> str:
    meaning = {name: " ".join((part.__doc__ or "").split()) for name, (part, _) in PARTS.items()}
    lines = [
        "name: events-confidence",
        "version: 2",
        "licence: CC0-1.0",
        "looked_at: 2026-11-22",
        f"# Written by tools/fit_confidence.py from {events} events of our own articles; see there what is learned and what is set.",
        "# The confidence is the logistic function of the sum of the parts that hold: 0 is .5, +1.4 is .8, -1.4 is .2.",
        "weights:",
        *(f"  {name}: {weights[name]:.2f} # {meaning[name]}" for name in PARTS if weights[name]),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compare", action="store_true")
    comparing = parser.parse_args().compare
    before = yaml.safe_load(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    given = list(cases((LEARNED, OFFSET), ("develop", "check") if comparing else ("develop",)))
    if comparing:
        print("\n".join(compared(before, given)))
        return
    own, lone = ([case for case in given if case.set == name] for name in (LEARNED, OFFSET))
    weights = fit(own)
    weights[LONE] = offset(weights, lone) if lone else float(before.get(LONE, 0.0))
    weights["base"] = round(weights["base"] - UNSEEN, 2)
    WEIGHTS.write_text(written(weights, len(own)), encoding="utf-8", newline="\n")
    print("\n".join(compared(weights, given)))
    print(f"{WEIGHTS.relative_to(ROOT)} written.")


if __name__ == "__main__":
    main()
