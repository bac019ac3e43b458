"""Any text: no crash, spans that reproduce their text, triggers inside their evidence, the contract's shape, the same result each run."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tacitus.model.ontology import MODES, QUAD, score_of
from tacitus.model.records import Coding, to_json
from tests.conftest import Code

CONTRACT = Path(__file__).parents[3] / ".." / "shared" / "checks" / "contract.py"
SLOW = settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)

PARTIES = ["Fooland", "Barland", "the Foo Front", "Mara Quill", "Foolandic forces", "two soldiers", "it", "police", "Barville"]
VERBS = [
    "shelled",
    "condemned",
    "urged",
    "agreed to release",
    "denied attacking",
    "met",
    "withdrew from",
    "threatened to bomb",
    "arrested",
    "said that",
]
LINKS = [
    "and",
    "but",
    "after",
    "because",
    "which",
    "if",
    ",",
    "—",
    ".",
    "\n\n",
    "“",
    "”",
    "not",
    "never",
    "reportedly",
    "on Monday",
    "in Nairobi",
    "the raid",
    "12",
]
words = st.lists(st.sampled_from(PARTIES + VERBS + LINKS), min_size=1, max_size=40).map(" ".join)
noise = st.text(alphabet=st.one_of(st.sampled_from(list("aB .,\n\"“”'’!?…—-1:;()[]\t\u2028")), st.characters(codec="utf-8")), max_size=120)


def spans(value: Any) -> Iterator[tuple[int, int, str]]:
    """Everything in a coding that has start, end and text."""
    if isinstance(value, dict):
        if value.get("start") is not None and isinstance(value.get("text"), str):
            yield value["start"], value["end"], value["text"]
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def holds(coding: Coding) -> None:
    text = coding.document.text
    plain = json.loads(to_json(coding))
    plain.pop("document")
    assert not coding.failures or all(failure.stage in ("text", "language") for failure in coding.failures), coding.failures
    assert all(text[start:end] == words and start < end for start, end, words in spans(plain))
    ids = [event.id for event in coding.events]
    assert len(set(ids)) == len(ids)
    for event in coding.events:
        assert event.quad == QUAD[event.type]
        assert set(event.modes) <= set(MODES[event.type])
        assert event.score == score_of(event.type, event.modes)
        assert event.tellings[0].trigger == event.trigger
        assert (event.status, event.voice) == (event.tellings[0].status, event.tellings[0].voice)
        assert any(evidence.start <= event.trigger.start and event.trigger.end <= evidence.end for evidence in event.evidence)
        assert all(link.event in ids and link.event != event.id for link in event.links)
        assert event.why
        assert 0 <= event.confidence == round(event.confidence, 3) <= 1


@SLOW
@given(text=words)
def test_any_row_of_words_is_coded_with_true_spans(grammar: Code, text: str) -> None:
    holds(grammar(text))


@SLOW
@given(text=noise)
def test_any_characters_are_coded_with_true_spans(grammar: Code, text: str) -> None:
    holds(grammar(text))


@SLOW
@given(text=words)
def test_the_same_text_is_coded_the_same_again(grammar: Code, text: str) -> None:
    assert to_json(grammar(text)) == to_json(grammar(text))


@pytest.fixture(scope="module")
def contract() -> ModuleType:
    if not CONTRACT.exists():
        pytest.skip("../shared/checks/contract.py is not here")
    spec = importlib.util.spec_from_file_location("contract", CONTRACT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@SLOW
@given(text=words)
def test_any_coding_keeps_the_contract(grammar: Code, contract: ModuleType, text: str) -> None:
    assert breaches(contract, grammar(text)) == []


def breaches(contract: ModuleType, coding: Coding) -> list[str]:
    checker = contract.Checker(json.loads(to_json(coding)))
    checker.run()
    return list(checker.breaches)


PARAGRAPHS = [
    "Foolandic forces shelled Barville on Monday.",
    "Bazland expelled three Foolandic diplomats.",
    "Ilse Dray visited Fooville on Thursday.",
    "The Foo Front released 20 prisoners.",
    "Mara Quill urged Barland to hold talks.",
]


@pytest.mark.parametrize("shift", range(len(PARAGRAPHS)))
def test_paragraphs_that_name_each_other_not_are_coded_alike_in_any_order(grammar: Code, shift: int) -> None:
    def rows(paragraphs: list[str]) -> list[tuple[Any, ...]]:
        coding = grammar("\n\n".join(paragraphs))
        return sorted(
            (event.type, event.trigger.text, event.status, event.voice, *(party.name or "" for party in (*event.actors, *event.recipients)))
            for event in coding.events
        )

    assert rows(PARAGRAPHS[shift:] + PARAGRAPHS[:shift]) == rows(PARAGRAPHS)


@pytest.mark.parametrize(
    "text",
    [
        "{0} shelled a village in {1} on Monday, killing nine people.",
        "{0} accused {1} of abducting two journalists.",
        "{0} threatened to impose sanctions on {1}.",
        "“{1} must withdraw its troops,” {0} said.",
        "{0} denied that {1} had released the prisoners.",
    ],
)
def test_two_parties_that_change_places_change_nothing_else(grammar: Code, text: str) -> None:
    """The rules are symmetric (codebook, section 8)."""

    def rows(one: str, other: str) -> list[tuple[Any, ...]]:
        names = {one: "A", other: "B"}
        coding = grammar(text.format(one, other))
        return [
            (e.type, e.modes, e.status, e.voice, e.confidence, [names.get(p.name or "", "-") for p in (*e.actors, *e.recipients)])
            for e in coding.events
        ]

    mine, theirs = rows("Fooland", "Barland"), rows("Barland", "Fooland")
    assert mine
    assert mine == theirs
