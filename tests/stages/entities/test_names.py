"""Names of the lexicon, and names that it lacks."""

from __future__ import annotations

import pytest

from tests.stages.entities.conftest import Reader


@pytest.mark.parametrize("words", ["Fooland", "Foo City", "The Blue House", "Foo Republic"])
def test_a_country_its_capital_and_its_seat_name_its_government(read: Reader, words: str) -> None:
    found = read(f"{words} rejected the offer.")
    mention = found.at(words.removeprefix("The "))
    assert (mention.entity, mention.country, mention.sectors, mention.form) == ("gov-foo", "FOO", ("GOV",), "name")


def test_a_seat_may_stand_for_a_sector_of_its_own(read: Reader) -> None:
    assert read("Fort Foo confirmed the strike.").at("Fort Foo").sectors == ("MIL",)


def test_a_nationality_before_an_event_noun_is_a_mention_at_the_adjective(read: Reader) -> None:
    found = read("The Foolander raid killed three people.")
    mention = found.at("Foolander")
    assert (mention.form, mention.entity, found.tokens[mention.head].text) == ("adjective", "gov-foo", "Foolander")


def test_a_nationality_before_a_party_noun_gives_its_country_and_no_mention(read: Reader) -> None:
    found = read("Foolander settlers attacked a village.")
    assert found.at("Foolander settlers").country == "FOO"
    assert not found.has("Foolander")


def test_a_possessive_country_is_a_mention_of_its_own(read: Reader) -> None:
    assert read("Fooland's raid on Barville failed.").at("Fooland").entity == "gov-foo"


@pytest.mark.parametrize("words", ["Jabhat al-Bar", "Jabhat Al-Bar", "Jabhat al Bar", "Barland Liberation Front"])
def test_spelling_variants_name_one_organisation(read: Reader, words: str) -> None:
    assert read(f"{words} claimed the attack.").at(words).entity == "org-blf"


def test_the_longest_name_wins_over_the_country_in_it(read: Reader) -> None:
    found = read("The Barland Liberation Front claimed the attack.")
    assert not found.has("Barland")


def test_an_ambiguous_abbreviation_needs_support_in_the_article(read: Reader) -> None:
    assert read("Barland said that the BLF was behind the attack.").at("BLF").entity == "org-blf"
    assert all(mention.entity != "org-blf" for mention in read("He works for BLF in the music business.").mentions)


def test_pro_and_anti_before_a_nationality_name_somebody_else(read: Reader) -> None:
    mention = read("Hundreds of pro-Foolander separatists attacked the town.").at("Hundreds of pro-Foolander separatists")
    assert (mention.country, mention.number) == (None, 100)


def test_an_unknown_person_becomes_a_local_entity(read: Reader) -> None:
    entity = read("Yesterday John Barlow met reporters.").entity("John Barlow")
    assert (entity.local, entity.private, entity.category) == (True, True, "person")


def test_an_unknown_organisation_takes_the_sector_of_its_noun(read: Reader) -> None:
    entity = read("On Monday the Silver River Bank cut its rates, it said.").entity("Silver River Bank")
    assert (entity.local, entity.sectors) == (True, ("BUS",))


def test_the_outlet_itself_is_no_party(read: Reader) -> None:
    assert not read("He told the Silver River Bank that all was well.", outlet="Silver River Bank").has("Silver River Bank")


def test_two_persons_of_a_nationality_are_counted(read: Reader) -> None:
    mention = read("Two Barlanders were killed.").at("Two Barlanders")
    assert (mention.number, mention.country, mention.sectors) == (2, "BAR", ("CVL",))


def test_the_nationals_as_a_side_are_the_government_inferred(read: Reader) -> None:
    mention = read("The Barlanders rejected the plan.").at("Barlanders")
    assert (mention.entity, mention.certainty) == ("gov-bar", "inferred")


def test_one_mention_per_head_and_text_as_written(read: Reader) -> None:
    found = read("Fooland’s foreign minister, Ana Rook, told the U.N. that “Barland’s army” and two gunmen – both unknown – fled.")
    heads = [mention.head for mention in found.mentions]
    assert len(heads) == len(set(heads))
    assert all(found.document.text[m.start : m.end] == m.text and m.start <= found.tokens[m.head].start < m.end for m in found.mentions)


def test_ids_do_not_depend_on_anything_but_the_document_and_the_words(read: Reader) -> None:
    text = "Two gunmen attacked John Barlow. They fled."
    one, other = read(text), read(text)
    assert [m.id for m in one.mentions] == [m.id for m in other.mentions]
    assert list(one.entities) == list(other.entities)


def test_a_word_of_two_countries_is_the_one_that_the_article_names(read_shipped: Reader) -> None:
    assert read_shipped("South Korea protested. Later the Korean army fired back.").at("the Korean army").country == "KOR"
    assert read_shipped("North Korea protested. Later the Korean army fired back.").at("the Korean army").country == "PRK"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "…",
        "FOOLAND'S ARMY SHELLS BARVILLE",
        "’s",
        "(BLF)",
        "who which that",
        "Mr.",
        "of of of",
        "Fooland's 's 's",
        "\ud800 Fooland",
        "he " * 300,
    ],
)
def test_odd_texts_are_read_without_harm(read: Reader, text: str) -> None:
    found = read(text)
    assert all(found.document.text[m.start : m.end] == m.text for m in found.mentions)
    assert all(m.entity in found.entities if m.entity else m.reason for m in found.mentions)
    assert len({m.id for m in found.mentions}) == len(found.mentions)


def test_a_shouted_headline_is_read_like_any_other(read: Reader) -> None:
    assert {"gov-foo", "gov-bar"} <= {m.entity for m in read("FOOLAND SHELLS BARVILLE").mentions}


def test_a_town_of_another_region_is_no_capital(read_shipped: Reader) -> None:
    found = read_shipped("The fair in Paris, Texas, was closed. Paris was calm. The Plymouth County Fair goes on.")
    assert all(m.country not in ("FRA", "MSR") for m in found.mentions)


def test_an_outlets_name_inside_a_longer_name_is_no_outlet(read_shipped: Reader) -> None:
    found = read_shipped("Jane Doe spoke at the Democratic National Convention on Monday.")
    assert not found.has("National")


def test_an_abbreviation_spelt_out_by_the_article_is_believed(read_shipped: Reader) -> None:
    found = read_shipped("The River Students Front (RSF) marched in Sudan. The RSF won.")
    assert found.entity("RSF", 1).name == "River Students Front"


@pytest.mark.parametrize(("date", "sectors"), [("2019-05-01", ("REB",)), ("2022-05-01", ("GOV",))])
def test_a_movement_has_the_sector_of_its_day(read_shipped: Reader, date: str, sectors: tuple[str, ...]) -> None:
    assert read_shipped("The Taliban closed the road.", published_at=date).at("Taliban").sectors == sectors


def test_a_state_body_that_the_lexicon_lacks_has_its_owners_country(read_shipped: Reader) -> None:
    mention = read_shipped("Kenya's Public Security Directorate said it was ready.").at("Public Security Directorate")
    assert (mention.country, mention.sectors) == ("KEN", ("GOV",))


def test_a_name_that_holds_another_name_is_one_party(read_shipped: Reader) -> None:
    found = read_shipped("Myanmar closed the road. On Monday the Northern Shan Alliance set out its reasons.")
    assert found.has("Northern Shan Alliance") and not found.has("Shan")


def test_whoever_has_an_age_is_a_person(read: Reader) -> None:
    found = read("Rona Keld, 45, was hurt on Monday.")
    assert found.entity("Rona Keld").category == "person"


def test_a_name_behind_the_is_no_persons(read: Reader) -> None:
    assert read("Colonel Jan Dray told the Herald that nobody was hurt.").entity("Herald").category == "organisation"
