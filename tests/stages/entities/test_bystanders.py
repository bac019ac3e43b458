"""Persons and bodies that are no party of events, but whom pronouns take up; everybody here is invented."""

from __future__ import annotations

import pytest

from tacitus.syntax.parties import PartyReader
from tests.stages.entities.conftest import Reader


@pytest.mark.parametrize(
    ("text", "words", "pronoun"),
    [
        ("The goalkeeper tore a muscle on Sunday. He will rest for a month.", "The goalkeeper", "He"),
        ("The 23-year-old lost her keys.", "The 23-year-old", "her"),
        ("Everyone in the hall knew that they had won.", "Everyone", "they"),
        ("Those who stayed sold their boats.", "Those", "their"),
        ("The injured were flown home, where they recovered.", "The injured", "they"),
        ("The orchestra lost its hall.", "The orchestra", "its"),
        ("A guest left early. The guest had lost his hat.", "The guest", "his"),
    ],
)
def test_a_pronoun_takes_up_somebody_who_is_no_party(read: Reader, text: str, words: str, pronoun: str) -> None:
    found = read(text)
    assert found.same(words, pronoun)
    assert found.at(words).form == "bystander"
    assert found.entity(words).category == "unnamed"


def test_a_bystander_whom_nothing_takes_up_is_not_kept(read: Reader) -> None:
    assert not read("The goalkeeper tore a muscle on Sunday.").has("The goalkeeper")


def test_the_office_before_a_name_and_words_beside_it_are_of_that_person(read: Reader) -> None:
    found = read("Lena Moss, the owner of the mill, said she would sell it.")
    assert found.same("Lena Moss", "she")


def test_a_party_is_not_passed_over_for_a_bystander(read: Reader) -> None:
    found = read("John Barlow spoke to a guest on Monday. He rejected the offer.")
    assert found.same("John Barlow", "He")


def test_no_event_has_a_bystander_for_a_party(read: Reader) -> None:
    found = read("The goalkeeper tore a muscle on Sunday. He attacked the referee, who beat him. The orchestra sold its hall.")
    parties = PartyReader(found.document.text, found.tree, found.mentions, list(found.entities.values()), [])
    assert all(mention.form != "bystander" for mention in parties.by_head.values())
    he = found.at("He")
    assert he.entity is not None
    assert parties.party(he.head).entity is None
    assert not parties.is_party(found.at("its").head)


def test_a_title_before_a_bare_surname_yields_to_what_all_pronouns_say(read: Reader) -> None:
    found = read(
        "Lena Moss opened a bakery in May. She sold it in June, and her brother bought it. Moss said she was tired. "
        "Her dog, Mr. Moss, was sold as well. Moss then moved to the coast, where she opened her second bakery."
    )
    assert all(found.at(word).entity == found.at("Lena Moss").entity for word in ("She", "she"))


def test_two_titles_before_one_surname_are_two_persons(read: Reader) -> None:
    found = read("Lena Moss opened a bakery. Mr Moss and Mrs Moss sold it in June. She was glad, and he was sad.")
    assert found.at("Mr Moss").entity != found.at("Mrs Moss").entity
    assert found.at("he").entity != found.at("She").entity
