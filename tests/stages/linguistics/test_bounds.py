"""Windows of bounded weight, whatever the text: nothing is lost, nothing overlaps, and time grows with the length alone."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.resources.loader import load
from tacitus.stages.linguistics.division import (
    MAX_CHUNK,
    MAX_GROUPS,
    MAX_SENTENCE,
    MAX_WINDOW,
    SentenceDivider,
    joined,
    paragraphs,
    units,
    weight,
    windows,
)

DIVIDER = SentenceDivider(load("linguistics/abbreviations.yaml").data)


def groups_of(text: str) -> list[list[tuple[int, int]]]:
    return joined([group for start, end in paragraphs(text) for group in windows(DIVIDER.divide(text, start, end), text)], text)


@given(st.text(alphabet="aB .!?“”\n\u0301😀。-", max_size=1500) | st.text(alphabet=".“a ", min_size=400, max_size=3000))
def test_every_character_but_white_space_stands_in_one_sentence(text: str) -> None:
    spans = [span for group in groups_of(text) for span in group]
    assert all(a < b for a, b in spans) and all(first[1] <= second[0] for first, second in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


@pytest.mark.parametrize("text", ["“" * 20_000, "word " * 20_000, "x" * 50_000, "a, " * 9_000, "a\u0301" * 9_000, "1.5%" * 5_000])
def test_sentences_and_windows_are_bounded(text: str) -> None:
    groups = groups_of(text)
    assert max(units(text, a, b) for group in groups for a, b in group) <= MAX_SENTENCE + MAX_CHUNK
    assert max(weight(text, group[0][0], group[-1][1]) for group in groups) <= MAX_WINDOW


def test_a_chunk_without_spaces_is_cut_between_windows() -> None:
    groups = groups_of("Fooland " + "." * 1000 + " Barland")
    assert len(groups) > 3 and max(b - a for group in groups for a, b in group) <= MAX_CHUNK + len("Fooland ")


def test_an_address_of_ordinary_length_and_long_sentences_stay_whole() -> None:
    sentence = "See http://foo.example/" + "a" * 200 + " and " + "the long list of names, " * 40 + "he said."
    assert groups_of(sentence) == [[(0, len(sentence))]]


def test_thousands_of_tiny_paragraphs_are_parsed_together() -> None:
    text = "Foo.\n\n" * (MAX_GROUPS + 1)
    assert len(groups_of(text)) < 10 and sum(map(len, groups_of(text))) == MAX_GROUPS + 1
    assert len(groups_of("Foo.\n\n" * MAX_GROUPS)) == MAX_GROUPS


@pytest.mark.parametrize("text", ["." * 300_000, ". " * 100_000, "a\n" * 100_000, "\n \n" * 100_000, "!?" * 100_000, '."' * 100_000])
def test_dividing_is_cheap(text: str) -> None:
    began = time.perf_counter()
    groups_of(text)
    assert time.perf_counter() - began < 10
