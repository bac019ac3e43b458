"""The stage with the lexicon that travels with tacitus."""

from __future__ import annotations

from pathlib import Path

import pytest

from tacitus.model.errors import ResourceError
from tacitus.resources.loader import load_folder
from tacitus.stages.entities import Entities
from tacitus.stages.linguistics import Linguistics
from tests.stages.entities.conftest import Reader, reader


@pytest.mark.parametrize("name", [
    "the Gulf of Oman", "the Strait of Malacca", "the Taiwan Strait", "the South China Sea", "the Sea of Japan", "the Gulf of Aden",
    "Lake Chad", "the Panama Canal", "the Korean Peninsula",
])  # fmt: skip
def test_waters_named_after_a_country_are_no_government(read_shipped: Reader, name: str) -> None:
    assert not read_shipped(f"Two tankers were stopped near {name} on Monday.").mentions


@pytest.mark.parametrize(("ship", "country", "sectors"), [
    ("USS Harlan", "USA", ("MIL",)), ("HMS Penrose", "GBR", ("MIL",)), ("MV Sea Clover", None, ("BUS",)),
])  # fmt: skip
def test_a_ship_is_no_person(read_shipped: Reader, ship: str, country: str | None, sectors: tuple[str, ...]) -> None:
    found = read_shipped(f"Rebels fired on the {ship} off the coast on Monday.")
    entity = found.entity(ship)
    assert (entity.category, entity.private, entity.country, entity.sectors) == ("organisation", False, country, sectors)


def test_an_hour_in_mountain_time_names_no_movement(read_shipped: Reader) -> None:
    found = read_shipped("The market closed at 4 p.m. MST on Friday. The organization had not replied by then.")
    assert "org-mst" not in found.entities


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Tokyo rejected the proposal.", "Tokyo", "JPN"),
        ("The Kremlin rejected the proposal.", "Kremlin", "RUS"),
        ("Officials said Kyiv had agreed.", "Kyiv", "UKR"),
        ("Officials said Kiev had agreed.", "Kiev", "UKR"),
        ("The U.S. rejected the proposal.", "U.S.", "USA"),
        ("The White House rejected the proposal.", "White House", "USA"),
        ("Côte d’Ivoire signed the treaty.", "Côte d’Ivoire", "CIV"),
    ],
)
def test_states_capitals_and_seats_stand_for_the_government(read_shipped: Reader, text: str, words: str, country: str) -> None:
    found = read_shipped(text)
    assert (found.at(words).country, found.entity(words).category) == (country, "government")


@pytest.mark.parametrize(
    "country", [entry["name"] for r in load_folder("lexicon/countries") for entry in r.data["entries"] if entry["unit"] == "state"]
)
def test_every_state_is_found_by_its_name(read_shipped: Reader, country: str) -> None:
    found = read_shipped(f"Ministers from {country} arrived. The government of {country} signed the treaty.")
    names = {entity.name for entity in found.entities.values() if not entity.local}
    assert country in names


@pytest.mark.parametrize(
    ("one", "other"),
    [("the Houthis", "Ansar Allah"), ("the Islamic State group", "ISIL"), ("the United Nations", "the UN"), ("al-Shabaab", "Al-Shabab")],
)
def test_spellings_of_different_outlets_name_one_party(read_shipped: Reader, one: str, other: str) -> None:
    found = [read_shipped(f"On Monday {words} rejected the ceasefire plan.") for words in (one, other)]
    parties = [{entity.id for entity in read.entities.values() if not entity.local} for read in found]
    assert parties[0] & parties[1]


@pytest.mark.parametrize(("date", "sectors"), [("2015-06-01", ("GOV",)), ("2018-06-01", ("ELI",)), ("2022-06-01", ("ELI",))])
def test_an_office_is_held_from_and_to(read_shipped: Reader, date: str, sectors: tuple[str, ...]) -> None:
    found = read_shipped("On Monday Barack Obama criticised the law.", published_at=date)
    assert (found.at("Barack Obama").sectors, found.at("Barack Obama").country) == (sectors, "USA")


def test_a_users_lexicon_adds_and_overrides(linguistics: Linguistics, tmp_path: Path) -> None:
    own = tmp_path / "my-actors.yaml"
    own.write_text(
        "entries:\n"
        "  - {id: 'user:orchard', name: Orchard Network, country: FRA, sectors: [SOC], aliases: [the Orchards]}\n"
        "  - {id: 'user:kremlin', name: Kremlin Museum, country: RUS, sectors: [EDU], aliases: [Kremlin]}\n"
        "  - {noun: orchardist, plural: orchardists, sectors: [AGR], civilian: true, category: unnamed, person: true, private: true}\n",
        encoding="utf-8",
    )
    found = reader(Entities.from_resources([own]), linguistics)("The Orchard Network and the Kremlin met two orchardists.")
    assert found.at("Orchard Network").entity == "user:orchard"
    assert found.at("Kremlin").entity == "user:kremlin"
    assert (found.at("two orchardists").number, found.at("two orchardists").sectors) == (2, ("AGR",))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("  - {id: orchard, name: Orchard Network}", "begins with 'user:'"),
        ("  - {id: 'user:orchard', name: Orchard, sectors: [XYZ]}", "XYZ is no sector"),
        ("  - {name: Orchard}", "expected a mapping with 'id' and 'name'"),
    ],
)
def test_a_wrong_entry_of_the_user_is_named(tmp_path: Path, line: str, says: str) -> None:
    own = tmp_path / "my-actors.yaml"
    own.write_text(f"entries:\n{line}\n", encoding="utf-8")
    with pytest.raises(ResourceError, match=says) as raised:
        Entities.from_resources([own])
    assert "my-actors.yaml" in str(raised.value) and "entry 1" in str(raised.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The jury at the film festival gave its prize to nobody.", "The jury"),
        ("The captain scored twice before the end of the match.", "The captain"),
    ],
)
def test_a_jury_of_culture_and_a_captain_of_sport_are_no_state(read_shipped: Reader, text: str, words: str) -> None:
    found = read_shipped(text)
    assert all(not set(m.sectors) & {"JUD", "MIL"} for m in found.mentions if m.text == words)


def test_a_union_is_no_body_of_another_kind(read_shipped: Reader) -> None:
    found = read_shipped("Blue River Rockets won on Monday. The union left the talks.")
    assert found.at("The union").name == "union"


@pytest.mark.parametrize(
    "text",
    [
        "Angela Merkel met Emmanuel Macron in the afternoon. {} rejected the plan.",
        "Emmanuel Macron met Angela Merkel in the afternoon. {} rejected the plan.",
    ],
)
def test_the_lexicon_says_who_is_he_and_who_is_she(read_shipped: Reader, text: str) -> None:
    assert read_shipped(text.format("She")).at("She").entity == "per-angela-merkel"
    assert read_shipped(text.format("He")).at("He").entity == "per-emmanuel-macron"


def test_the_persons_of_the_lexicon_have_a_gender_where_it_is_known() -> None:
    persons = [entry for resource in load_folder("lexicon/persons") for entry in resource.data["entries"]]
    told = [entry["gender"] for entry in persons if "gender" in entry]
    assert set(told) == {"f", "m"} and len(told) >= 0.99 * len(persons)


def test_the_man_is_the_only_man_told_of(read_shipped: Reader) -> None:
    found = read_shipped("Police stopped Mr Peter Moss at a bridge. The man carried two knives.")
    assert found.at("The man").entity == found.at("Mr Peter Moss").entity
    found = read_shipped("Police stopped Ms Lena Moss at a bridge. The man carried two knives.")
    assert found.at("The man").entity != found.at("Ms Lena Moss").entity


@pytest.mark.parametrize(
    "text",
    [
        "Merkel visits Nairobi",
        "Court rejects Trudeau appeal. President Trudeau did not comment.",
        "On Monday Sarkozy met students in Rome.",
    ],
)
def test_a_surname_that_everybody_knows_stands_alone(read_shipped: Reader, text: str) -> None:
    names = {
        entity.name for entity in read_shipped(text, published_at="2010-03-01" if "Sarkozy" in text else "2018-03-01").entities.values()
    }
    assert names & {"Angela Merkel", "Justin Trudeau", "Nicolas Sarkozy"}


@pytest.mark.parametrize(
    "text",
    [
        "Lena Merkel won the race. Merkel thanked her coach.",
        "The Merkel Foundation opened a school.",
        "Merkel Street was closed on Monday.",
    ],
)
def test_whoever_else_bears_the_surname_is_left_alone(read_shipped: Reader, text: str) -> None:
    assert "Angela Merkel" not in {entity.name for entity in read_shipped(text, published_at="2018-03-01").entities.values()}


def test_nobody_is_known_by_a_surname_years_before_the_office(read_shipped: Reader) -> None:
    assert "Angela Merkel" not in {
        entity.name for entity in read_shipped("Merkel met students in Rome.", published_at="1985-03-01").entities.values()
    }


def test_an_untitled_surname_in_the_headline_is_the_president_of_the_text(read: Reader) -> None:
    found = read("Rook visits Barville.\n\nPresident Rook of Fooland met the mayor.")
    assert {mention.entity for mention in found.mentions if "Rook" in mention.text} == {"per-rook"}


@pytest.mark.parametrize(
    ("text", "words", "entity"),
    [
        ("The Merkel administration condemned Kenya.", "The Merkel administration", "gov-deu"),
        ("Sarkozy's government rejected the plea.", "Sarkozy's government", "gov-fra"),
    ],
)
def test_a_government_is_its_leaders(read_shipped: Reader, text: str, words: str, entity: str) -> None:
    assert read_shipped(text, published_at="2010-03-01").at(words).entity == entity


def test_the_administration_further_down_is_the_one_named_before(read_shipped: Reader) -> None:
    found = read_shipped("The Merkel administration condemned Kenya. The administration said so on Monday.", published_at="2010-03-01")
    assert found.at("The administration").entity == "gov-deu"


def test_whoever_leads_no_country_lends_it_no_government(read_shipped: Reader) -> None:
    assert not (
        read_shipped("The Guterres administration cut posts.", published_at="2020-03-01").at("The Guterres administration").entity or ""
    ).startswith("gov-")
