"""What is sorted by value counts as plain loops do."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.workspace.browsing.grouping import ByValue, Pairs, firsts, runs, sorted_by, spread
from tacitus.workspace.browsing.inside import first_of

HELD = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 9), st.integers(0, 5)), max_size=60)  # row, event, value
SOME_EVENTS = st.none() | st.lists(st.booleans(), min_size=10, max_size=10)
SOME_ROWS = st.none() | st.lists(st.booleans(), min_size=7, max_size=7)


def _mask(given_: list[bool] | None) -> np.ndarray | None:
    return None if given_ is None else np.array(given_, np.bool_)


@given(HELD, SOME_EVENTS, SOME_ROWS)
def test_pairs_count_each_row_once_for_a_value(
    held: list[tuple[int, int, int]], events: list[bool] | None, rows: list[bool] | None
) -> None:
    held = sorted(held, key=lambda one: one[0])
    row, event, value = (np.array([one[n] for one in held], np.int32) for n in range(3))
    passing = {(r, v) for r, e, v in held if (events is None or events[e]) and (rows is None or rows[r])}
    pairs = Pairs(row, event, value)
    hit = pairs.hit(_mask(events), _mask(rows))
    expected = Counter(v for _, v in passing)
    assert pairs.counts(hit, 8).tolist() == [expected[v] for v in range(8)]
    assert sorted((pairs.row if hit is None else pairs.row[hit]).tolist()) == sorted(r for r, _ in passing)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 5)), unique=True, max_size=40), SOME_ROWS, st.sets(st.integers(0, 7)))
def test_rows_by_value(held: list[tuple[int, int]], rows: list[bool] | None, wanted: set[int]) -> None:
    held = sorted(held)
    made = ByValue(*(np.array([one[n] for one in held], np.int32) for n in range(2)))
    expected = Counter(v for r, v in held if rows is None or rows[r])
    assert made.counts(_mask(rows), 8).tolist() == [expected[v] for v in range(8)]
    assert [made.rows(v).tolist() for v in range(8)] == [[r for r, one in held if one == v] for v in range(8)]
    chosen = np.array([v in wanted for v in range(8)], np.bool_)
    assert np.flatnonzero(made.holding(chosen, 7)).tolist() == sorted({r for r, v in held if v in wanted})


@pytest.mark.parametrize("most", [3, 70_000, 300_000])
def test_many_values_are_sorted_and_counted_like_few(most: int) -> None:
    values = np.random.default_rng(most).integers(0, most, 5000).astype(np.int32)
    assert sorted_by(values).tolist() == np.argsort(values, kind="stable").tolist()
    ordered, hit = np.sort(values), np.random.default_rng(1).random(5000) < 0.3
    assert runs(hit, firsts(ordered)).tolist() == np.bincount(ordered[hit], minlength=int(values.max()) + 1).tolist()


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 4)), max_size=20))
def test_spread_gives_the_numbers_of_each(ranges: list[tuple[int, int]]) -> None:
    first, number = (np.array([one[n] for one in ranges], np.intp) for n in range(2))
    assert spread(first, number).tolist() == [n for low, many in ranges for n in range(low, low + many)]


@pytest.mark.parametrize("share", [0.0005, 0.01, 0.9])
def test_a_page_is_what_stands_first_in_the_order(share: float) -> None:
    chance = np.random.default_rng(7)
    order = chance.permutation(100_000)
    passing = chance.random(100_000) < share
    expected = order[passing[order]]
    for number in (0, 1, 30, len(expected)):
        assert first_of(order, passing, number)[:number].tolist() == expected[:number].tolist()
