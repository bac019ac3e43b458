"""Offices, bodies and unnamed parties by pattern."""

from __future__ import annotations

import pytest

from tests.stages.entities.conftest import Reader


def test_an_office_before_a_name_gives_country_sector_and_role(read: Reader) -> None:
    mention = read("Fooland's foreign minister John Barlow rejected the offer.").at("Fooland's foreign minister John Barlow")
    assert (mention.country, mention.sectors, mention.role) == ("FOO", ("GOV",), "foreign minister")


def test_a_spokesman_after_a_comma_belongs_to_whom_he_speaks_for(read: Reader) -> None:
    found = read("John Barlow, a spokesman for the Barland Liberation Front, denied it.")
    mention = found.at("John Barlow")
    assert (mention.member_of, mention.country, mention.sectors, mention.role) == ("org-blf", "BAR", ("REB",), "spokesman")
    assert found.same("John Barlow", "a spokesman")


def test_a_deputy_chair_before_a_name_in_commas(read: Reader) -> None:
    found = read("The deputy chair of Fooland's military council, Omar Hamdan, met reporters.")
    mention = found.at("Omar Hamdan")
    assert (mention.country, mention.sectors, mention.role) == ("FOO", ("MIL", "GOV"), "deputy chair")
    member = found.member("Omar Hamdan")
    assert member is not None and member.name == "Foolander Military Council"


def test_a_rank_and_the_body_led(read: Reader) -> None:
    found = read("Fooland was calm. Gen. Abdel Karim, head of the army, spoke.")
    mention = found.at("Gen. Abdel Karim")
    assert (mention.country, mention.sectors) == ("FOO", ("MIL",))
    member = found.member("Gen. Abdel Karim")
    assert member is not None and member.name == "Foolander Army"


@pytest.mark.parametrize(
    ("date", "role", "sectors"),
    [("2020-06-01", "foreign minister", ("GOV",)), ("2024-05-03", "president", ("GOV",)), ("2010-01-01", None, ())],
)
def test_the_date_of_the_article_decides_the_office(read: Reader, date: str, role: str | None, sectors: tuple[str, ...]) -> None:
    mention = read("On Monday Ana Rook spoke.", published_at=date).at("Ana Rook")
    assert (mention.entity, mention.role, mention.sectors) == ("per-rook", role, sectors)


def test_a_former_office_holder_is_an_elite(read: Reader) -> None:
    mention = read("Olo Tern criticised the law.").at("Olo Tern")
    assert (mention.entity, mention.sectors, mention.country) == ("per-tern", ("ELI",), "BAR")
    assert read("Former minister John Barlow spoke.").at("Former minister John Barlow").sectors == ("ELI",)


@pytest.mark.parametrize(
    ("words", "name", "country"),
    [
        ("Fooland's interior ministry", "Foolander Interior Ministry", "FOO"),
        ("the Barish Foreign Ministry", "Barish Foreign Ministry", "BAR"),
        ("the ministry of foreign affairs of Barland", "Barish Foreign Ministry", "BAR"),
        ("police in Barville", "Barish police", "BAR"),
        ("the Foolander army", "Foolander Army", "FOO"),
    ],
)
def test_a_body_has_a_neutral_name_and_the_country_around_it(read: Reader, words: str, name: str, country: str) -> None:
    found = read(f"Late on Monday {words} denied the report.")
    mention = next(m for m in found.mentions if m.name == name)
    assert (mention.country, mention.certainty) == (country, "stated")


def test_a_body_alone_takes_the_articles_country_as_inferred(read: Reader) -> None:
    mention = read("Fooland is calm. The army denied the report.").at("The army")
    assert (mention.country, mention.certainty) == ("FOO", "inferred")


def test_the_government_of_a_country_is_the_country(read: Reader) -> None:
    assert read("The Foolander government fell.").at("The Foolander government").entity == "gov-foo"


def test_unnamed_parties_carry_number_sector_and_civilian(read: Reader) -> None:
    found = read("Two gunmen shot at aid workers and 1,200 protesters.")
    assert (found.at("Two gunmen").number, found.at("Two gunmen").sectors, found.at("Two gunmen").civilian) == (2, ("UAF",), False)
    assert found.at("aid workers").civilian is True
    assert found.at("1,200 protesters").number == 1200
    assert found.entity("aid workers").private


def test_fighters_of_a_group_have_its_sector_and_belong_to_it(read: Reader) -> None:
    mention = read("Barland Liberation Front fighters attacked the town.").at("Barland Liberation Front fighters")
    assert (mention.member_of, mention.sectors, mention.country) == ("org-blf", ("REB",), "BAR")


def test_named_members_of_a_group_are_linked_to_it(read: Reader) -> None:
    found = read("Barland Liberation Front leaders, including Omar Hamdan and John Barlow, fled.")
    assert found.at("Omar Hamdan").member_of == "org-blf"
    assert found.at("John Barlow").member_of == "org-blf"


@pytest.mark.parametrize(
    ("text", "words", "sectors", "certainty"),
    [
        ("Security forces fired tear gas at protesters.", "Security forces", ("COP",), "inferred"),
        ("Security forces fought militants of the Barland Liberation Front.", "Security forces", ("MIL",), "stated"),
        ("Security forces closed the road.", "Security forces", ("MIL",), "inferred"),
    ],
)
def test_bare_forces_follow_whom_they_meet(read: Reader, text: str, words: str, sectors: tuple[str, ...], certainty: str) -> None:
    mention = read(text).at(words)
    assert (mention.sectors, mention.certainty) == (sectors, certainty)


def test_each_conjunct_is_a_party(read: Reader) -> None:
    found = read("Fooland, Barland and the Union of Rivers condemned the attack.")
    assert [m.entity for m in found.mentions] == ["gov-foo", "gov-bar", "org-union"]


def test_a_group_of_persons_is_those_persons(read: Reader) -> None:
    found = read("A group of 15 settlers attacked the village.")
    mention = found.at("A group of 15 settlers")
    assert (mention.number, mention.sectors, found.tokens[mention.head].text) == (15, ("CVL",), "group")


def test_nobody_is_no_party(read: Reader) -> None:
    assert not read("No group claimed the attack.").mentions


@pytest.mark.parametrize(
    "text",
    [
        "Fooland's foreign minister, Jane Doe, said talks had failed.",
        "Opposition leader Jane Doe of Fooland said talks had failed.",
        "From Barville, a spokeswoman for Fooland, Jane Doe, said talks had failed.",
    ],
)
def test_a_description_beside_a_name_is_that_person(read: Reader, text: str) -> None:
    found = read(text)
    assert found.at(next(m.text for m in found.mentions if m.text.endswith("Jane Doe"))).name == "Jane Doe"
    assert {m.name for m in found.mentions if m.role} == {"Jane Doe"}


@pytest.mark.parametrize("text", ["She ran for president.", "He was sworn in as foreign minister."])
def test_an_office_without_holder_is_no_party(read: Reader, text: str) -> None:
    assert not [m for m in read(text).mentions if m.form == "nominal"]


def test_a_bare_minister_is_of_the_country_that_the_article_is_about(read: Reader) -> None:
    found = read("Fooland closed the road. Fooland fears a raid. Foreign Minister Jane Doe said so in Barland.")
    mention = found.at("Foreign Minister Jane Doe")
    assert (mention.country, mention.certainty) == ("FOO", "inferred")


def test_the_army_is_that_of_the_body_last_named_with_its_country(read: Reader) -> None:
    found = read("Barland's army shelled a town. An envoy arrived from Fooland. The army denied it.")
    assert found.at("The army").country == "BAR"


def test_protesters_are_of_the_country_that_the_article_is_about_and_visitors_are_not(read: Reader) -> None:
    found = read("Fooland raised taxes. Foolander police were ready. Protesters marched. Protesters from Barland joined.")
    assert [m.country for m in found.mentions if m.text.startswith("Protesters")] == ["FOO", "BAR"]


def test_a_relative_owner_gives_its_country(read: Reader) -> None:
    assert read("Fooland, whose foreign minister met the rebels, left.").at("whose foreign minister").country == "FOO"


@pytest.mark.parametrize(
    "text",
    [
        "Fooland said that soldiers had fired at a ferry.",
        "Soldiers had fired at a ferry, Fooland said.",
        "Fooland's claims that soldiers had fired were dismissed.",
        "Fooland accused soldiers of firing at a ferry.",
    ],
)
def test_nobodys_own_troops_are_guessed_to_be_those_that_they_tell_of(read: Reader, text: str) -> None:
    assert read(text).at("Soldiers" if text.startswith("Soldiers") else "soldiers").country is None


def test_own_troops_and_the_police_of_a_country_are_its_own(read: Reader) -> None:
    assert read("Fooland said that its soldiers had fired at a ferry.").at("its soldiers").country == "FOO"
    assert read("Fooland's minister said that police arrested the crew.").at("police").country == "FOO"
