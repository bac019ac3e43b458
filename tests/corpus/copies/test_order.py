"""What stands in the tables is a function of the documents, whatever came first."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tacitus.corpus import copies
from tests.corpus.copies import texts
from tests.corpus.copies.conftest import Papers

BOTH = texts.WIRE + "\n\n" + texts.OTHER_WIRE
SET = {
    **{number: texts.disguised(texts.WIRE, number) for number in range(1, 13)},
    **{number: texts.disguised(texts.OTHER_WIRE, number) for number in range(13, 18)},
    **dict.fromkeys(range(18, 22), texts.INDEPENDENT),
    22: BOTH, 23: "\n\n".join(texts.WIRE.split("\n\n")[:3]), 24: texts.WIRE + "\n\n" + texts.OWN, 25: texts.OWN,
    **{26 + day: texts.bulletin(day) for day in range(6)},
}  # fmt: skip
DAYS = {number: f"2031-03-{1 + number * 7 % 28:02}" for number in SET if number % 5}


def _expected() -> dict[str, list[tuple[object, ...]]]:
    papers = Papers()
    papers.take(SET, DAYS)
    return papers.rows()


EXPECTED = _expected()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(order=st.permutations(sorted(SET)), size=st.integers(1, 12))
def test_any_order_and_any_batches_give_the_same_rows(order: list[int], size: int) -> None:
    papers = Papers()
    papers.put(SET, DAYS)
    papers.update(*[order[start : start + size] for start in range(0, len(order), size)])
    assert papers.rows() == EXPECTED


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(extra=st.lists(st.integers(100, 140), unique=True, min_size=1, max_size=8), size=st.integers(1, 9), seed=st.integers(0, 99))
def test_what_came_and_went_leaves_nothing(extra: list[int], size: int, seed: int) -> None:
    papers = Papers()
    more = {
        number: texts.disguised(random.Random(number).choice([texts.WIRE, texts.OTHER_WIRE, BOTH, texts.OWN]), number) for number in extra
    }
    papers.put(SET | more, DAYS)
    order = sorted(SET | more)
    random.Random(seed).shuffle(order)
    papers.update(*[order[start : start + size] for start in range(0, len(order), size)])
    papers.remove(extra)
    papers.update(extra)
    assert papers.rows() == EXPECTED


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(order=st.permutations(sorted(SET)), size=st.integers(1, 12), some=st.integers(1, 9))
def test_groups_made_at_the_end_of_a_run_are_the_same(order: list[int], size: int, some: int) -> None:
    papers = Papers()
    papers.put(SET, DAYS)
    with papers.engine.begin() as connection:
        for start in range(0, len(order), size):
            copies.take(connection, order[start : start + size])
        texts = copies.waiting(connection)
        told = set().union(*(copies.group(connection, texts[start : start + some]) for start in range(0, len(texts), some)))
        assert told == set(copies.groups(connection, order))
        assert copies.waiting(connection) == []
    assert papers.rows() == EXPECTED


def test_a_step_done_twice_changes_nothing(papers: Papers) -> None:
    papers.put(SET, DAYS)
    papers.update(sorted(SET))
    assert papers.update(sorted(SET)) == set()
    assert papers.rows() == EXPECTED


def test_killed_between_transactions_and_begun_anew_gives_the_same_rows(papers: Papers) -> None:
    papers.put(SET, DAYS)
    order = sorted(SET)
    papers.update(order[:9])
    with pytest.raises(KeyboardInterrupt), papers.engine.begin() as connection:
        copies.update(connection, order[9:20])
        raise KeyboardInterrupt
    papers.update(order[:9], order[9:20], order[20:])
    assert papers.rows() == EXPECTED


def test_those_whose_group_changed_are_told(papers: Papers) -> None:
    papers.put({1: texts.WIRE, 2: texts.OTHER_WIRE, 3: "Lost\n\n" + texts.WIRE + " More.", 4: texts.OTHER_WIRE})
    assert papers.update([1, 2]) == set()
    assert papers.update([3]) == {1, 3}
    assert papers.update([4]) == {2, 4}
    papers.remove([3])
    assert papers.update([3]) == {1}
    assert papers.groups() == {frozenset({2, 4})}
