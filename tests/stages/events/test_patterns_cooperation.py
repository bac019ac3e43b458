"""Patterns of cooperation: through the real stages every example gives its type and mode, no counter-example gives it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from tacitus.model.ontology import CONTEXTS
from tacitus.model.records import Document, Event
from tacitus.model.stage import Given
from tacitus.resources.loader import load
from tacitus.stages.entities import Entities
from tacitus.stages.events import Events
from tacitus.stages.linguistics import Linguistics
from tacitus.stages.places import Places
from tacitus.stages.quotes import Quotes
from tacitus.stages.times import Times

TYPES = ("agree", "consult", "support", "concede", "cooperate", "aid", "retreat")


def sentences(key: str) -> Iterator[Any]:
    for name in TYPES:
        data = load(f"events/{name}.yaml").data
        for rule in data["rules"]:
            for n, text in enumerate(rule.get(key, [])):
                yield pytest.param(data["type"], frozenset(rule.get("modes", [])), text, id=f"{rule['id']}-{n}")


@cache
def stages() -> tuple[Any, ...]:
    return tuple(stage.from_resources() for stage in (Linguistics, Entities, Quotes, Times, Places, Events))


def events_of(text: str) -> list[Event]:
    document = Document(
        id="doc-test", source_id="test", input="test", text=text, published_at="2024-05-03", text_sha256="", extractor="test"
    )
    given = Given()
    for stage in stages():
        given.add(list(stage.annotate(document, given)))
    return list(given.of(Event))


@pytest.mark.parametrize(("event_type", "modes", "text"), sentences("examples"))
def test_an_example_gives_its_type_and_mode(event_type: str, modes: frozenset[str], text: str) -> None:
    found = events_of(text)
    assert any(event.type == event_type and modes <= set(event.modes) for event in found), [(e.type, e.modes, e.why) for e in found]


@pytest.mark.parametrize(("event_type", "modes", "text"), sentences("counter"))
def test_a_counter_example_does_not_give_the_type(event_type: str, modes: frozenset[str], text: str) -> None:
    assert not [event.why for event in events_of(text) if event.type == event_type]


def test_every_example_sentence_stands_once() -> None:
    texts = [item.values[2] for key in ("examples", "counter") for item in sentences(key)]
    own: dict[str, int] = {}
    for text in texts:
        own[text] = own.get(text, 0) + 1
    # a promise and its deed, a host and a guest may be shown by the same sentence, never by more than two
    assert max(own.values()) <= 2


def statuses(text: str) -> set[tuple[str, str]]:
    return {(event.type, event.status) for event in events_of(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lebanon promised to release the two Syrian journalists.", {("CONCEDE", "actual"), ("RETREAT", "future")}),
        ("Kenya agreed to send doctors to Malawi.", {("AGREE", "actual"), ("AID", "future")}),
        ("Japan offered to negotiate with Russia.", {("AGREE", "actual"), ("CONSULT", "future")}),
    ],
)
def test_a_promise_and_its_deed_are_two_rows(text: str, expected: set[tuple[str, str]]) -> None:
    assert expected <= statuses(text)


def test_trade_between_two_states_makes_the_first_named_the_actor_and_the_other_the_recipient() -> None:
    event = next(e for e in events_of("Jordan and Iraq resumed trade in cement.") if e.type == "COOPERATE")
    assert ([p.country for p in event.actors], [p.country for p in event.recipients], event.reciprocal) == (["JOR"], ["IRQ"], True)


def test_the_guest_acts_and_the_host_receives() -> None:
    event = next(e for e in events_of("The Turkish president hosted the Iranian foreign minister for talks.") if "visit" in e.modes)
    assert ([p.country for p in event.actors], [p.country for p in event.recipients]) == (["IRN"], ["TUR"])


def test_a_mediator_acts_upon_the_parties() -> None:
    event = next(e for e in events_of("Norway mediated between Sudan and South Sudan.") if e.type == "CONSULT")
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
def test_words_of_the_sentence_show_the_context_and_stay_as_evidence(text: str, context: str) -> None:
    found = [c for event in events_of(text) for c in event.contexts if c.name == context]
    assert found
    assert all(text[c.start : c.end] == c.text for c in found)


def test_fighters_of_a_rebel_group_show_no_military_context() -> None:
    found = events_of("Rebels of the northern front attacked the village of Kona.")
    assert found
    assert all(context.name != "military" for event in found for context in event.contexts)
