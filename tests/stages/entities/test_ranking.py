"""The weights by which antecedents are ranked."""

from __future__ import annotations

from tacitus.resources.loader import load
from tacitus.stages.entities.ranking import KINDS, MEANINGS, Weights, shipped


def test_every_part_has_a_weight_for_each_kind_and_no_other_has_one() -> None:
    data = load("coreference/antecedents.yaml").data
    assert list(data["weights"]) == list(MEANINGS)
    assert all(set(row) == set(KINDS) for row in data["weights"].values())
    assert set(data["sure"]) == set(KINDS)


def test_a_score_is_the_sum_of_the_weights_of_what_holds() -> None:
    weights = Weights({"nearest": {"person": 0.5}, "sentences-back": {"person": -1.0}}, {"person": 0.5})
    assert weights.of("person", [("nearest", 1.0), ("sentences-back", 2.0), ("unheard-of", 9.0)]) == -1.5
    assert weights.of("plural", [("nearest", 1.0)]) == 0.0


def test_nearness_counts_for_a_candidate_and_distance_never() -> None:
    weights = shipped()
    for kind in KINDS:
        assert weights.of(kind, [("sentences-back", 1.0)]) <= 0.0 <= weights.of(kind, [("nearest", 1.0)])
        assert weights.of(kind, [("gender-leans-away", 1.0)]) <= 0.0 <= weights.of(kind, [("often-named", 1.0)])
