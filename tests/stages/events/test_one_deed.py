"""One person's death, arrest or charge told again in other words is one event; look-alikes stay two."""

from __future__ import annotations

import pytest

from tacitus import Coder
from tacitus.model.records import Event

CODER = Coder()


def told(text: str, type_: str) -> list[Event]:
    return [event for event in CODER.code(text, published_at="2024-05-15").events if event.type == type_]


def names(event: Event) -> list[str]:
    return [str(party.name or party.text) for party in event.recipients]


@pytest.mark.parametrize(
    ("text", "type_", "recipient"),
    [
        (
            "Police in Barville charged a shopkeeper on Monday with arson.\n\nDaniel Karsk, 41, faces charges of arson and fraud.",
            "ACCUSE",
            "Daniel Karsk",
        ),
        (
            "Teacher shot dead in Barville\n\nA teacher was shot dead outside her home in Barville on Monday.\n\n"
            "Ama Kusi, 43, was shot twice in the chest by a masked man.",
            "ASSAULT",
            "Ama Kusi",
        ),
        (
            "Daniel Karsk was arrested at school by police on Monday.\n\nPictures of the boy detained by the police were shared online.",
            "COERCE",
            "Daniel Karsk",
        ),
        (
            "Officer Daniel Karsk was gunned down on Monday.\n\nNeighbours wept. The mayor said that Officer Karsk was killed on duty.",
            "ASSAULT",
            "Daniel Karsk",
        ),
    ],
)
def test_a_person_named_later_or_called_otherwise_suffered_one_deed(text: str, type_: str, recipient: str) -> None:
    found = told(text, type_)
    assert [names(event) for event in found] == [[recipient]]
    assert len(found[0].tellings) > 1


def test_the_gunman_who_opened_fire_is_the_one_who_killed() -> None:
    found = told("A gunman killed six people at a mosque in Barville on Friday.\n\nThe suspect opened fire during prayers.", "ASSAULT")
    assert [(len(event.tellings), [party.text for party in event.actors]) for event in found] == [(2, ["A gunman"])]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("A gunman killed six people at a mosque in Barville on Friday.\n\nSix worshippers were shot dead, police said.", "ASSAULT"),
        ("Protesters marched in Barville on Saturday.\n\nThousands of people took to the streets.", "PROTEST"),
        ("Protesters marched in Barville on Saturday.\n\nPolice said 3,000 people joined the march.", "PROTEST"),
    ],
)
def test_as_many_victims_and_one_crowd_are_told_twice(text: str, type_: str) -> None:
    assert [len(event.tellings) for event in told(text, type_)] == [2]


@pytest.mark.parametrize(
    ("text", "type_", "events"),
    [
        ("A teacher was shot dead in Barville on Monday.\n\nAma Kusi was shot dead in Norville on Tuesday.", "ASSAULT", 2),
        ("A teacher was shot dead in Barville.\n\nAma Kusi was shot dead in Norville.", "ASSAULT", 2),
        ("A soldier was shot dead on Monday.\n\nOfficer Daniel Karsk was shot dead later, police said.", "ASSAULT", 2),
        ("Daniel Karsk was charged with murder.\n\nAma Kusi was charged with fraud.", "ACCUSE", 2),
        ("Daniel Karsk was arrested on Monday.\n\nA nurse was arrested in Norville.", "COERCE", 2),
        ("Daniel Karsk was arrested on Monday.\n\nAma Kusi was arrested as well.\n\nThe nurse was detained at home.", "COERCE", 3),
        ("A baker was arrested on Monday.\n\nTwo nurses were arrested at a clinic.", "COERCE", 2),
        ("A gunman killed six people in Barville.\n\nAnother gunman opened fire at a school.", "ASSAULT", 2),
        ("Six soldiers were killed by a mine.\n\nSix farmers were killed in a raid.", "ASSAULT", 2),
        ("Protesters marched in Barville on Saturday.\n\nThousands of people rallied in Norville.", "PROTEST", 2),
        ("Protesters marched on Saturday.\n\nSupporters of the government rallied nearby.", "PROTEST", 2),
        ("A gunman killed six people in Barville.\n\nThe gunman shot two officers in Norville.", "ASSAULT", 2),
    ],
)
def test_other_persons_towns_days_and_numbers_stay_apart(text: str, type_: str, events: int) -> None:
    assert len(told(text, type_)) == events


def test_who_charges_the_man_is_not_the_man() -> None:
    found = told("The Barville County attorney filed criminal charges on Friday against the man who she says beat a woman.", "ACCUSE")
    assert [names(event) for event in found] == [["man"]]
