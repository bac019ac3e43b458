"""Half-open spans in code points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.model.spans import covers, overlaps, span_of, trimmed

bounds = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: (min(pair), max(pair) + 1))


@given(st.text(min_size=1), st.data())
def test_a_span_reproduces_its_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = span_of(text, start, end)
    assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 4)])
def test_a_span_outside_the_text_or_empty_is_an_error(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="outside a text of 3"):
        span_of("abc", start, end)


@given(st.text(alphabet="ab \n\t\u00a0"))
def test_trimming_leaves_no_white_space_at_the_ends(text: str) -> None:
    span = trimmed(text, 0, len(text))
    assert (span.text if span else "") == text.strip()


@given(bounds, bounds)
def test_overlap_is_mutual_and_covering_overlaps(one: tuple[int, int], other: tuple[int, int]) -> None:
    assert overlaps(*one, *other) == overlaps(*other, *one)
    if covers(*one, *other):
        assert overlaps(*one, *other)
    assert covers(*one, *other) == set(range(*other)).issubset(range(*one))
    assert overlaps(*one, *other) == bool(set(range(*one)) & set(range(*other)))
