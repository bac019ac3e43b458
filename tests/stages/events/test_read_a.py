"""Kinds of errors found by reading real articles: headlines, courts, burglary, accidents, norms, one death in several words."""

from __future__ import annotations

import pytest

from tacitus import Coder
from tacitus.model.records import Event

CODER = Coder()


def events(text: str) -> list[Event]:
    return list(CODER.code(text, published_at="2024-05-15").events)


def rows(text: str) -> list[tuple[str, list[str], list[str]]]:
    """(type, texts of the actors, texts of the recipients) of each event."""
    return [(event.type, [str(p.text) for p in event.actors], [str(p.text) for p in event.recipients]) for event in events(text)]


@pytest.mark.parametrize(
    ("text", "type_", "recipient"),
    [
        ("Mayor arrested over harbour bribes", "COERCE", "Mayor"),
        ("Two policemen killed in ambush near Barville", "ASSAULT", "Two policemen"),
        ("The deputy was slain near a flat by gunmen.", "ASSAULT", "The deputy"),
        ("The officer was stabbed a number of times by a masked gunman.", "ASSAULT", "The officer"),
    ],
)
def test_in_reduced_passives_of_headlines_the_subject_is_acted_upon(text: str, type_: str, recipient: str) -> None:
    found = rows(text)
    assert [(row[0], row[2]) for row in found] == [(type_, [recipient])]


def test_a_charge_by_the_law_is_coded_without_a_named_accuser() -> None:
    assert ("ACCUSE", [], ["Daniel Karsk"]) in rows("Daniel Karsk has been charged with the murder of a shopkeeper.")


def test_whoever_serves_a_sentence_is_held() -> None:
    assert rows("The smuggler is serving a life sentence in Barville.") == [("COERCE", [], ["The smuggler"])]


@pytest.mark.parametrize(
    "text",
    [
        "Police were called to the supermarket on Harbour Street.",
        "Thieves broke into four cars behind the supermarket.",
        "Staff were told to leave the premises after the alarm.",
        "The patient was discharged from hospital on Tuesday.",
        "Officers pulled the van over a few streets away.",
        "The assembly was loyal to the former president.",
        "An armed man marched into a supermarket on Friday.",
        "To spare nobody is a sin, and killing is forbidden, the preacher said.",
        "Our teacher taught us not to kill a child, the group said.",
        "http://www.example.org/news/army-shells-village-kills-nine",
    ],
)
def test_everyday_crime_norms_and_addresses_are_no_events(text: str) -> None:
    assert rows(text) == []


def test_a_road_accident_is_no_assault_but_the_charge_stands() -> None:
    text = (
        "The driver of a lorry has been charged with vehicular homicide. A woman was killed when the driver struck her with his vehicle"
        " on the highway. Witnesses said the drunken driver killed her at high speed."
    )
    assert {row[0] for row in rows(text)} == {"ACCUSE"}


def test_an_attack_on_computers_is_no_assault() -> None:
    text = (
        "The flaw lets criminals attack the browser. Software engineers said the exploit attacks users of an old server, and people"
        " who visit the site get hacked. A patch for the vulnerability is ready."
    )
    assert "ASSAULT" not in {row[0] for row in rows(text)}


def test_a_nameless_person_of_the_lead_is_the_one_named_below() -> None:
    text = "A trader has been arrested on suspicion of bribery. Daniel Karsk was arrested on Friday at the port."
    assert len(rows(text)) == 1


def test_one_charge_told_twice_is_one_row() -> None:
    text = "Daniel Karsk has been charged with bribery. The police gave no details. Karsk was charged with two counts of bribery."
    assert [row[0] for row in rows(text)] == ["ACCUSE"]


@pytest.mark.parametrize(
    "text",
    [
        "Two people were killed and at least nine injured in a knife attack in Barville.",
        "A bomb attack in May left two dead and 18 injured.",
        "Gunmen carried out a series of attacks in Barville on Sunday, killing four guards.",
    ],
)
def test_the_harm_belongs_to_the_deed(text: str) -> None:
    assert [row[0] for row in rows(text)] == ["ASSAULT"]


def test_a_past_clause_under_announce_is_no_plan() -> None:
    found = events("The prosecutor announced that charges were filed against the former mayor.")
    assert {event.status for event in found if event.type == "ACCUSE"} == {"actual"}


def test_a_nationality_before_riots_is_no_government_that_riots() -> None:
    found = events("Greek riots spread to Athens on Sunday, and police fired tear gas.")
    assert all(party.sectors[:1] != ("GOV",) for event in found if event.type == "PROTEST" for party in event.actors)


def test_what_a_crowd_gathers_to_voice_is_no_second_event() -> None:
    found = rows("Hundreds of demonstrators gathered outside the ministry on Sunday to express anger at the police.")
    assert [row[0] for row in found] == ["PROTEST"]


def test_the_name_takes_the_place_of_the_nameless() -> None:
    text = "A trader has been arrested on suspicion of bribery. Daniel Karsk was arrested on Friday at the port."
    assert [row[2] for row in rows(text)] == [["Daniel Karsk"]]


def test_a_plot_that_is_admitted_is_no_threat_and_no_deed() -> None:
    found = events("A man who admitted to having plotted to attack a police station in Barville was sentenced to nine years in prison.")
    assert "THREATEN" not in {event.type for event in found}
    assert {event.status for event in found if event.type == "ASSAULT"} <= {"future"}


@pytest.mark.parametrize(
    "text",
    [
        "Two customers of the bank were walking out of the store at seven.",
        "He walked out of the hotel on Friday, and workers at the door waved.",
        "The quake was so strong that residents poured into the streets of Barville.",
        "Residents poured into the streets in panic.",
        "The governor feels sorry for him, her aide said.",
        "The defence minister received an email from the embassy.",
        "The governor called the opposition's bluff on the budget.",
        "The president should use her standing to press the Senate on the treaty.",
        "The government should withdraw its troops from Barland and apologise to the elders.",
    ],
)
def test_walks_fright_pity_mail_and_the_authors_advice_are_no_events(text: str) -> None:
    assert rows(text) == []


def test_a_hunger_strike_thought_of_beside_suicide_is_no_suicide_attack() -> None:
    text = "The prisoner contemplated a hunger strike and even suicide before the ministry let him go."
    assert [event.type for event in events(text) if "suicide-attack" in event.modes] == []


def test_the_place_of_a_shooting_shoots_nobody() -> None:
    text = "The senator's rally was moved weeks later after the Lantern nightclub shooting in Orlando."
    assert [row for row in rows(text) if row[0] == "ASSAULT"] == [("ASSAULT", [], [])]


def test_who_receives_support_is_backed_by_whom_it_comes_from() -> None:
    assert rows("The Zambian candidate received support from the mine workers' union.") == [
        ("SUPPORT", ["the mine workers' union"], ["The Zambian candidate"])
    ]


def test_nobody_backs_themselves() -> None:
    text = "The governor and the senator sought to align themselves with union workers."
    assert [row[2] for row in rows(text)] == [["union workers"]]


def test_a_persons_harsh_attack_on_another_is_words() -> None:
    assert [row[0] for row in rows("The mayor unleashed a harsh attack on the senator.")] == ["ACCUSE"]


@pytest.mark.parametrize(
    "text",
    [
        "The candidate will speak in the Mahoning Valley. Police arrested three men in Ohio.",
        "The youngest child of two Italian immigrant bakers, she sings. Police arrested three men at the docks.",
    ],
)
def test_valleys_and_where_parents_came_from_give_the_police_no_country(text: str) -> None:
    countries = [party.country for event in events(text) if event.type == "COERCE" for party in event.actors]
    assert countries == [None] or countries == ["USA"]
