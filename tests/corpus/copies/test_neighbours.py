"""A likeness is kept as long as the two texts are neighbours in some block, and no longer: checked against the plain definition."""

from __future__ import annotations

import random

import pytest

from tacitus.corpus.copies.steps import _Readings
from tacitus.corpus.copies.tables import tables
from tests.corpus.copies import texts
from tests.corpus.copies.conftest import Papers


def _neighbours(papers: Papers, window: int) -> set[tuple[int, int]]:
    """Pairs of texts with less than ``window`` others between them in some block."""
    blocks: dict[int, list[int]] = {}
    for key, text in papers.rows()["copy_keys"]:
        blocks.setdefault(int(str(key)), []).append(int(str(text)))
    found = set()
    for block in blocks.values():
        block.sort()
        found |= {(a, b) for i, a in enumerate(block) for b in block[i + 1 : i + 1 + window]}
    return found


@pytest.mark.parametrize("seed", range(6))
def test_edges_stand_between_neighbours_alone(seed: int, papers: Papers) -> None:
    numbers = list(range(1, 40))
    random.Random(seed).shuffle(numbers)
    papers.put({number: texts.disguised(texts.WIRE, number) for number in numbers})
    papers.update(*[numbers[start : start + 5] for start in range(0, len(numbers), 5)])
    edges = {(row[0], row[1]) for row in papers.rows()["copy_edges"]}
    near = _neighbours(papers, tables().limits.window)
    assert edges
    assert edges <= near
    assert len(near) > len(edges) // 2  # there are crowded blocks in which some are pushed apart
    everybody = {(a, b) for a in {one for pair in near for one in pair} for b in {one for pair in near for one in pair} if a < b}
    assert near < everybody


def test_a_reading_that_was_let_go_is_made_again_the_same() -> None:
    few, many = _Readings(1), _Readings(100)
    order = [texts.WIRE, texts.OTHER_WIRE, texts.OWN, texts.WIRE, texts.OWN, texts.OWN]
    assert [few.of(text) for text in order] == [many.of(text) for text in order]
    assert many.of(texts.WIRE) is many.of(texts.WIRE)
