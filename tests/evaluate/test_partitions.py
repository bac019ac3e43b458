"""Scores of partitions against cases worked out by hand."""

from __future__ import annotations

from itertools import permutations, product

import pytest

from tacitus.evaluate import partitions
from tacitus.evaluate.assignment import best_sum


def counts(gold: str, ours: str) -> dict[tuple[str, ...], float]:
    """Each letter is the cluster of one thing."""
    return {(name,): number for name, number in partitions.counted(list(zip(gold, ours, strict=True))).items()}


def test_equal_partitions_score_one_whatever_the_clusters_are_called() -> None:
    sums = counts("aabbbc", "xxyyyz")
    found = {**partitions.conll(sums), **partitions.b3(sums), **partitions.pairs(sums)}
    assert {name: one.value for name, one in found.items()} == dict.fromkeys(found, 1.0)
    assert partitions.adjusted_rand(sums).value == 1.0


def test_scores_of_the_textbook_case() -> None:
    # Gold {1 2 3 4 5} {6 7} {8 9 A B C}, ours {1 2 3 4 5} {6 7 8 9 A B C}: Bagga and Baldwin's first response.
    sums = counts("aaaaabbccccc", "xxxxxyyyyyyy")
    b3 = partitions.b3(sums)
    assert b3["b3_precision"].value == pytest.approx((5 * 1 + 2 * 2 / 7 + 5 * 5 / 7) / 12)
    assert b3["b3_recall"].value == 1.0
    # Nine links in the gold, ten of ours: all nine found.
    conll = {name: one.value or 0.0 for name, one in {**partitions.conll(sums), **b3}.items()}
    muc, ceaf = conll["muc"], conll["ceaf_e"]
    assert muc == pytest.approx(2 * 0.9 / 1.9)
    # Aligned: the first two, and the five of the last with ours of seven: 1 + 10/12, of three and of two.
    similarity = 1 + 10 / 12
    assert ceaf == pytest.approx(2 * (similarity / 2) * (similarity / 3) / (similarity / 2 + similarity / 3))
    assert conll["conll"] == pytest.approx((muc + ceaf + conll["b3"]) / 3)


def test_a_split_cluster_costs_recall_alone() -> None:
    sums = counts("aaaa", "xxyy")
    pairs, b3 = partitions.pairs(sums), partitions.b3(sums)
    assert pairs["pairwise_precision"].value == 1.0
    assert pairs["pairwise_recall"].value == pytest.approx(2 / 6)
    assert (b3["b3_precision"].value, b3["b3_recall"].value) == (1.0, 0.5)
    assert partitions.conll(sums)["muc"].value == pytest.approx(2 * (2 / 3) / (1 + 2 / 3))


def test_everything_in_one_cluster_is_no_better_than_chance() -> None:
    assert partitions.adjusted_rand(counts("aabb", "xxxx")).value == pytest.approx(0.0)
    assert partitions.adjusted_rand(counts("aabb", "xyxy")).value == pytest.approx((0 - 2 * 2 / 6) / (2 - 2 * 2 / 6))


def test_without_links_there_is_no_muc() -> None:
    sums = counts("abc", "xyz")
    assert partitions.conll(sums)["muc"].value is None
    assert partitions.conll(sums)["conll"].value is None
    assert partitions.b3(sums)["b3"].value == 1.0
    assert partitions.b3({})["b3"].value is None


@pytest.mark.parametrize("rows, columns", product((1, 2, 3), (1, 3, 4)))
def test_the_best_assignment_is_the_best_of_all(rows: int, columns: int) -> None:
    table = [[((7 * row + 5) * (3 * column + 2)) % 11 / 10 for column in range(columns)] for row in range(rows)]
    short, long = min(rows, columns), max(rows, columns)
    best = max(
        sum(table[a][b] if rows <= columns else table[b][a] for a, b in enumerate(chosen)) for chosen in permutations(range(long), short)
    )
    assert best_sum(table) == pytest.approx(best)
