"""Learns the weights of the opinion score and writes src/tacitus/resources/framing/opinion_weights.yaml.

From the sentences in tools/opinion_sentences.yaml, written for this project, and from the half of a set of news sentences judged objective
or subjective that is there to develop by (NewsSD-ENG, CC BY 4.0; --news names its training file; its other half stays apart for checking).
A logistic regression over the features of stages/framing/opinion.py with a ridge penalty, by plain gradient descent: a few seconds, the
same numbers each time. A word list never weighs against opinion and a mark of a report never for it. The threshold was chosen on
2026-11-22 on the half to develop by.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from tacitus.evaluate.gold import Gold, document_for
from tacitus.evaluate.readers import judged
from tacitus.model.records import Document, Quote, Sentence
from tacitus.model.stage import Given
from tacitus.stages.entities import Entities
from tacitus.stages.framing import Framing
from tacitus.stages.framing.opinion import CAP, FEATURES, OpinionWords
from tacitus.stages.linguistics import Linguistics
from tacitus.stages.quotes import Quotes
from tacitus.syntax.authorial import Quoted

ROOT = Path(__file__).parents[1]
OWN = ROOT / "tools" / "opinion_sentences.yaml"
NEWS = ROOT.parent / "shared" / "data" / "framing" / "newssd_train.csv"
WEIGHTS = ROOT / "src" / "tacitus" / "resources" / "framing" / "opinion_weights.yaml"
RIDGE = 30.0
STEPS = 4000
RATE = 0.1
THRESHOLD = {"alone": 1.0, "beside": 0.6}
AGAINST = frozenset({"tells_past", "numbers", "reported"})
FREE = frozenset({"states", "no_verb", "length"})  # may weigh either way


@dataclass(frozen=True, slots=True)
class Case:
    features: tuple[float, ...]
    opinion: bool
    own: bool


class Reader:
    """Reads the features of a text as the stage does; of several sentences, each feature at its highest."""

    def __init__(self) -> None:
        self._stages = (Linguistics.from_resources(), Entities.from_resources(), Quotes.from_resources())
        self._framing = Framing.from_resources()
        self._words = OpinionWords.from_resources()

    def features(self, document: Document) -> tuple[float, ...]:
        given = Given()
        for stage in self._stages:
            given.add(list(stage.annotate(document, given)))
        quoted = Quoted(given.of(Quote))
        flagged = [frame for frame in self._framing.annotate(document, given) if frame.category in ("loaded", "label")]
        highest = [0.0] * len(FEATURES)
        for sentence in given.of(Sentence):
            loaded = [(f.start, f.end, f.text) for f in flagged if sentence.start <= f.start < sentence.end and not quoted.holds(f.start)]
            counts = self._words.read(quoted.free(sentence), loaded).counts
            highest = [max(old, min(counts.get(name, 0.0), CAP)) for old, name in zip(highest, FEATURES, strict=True)]
        return tuple(highest)


def cases(reader: Reader, news: Path) -> Iterator[Case]:
    for name, sentences in yaml.safe_load(OWN.read_text(encoding="utf-8")).items():
        for n, text in enumerate(sentences):
            yield Case(reader.features(document_for(f"{name}#{n}", text)), name == "opinion", own=True)
    for gold in judged.read(news):
        if isinstance(gold, Gold) and gold.half == "develop" and gold.framed is not None:
            yield Case(reader.features(gold.document), gold.framed, own=False)


def balance(given: Sequence[Case]) -> np.ndarray:
    """Weights of the cases: in each of the two sources both classes count alike."""
    groups = [(case.own, case.opinion) for case in given]
    return np.array([0.5 * sum(1 for own, _ in groups if own == group[0]) / groups.count(group) for group in groups])


def fit(given: Sequence[Case]) -> tuple[dict[str, float], float]:
    """Weight of each feature, and the constant."""
    rows = np.array([case.features for case in given])
    gold = np.array([case.opinion for case in given], dtype=float)
    share = balance(given)
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = (rows - mean) / spread
    low = np.array([-np.inf if name in AGAINST | FREE else 0.0 for name in FEATURES])
    high = np.array([0.0 if name in AGAINST else np.inf for name in FEATURES])
    weights, constant = np.zeros(len(FEATURES)), 0.0
    for _ in range(STEPS):
        error = (1 / (1 + np.exp(-(scaled @ weights + constant))) - gold) * share
        weights = np.clip(weights - RATE * (scaled.T @ error + RIDGE * weights) / share.sum(), low, high)
        constant -= RATE * error.sum() / share.sum()
    plain = weights / spread
    return dict(zip(FEATURES, map(float, plain), strict=True)), float(constant - mean @ plain)


def written(weights: dict[str, float], constant: float) -> str:
    lines = [
        "name: opinion-weights",
        "version: 1",
        "licence: CC0-1.0",
        "looked_at: 2026-11-22",
        "# Written by tools/train_opinion.py; learned from sentences of this project and from NewsSD-ENG (CC BY 4.0, see NOTICE).",
        "# A score is the constant and, for each feature, its count (at most 3) by its weight. From `alone` on the sentence is an opinion;",
        "# from `beside` on where a sentence near it is one, or where the text has two sentences at most.",
        f"constant: {constant:.2f}",
        f"threshold: {{alone: {THRESHOLD['alone']}, beside: {THRESHOLD['beside']}}}",
        "weights:",
        *(f"  {name}: {weight:.2f} # {FEATURES[name]}" for name, weight in weights.items() if abs(weight) >= 0.005),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news", type=Path, default=NEWS)
    given = list(cases(Reader(), parser.parse_args().news))
    WEIGHTS.write_text(written(*fit(given)), encoding="utf-8", newline="\n")
    print(f"{WEIGHTS.relative_to(ROOT)} written from {len(given)} sentences.")


if __name__ == "__main__":
    main()
