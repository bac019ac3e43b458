"""One happening, many tellings: what is told again becomes no second event, and what is another act stays one."""

from __future__ import annotations

import pytest

from tacitus.model.records import Coding, Event
from tests.conftest import Code


def of_type(coding: Coding, event_type: str) -> list[Event]:
    return [event for event in coding.events if event.type == event_type]


def told(event: Event) -> list[str]:
    return sorted(telling.trigger.text for telling in event.tellings)


def test_coordinate_harm_and_its_deed_are_one_event(code: Code) -> None:
    events = of_type(code("Two people were killed and at least nine injured in a knife attack in Lagos."), "ASSAULT")
    assert [told(event) for event in events] == [["injured", "killed", "knife attack"]]


def test_headline_lead_and_blast_are_one_event(code: Code) -> None:
    text = (
        "Bus attack: 13 soldiers killed by car bomb\n\n"
        "A suicide car bomb has killed 13 soldiers aboard a bus and wounded 56 more, officials said on Friday.\n\n"
        "The bomb blast tore through the bus in the city of Kayseri."
    )
    events = of_type(code(text), "ASSAULT")
    assert len(events) == 1
    assert {telling.sentence for telling in events[0].tellings} == {0, 1, 2}


def test_the_attack_is_none_of_a_string_of_attacks(code: Code) -> None:
    text = (
        "A bomb attack killed 25 people at a church in Cairo on Sunday. "
        "A group blamed for a string of attacks on soldiers denied any part in it. "
        "The president of Egypt condemned the attack."
    )
    church = next(event for event in of_type(code(text), "ASSAULT") if any(count.best == 25 for count in event.counts))
    assert any(telling.sentence == 2 for telling in church.tellings)


def test_an_earlier_attack_elsewhere_stays_apart(code: Code) -> None:
    text = "A bomb killed 13 soldiers in Kayseri on Saturday. It comes a week after 44 people were killed in an attack in Istanbul."
    assert len(of_type(code(text), "ASSAULT")) == 2


def test_another_attack_is_another(code: Code) -> None:
    text = "Gunmen attacked an army post in Kano on Monday. Gunmen fired on a police station in Kano in another attack on Monday."
    assert len(of_type(code(text), "ASSAULT")) == 2


def test_one_individual_is_shot_once(code: Code) -> None:
    text = "Police shot Luis Varga in Lagos on Friday. Protests broke out. Varga was killed by a police officer, his lawyer said."
    assert len(of_type(code(text), "ASSAULT")) == 1


def test_talks_of_the_same_two_are_one_meeting(code: Code) -> None:
    text = "Kenya's president met Uganda's president on Thursday. Kenya's president and Uganda's president discussed trade at the meeting."
    assert len(of_type(code(text), "CONSULT")) == 1


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (
            "The army shelled Barford on Monday, killing 19 people. A hospital official said the shelling killed 23 people.",
            "number told differently: 19, 23 (killed)",
        ),
        (
            "Gunmen killed 12 people in Lagos on Monday. Police said the attack on Lagos killed 15.",
            "number told differently: 12, 15 (killed)",
        ),
    ],
)
def test_numbers_told_differently_are_noted_and_kept(code: Code, text: str, note: str) -> None:
    event = of_type(code(text), "ASSAULT")[0]
    assert note in event.notes
    assert len({count.best for count in event.counts}) == 2


def test_the_same_figure_tells_the_same_attack(code: Code) -> None:
    text = (
        "An arson attack on a bank in Barcelona left at least four people dead on Monday.\n\n"
        "Students threw bottles at police near the port.\n\n"
        "Police said at least four people, two of them clerks, were killed in the attack."
    )
    killing = [event for event in of_type(code(text), "ASSAULT") if any(count.what == "killed" for count in event.counts)]
    assert len(killing) == 1


def test_the_strike_of_others_is_another(code: Code) -> None:
    for text in (
        "On the third day of the dockers' strike the nurses of Lagos walked out too.",
        "Nurses walked out on Thursday while the strike of dockers went on.",
    ):
        assert not any({"strike", "walked out"} <= set(told(event)) for event in of_type(code(text), "PROTEST"))


def test_who_is_killed_elsewhere_is_no_victim_of_the_attack_told_before(code: Code) -> None:
    text = (
        "Soldiers shelled the hills on Friday, a week after an attack on a ferry killed nine nurses. "
        "The mayor said that a girl was killed in Kano."
    )
    victims = [" ".join(party.text or "" for party in event.recipients) for event in of_type(code(text), "ASSAULT")]
    assert any("nurses" in told for told in victims)
    assert not any("nurses" in told and "girl" in told for told in victims)


def test_the_shooting_is_the_one_reported_and_no_earlier_one(code: Code) -> None:
    text = (
        "Gunmen opened fire on a ferry near Kano on Friday. On 12 April two people died when a ferry was fired at near Lagos. "
        "Nobody has claimed the shooting."
    )
    events = of_type(code(text), "ASSAULT")
    assert [sorted(told(event)) for event in events if "shooting" in told(event)] == [["opened fire", "shooting"]]
