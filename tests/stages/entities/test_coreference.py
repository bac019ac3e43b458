"""Later words for a party named before."""

from __future__ import annotations

import pytest

from tests.conftest import Code
from tests.stages.entities.conftest import Reader


def test_a_bare_surname_goes_back_to_the_full_name(read: Reader) -> None:
    found = read("John Barlow spoke on Monday. Later Barlow left.")
    assert found.same("John Barlow", "Barlow")


def test_a_bare_surname_of_the_lexicon_needs_a_title(read: Reader) -> None:
    assert read("On Monday President Rook spoke.").at("President Rook").entity == "per-rook"
    assert all(m.entity != "per-rook" for m in read("On Monday a Rook sat in the tree.").mentions)
    assert all(m.entity != "per-rook" for m in read("On Monday Sergeant Rook spoke.").mentions)


def test_an_abbreviation_in_brackets_names_the_organisation(read: Reader) -> None:
    found = read("The Silver River Front (SRF) attacked the town. The SRF lost.")
    assert found.at("SRF").entity == found.at("SRF", 1).entity == found.at("Silver River Front").entity


def test_he_is_the_speaker_of_the_sentence_before(read: Reader) -> None:
    found = read("John Barlow spoke on Monday. He rejected the offer.")
    assert found.same("John Barlow", "He")


def test_a_title_tells_the_gender_a_name_does_not(read: Reader) -> None:
    found = read("Ms Lena Moss met Mr John Barlow. She rejected the offer.")
    assert found.at("She").entity == found.at("Ms Lena Moss").entity
    found = read("Mr John Barlow met Ms Lena Moss. She rejected the offer.")
    assert found.at("She").entity == found.at("Ms Lena Moss").entity


def test_they_are_the_gunmen(read: Reader) -> None:
    found = read("Two gunmen attacked the village. They fled.")
    assert found.same("Two gunmen", "They")
    assert found.at("They").number == 2


def test_the_gunmen_are_those_named_before(read: Reader) -> None:
    assert (found := read("Two gunmen attacked the village. The gunmen fled.")).at("Two gunmen").entity == found.at("The gunmen").entity


def test_the_group_and_its_spokesman_are_of_the_group_named_before(read: Reader) -> None:
    found = read("The Barland Liberation Front attacked the town. The group lost ten fighters, its spokesman said.")
    assert found.at("The group").entity == "org-blf"
    assert found.at("its spokesman").member_of == "org-blf"


def test_the_ministry_is_the_one_named_before(read: Reader) -> None:
    found = read("Fooland's interior ministry denied the report. The ministry gave no details.")
    assert found.same("Fooland's interior ministry", "The ministry")


def test_the_minister_is_the_person_who_holds_the_office(read: Reader) -> None:
    found = read("Fooland's foreign minister John Barlow rejected the offer. The minister left.")
    assert found.same("Fooland's foreign minister John Barlow", "The minister")


def test_relative_pronouns_take_their_antecedent(read: Reader) -> None:
    found = read("Gunmen who attacked the village fled to Barland, which denied it.")
    assert found.same("Gunmen", "who")
    assert found.at("which").entity == "gov-bar"


def test_a_first_person_stays_open(read: Reader) -> None:
    mention = read('John Barlow said: "We will not yield."').at("We")
    assert (mention.entity, mention.reason) == (None, "first person")


@pytest.mark.parametrize("words", ["They", "Both", "The two countries", "Both countries"])
def test_words_for_several_parties_together_name_them_all(read: Reader, words: str) -> None:
    entity = read(f"Fooland and Barland signed the treaty. {words} praised it.").entity(words)
    assert (entity.name, entity.category, entity.sectors) == ("Fooland and Barland", "group", ("GOV",))


def test_both_sides_are_the_two_parties_that_fight(read: Reader) -> None:
    found = read("Fooland accused the Barland Liberation Front of shelling the town. Both sides denied it.")
    assert found.entity("Both sides").category == "group"


def test_sides_that_nobody_named_are_a_party_all_the_same(read: Reader) -> None:
    mention = read("The envoy urged all sides to stop.").at("all sides")
    assert mention.form == "nominal" and mention.country is None


def test_the_side_of_a_road_is_no_party(read: Reader) -> None:
    assert not read("The car stood on the side of the road.").has("the side")


def test_the_country_is_the_one_last_named(read: Reader) -> None:
    assert read("Fooland closed its border. The country also expelled two diplomats.").same("Fooland", "The country")


def test_a_counterpart_holds_the_same_office(read: Reader) -> None:
    mention = read("Fooland's foreign minister, Jane Doe, met her Barlander counterpart.").at("her Barlander counterpart")
    assert (mention.country, mention.sectors, mention.role) == ("BAR", ("GOV",), "foreign minister")


def test_an_ally_is_of_another_country(read: Reader) -> None:
    assert read("Fooland thanked its ally.").at("its ally").country is None


def test_an_empty_it_is_no_party(read: Reader) -> None:
    assert not read("Fooland spoke. It is time that they act.").has("It")


@pytest.mark.parametrize(("label", "neutral"), [("The regime", "government"), ("The terrorists", "militants")])
def test_a_label_names_nobody_without_an_antecedent(read: Reader, label: str, neutral: str) -> None:
    mention = read(f"{label} denied the report.").at(label)
    assert (mention.entity, mention.name) == (None, neutral)
    assert mention.reason


def test_a_label_resolves_to_the_one_party_named_before(read: Reader) -> None:
    found = read("Two gunmen attacked the village. The terrorists fled.")
    assert found.same("Two gunmen", "The terrorists")
    assert found.at("The terrorists").name == "gunmen"


@pytest.mark.parametrize(("one", "other"), [("Fooland", "Barland"), ("Barland", "Fooland")])
def test_the_rules_are_the_same_for_either_side(read: Reader, one: str, other: str) -> None:
    adjective = {"Fooland": "Foolander", "Barland": "Barish"}
    found = read(f"{one}'s army shelled {other}. The {adjective[one]} regime denied it, and {adjective[other]} terrorists fled.")
    shape = [(m.form, m.sectors, m.number, m.civilian, m.certainty, m.entity is None) for m in found.mentions]
    mirrored = read(f"{other}'s army shelled {one}. The {adjective[other]} regime denied it, and {adjective[one]} terrorists fled.")
    assert shape == [(m.form, m.sectors, m.number, m.civilian, m.certainty, m.entity is None) for m in mirrored.mentions]


def test_an_office_is_compared_whole(read: Reader) -> None:
    found = read("Fooland's foreign minister John Barlow met the prime minister. The prime minister left.")
    assert found.at("The prime minister").entity != found.at("Fooland's foreign minister John Barlow").entity


def test_other_people_are_not_the_people_counted_before(read: Reader) -> None:
    found = read("At least 12 people died in Barland. Aid workers came. A spokesman for the army told people to stay at home.")
    assert found.at("people").entity != found.at("At least 12 people").entity


def test_a_spokeswoman_without_more_words_speaks_for_the_subject(read: Reader) -> None:
    found = read("The Barland Liberation Front is preparing a truce, a spokeswoman said.")
    mention = found.at("a spokeswoman")
    assert (mention.member_of, mention.certainty) == ("org-blf", "inferred")


def test_the_articles_pronouns_together_tell_who_is_she(read: Reader) -> None:
    found = read(
        "John Barlow met Lena Moss. Moss said she was ill. Barlow said he was well. On Monday Moss and her brother left. She waved."
    )
    assert found.same("Lena Moss", "She")
    assert found.at("he").entity == found.at("John Barlow").entity


def test_an_object_is_nobody_whom_its_own_verb_has_as_subject(read: Reader) -> None:
    found = read("John Barlow entered the hall. The minister saw him.")
    assert found.at("him").entity != found.at("The minister").entity


def test_an_opening_clause_speaks_of_the_subject_that_follows(read: Reader) -> None:
    found = read("After he had lost the vote, John Barlow resigned.")
    assert found.same("John Barlow", "he")


def test_the_speaker_is_not_he_inside_his_own_words(read: Reader) -> None:
    found = read('Peter Moss was arrested on Monday. "He is innocent," John Barlow said.')
    assert found.at("He").entity != found.at("John Barlow").entity


def test_between_two_states_no_army_is_guessed_to_be_the_one_or_the_other(read: Reader) -> None:
    two = "The Barland army said that houses burned. The Fooland government denied it. "
    assert read(two + "The police arrested a teacher in the afternoon.").entity("The police").country is None
    assert read("The Barland army said that houses burned. The police arrested a teacher.").entity("The police").country == "BAR"


def test_a_label_is_not_the_one_army_that_was_just_named_where_two_states_are_told_of(read: Reader) -> None:
    found = read("The Fooland government is silent. The Barland army counted three ruins. The occupation forces beat worshippers.")
    assert all(m.entity != found.at("The Barland army").entity for m in found.mentions if "occupation" in m.text)


def test_a_reflexive_is_the_subject_of_its_own_clause(read: Reader) -> None:
    found = read("John Barlow met Peter Moss. The lawyers said that Moss had locked himself in.")
    assert found.at("himself").entity == found.at("Peter Moss").entity


def test_an_object_is_not_the_subject_of_the_clause_above_its_own(read: Reader) -> None:
    found = read("John Barlow left the hall. Later Peter Moss ended up suing him.")
    assert found.at("him").entity == found.at("John Barlow").entity


def test_the_group_is_the_one_last_told_of(read: Reader) -> None:
    found = read("The Silver River Front left in May. The Barland Liberation Front attacked the town. The group lost ten fighters.")
    assert found.at("The group").entity == "org-blf"


def test_a_groups_name_before_a_noun_of_its_kind_names_the_group(read: Reader) -> None:
    found = read("The Barland Liberation Front attacked the town. The Barland Liberation Front group lost ten men.")
    assert found.at("The Barland Liberation Front group").entity == "org-blf"


def test_another_word_for_the_same_people_takes_them_up(read_shipped: Reader) -> None:
    found = read_shipped("Demonstrators marched through the city. The protesters burned tyres.")
    assert found.same("Demonstrators", "The protesters")


def test_they_are_not_those_who_arrest_some_of_them(read: Reader) -> None:
    found = read("Demonstrators marched through the city on Friday. Police arrested 12 of them.")
    assert found.at("them").entity != found.at("Police").entity


def test_the_man_is_the_one_told_of_just_before(read_shipped: Reader) -> None:
    found = read_shipped("Mr John Barlow was arrested at the border on Monday. Guards searched the man for weapons.")
    assert found.same("Mr John Barlow", "the man")


def test_the_man_who_did_something_is_another(read_shipped: Reader) -> None:
    found = read_shipped("Mr John Barlow was arrested at the border on Monday. Guards searched for the man who hired the boat.")
    assert found.at("the man").entity != found.at("Mr John Barlow").entity


def test_a_predicate_is_nobody_of_his_own(read: Reader) -> None:
    found = read("Ms Lena Moss became a judge in 2010. Ten years later she left the court.")
    assert found.at("she").entity == found.at("Ms Lena Moss").entity


def test_it_begins_something_and_takes_nobody_an_hour(read: Reader) -> None:
    found = read("The ministry closed the bridge. Later it began a search.")
    assert found.same("The ministry", "it")
    found = read("The ministry closed the bridge. It takes an hour to cross the river.")
    assert not found.has("It")


def test_two_joined_by_and_are_taken_up_together(read_shipped: Reader) -> None:
    found = read_shipped("Mr John Barlow and Ms Lena Moss met in Paris. They married later.")
    assert found.same("Mr John Barlow and Ms Lena Moss", "They")
    assert found.at("Mr John Barlow and Ms Lena Moss").form == "joined"
    found = read_shipped("In 1893, Mr John Barlow, his mother and his sister sold their house.")
    assert found.at("their").entity == next(m.entity for m in found.mentions if m.form == "joined")


def test_what_joins_two_is_no_party_of_its_own(code: Code) -> None:
    text = "Foreign Minister John Barlow and General Lena Moss arrived on Monday. They condemned the attack."
    events = code(text).events
    assert all(" and " not in (party.text or "") for event in events for party in (*event.actors, *event.recipients))


def test_the_subject_of_a_relative_clause_is_not_its_noun(read_shipped: Reader) -> None:
    found = read_shipped("The teacher praised her as the best pupil he had ever taught.")
    assert found.same("The teacher", "he")


def test_who_lets_somebody_do_something_is_somebody_else(read_shipped: Reader) -> None:
    found = read_shipped("The minister forgave Mr John Barlow and allowed him to stay.")
    assert found.same("Mr John Barlow", "him")
    found = read_shipped("Elders pleaded with Mr John Barlow to give himself up.")
    assert found.same("Mr John Barlow", "himself")


def test_a_lawyer_says_what_another_does(read_shipped: Reader) -> None:
    found = read_shipped("Ms Lena Moss did not come to court on Friday, and Moss missed the vote. A lawyer said she was ill.")
    assert found.same("Ms Lena Moss", "she")


def test_a_ship_is_not_she(read_shipped: Reader) -> None:
    found = read_shipped("The singer worked on the cruise ship, Northwind, for a year. She left in May.")
    assert found.same("The singer", "She")


@pytest.mark.parametrize("noun", ["housekeeper", "ringleader", "godmother", "challenger", "nobleman"])
def test_nouns_that_only_pronouns_take_up(read_shipped: Reader, noun: str) -> None:
    found = read_shipped(f"We saw the {noun} at noon. Later the {noun} said goodbye, and the {noun} left.")
    assert found.at(f"the {noun}").form == "bystander"
