"""Sport, markets, culture and daily life give no political events, however warlike their words: pieces of our own, each written singly."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tacitus import Coder
from tacitus.model.records import Event

MOST = 0.05  # events a document, over all pieces
LEAST_WORDS = 150
PARTED = "\n====\n"


def pieces() -> Iterator[tuple[str, str]]:
    """Each piece with the file it stands in; the first line of a file tells what it holds."""
    for path in sorted(Path(__file__).parent.glob("*.txt")):
        for text in path.read_text("utf-8").split("\n", 1)[1].split(PARTED):
            yield path.stem, text


@cache
def events() -> tuple[tuple[str, Event], ...]:
    coder = Coder()
    return tuple((text.split("\n", 1)[0], event) for _, text in pieces() for event in coder.code(text, published_at="2024-05-03").events)


def test_there_are_a_hundred_pieces_of_some_length() -> None:
    assert len(list(pieces())) >= 100
    assert not [text[:60] for _, text in pieces() if len(text.split()) < LEAST_WORDS]


def test_hardly_any_gives_an_event() -> None:
    found = [f"{title}: {event.type} «{event.trigger.text}» ({', '.join(event.why[:1])})" for title, event in events()]
    assert len(found) <= MOST * len(list(pieces())), "\n".join(found)


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in pieces()}))
def test_no_kind_is_much_worse_than_the_others(kind: str) -> None:
    titles = {text.split("\n", 1)[0] for stem, text in pieces() if stem == kind}
    assert sum(title in titles for title, _ in events()) <= 0.1 * len(titles) + 2
