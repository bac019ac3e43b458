"""The engine alone: slots, roles and matches by a private rule book of three rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tacitus.model.errors import ResourceError
from tacitus.model.stage import Given, Stage
from tacitus.resources.loader import load, parse
from tacitus.stages.entities import Entities
from tacitus.stages.events.arguments import Arguments
from tacitus.stages.events.lexis import Lexis
from tacitus.stages.events.matching import Match, Matcher
from tacitus.stages.events.rules import RuleBook
from tacitus.syntax.parties import parties_of
from tacitus.syntax.tree import tree_of
from tacitus.workspace.api import make_document
from tests.stages.events.conftest import PRIVATE

RULES = b"""
name: private-rules
version: 1
licence: CC0-1.0
type: ASSAULT
rules:
  - {id: zap.plain, verbs: [attack], nouns: [attack], frame: harm}
  - {id: zap.party, verbs: [attack], frame: harm, if: {object: [state]}, modes: [targeted]}
  - {id: zap.with, verbs: ["attack with @weapons"], frame: harm, modes: [heavy-weapons]}
  - {id: zap.not, verbs: [raid], frame: harm, unless: {text: [game]}}
"""
Find = Callable[[str], list[tuple[Match, list[str], list[str]]]]


@pytest.fixture(scope="module")
def find(stages: dict[str, Stage]) -> Find:
    """Matches of a text, each with the words of its actors and recipients."""
    book = RuleBook.from_resources(load("events/tables.yaml"), [parse(RULES, "private.yaml")])
    lexis = Lexis(book.sets, book)
    before = (stages["linguistics"], Entities.from_resources([PRIVATE]))

    def found(text: str) -> list[tuple[Match, list[str], list[str]]]:
        document, given = make_document(text, {"language": "en"}), Given()
        for stage in before:
            given.add(stage.annotate(document, given))
        tree = tree_of(given)
        matches = Matcher(book, lexis, Arguments(tree, parties_of(document.text, given), lexis)).matches()
        named = {role: lambda match, role=role: [tree.tokens[n].text for n in match.roles.get(role, [])] for role in ("actor", "recipient")}
        return [(match, named["actor"](match), named["recipient"](match)) for match in matches]

    return found


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Fooland attacked Barland.", ["Fooland"], ["Barland"]),
        ("Barland was attacked by Fooland.", ["Fooland"], ["Barland"]),
        ("Barland, attacked by Fooland, gave up.", ["Fooland"], ["Barland"]),
        ("Fooland, which attacked Barland, gave up.", ["Fooland"], ["Barland"]),
        ("Fooland wants to attack Barland.", ["Fooland"], ["Barland"]),
        ("Fooland is expected to attack Barland.", ["Fooland"], ["Barland"]),
        ("Bazland urged Fooland to attack Barland.", ["Fooland"], ["Barland"]),
        ("Fooland promised Bazland to attack Barland.", ["Fooland"], ["Barland"]),
        ("Bazland accused Fooland of attacking Barland.", ["Fooland"], ["Barland"]),
        ("Fooland apologised for attacking Barland.", ["Fooland"], ["Barland"]),
        ("Fooland and Bazland attacked Barland.", ["Fooland", "Bazland"], ["Barland"]),
        ("Fooland left after attacking Barland.", ["Fooland"], ["Barland"]),
        ("Fooland's attack on Barland failed.", ["Fooland"], ["Barland"]),
        ("An attack by Fooland on Barland failed.", ["Fooland"], ["Barland"]),
        ("Fooland launched an attack on Barland.", ["Fooland"], ["Barland"]),
        ("An attack was launched by Fooland on Barland.", ["Fooland"], ["Barland"]),
        ("An attack launched by Fooland failed.", ["Fooland"], []),
        ("Fooland, along with Bazland, attacked Barland.", ["Fooland", "Bazland"], ["Barland"]),
    ],
)
def test_who_does_what_to_whom_whatever_the_construction(find: Find, text: str, actors: list[str], recipients: list[str]) -> None:
    matches = find(text)
    assert [(found, suffered) for _, found, suffered in matches] == [(actors, recipients)]


def test_the_more_specific_rule_wins(find: Find) -> None:
    assert find("Fooland attacked a hill.")[0][0].rule.id == "zap.plain"
    assert find("Fooland attacked Barland.")[0][0].rule.id == "zap.party"
    assert find("Fooland attacked Barland with rockets.")[0][0].rule.id == "zap.with"


def test_an_exception_excludes(find: Find) -> None:
    assert find("Fooland raided Barland.")
    assert not find("Fooland raided Barland in the game.")


def test_a_light_verb_is_part_of_the_trigger(find: Find) -> None:
    match = find("Fooland launched an attack on Barland.")[0][0]
    assert match.light is not None and match.words == [match.light, match.head]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (b"{id: x, verbs: [zap], frame: none}", "does not stand in events/tables.yaml"),
        (b"{id: x, frame: harm}", "no verbs, nouns or adjectives"),
        (b"{id: x, verbs: [zap], frame: harm, modes: [demo]}", "is no mode of ASSAULT"),
        (b"{id: x, verbs: [zap], frame: harm, cameo: '03'}", "does not go with ASSAULT"),
        (b"{id: x, verbs: [zap], frame: harm, slots: {at: someone}}", "unknown role"),
        (b"{id: x, verbs: [zap], frame: harm, colour: red}", "unknown key colour"),
        (b"{id: x, verbs: ['zap @nothing'], frame: harm}", "@nothing does not stand"),
        (b"{verbs: [zap], frame: harm}", "needs an id"),
        (b"{id: x, type: ZAP, verbs: [zap], frame: harm}", "is none of AGREE"),
    ],
)
def test_a_wrong_rule_is_named_with_what_is_wrong(rule: bytes, said: str) -> None:
    header = b"name: p\nversion: 1\nlicence: CC0-1.0\ntype: ASSAULT\nrules:\n  - "
    with pytest.raises(ResourceError, match=r"private\.yaml: rule ") as error:
        RuleBook.from_resources(load("events/tables.yaml"), [parse(header + rule, "private.yaml")])
    assert said in str(error.value)


def test_ids_of_rules_are_unique_over_all_files() -> None:
    with pytest.raises(ResourceError, match="an id of its own"):
        RuleBook.from_resources(load("events/tables.yaml"), [parse(RULES, "one.yaml"), parse(RULES, "other.yaml")])
