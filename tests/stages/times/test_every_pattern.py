"""Every pattern of the grammar, filled with words of its classes: none may bring the stage down, whatever the day of writing."""

from __future__ import annotations

import random
from itertools import islice, product
from typing import Any

from tacitus.model.stage import Given
from tacitus.resources.loader import load
from tacitus.stages.times.patterns import Element, flat_sequences
from tests.stages.times.test_times import document, stages

FIGURES = {
    "dd": ["7", "23"],
    "mm": ["05", "40"],
    "yyyy": ["1998", "2024"],
    "yyy": ["640"],
    "hhmm": ["0930"],
    "int": ["3", "14"],
    "ord": ["7th"],
    "decade": ["1960s", "'90s"],
    "yy": ["69"],
    "old": ["640"],
    "dash": ["-", "–"],
    "apostrophe": ["'"],
}
WORDS = 3  # of each class
FILLED = 6  # texts a flat pattern
GRAMMAR = load("times/grammar.yaml").data
VOCABULARY: dict[str, list[str]] = {
    name: [str(word) for word in words] for name, words in load("times/vocabulary.yaml").data["classes"].items()
}


def patterns() -> list[tuple[dict[str, Any], str]]:
    return [(rule, pattern) for rules in GRAMMAR["passes"] for rule in rules for pattern in rule["patterns"]]


def samples(name: str, depth: int) -> list[str]:
    """Words of a class: literals, figures, vocabulary, or what the first patterns that give it can be."""
    if name.startswith("'"):
        return [name[1:-1]]
    words = FIGURES.get(name) or VOCABULARY.get(name)
    if words:
        return words if len(words) <= WORDS else random.Random(name).sample(words, WORDS)
    if depth > 3:
        return []
    makers = [pattern for rule, pattern in patterns() if rule["give"] == name]
    return [text for pattern in makers[:WORDS] for text in islice(texts(pattern, depth + 1), 1)]


def texts(pattern: str, depth: int = 0) -> list[str]:
    found = []
    for sequence in flat_sequences(pattern, "test"):
        choices = [_choices(element, depth) for element in sequence]
        if choices and all(choices):
            filled = list(islice(product(*choices), 400))
            random.Random(pattern).shuffle(filled)
            found += ["".join(words).strip() for words in filled[:FILLED]]
    return found


def _choices(element: Element, depth: int) -> list[str]:
    gap = "" if element.glued else " "
    return [gap + word for name in element.classes for word in samples(name, depth)]


def test_the_samples_reach_nearly_every_pattern() -> None:
    empty = [pattern for _, pattern in patterns() if not texts(pattern)]
    assert len(empty) <= len(patterns()) // 20, empty


def test_no_pattern_brings_the_stage_down() -> None:
    phrases = sorted({text for _, pattern in patterns() for text in texts(pattern)})
    assert len(phrases) > 1500
    sentences = [
        f"The envoys met {phrase} in Accra." if n % 2 else f"{phrase.capitalize()}, they will go." for n, phrase in enumerate(phrases)
    ]
    text = "\n\n".join(sentences)
    linguistics, stage = stages()
    given = Given(linguistics.annotate(document(text), Given()))
    for published_at in ("2024-05-03", "2024-02-29T23:30:00Z", None):
        found = list(stage.annotate(document(text, published_at), given))
        assert len(found) > len(phrases) // 2
