"""Who did what to whom in constructions that tell a deed by other means than a verb with its subject and object."""

from __future__ import annotations

import pytest

from tacitus import Coder
from tacitus.model.records import Event

CODER = Coder()


def events(text: str) -> tuple[Event, ...]:
    return CODER.code(text, published_at="2024-06-10").events


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("On Friday rebels attacked an army base near Barville.", "ASSAULT", ["rebels"], ["army"]),
        ("The embassy was the target of a grenade attack.", "ASSAULT", [], ["The embassy"]),
        ("Russia's bombing of Kharkiv drew condemnation from the UN.", "ACCUSE", ["UN"], ["Russia"]),
        ("Two militias are guilty of breaking the truce around Taiz.", "ASSAULT", ["Two militias"], []),
        ("Four Taliban members met Alice Haverkort, a senior US official, at a hotel.", "CONSULT", ["Taliban", "Alice Haverkort"], []),
        ("Three police officers were hurt when a device went off outside a bank in Derry.", "ASSAULT", [], ["Three police officers"]),
        ("Modi, Xi meet in Samarkand", "CONSULT", ["Modi", "Xi"], []),
        ("Thousands rallied in Tbilisi against the bill.", "PROTEST", ["Thousands"], []),
        ("Amnesty International criticised the arrest of the students.", "ACCUSE", ["Amnesty International"], []),
        ("The king called the Tunisian president on Monday to thank him for the release.", "SUPPORT", ["The king"], ["him"]),
        ("The president told reporters during a visit to Scotland that he was pleased.", "CONSULT", ["The president"], ["Scotland"]),
    ],
)
def test_the_parties_are_found(text: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    found = [event for event in events(text) if event.type == kind]
    told = [([party.text for party in event.actors], [party.text for party in event.recipients]) for event in found]
    assert (actors, recipients) in told, told


def test_a_bare_number_is_killed() -> None:
    (event,) = events("Three killed in blast at Kabul bus station")
    assert event.type == "ASSAULT"
    assert [(count.text, count.what) for count in event.counts] == [("Three", "killed")]


@pytest.mark.parametrize(
    "text",
    [
        "The prime minister sent air force jets to destroy the reactor in the desert.",  # no gift of arms
        "The minister called provincial demands for bigger transfers out of the question.",  # no demand of hers
    ],
)
def test_words_that_only_look_like_a_pattern(text: str) -> None:
    assert not [event for event in events(text) if event.type in ("AID", "REQUEST")]
