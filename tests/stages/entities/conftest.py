"""A private lexicon of two invented countries, so that rules are tested apart from word lists."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tacitus.model.records import Document, Entity, Mention
from tacitus.model.stage import Given
from tacitus.resources.loader import load_user_file
from tacitus.stages.entities import Entities
from tacitus.stages.linguistics import Linguistics
from tacitus.syntax.tree import tree_of

PRIVATE = Path(__file__).parent / "private"


class Read:
    """What the stage said of a text."""

    def __init__(self, document: Document, given: Given) -> None:
        self.document = document
        self.tokens = given.tokens
        self.tree = tree_of(given)
        self.mentions = given.of(Mention)
        self.entities = {entity.id: entity for entity in given.of(Entity)}

    def at(self, text: str, nth: int = 0) -> Mention:
        """The nth mention with exactly these words."""
        found = [mention for mention in self.mentions if mention.text == text]
        assert len(found) > nth, f"no mention {text!r} in {[mention.text for mention in self.mentions]}"
        return found[nth]

    def has(self, text: str) -> bool:
        return any(mention.text == text for mention in self.mentions)

    def entity(self, text: str, nth: int = 0) -> Entity:
        mention = self.at(text, nth)
        assert mention.entity is not None, f"{text!r} is unresolved: {mention.reason}"
        return self.entities[mention.entity]

    def same(self, one: str, other: str) -> bool:
        """Whether two mentions (the last of each) name the same party."""
        last = {text: [m for m in self.mentions if m.text == text][-1] for text in (one, other)}
        return last[one].entity is not None and last[one].entity == last[other].entity

    def member(self, text: str) -> Entity | None:
        member = self.at(text).member_of
        return self.entities[member] if member else None


Reader = Callable[..., Read]


def reader(stage: Entities, linguistics: Linguistics) -> Reader:
    def read(text: str, published_at: str | None = "2024-05-03", outlet: str | None = None) -> Read:
        document = Document(
            id="doc-test",
            source_id="test",
            input="test",
            text=text,
            published_at=published_at,
            outlet=outlet,
            text_sha256="",
            extractor="test",
        )
        given = Given(linguistics.annotate(document, Given()))
        given.add(stage.annotate(document, given))
        return Read(document, given)

    return read


@pytest.fixture(scope="session")
def linguistics() -> Linguistics:
    return Linguistics.from_resources()


@pytest.fixture(scope="session")
def read(linguistics: Linguistics) -> Reader:
    """Reads with the private lexicon."""
    stage = Entities.of([load_user_file(PRIVATE / "names.yaml")], [load_user_file(PRIVATE / "nouns.yaml")])
    return reader(stage, linguistics)


@pytest.fixture(scope="session")
def shipped() -> Entities:
    return Entities.from_resources()


@pytest.fixture(scope="session")
def read_shipped(shipped: Entities, linguistics: Linguistics) -> Reader:
    """Reads with the lexicon that travels with tacitus."""
    return reader(shipped, linguistics)
