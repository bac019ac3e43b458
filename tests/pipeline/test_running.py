"""The pipeline runs the stages in order, and a failing stage loses neither the document nor the reason."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tacitus.model.records import Annotation, Document, Entity, Event, Mention, from_json, to_json
from tacitus.model.stage import Given
from tacitus.pipeline.composing import CompositionError, check
from tacitus.pipeline.running import Pipeline, not_coded
from tests.pipeline.fakes import FakeEntities, FakeEvents, FakeQuotes, FakeSentences, document, fake_stages

TEXT = 'Barville met Fooland. Fooland said: "Barland attacked Fooland." Barland praised Barville.'


class Broken(FakeEntities):
    def annotate(self, document: Document, given: Given) -> Iterable[Annotation]:
        yield from list(super().annotate(document, given))[:1]
        raise ValueError("no head for <object at 0x7f00aa>")


def test_a_coding_holds_every_layer_in_text_order():
    coding = Pipeline(fake_stages()).code(document(TEXT))
    assert [event.type for event in coding.events] == ["CONSULT", "ASSAULT", "SUPPORT"]
    assert [mention.text for mention in coding.mentions] == ["Barville", "Fooland", "Fooland", "Barland", "Fooland", "Barland", "Barville"]
    assert [entity.name for entity in coding.entities] == ["Barville", "Fooland", "Barland"]
    assert coding.failures == ()


def test_a_coding_says_what_produced_it_and_holds_no_clock():
    first, second = (Pipeline(fake_stages()).code(document(TEXT)) for _ in range(2))
    assert first.produced_by["stages"] == {"linguistics": 1, "entities": 3, "quotes": 1, "events": 2}
    assert {"tacitus", "resources", "model", "lexicons", "options", "fingerprint"} <= set(first.produced_by)
    assert to_json(first) == to_json(second)
    assert from_json(to_json(first)) == first


def test_a_failing_stage_gives_a_reason_and_its_dependants_are_skipped():
    coding = Pipeline([FakeSentences(), Broken(), FakeQuotes(), FakeEvents()]).code(document(TEXT))
    assert [(failure.stage, failure.version) for failure in coding.failures] == [("entities", 3), ("quotes", 1), ("events", 2)]
    assert coding.failures[0].reason == "ValueError: no head for <object at 0x…>"
    assert "'entities'" in coding.failures[2].reason
    assert coding.mentions == () and coding.entities == () and coding.events == ()


def test_stages_that_need_nothing_of_a_failed_one_still_run():
    ran = []
    Pipeline([FakeSentences(), Broken()]).code(document(TEXT), after_stage=ran.append)
    assert ran == ["linguistics", "entities"]


@pytest.mark.parametrize("text", ["", "  \n\t", "…!?"])
def test_a_blank_text_is_not_coded_and_says_so(text):
    coding = Pipeline(fake_stages()).code(document(text))
    assert [failure.stage for failure in coding.failures] == ["text"]


@pytest.mark.parametrize(("language", "coded"), [(None, True), ("en", True), ("en-GB", True), ("fr", False), ("sw", False)])
def test_another_language_is_stored_with_the_reason(language, coded):
    coding = Pipeline(fake_stages()).code(document(TEXT, language=language))
    assert bool(coding.events) is coded
    assert [failure.stage for failure in coding.failures] == ([] if coded else ["language"])


def test_what_is_missing_is_named_when_the_stages_are_composed():
    with pytest.raises(CompositionError, match="'events' requires Mention: no stage gives it"):
        check([FakeSentences(), FakeEvents()])
    with pytest.raises(CompositionError, match="'entities' gives it, but stands later"):
        check([FakeSentences(), FakeQuotes(), FakeEntities()])
    with pytest.raises(CompositionError, match="stands twice"):
        check([FakeSentences(), FakeSentences()])


def test_annotations_are_given_by_type():
    given = Pipeline(fake_stages()).annotate(document(TEXT))
    assert len(given.of(Event)) == 3 and len(given.of(Mention)) == 7 and len(given.of(Entity)) == 3


@pytest.mark.parametrize(("text", "word"), [("x " * 200_001, "400,002 characters"), ("“" * 80_001 + "a", "80,002 words and marks")])
def test_a_text_too_long_is_kept_with_that_reason(text, word):
    stage, reason = not_coded(document(text))
    assert stage == "length" and word in reason and "Cut it into articles" in reason


def test_a_text_within_the_bounds_is_coded():
    assert not_coded(document("word " * 79_999)) is None
