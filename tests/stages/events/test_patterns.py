"""The rule files by their own sentences: examples give type and mode, each pattern is fired, no counter gives the type."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from tacitus.model.ontology import CONTEXTS, MODES
from tacitus.model.records import Document, Event
from tacitus.model.stage import Given, Stage
from tacitus.resources.loader import load, load_folder
from tacitus.stages.events.rules import Rule
from tests.stages.events.matcher import coder

POS = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective"}


def rules() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every rule of every file with its type; a type may lie in several files."""
    for resource in load_folder("events"):
        for rule in resource.data.get("rules", []):
            yield rule.get("type", resource.data["type"]), rule


def with_sentences(key: str) -> list[Any]:
    return [pytest.param(event_type, rule, id=rule["id"]) for event_type, rule in rules() if rule.get(key)]


def fired(text: str, event_type: str) -> list[Rule]:
    return [match.rule for match in coder().matches(text) if match.rule.type == event_type]


@pytest.mark.parametrize(("event_type", "rule"), with_sentences("examples"))
def test_every_example_gives_its_type_and_mode(event_type: str, rule: dict[str, Any]) -> None:
    modes = set(rule.get("modes", []))
    failing = [text for text in rule["examples"] if not any(modes <= set(found.modes) for found in fired(text, event_type))]
    assert not failing, "\n".join(failing)


@pytest.mark.parametrize(("event_type", "rule"), with_sentences("counter"))
def test_no_counter_sentence_gives_the_type(event_type: str, rule: dict[str, Any]) -> None:
    failing = [f"{text} {ids}" for text in rule["counter"] if (ids := [found.id for found in fired(text, event_type)])]
    assert not failing, "\n".join(failing)


def uncovered(event_type: str) -> list[str]:
    """The patterns of a type that no example of their own rule fires."""
    left: list[str] = []
    for rule_type, rule in rules():
        if rule_type == event_type:
            found = {(r.pos, r.phrase.text) for text in rule.get("examples", []) for r in fired(text, event_type) if r.id == rule["id"]}
            patterns = [(pos, str(phrase)) for key, pos in POS.items() for phrase in rule.get(key, [])]
            left.extend(f"{rule['id']}: {pos} {phrase}" for pos, phrase in patterns if (pos, phrase) not in found)
    return left


@pytest.mark.parametrize("event_type", sorted(MODES))
def test_every_pattern_is_fired_by_an_example_of_its_rule(event_type: str) -> None:
    left = uncovered(event_type)
    assert not left, "\n".join(left)


def test_every_sentence_stands_once() -> None:
    texts = Counter(text for _, rule in rules() for key in ("examples", "counter") for text in rule.get(key, []))
    assert [text for text, times in texts.items() if times > 1] == []


def test_every_mode_of_a_type_has_a_rule() -> None:
    covered: dict[str, set[str]] = defaultdict(set)
    for event_type, rule in rules():
        covered[event_type].update(rule.get("modes", []))
    assert dict(covered) == {event_type: set(modes) for event_type, modes in MODES.items()}


# --- through all stages: roles, status, contexts ---------------------------------------------------------------------------

Stages = dict[str, Stage]


def events_of(stages: Stages, text: str) -> list[Event]:
    document = Document(
        id="doc-test", source_id="test", input="test", text=text, published_at="2024-05-03", text_sha256="", extractor="test"
    )
    given = Given()
    for name in ("linguistics", "entities", "quotes", "times", "places", "events"):
        given.add(list(stages[name].annotate(document, given)))
    return list(given.of(Event))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lebanon promised to release the two Syrian journalists.", {("CONCEDE", "actual"), ("RETREAT", "future")}),
        ("Kenya agreed to send doctors to Malawi.", {("AGREE", "actual"), ("AID", "future")}),
        ("Japan offered to negotiate with Russia.", {("AGREE", "actual"), ("CONSULT", "future")}),
    ],
)
def test_a_promise_and_its_deed_are_two_rows(stages: Stages, text: str, expected: set[tuple[str, str]]) -> None:
    assert expected <= {(event.type, event.status) for event in events_of(stages, text)}


def test_trade_between_two_states_makes_the_first_named_the_actor_and_the_other_the_recipient(stages: Stages) -> None:
    event = next(e for e in events_of(stages, "Jordan and Iraq resumed trade in cement.") if e.type == "COOPERATE")
    assert ([p.country for p in event.actors], [p.country for p in event.recipients], event.reciprocal) == (["JOR"], ["IRQ"], True)


def test_the_guest_acts_and_the_host_receives(stages: Stages) -> None:
    event = next(e for e in events_of(stages, "The Turkish president hosted the Iranian foreign minister for talks.") if "visit" in e.modes)
    assert ([p.country for p in event.actors], [p.country for p in event.recipients]) == (["IRN"], ["TUR"])


def test_a_mediator_acts_upon_the_parties(stages: Stages) -> None:
    event = next(e for e in events_of(stages, "Norway mediated between Sudan and South Sudan.") if e.type == "CONSULT")
    assert ([p.country for p in event.actors], {p.country for p in event.recipients}) == (["NOR"], {"SDN", "SSD"})


# --- contexts ------------------------------------------------------------------------------------------------------------


def lexicon() -> dict[str, list[str]]:
    contexts: dict[str, list[str]] = load("events/contexts.yaml").data["contexts"]
    return contexts


def test_the_contexts_are_those_of_the_ontology() -> None:
    assert set(lexicon()) == set(CONTEXTS)


@pytest.mark.parametrize("context", CONTEXTS)
def test_a_context_has_phrases_in_lower_case_of_at_most_four_words_each_once(context: str) -> None:
    phrases = lexicon()[context]
    assert len(phrases) >= 25
    assert len(set(phrases)) == len(phrases)
    assert [phrase for phrase in phrases if phrase != phrase.lower() or len(phrase.split()) > 4] == []


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("Libya and Malta held talks on human trafficking.", "trafficking"),
        ("Norway welcomed Colombia's anti-corruption law.", "corruption"),
        ("The European Union condemned the war crimes in the valley.", "human_rights"),
        ("Police in Chad arrested a pro-democracy activist.", "pro_democracy"),
        ("Bolivia and Peru signed an agreement on a gas pipeline.", "natural_resource"),
    ],
)
def test_words_of_the_sentence_show_the_context_and_stay_as_evidence(stages: Stages, text: str, context: str) -> None:
    found = [c for event in events_of(stages, text) for c in event.contexts if c.name == context]
    assert found
    assert all(text[c.start : c.end] == c.text for c in found)


def test_fighters_of_a_rebel_group_show_no_military_context(stages: Stages) -> None:
    found = events_of(stages, "Rebels of the northern front attacked the village of Kona.")
    assert found
    assert all(context.name != "military" for event in found for context in event.contexts)
