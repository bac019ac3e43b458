"""Patterns of material conflict: every example sentence gives its type and mode, no counter sentence gives it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from tacitus.model.ontology import MODES
from tacitus.model.records import Document
from tacitus.model.stage import Given
from tacitus.resources.loader import load, load_folder
from tacitus.stages.entities import Entities
from tacitus.stages.events.arguments import Arguments
from tacitus.stages.events.lexis import Lexis
from tacitus.stages.events.matching import Match, Matcher
from tacitus.stages.events.rules import RuleBook
from tacitus.stages.linguistics import Linguistics
from tacitus.syntax.parties import parties_of
from tacitus.syntax.tree import tree_of

TYPES = ("assault", "coerce", "mobilize", "protest", "sanction")


def sentences(key: str) -> Iterator[Any]:
    for name in TYPES:
        data = load(f"events/{name}.yaml").data
        for rule in data["rules"]:
            for n, text in enumerate(rule.get(key, [])):
                yield pytest.param(data["type"], rule.get("modes", []), text, id=f"{rule['id']}-{n}")


class Coder:
    """The stages before events and the matcher, made once."""

    def __init__(self) -> None:
        patterns = [resource for resource in load_folder("events") if "rules" in resource.data]
        self.book = RuleBook.from_resources(load("events/tables.yaml"), patterns)
        self.lexis = Lexis(self.book.sets, self.book)
        self.stages = (Linguistics.from_resources(), Entities.from_resources())

    def matches(self, text: str) -> list[Match]:
        document = Document(
            id="doc-test", source_id="test", input="test", text=text, published_at="2024-05-03", text_sha256="", extractor="test"
        )
        given = Given()
        for stage in self.stages:
            given.add(list(stage.annotate(document, given)))
        tree = tree_of(given)
        return Matcher(self.book, self.lexis, Arguments(tree, parties_of(text, given), self.lexis)).matches()


@cache
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize(("event_type", "modes", "text"), sentences("examples"))
def test_example_gives_its_type_and_mode(event_type: str, modes: list[str], text: str) -> None:
    found = [match.rule for match in coder().matches(text) if match.rule.type == event_type]
    assert found
    assert not modes or any(set(modes) & set(rule.modes) for rule in found)


@pytest.mark.parametrize(("event_type", "modes", "text"), sentences("counter"))
def test_counter_sentence_does_not_give_the_type(event_type: str, modes: list[str], text: str) -> None:
    assert [match.rule.id for match in coder().matches(text) if match.rule.type == event_type] == []


@pytest.mark.parametrize("name", TYPES)
def test_every_mode_of_the_type_has_a_rule(name: str) -> None:
    data = load(f"events/{name}.yaml").data
    covered = {mode for rule in data["rules"] for mode in rule.get("modes", [])}
    assert covered == set(MODES[data["type"]])
