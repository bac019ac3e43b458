"""Kinds of errors found by reading whole articles: questions, blame, dismissals, papers, duties by law, whose president."""

from __future__ import annotations

import pytest

from tests.conftest import Code


def rows(code: Code, text: str) -> list[tuple[str, list[str], list[str]]]:
    """(type, names of the actors, names of the recipients) of each event."""
    events = code(text).events
    return [
        (event.type, [str(p.name or p.text) for p in event.actors], [str(p.name or p.text) for p in event.recipients]) for event in events
    ]


def types(code: Code, text: str) -> list[str]:
    return [row[0] for row in rows(code, text)]


@pytest.mark.parametrize(
    "text",
    [
        "A caller asked President Jane Roe if she would deport every migrant.",
        "Would you deport every migrant, the senator asked President Jane Roe?",
    ],
)
def test_who_asks_about_a_deed_does_not_threaten_it(code: Code, text: str) -> None:
    assert "THREATEN" not in types(code, text)


@pytest.mark.parametrize(
    "text",
    [
        '"I think the minister should be ashamed of herself," President Mutharika said.',
        '"Do you think the minister should leave the stage before the song is over?" President Mutharika said.',
        '"The minister should have opened the gates," President Mutharika said.',
    ],
)
def test_blame_and_questions_are_no_requests(code: Code, text: str) -> None:
    assert "REQUEST" not in types(code, text)


def test_who_must_be_ready_is_asked_for_it(code: Code) -> None:
    assert "REQUEST" in types(code, "President Mutharika said that the army must be ready to open the gates.")


@pytest.mark.parametrize(
    "text",
    [
        "The judge ordered the release of the ministry's internal records.",
        "The clerk, who was fired in May from his job at the embassy, sells fish now.",
        "The teachers barricaded themselves in a cupboard when the shooting began.",
        "The plague reached nine provinces, and it has claimed the lives of four soldiers so far.",
        "The general counsel wrote a letter to the adviser of the State Department.",
        "Under the old statute agencies were required to publish their plans.",
        "Under the old statute ministries were required to meet the ambassador of France before a bridge was built.",
        "President Mutharika did not need to meet the prime minister of Zambia.",
        '"This is an attack on every fisherman of our country," President Mutharika said of the tax.',
    ],
)
def test_words_in_another_sense_are_no_events(code: Code, text: str) -> None:
    assert types(code, text) == []


def test_robbers_who_flee_from_the_police_are_not_driven_out(code: Code) -> None:
    text = "Two robbers shot a guard before they led officers on a long run through the vineyards."
    assert types(code, text) == ["ASSAULT"]


def test_a_speech_needs_no_counterpart(code: Code) -> None:
    assert types(code, "The second part of President Mutharika's talk begins after the anthem.") == []


def test_the_president_is_the_one_with_the_title(code: Code) -> None:
    text = (
        "President Barack Obama spoke about the storm on Friday. The Russian president had asked him about Vladimir Putin's flight, "
        "Mr Obama said. The president urged the senate to repair the levees."
    )
    assert ("REQUEST", ["Barack Obama"]) in [row[:2] for row in rows(code, text)]


def test_a_country_named_in_passing_does_not_lend_its_nationality(code: Code) -> None:
    text = (
        "Barack Obama praised the firefighters near the Mexican border. Hillary Clinton and John Kerry thanked the nurses. "
        "Later Barack Obama hailed Hillary Clinton. Residents protested against the mayor near the Mexican border."
    )
    residents = [p for event in code(text).events for p in event.actors if (p.text or "").lower() == "residents"]
    assert residents
    assert residents[0].country is None


def test_pirates_take_ships_by_force(code: Code) -> None:
    assert types(code, "Somali pirates seized a Greek freighter laden with cement.") == ["ASSAULT"]
    assert types(code, "The Iranian navy seized a Greek freighter laden with diesel.") != ["ASSAULT"]


def test_a_site_attacked_over_a_film_is_attacked(code: Code) -> None:
    text = (
        "Hackers attacked the website of the Baptist church on Monday over a video of a well-known actor. The film shows the actor at an "
        "audience with a singer. Reviewers of the video shared every scene of the film, and the actor's album and concert with it."
    )
    assert "COERCE" in types(code, text)


def test_a_date_stays_with_the_attack_it_stands_before(code: Code) -> None:
    text = "Police arrested the brothers in a flat following the March 2 bombing that killed nine soldiers."
    found = {event.type: event.time.earliest if event.time else None for event in code(text).events}
    assert found["ASSAULT"] == "2024-03-02"


def test_who_sends_a_letter_asking_asks(code: Code) -> None:
    assert rows(code, "The mayors sent a letter asking the ministry to repair the levee.") == [("REQUEST", ["mayors"], ["ministry"])]
