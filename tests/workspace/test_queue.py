"""What the queue of a review shows around a quotation."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tacitus.workspace.judgements import queue

TEXT = 'Mayor warns of floods\n\nThe bridge is shut. Is it safe? "No," said the mayor. Boats are ready'


def test_the_text_around_is_cut_between_words() -> None:
    text = "word " * 400
    first, last = queue._around(text, 1000, 1010)
    assert 0 < first < 1000 < last < len(text)
    assert text[first:].startswith("word ") and text[:last].endswith("word")
    assert queue._around("abc" * 9, 3, 6) == (0, 27)
    assert queue._around("河" * 1000, 500, 510) == (100, 910)


@pytest.mark.parametrize(("words", "sentence"), [
    ("floods", "Mayor warns of floods\n"), ("The bridge", "The bridge is shut."), ("No", '"No," said the mayor.'),
    ("Boats", "Boats are ready"),
    ("Mayor", "Mayor warns of floods\n"), ("it safe", "Is it safe? \"No,\" said the mayor."),
])  # fmt: skip
def test_a_quotation_stands_in_its_whole_sentence(words: str, sentence: str) -> None:
    start = TEXT.index(words)
    quote: Any = SimpleNamespace(content=(SimpleNamespace(start=start, end=start + len(words)),))
    first, last = queue._sentence(quote, TEXT)
    assert TEXT[first:last] == sentence
