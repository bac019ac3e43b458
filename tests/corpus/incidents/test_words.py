"""Words that reports are compared by, against their plain definitions."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tacitus.corpus.incidents.words import Vocabulary, no_names, tokens

VOCABULARY = Vocabulary(frozenset({"the", "said"}), frozenset({"monday"}))
TEXTS = st.lists(
    st.sampled_from(
        ["The", "the", "port", "Port", "Barland", "barland's", "Barland’s", "said", "Monday", "Xu", "ID", "7", ".", "\n", "“", "-"]
    ),
    max_size=40,
).map(" ".join)


@given(text=TEXTS)
def test_names_and_topics_are_those_of_the_whole_text(text: str) -> None:
    small, no_name = no_names(text)
    assert small <= no_name
    names, topics = VOCABULARY.names_and_topics(tokens(text), no_name, 3, 2)
    every = VOCABULARY.names(text, no_name, len(text))
    counts = Counter(word.casefold() for word in tokens(text) if word[0].isupper())
    assert names == VOCABULARY.names(text, no_name, 3)
    assert topics == tuple(sorted(every, key=lambda name: (-counts[name], -len(name), name))[:2])
    assert VOCABULARY.content_of(tokens(text), no_name, 5) == VOCABULARY.content(text, no_name, 5)


@given(text=TEXTS)
def test_what_stands_more_often_small_is_no_name(text: str) -> None:
    words = tokens(text)
    small, large = Counter(one for one in words if one.islower()), Counter(one.casefold() for one in words if not one.islower())
    assert no_names(text)[0] == {word for word, times in small.items() if times >= large[word]}


def test_an_acronym_that_always_begins_its_sentence_is_a_name() -> None:
    text = "IGAD welcomed the accord. Soldiers left. IGAD sent observers."
    assert VOCABULARY.names(text, no_names(text)[1], 5) == {"igad"}
