"""When an event happened, whether it goes on or is history, and what its context is."""

from __future__ import annotations

import pytest

from tacitus.model.records import Event
from tests.conftest import Code


def assault(code: Code, text: str) -> Event:
    return next(event for event in code(text).events if event.type == "ASSAULT")


def test_how_rare_an_attack_was_is_not_its_date(code: Code) -> None:
    event = assault(code, "It was the deadliest attack since 2019, killing 40 people.")
    assert event.time is None
    assert not event.background


def test_range_of_days_is_one_time(code: Code) -> None:
    event = assault(code, "From Monday to Wednesday the army shelled Lagos.")
    assert event.time is not None
    assert (event.time.earliest, event.time.latest) == ("2024-04-29", "2024-05-01")


def test_since_makes_it_ongoing(code: Code) -> None:
    event = assault(code, "Rebels have shelled the town since April.")
    assert event.ongoing
    assert event.time is not None
    assert event.time.earliest == "2024-04-01"


def test_a_report_without_date_has_no_time(code: Code) -> None:
    assert assault(code, "Rebels shelled the town of Barford.").time is None


@pytest.mark.parametrize("text", ["Decades ago, the army bombed the villages.", "In March 2011, rebels shelled the town."])
def test_history_is_background(code: Code, text: str) -> None:
    assert assault(code, text).background


@pytest.mark.parametrize(
    ("text", "contexts"),
    [
        ("Rebels shelled a clinic in Barford, and the parliament of Kenya met.", {"health"}),
        ("Rebels shot two soldiers in Barford on Monday.", set()),
    ],
)
def test_contexts_rest_on_the_events_own_words(code: Code, text: str, contexts: set[str]) -> None:
    assert {context.name for context in assault(code, text).contexts} == contexts


def test_a_place_beside_what_was_hit_is_where_it_happened(code: Code) -> None:
    event = assault(code, "Positions near Kano were shelled on Friday.")
    assert [place.name for place in event.places] == ["Kano"]


def test_a_street_named_after_a_town_is_not_in_it(code: Code) -> None:
    event = next(event for event in code("Demonstrators blocked Kano Street on Friday.").events if event.type == "PROTEST")
    assert "Kano" not in [place.name for place in event.places]


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("The mayor stepped down on Monday, two days after protesters blocked the bridges in Lagos.", "blocked", "2024-04-27"),
        ("Police arrested six men in Kano on Wednesday, a day after they had detained nine in Lagos.", "detained", "2024-04-30"),
        ("Three days after the bombing of the market in Kano, police arrested a man on Friday.", "bombing", "2024-04-30"),
        ("Rebels shelled Kano on Monday, one day before soldiers killed nine people in Lagos.", "killed", "2024-04-30"),
    ],
)
def test_days_are_counted_from_another_day_of_the_sentence(code: Code, text: str, trigger: str, day: str) -> None:
    time = next(event.time for event in code(text).events if event.trigger.text.startswith(trigger))
    assert time is not None
    assert (time.earliest, time.latest) == (day, day)
    assert text[time.start : time.end] == time.text


def test_nothing_is_counted_from_a_day_that_is_not_told(code: Code) -> None:
    event = assault(code, "The talks ended two days after rebels shelled Lagos.")
    assert event.time is None


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("On Tuesday morning gunmen opened fire on three lorries of a charity at the entrance of Enugu.", "opened fire", "2024-04-30"),
        ("The World Food Programme on Thursday suspended deliveries to the rebels after a raid.", "suspended", "2024-05-02"),
        ("The Office strongly condemns the attack on a convoy near Maroua on 29 April.", "attack", "2024-04-29"),
    ],
)
def test_a_day_told_before_the_verb_or_behind_the_deed_is_the_deeds(code: Code, text: str, trigger: str, day: str) -> None:
    event = next(event for event in code(text).events if trigger in event.trigger.text)
    assert event.time is not None
    assert event.time.earliest == day


def test_what_is_condemned_does_not_lend_its_day_to_the_words(code: Code) -> None:
    event = next(
        event
        for event in code("The Office strongly condemns the attack on a convoy near Maroua on 29 April.").events
        if event.type == "ACCUSE"
    )
    assert event.time is None


def test_a_deed_without_a_place_of_its_own_is_where_its_actor_is(code: Code) -> None:
    arrest, killing = code("Police in Enugu arrested the deputy mayor on Tuesday. The army killed two rebels in Lagos.").events
    assert [place.text for place in arrest.places] == ["Enugu"]
    assert [place.text for place in killing.places] == ["Lagos"]
