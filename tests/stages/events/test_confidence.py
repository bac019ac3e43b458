"""Confidence is a sum of named parts; every part says what it means, and the sum stands in the event's why."""

from __future__ import annotations

import re

import pytest

from tacitus.resources.loader import load
from tacitus.stages.events.confidence import LEAST, MOST, PARTS, share_of
from tests.conftest import Code

WEIGHTS = load("events/confidence.yaml").data["weights"]
SUM = re.compile(r"confidence ([+-]\d+\.\d\d): (.+)")
PART = re.compile(r"([a-z-]+) ([+-]\d+\.\d\d)")


def test_every_weight_belongs_to_a_part_and_has_its_sign() -> None:
    assert set(WEIGHTS) <= set(PARTS)
    wrong = [name for name, weight in WEIGHTS.items() if PARTS[name][1] * weight < 0]
    assert wrong == []


@pytest.mark.parametrize("name", PARTS)
def test_every_part_says_what_it_means(name: str) -> None:
    part, _ = PARTS[name]
    assert part.__doc__ and part.__name__ == name.replace("-", "_")


@pytest.mark.parametrize(
    "text", ["Fooland condemned Barland.", "Shelling was reported. They said that Fooland would not withdraw from Barville."]
)
def test_the_parts_in_why_add_up_to_the_confidence(grammar: Code, text: str) -> None:
    for event in grammar(text).events:
        told = SUM.fullmatch(event.why[-1])
        assert told is not None
        parts = {name: float(weight) for name, weight in PART.findall(told[2])}
        assert parts == {name: WEIGHTS[name] for name in parts} and "base" in parts
        assert sum(parts.values()) == pytest.approx(float(told[1]), abs=0.006)
        assert event.confidence == pytest.approx(share_of(sum(parts.values())), abs=0.001)


def test_an_event_with_both_parties_is_surer_than_one_without(grammar: Code) -> None:
    (known,) = grammar("Fooland condemned Barland.").events
    (bare,) = grammar("The town was shelled on Monday.").events
    assert known.confidence > bare.confidence


def test_the_share_is_one_half_at_nought_and_never_certain() -> None:
    assert (share_of(0.0), share_of(1.4), share_of(-1.4)) == (0.5, 0.802, 0.198)
    assert (share_of(-50.0), share_of(50.0)) == (LEAST, MOST)
