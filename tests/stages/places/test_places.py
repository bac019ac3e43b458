"""Toponyms: a private index of fictional towns for the rules, the shipped one for the world."""

from __future__ import annotations

from functools import cache

import pytest

from tacitus.model.records import Document, Entity, Mention, Place
from tacitus.model.stage import Given
from tacitus.resources.loader import load
from tacitus.stages.linguistics import Linguistics
from tacitus.stages.places import Places
from tacitus.stages.places.build import _packed
from tacitus.stages.places.index import PlaceIndex
from tacitus.stages.places.tables import Row

ROWS = [
    Row(kind="country", names=("Fooland",), country="FOO", latitude=10.0, longitude=10.0, geonames_id=1, prior=20_000_000),
    Row(kind="country", names=("Bazland",), country="BAZ", latitude=50.0, longitude=50.0, geonames_id=2, prior=20_000_000),
    Row(kind="nationality", names=("Foolandian", "Foolandians"), main=2, country="FOO"),
    Row(kind="admin1", names=("Sandor",), country="FOO", admin1="Sandor", latitude=11.0, longitude=11.0, prior=900_000, code="1"),
    Row(kind="city", names=("Sandor",), country="FOO", admin1="Sandor", latitude=11.1, longitude=11.1, geonames_id=3, prior=400_000),
    Row(kind="city", names=("Barville",), country="FOO", admin1="Sandor", latitude=11.2, longitude=11.0, geonames_id=4, prior=20_000),
    Row(kind="city", names=("Barville",), country="BAZ", admin1="Outer Baz", latitude=50.0, longitude=51.0, geonames_id=5, prior=60_000),
    Row(
        kind="city",
        names=("Fooburg",),
        country="FOO",
        latitude=10.0,
        longitude=10.0,
        geonames_id=6,
        prior=3_000_000,
        more={"capital": True},
    ),
    Row(kind="region", names=("Grey Hills",), latitude=30.0, longitude=30.0, prior=20_000_000, more={"claimed_by": ["BAZ", "FOO"]}),
    Row(kind="shifting", names=("occupied territories",), more={"reason": "extent shifts with the speaker"}),
]


@cache
def linguistics() -> Linguistics:
    return Linguistics.from_resources()


@cache
def fictional() -> Places:
    return Places(PlaceIndex(_packed(ROWS), "test"), {**load("places/words.yaml").data, "shifting": ["occupied territories"]})


@cache
def shipped() -> Places:
    return Places.from_resources()


def places(stage: Places, text: str, *more: Mention | Entity, dateline: str | None = None) -> dict[str, Place]:
    document = Document(id="doc-a", source_id="a", input="a", text=text, dateline_place=dateline, text_sha256="", extractor="test")
    given = Given(linguistics().annotate(document, Given()))
    given.add(more)
    found = {}
    for one in stage.annotate(document, given):
        assert isinstance(one, Place)
        assert text[one.start : one.end] == one.text
        found[one.text] = one
    return found


def test_a_name_of_two_towns_follows_the_country_of_the_article() -> None:
    assert places(fictional(), "Shells fell in Barville, the Foolandian army said. Fooland closed its border.")["Barville"].geonames_id == 4
    assert (
        places(fictional(), "Shells fell in Barville. Bazland closed its border with Fooland, and Bazland called up its army.")[
            "Barville"
        ].geonames_id
        == 5
    )


def test_the_place_that_contains_it_decides() -> None:
    found = places(fictional(), "Bazland and its allies met in Barville, Fooland, on Monday. Bazland thanked them.")
    assert found["Barville"].geonames_id == 4


def test_the_larger_town_is_taken_where_nothing_else_decides() -> None:
    assert places(fictional(), "Shells fell in Barville on Monday.")["Barville"].geonames_id == 5


def test_a_unit_is_told_from_its_town_by_the_word_beside_it() -> None:
    assert places(fictional(), "The army entered Sandor province on Monday, Fooland said.")["Sandor"].precision == "admin1"
    assert places(fictional(), "The army entered the town of Sandor on Monday, Fooland said.")["Sandor"].precision == "city"
    assert places(fictional(), "The army fired on crowds in Sandor on Monday, Fooland said.")["Sandor"].precision == "city"


def test_a_capital_that_acts_is_metonymic_and_one_where_something_happens_is_literal() -> None:
    assert places(fictional(), "Fooburg rejected the plan on Monday.")["Fooburg"].use == "metonymic"
    assert places(fictional(), "Thousands marched in Fooburg on Monday.")["Fooburg"].use == "literal"
    assert places(fictional(), "Fooburg officials rejected the plan on Monday.")["Fooburg"].use == "modifier"


def test_a_nationality_is_no_place() -> None:
    assert places(fictional(), "The Foolandian army and several Foolandians left.") == {}


def test_a_disputed_place_has_no_country_and_says_who_claims_it() -> None:
    hills = places(fictional(), "Troops crossed into the Grey Hills on Monday.")["Grey Hills"]
    assert (hills.country, hills.claimed_by, hills.precision) == (None, ("BAZ", "FOO"), "region")


def test_a_shifting_phrase_is_null_with_its_reason() -> None:
    one = places(fictional(), "Troops left the occupied territories on Monday.")["occupied territories"]
    assert (one.geonames_id, one.latitude, one.name) == (None, None, None)
    assert one.reason == "extent shifts with the speaker"


def test_a_place_that_the_gazetteer_lacks_is_null_with_a_reason() -> None:
    found = places(fictional(), "The envoys of Fooland met in Switzerland on Monday.")
    assert found["Switzerland"].geonames_id is None
    assert found["Switzerland"].reason


def test_the_dateline_counts() -> None:
    assert places(fictional(), "Shells fell in Barville on Monday.", dateline="Fooburg")["Barville"].geonames_id == 4


@pytest.mark.parametrize(
    "text", ["", " ", "…", "Barville", "-", "U.S.-", "The " * 50, "Barville, " * 80, "’s – ’s", "\u202eBarville\u202c in Fooland"]
)
def test_any_text_passes(text: str) -> None:
    places(fictional(), text)


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("The ferry from Zanzibar reached Dar es Salaam at noon.", "Dar es Salaam", "TZA", "Dar es Salaam"),
        ("Voters queued in Juiz de Fora and in Foz do Iguaçu.", "Juiz de Fora", "BRA", "Minas Gerais"),
        ("A bomb went off in Tripoli, Lebanon, on Monday.", "Tripoli", "LBN", None),
        ("Shells fell near Kiev and Kharkiv in Ukraine.", "Kiev", "UKR", None),
        ("Two men were shot in Paris, Texas, the sheriff said.", "Paris", "USA", "Texas"),
        ("Floods hit Hyderabad in Pakistan's Sindh province.", "Hyderabad", "PAK", "Sindh"),
        ("Fighting went on in Aleppo, Syrian officials said.", "Aleppo", "SYR", "Aleppo"),
    ],
)
def test_places_of_the_world(text: str, name: str, country: str, admin1: str | None) -> None:
    one = places(shipped(), text)[name]
    assert one.country == country
    assert admin1 is None or one.admin1 == admin1
    assert one.latitude is not None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Troops landed in Crimea.", "Crimea"),
        ("Shells fell on the Golan Heights.", "Golan Heights"),
        ("Police entered East Jerusalem.", "East Jerusalem"),
    ],
)
def test_disputed_places_of_the_world_have_no_country(text: str, name: str) -> None:
    one = places(shipped(), text)[name]
    assert one.country is None
    assert one.claimed_by
