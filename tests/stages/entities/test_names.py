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
