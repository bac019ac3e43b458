"""From tokens to parties, over hand-built mentions."""

from __future__ import annotations

import pytest

from tacitus.model.records import Entity, Mention, Provenance
from tacitus.model.stage import Given
from tacitus.syntax.parties import PartyReader, parties_of
from tacitus.syntax.tree import Tree
from tests.syntax.test_tree import FIRST, TEXT

MADE = Provenance(stage="test", version=1)
ARMY = Entity(
    id="user:army", produced_by=MADE, name="Foolandic army", category="organisation", country="FOO", sectors=("MIL",), local=False
)


def mention(text: str, head: int, **more: object) -> Mention:
    start = TEXT.index(text)
    return Mention(id=f"men-{head}", produced_by=MADE, start=start, end=start + len(text), text=text, head=head, **more)  # type: ignore[arg-type]


@pytest.fixture
def reader() -> PartyReader:
    mentions = [mention("The army", 1, entity="user:army", form="nominal"), mention("villages", 5, country="BAR", number=3)]
    return PartyReader(TEXT, Tree([FIRST]), mentions, [ARMY], [])


def test_a_mention_takes_from_its_entity_what_its_words_do_not_say(reader: PartyReader) -> None:
    party = reader.party(1)
    assert (party.text, party.name, party.country, party.sectors) == ("The army", "Foolandic army", "FOO", ("MIL",))


def test_a_mention_without_entity_keeps_its_own_words(reader: PartyReader) -> None:
    party = reader.party(5)
    assert (party.text, party.entity, party.country, party.number) == ("villages", None, "BAR", 3)


def test_words_without_a_mention_are_kept_as_they_stand(reader: PartyReader) -> None:
    party = reader.party(10)
    assert (party.text, party.entity, party.name) == ("the river", None, None)
    assert TEXT[party.start : party.end] == party.text
    assert not reader.is_party(10)


def test_a_coordination_gives_a_party_each(reader: PartyReader) -> None:
    assert [party.text for party in reader.parties(3)] == ["towns", "villages", "farms"]


def test_the_reader_of_a_document_is_made_once() -> None:
    given = Given([FIRST, ARMY, mention("The army", 1, entity="user:army")])
    assert parties_of(TEXT, given) is parties_of(TEXT, given)
    assert parties_of(TEXT, given).is_party(1)
